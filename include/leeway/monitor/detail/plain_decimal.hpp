// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_PLAIN_DECIMAL_HPP
#define LEEWAY_MONITOR_DETAIL_PLAIN_DECIMAL_HPP

#include <cstdint>
#include <string_view>

#include <leeway/base/interval.hpp>

namespace leeway::detail {

/** "0.5", "-3", ".25": an optional minus, and 1 to 15 digits with an optional point; `no_value` for any other text.
   Digits and power of ten are exact doubles, so that the quotient is the nearest double. Not every standard library has
    `std::from_chars` for them. */
constexpr double plain_decimal(std::string_view text) noexcept {
  const bool minus = text.substr(0, 1) == "-";
  if (minus) text.remove_prefix(1);
  std::uint64_t digits = 0;
  int size = 0;
  double power = 1.0;
  bool behind_point = false;
  for (char c : text) {
    if (c == '.' && !behind_point) {
      behind_point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++size > 15) return no_value;
    digits = 10 * digits + static_cast<std::uint64_t>(c - '0');
    if (behind_point) power *= 10.0;
  }
  if (size == 0) return no_value;
  const double value = static_cast<double>(digits) / power;
  return minus ? -value : value;
}

}  // namespace leeway::detail

#endif
