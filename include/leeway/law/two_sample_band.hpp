// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_TWO_SAMPLE_BAND_HPP
#define LEEWAY_LAW_TWO_SAMPLE_BAND_HPP

#include <cmath>
#include <cstdint>
#include <numbers>

#include <leeway/base/interval.hpp>

namespace leeway::law {

/**
 * P(X + Y > t) for independent X and Y with P(X > x) = exp(-2 n x^2) and P(Y > y) = exp(-2 m y^2): a bound, for every
 * law of the records, of the probability that the one-sided errors of two empirical distribution functions of n and m
 * records add up to more than t (Massart 1990 for each of them). Closed form, by completing the square.
 */
inline double two_sample_band_tail(double t, std::uint64_t n, std::uint64_t m) noexcept {
  if (!(t > 0.0)) return 1.0;
  const double a = 2.0 * static_cast<double>(n);
  const double b = 2.0 * static_cast<double>(m);
  const double sum = a + b;
  const double root = std::sqrt(sum);
  const double middle = b * t / sum;  // where the convolution's integrand has its normal centre
  const double beyond = std::exp(-a * t * t);
  const double ends = (std::exp(-b * t * t) - beyond) / (2.0 * sum);
  const double body = middle * std::sqrt(std::numbers::pi) / (2.0 * root) *
                      (std::erf(root * (t - middle)) + std::erf(root * middle)) * std::exp(-a * b / sum * t * t);
  return beyond + 2.0 * a * (ends + body);
}

/**
 * The t at which `two_sample_band_tail` is `error`: with probability at least 1 - error one chosen side of the gap
 * between two empirical distribution functions errs by at most t, everywhere at once and whatever the law. A quarter
 * less than the sum of two bands of half the error each. No value unless n, m > 0 and 0 < error < 1. About 50
 * evaluations.
 */
inline double two_sample_band(std::uint64_t n, std::uint64_t m, double error) noexcept {
  if (n == 0 || m == 0 || !(error > 0.0 && error < 1.0)) return no_value;
  const auto single = [&](std::uint64_t size) {
    return std::sqrt(std::log(2.0 / error) / (2.0 * static_cast<double>(size)));
  };
  double low = 0.0;
  double high = single(n) + single(m);  // where the union bound already holds
  for (int step = 0; step < 60; ++step) {
    const double t = 0.5 * (low + high);
    (two_sample_band_tail(t, n, m) > error ? low : high) = t;
  }
  return high;
}

}  // namespace leeway::law

#endif
