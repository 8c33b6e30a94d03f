// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_WEIGHTED_CHI_SQUARED_HPP
#define LEEWAY_LAW_WEIGHTED_CHI_SQUARED_HPP

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/root.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/** The tail of Q = sum w X, all X chi-squared with one degree of freedom, as an integral in the complex plane.

  With K(z) = -1/2 sum log(1 - 2 z w), P(Q >= x) is 1/(2 pi i) times the integral of exp(K(z) - z x) / z along a line
  that crosses the real axis between the pole at 0 and the first branch point, 1 / (2 max w); crossing it below 0 gives
  minus the lower tail. Here the line crosses where the integrand is smallest on the axis and bends into a parabola
  along its steepest descent: it neither oscillates nor cancels, however far out x is, and the trapezoidal rule
  converges geometrically. Weights are in units of the largest; y stands for 1 - 2 z, so that nothing is subtracted near
  the branch point. */
class weighted_sum_integral {
 public:
  weighted_sum_integral(std::span<const double> weights, double largest, double x) noexcept
      : weights_(weights), largest_(largest), x_(x / largest) {}

  double log_upper() noexcept {
    double sum = 0.0;
    for (double weight : weights_) sum += weight / largest_;
    const double low = -std::log(x_ + 8.0);
    const double high = std::log1p(-1.0 / (sum + 2.0));
    const auto slope = [&](double log_y) { return -slope_at(std::exp(log_y), -std::expm1(log_y)); };
    const double log_y = growing_root(slope, low, slope(low), high, slope(high));
    return integrate(std::exp(log_y), -0.5 * std::expm1(log_y));
  }

  double log_lower() noexcept {
    const double low = -std::log(x_);
    const double high = std::log((static_cast<double>(weights_.size()) + 2.0) / x_);
    const auto slope = [&](double log_beyond) {
      const double beyond = std::exp(log_beyond);
      return -slope_at(1.0 + beyond, -beyond);
    };
    const double beyond = std::exp(growing_root(slope, low, slope(low), high, slope(high)));
    return integrate(1.0 + beyond, -0.5 * beyond);
  }

 private:
  /// 1 - 2 z w for a weight in units of the largest.
  static double factor(double weight, double y) noexcept { return (1.0 - weight) + y * weight; }

  /// Derivative of K(z) - z x - log |z|; it falls as y grows. `twice_z` is 1 - y.
  double slope_at(double y, double twice_z) const noexcept {
    double sum = -x_ - 2.0 / twice_z;
    for (double weight : weights_) sum += weight / largest_ / factor(weight / largest_, y);
    return sum;
  }

  double integrate(double y, double z) const noexcept {
    double cumulant = 0.0;
    double second = 1.0 / (z * z);
    double third = -2.0 / (z * z * z);
    for (double weight : weights_) {
      const double f = factor(weight / largest_, y);
      const double ratio = weight / largest_ / f;
      cumulant -= 0.5 * std::log(f);
      second += 2.0 * ratio * ratio;
      third += 8.0 * ratio * ratio * ratio;
    }
    const double unit = 1.0 / std::sqrt(second);
    const double bend = (std::max)(0.1, third * unit / (6.0 * second));
    constexpr double step = 0.2;
    double sum = 0.0;
    for (double t = 0.0; t < 400.0 * step; t += step) {
      const term next = at(t, y, z, unit, bend);
      sum += t > 0.0 ? next.imaginary : 0.5 * next.imaginary;
      if (next.size < 1e-18 * std::fabs(sum)) break;
    }
    return cumulant - z * x_ + std::log(step * std::fabs(sum) / std::numbers::pi);
  }

  struct term {
    double imaginary;
    double size;
  };

  /// The integrand at z + unit (i t + bend t^2), with the derivative along the path, in units of its value on the axis.
  term at(double t, double y, double z, double unit, double bend) const noexcept {
    const double right = unit * bend * t * t;
    const double up = unit * t;
    double log_size = -right * x_;
    double angle = -up * x_;
    for (double weight : weights_) {
      const double twice = 2.0 * weight / largest_ / factor(weight / largest_, y);
      const double real = 1.0 - twice * right;
      const double imaginary = -twice * up;
      log_size -= 0.25 * std::log(real * real + imaginary * imaginary);
      angle -= 0.5 * std::atan2(imaginary, real);
    }
    const double along_real = 2.0 * unit * bend * t;
    const double along_imaginary = unit;
    const double from_pole = (z + right) * (z + right) + up * up;
    const double real = (along_real * (z + right) + along_imaginary * up) / from_pole;
    const double imaginary = (along_imaginary * (z + right) - along_real * up) / from_pole;
    const double size = std::exp(log_size);
    return {size * (std::cos(angle) * imaginary + std::sin(angle) * real), size * std::hypot(real, imaginary)};
  }

  std::span<const double> weights_;
  double largest_;
  double x_;
};

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(Q >= x) for Q the sum of independent chi-squared variables with one degree of freedom, times the weights, which are
 * positive. Relative accuracy about 1e-12 in both tails, of the logarithm far below 1e-300 too; about a hundred
 * evaluations of the characteristic function, each a logarithm and an arc tangent a weight. Allocation-free. Zeros
 * among the weights change nothing; no value for a negative or infinite weight, or when all are 0.
 * Sources: Imhof (1961), Helstrom (1996), who moves Imhof's integral to the steepest descent.
 */
inline tail weighted_chi_squared_upper(double x, std::span<const double> weights) noexcept {
  double largest = 0.0;
  double mean = 0.0;
  double variance = 0.0;
  for (const double weight : weights) {
    if (!(weight >= 0.0) || !detail::is_finite(weight)) return {};
    largest = (std::max)(largest, weight);
  }
  if (!(largest > 0.0) || detail::is_nan(x)) return {};
  if (detail::is_infinite(x)) return impossible;
  if (!(x / largest > 1e-90)) return sure;  // but for 1e-45
  if (x / largest > 1e90) return from_log(-0.5 * (x / largest));
  for (const double weight : weights) {
    mean += weight / largest;
    variance += 2.0 * (weight / largest) * (weight / largest);
  }
  detail::weighted_sum_integral integral(weights, largest, x);
  if (x / largest > mean + std::sqrt(variance)) return from_log(integral.log_upper());
  return from_complement(std::exp(integral.log_lower()));
}

}  // namespace leeway::law

#endif
