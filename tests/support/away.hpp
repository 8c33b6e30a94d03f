// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_AWAY_HPP
#define LEEWAY_TESTS_SUPPORT_AWAY_HPP

#include <cmath>

#include "support/exact.hpp"

/// How far a number is from what it should be.
namespace away {

/// Relative; absolute where 0 is expected; 0 where both are the same, infinite or NaN; infinite where one is NaN.
inline double error(double x, double expected) {
  if (exact::same(x, expected)) return 0.0;
  const double distance = std::fabs(x - expected);
  if (!std::isfinite(distance)) return exact::infinity;
  return std::fabs(expected) > 0.0 ? distance / std::fabs(expected) : distance;
}

/// Of logarithms of probabilities: absolute below 1, as the relative error of the probability is; relative above.
inline double log_error(double x, double expected) {
  if (exact::same(x, expected)) return 0.0;
  const double distance = std::fabs(x - expected);
  if (!std::isfinite(distance)) return exact::infinity;
  return distance / std::fmax(1.0, std::fabs(expected));
}

}  // namespace away

#endif
