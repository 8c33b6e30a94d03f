// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_NEAR_MODE_HPP
#define LEEWAY_LAW_DETAIL_NEAR_MODE_HPP

#include <algorithm>
#include <cmath>
#include <limits>

namespace leeway::detail {

/**
 * log P(mode + d) - log P(mode) of a law on the integers whose ratio of neighbours is a quotient of linear factors,
 * P(k+1) / P(k) = constant (f1 - k)(f2 - k)... / ((k + r1)(k + r2)...): three terms of Taylor's series of the logarithm
 * of that ratio around mode - 1/2, and bounds of what they leave out. For quick decisions; who needs more asks the law.
 */
class near_mode {
 public:
  explicit near_mode(double constant) noexcept : ratio_(constant) {}

  /// A factor of the numerator, by its value at mode - 1/2.
  near_mode& falling(double x) noexcept {
    ratio_ *= x;
    return add(x, -1.0);
  }
  /// A factor of the denominator.
  near_mode& rising(double x) noexcept {
    ratio_ /= x;
    return add(x, 1.0);
  }
  /// Once all factors are known.
  near_mode& close() noexcept {
    slope_ = std::log(ratio_);
    return *this;
  }

  struct bounds {
    double lower;
    double upper;
  };

  /// Bounds of the logarithm, for whole d: the sum of the logarithms of |d| ratios.
  bounds operator()(double d) const noexcept {
    const double reach = std::floor(0.25 * nearest_);
    if (std::fabs(d) <= reach) return within(d);
    // The law is log-concave: beyond the reach of the series it falls at least as fast as on average before.
    const double upper = reach > 0.0 ? within(std::copysign(reach, d)).upper * std::fabs(d) / reach : 0.0;
    return {-std::numeric_limits<double>::infinity(), upper};
  }

 private:
  /// Sums of powers of i + 1/2 from 0 to d - 1. The next derivative is at most (4/3)^3 of its value at the mode, within
  /// a quarter of the nearest zero; 1e-12 for rounding.
  bounds within(double d) const noexcept {
    const double square = d * d;
    const double value = d * (slope_ + 0.5 * d * curvature_ + 0.5 * third_ * (square / 3.0 - 1.0 / 12.0));
    const double error = 2.38 / 12.0 * fourth_ * square * square + 1e-12 * (1.0 + std::fabs(value));
    return {value - error, value + error};
  }

  near_mode& add(double x, double sign) noexcept {
    const double inverse = 1.0 / x;
    curvature_ -= inverse;
    third_ += sign * inverse * inverse;
    fourth_ += inverse * inverse * inverse;
    nearest_ = (std::min)(nearest_, x);
    return *this;
  }

  double ratio_;
  double slope_ = 0.0;
  double curvature_ = 0.0;
  double third_ = 0.0;
  double fourth_ = 0.0;
  double nearest_ = std::numeric_limits<double>::infinity();
};

}  // namespace leeway::detail

#endif
