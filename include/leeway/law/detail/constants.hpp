// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_CONSTANTS_HPP
#define LEEWAY_LAW_DETAIL_CONSTANTS_HPP

#include <limits>

namespace leeway::detail {

inline constexpr double log_two = 0.69314718055994530942;
inline constexpr double log_sqrt_two_pi = 0.91893853320467274178;
inline constexpr double sqrt_half = 0.70710678118654752440;
inline constexpr double two_pi = 6.28318530717958647693;
inline constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

}  // namespace leeway::detail

#endif
