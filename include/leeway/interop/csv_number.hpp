// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_CSV_NUMBER_HPP
#define LEEWAY_INTEROP_CSV_NUMBER_HPP

#include <charconv>
#include <cstdint>
#include <limits>
#include <string_view>
#include <system_error>

#include <leeway/base/interval.hpp>
#include <leeway/interop/detail/decimal.hpp>

namespace leeway {

enum class number_kind : std::uint8_t {
  none,              ///< not a number
  integer,           ///< a whole number within std::int64_t
  unsigned_integer,  ///< a whole number from 2^63 to 2^64 - 1
  real               ///< any other: with point or exponent, infinite, or a whole number beyond these
};

constexpr std::string_view to_string(number_kind kind) noexcept {
  constexpr std::string_view names[] = {"none", "integer", "unsigned_integer", "real"};
  return names[static_cast<std::uint8_t>(kind)];
}

struct parsed_number {
  number_kind kind = number_kind::none;
  double real = no_value;              ///< the nearest double, whatever the kind; NaN for `none`
  std::int64_t integer = 0;            ///< exact, where `kind` is `integer`
  std::uint64_t unsigned_integer = 0;  ///< exact, where `kind` is `unsigned_integer`, or `integer` and not negative
  bool is_nan = false;                 ///< the cell says `nan`: a missing number, not a text; `kind` is `none`
};

namespace detail {

inline parsed_number integer_of(std::int64_t value) noexcept {
  const std::uint64_t as_unsigned = value < 0 ? 0 : static_cast<std::uint64_t>(value);
  return {number_kind::integer, static_cast<double>(value), value, as_unsigned, false};
}

inline parsed_number real_of(double value) noexcept { return {number_kind::real, value, 0, 0, false}; }

// Infinities and NaN, the same with every standard library.
inline parsed_number parse_word(std::string_view text) noexcept {
  const bool negative = text.front() == '-';
  const std::string_view word = text.substr(negative ? 1 : 0);
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (same_letters(word, "inf") || same_letters(word, "infinity")) return real_of(negative ? -infinity : infinity);
  parsed_number nothing;
  nothing.is_nan = spells_nan(word);
  return nothing;
}

// Whole numbers beyond std::int64_t, and all that are not whole.
inline parsed_number parse_other(std::string_view text) {
  const char* const end = text.data() + text.size();
  std::uint64_t whole = 0;
  const auto [stop, error] = std::from_chars(text.data(), end, whole);
  if (stop == end && error == std::errc{})
    return {number_kind::unsigned_integer, static_cast<double>(whole), 0, whole, false};
  double value = 0;
  return parse_decimal(text, value) ? real_of(value) : parsed_number{};
}

}  // namespace detail

/** The number that a whole cell says, as `std::from_chars` reads it: an optional minus, digits with an optional point
    before, among or behind them, an optional exponent; or `inf`, `infinity`, `nan`, `nan(...)` in any case. No plus in
    front, no blanks, no grouping, no hexadecimal; the locale does not matter.

    A real is the nearest double. Too small a one is a subnormal or a zero with its sign; too large a one (`1e999`) is
    not a number, because an infinity that nobody wrote would be made up. Linear in the length. Allocates only
    for numbers outside the range, and where the `std::from_chars` of the standard library knows no doubles. */
inline parsed_number parse_number(std::string_view text) {
  if (text.empty()) return {};
  const char* const end = text.data() + text.size();
  std::int64_t whole = 0;
  const auto [stop, error] = std::from_chars(text.data(), end, whole);
  if (stop == end && error == std::errc{}) return detail::integer_of(whole);
  const char first = text.front() == '-' && text.size() > 1 ? text[1] : text.front();
  return detail::is_letter(first) ? detail::parse_word(text) : detail::parse_other(text);
}

}  // namespace leeway

#endif
