// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_DETAIL_DECIMAL_HPP
#define LEEWAY_INTEROP_DETAIL_DECIMAL_HPP

#include <charconv>
#include <cstddef>
#include <locale>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <version>

#include <leeway/base/detail/date_scanner.hpp>
#include <leeway/base/order_key.hpp>

namespace leeway::detail {

constexpr bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char lower_letter(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// `lower_case` is written in lower case.
constexpr bool same_letters(std::string_view text, std::string_view lower_case) noexcept {
  if (text.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (lower_letter(text[i]) != lower_case[i]) return false;
  return true;
}

/// `nan` or `nan(...)` with letters, digits and underscores.
constexpr bool spells_nan(std::string_view text) noexcept {
  if (!same_letters(text.substr(0, 3), "nan")) return false;
  const std::string_view rest = text.substr(3);
  if (rest.empty()) return true;
  if (rest.size() < 2 || rest.front() != '(' || rest.back() != ')') return false;
  for (char c : rest.substr(1, rest.size() - 2))
    if (!is_digit(c) && !is_letter(c) && c != '_') return false;
  return true;
}

/// Moves `at` over the digits and says how many they are.
constexpr std::size_t skip_digits(std::string_view text, std::size_t& at) noexcept {
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at - begin;
}

/// An optional minus, digits with an optional point, an optional exponent, and nothing else.
constexpr bool spells_decimal(std::string_view text) noexcept {
  std::size_t at = text.substr(0, 1) == "-" ? 1 : 0;
  std::size_t digits = skip_digits(text, at);
  if (at < text.size() && text[at] == '.') digits += skip_digits(text, ++at);
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (skip_digits(text, at) == 0) return false;
  }
  return at == text.size();
}

/// Slow, and the same everywhere. False when the number is too large for a double.
inline bool read_decimal(std::string_view text, double& value) {
  std::istringstream in{std::string(text)};
  in.imbue(std::locale::classic());
  in >> value;
  const bool large = value >= 1 || value <= -1;
  return !(in.fail() && large);  // a number too small may count as a failure too, but is rounded as it should
}

/// The nearest double to a decimal number that is the whole text. False when it is none, or too large.
inline bool parse_decimal(std::string_view text, double& value) {
#if defined(__cpp_lib_to_chars)
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (stop != end || error == std::errc::invalid_argument) return false;
  if (error == std::errc{}) return is_finite(value);
  return read_decimal(text, value);
#else
  return spells_decimal(text) && read_decimal(text, value);
#endif
}

}  // namespace leeway::detail

#endif
