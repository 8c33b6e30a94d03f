// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_UNIX_TIME_SCANNER_HPP
#define LEEWAY_BASE_DETAIL_UNIX_TIME_SCANNER_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <leeway/base/detail/date_scanner.hpp>
#include <leeway/base/instant.hpp>

namespace leeway::detail {

/// A decimal number: digits, and digits behind a point.
struct written_number {
  bool negative = false;
  std::uint64_t whole = 0;      // of at most 19 digits
  std::int64_t billionths = 0;  // cut off
};

constexpr std::optional<written_number> scan_number(std::string_view text) noexcept {
  constexpr std::size_t most_digits = 19;
  written_number number;
  number.negative = !text.empty() && text.front() == '-';
  if (number.negative) text.remove_prefix(1);
  std::size_t digits = 0;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    if (++digits > most_digits) return std::nullopt;
    number.whole = number.whole * 10 + static_cast<std::uint64_t>(text.front() - '0');
  }
  if (digits == 0) return std::nullopt;
  if (text.empty()) return number;
  date_scanner fraction(text);
  fraction.require(fraction.take('.'));
  number.billionths = fraction.billionths();
  if (!fraction.fits() || !fraction.at_end()) return std::nullopt;
  return number;
}

/// `nanoseconds`: how many the unit has, a power of 1000.
constexpr std::optional<instant> instant_of_number(const written_number& number, std::int64_t nanoseconds) noexcept {
  constexpr auto most = static_cast<std::uint64_t>(instant::highest().nanoseconds);
  const auto unit = static_cast<std::uint64_t>(nanoseconds);
  const std::uint64_t fraction = static_cast<std::uint64_t>(number.billionths) / (1'000'000'000 / unit);
  if (number.whole > (most - fraction) / unit) return std::nullopt;
  const auto size = static_cast<std::int64_t>(number.whole * unit + fraction);
  return instant{number.negative ? -size : size};
}

constexpr std::optional<instant> parse_unix_time(std::string_view text, std::int64_t nanoseconds) noexcept {
  const std::optional<written_number> number = scan_number(text);
  return number ? instant_of_number(*number, nanoseconds) : std::nullopt;
}

/// In the unit that the size tells.
constexpr std::optional<instant> parse_unix_time(std::string_view text) noexcept {
  constexpr std::uint64_t least = 100'000'000;
  const std::optional<written_number> number = scan_number(text);
  if (!number || number->whole < least) return std::nullopt;
  std::int64_t unit = 1'000'000'000;
  for (std::uint64_t end = 10'000'000'000; unit > 1 && number->whole >= end; end *= 1000) unit /= 1000;
  return instant_of_number(*number, unit);
}

}  // namespace leeway::detail

#endif
