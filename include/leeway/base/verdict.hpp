// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_VERDICT_HPP
#define LEEWAY_BASE_VERDICT_HPP

#include <cstdint>
#include <string_view>

namespace leeway {

/// What leeway says of a question, a feature or a report, from the least to the most pressing.
enum class verdict : std::uint8_t {
  stable,   ///< a change of the drift tolerance would have been seen, and none was
  too_few,  ///< too few records to see such a change: never "no drift"
  warning,  ///< surely changed by more than the warning tolerance
  drift     ///< surely changed by more than the drift tolerance
};

constexpr verdict worst(verdict a, verdict b) noexcept { return a < b ? b : a; }

constexpr std::string_view to_string(verdict v) noexcept {
  constexpr std::string_view names[] = {"stable", "too_few", "warning", "drift"};
  return names[static_cast<std::uint8_t>(v)];
}

}  // namespace leeway

#endif
