// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_PELZ_GOOD_HPP
#define LEEWAY_LAW_DETAIL_PELZ_GOOD_HPP

#include <cmath>

#include <leeway/law/detail/constants.hpp>

namespace leeway::detail {

/// P(sqrt(n) D < x) by Pelz and Good's (1976) expansion: Kolmogorov's limit and three terms more, in powers of
/// 1/sqrt(n), each a theta series. What is left out is of order 1/n^2.
inline double pelz_good_lower(double n, double x) noexcept {
  constexpr double pi_squared = 9.86960440108935861883;
  constexpr double root_two_pi = 2.50662827463100050242;
  const double y = x * x;
  const double exponent = pi_squared / (8.0 * y);
  double sums[4] = {};
  for (int k = 1; k < 40; ++k) {
    const double odd = 2.0 * k - 1.0;
    const double u = odd * odd * pi_squared / 4.0;
    const double odd_weight = std::exp(-odd * odd * exponent);
    const double v = static_cast<double>(k) * k * pi_squared;
    const double weight = std::exp(-4.0 * static_cast<double>(k) * k * exponent);
    sums[0] += odd_weight;
    sums[1] += odd_weight * (u - y);
    sums[2] += odd_weight * (y * y * (6.0 * y + 2.0) + u * y * (2.0 * y - 5.0) + u * u * (1.0 - 2.0 * y)) -
               weight * 2.0 * v * y * y;
    sums[3] += odd_weight * (-y * y * y * (30.0 + 90.0 * y) + u * y * y * (135.0 - 96.0 * y) +
                             u * u * y * (212.0 * y - 60.0) + u * u * u * (5.0 - 30.0 * y)) +
               weight * 30.0 * v * y * y * (3.0 * y - v);
    if (odd_weight < 1e-20 * sums[0]) break;
  }
  const double x4 = y * y;
  const double root = std::sqrt(n);
  return root_two_pi * (sums[0] / x + sums[1] / (6.0 * x4 * root) + sums[2] / (72.0 * x4 * y * x * n) +
                        sums[3] / (6480.0 * x4 * x4 * y * n * root));
}

}  // namespace leeway::detail

#endif
