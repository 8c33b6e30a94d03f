// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_ANDERSON_DARLING_HPP
#define LEEWAY_LAW_ANDERSON_DARLING_HPP

#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/quadratic_form.hpp>
#include <leeway/law/detail/root.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// int B^2 / (u (1 - u)): eigenvalues 1 / (j (j + 1)); with y = sqrt(1 + 4 j (j + 1)) zeros at the odd numbers.
struct anderson_darling_form {
  static constexpr double length = 2.0;
  static constexpr double slope = 0.75;  // of the exponent at the first begin
  static constexpr double far = 32.0;
  static double begin(double k) noexcept { return 4.0 * k + 3.0; }
  static double exponent(double y) noexcept { return 0.125 * (y - 1.0) * (y + 1.0); }
  static double weight(double y) noexcept { return y / std::sqrt(std::numbers::pi * (y - 1.0) * (y + 1.0)); }
};

/// The integral over w > 0 of exp(z / (8 (w^2 + 1)) - b w^2) by the trapezoidal rule.
inline double anderson_darling_integral(double z, double b) noexcept {
  const double step = (std::fmin)(0.14, 0.48 / std::sqrt(b));
  double sum = 0.5 * std::exp(0.125 * z);
  for (double w = step; b * w * w < 42.0; w += step) sum += std::exp(0.125 * z / (w * w + 1.0) - b * w * w);
  return sum * step;
}

/// P(A2 <= z), z > 0, by Anderson and Darling's (1954) series; for z below 1.
inline double anderson_darling_lower(double z) noexcept {
  double sum = 0.0;
  double ways = 1.0;  // binomial(-1/2, j)
  for (double j = 0.0; j < 3.0; j += 1.0) {
    const double odd = 4.0 * j + 1.0;
    const double b = odd * odd * (std::numbers::pi * std::numbers::pi / 8.0) / z;
    sum += ways * odd * std::exp(-b) * anderson_darling_integral(z, b);
    ways *= -(j + 0.5) / (j + 1.0);
  }
  return sum * std::sqrt(2.0 * std::numbers::pi) / z;
}

/// 1 + 1/2 + ... + 1/last and 1 + 1/4 + ... + 1/last^2; Euler and Maclaurin's formula for long sums.
struct harmonic_sums {
  double first = 0.0;
  double second = 0.0;

  explicit harmonic_sums(std::uint64_t last) noexcept {
    constexpr std::uint64_t listed = 32;
    for (std::uint64_t i = last < listed ? last : listed; i > 0; --i) {
      first += 1.0 / static_cast<double>(i);
      second += 1.0 / (static_cast<double>(i) * static_cast<double>(i));
    }
    if (last <= listed) return;
    const auto primitives = [](double i, double r, double s) {  // of 1/i and 1/i^2, r = 1/i, s = r^2
      return interval{std::log(i) + r / 2.0 - s / 12.0 + s * s / 120.0 - s * s * s / 252.0,
                      -r + s / 2.0 - s * r / 6.0 + s * s * r / 30.0 - s * s * s * r / 42.0};
    };
    const auto at = [&](double i) { return primitives(i, 1.0 / i, 1.0 / (i * i)); };
    const interval high = at(static_cast<double>(last));
    const interval low = at(static_cast<double>(listed));
    first += high.lower - low.lower;
    second += high.upper - low.upper;
  }
};

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(A2 >= z) for A2 = int B^2 / (u (1 - u)) du, B a Brownian bridge: the limit law of the Anderson-Darling statistic.
 * Relative accuracy 1e-12, of p down to 1e-300 and of its logarithm beyond. Smirnov (1937); Anderson and Darling (1954)
 * left of the median.
 */
inline tail anderson_darling_upper(double z) noexcept {
  if (leeway::detail::is_nan(z)) return {};
  if (z <= 0.0) return sure;
  if (leeway::detail::is_infinite(z)) return impossible;
  if (z < 0.8) return from_complement(leeway::detail::anderson_darling_lower(z));
  return from_log(leeway::detail::quadratic_form_log_upper<leeway::detail::anderson_darling_form>(z));
}

/// The z with log P(A2 >= z) = log_p; 0 for log_p = 0, infinite for minus infinity, no value above 0.
inline double anderson_darling_critical(double log_p) noexcept {
  if (leeway::detail::is_nan(log_p) || log_p > 0.0) return no_value;
  if (log_p >= 0.0) return 0.0;
  if (leeway::detail::is_infinite(log_p)) return std::numeric_limits<double>::infinity();
  const auto excess = [&](double z) { return log_p - anderson_darling_upper(z).log_p; };
  const double low = 1e-3;          // P(A2 <= 1e-3) is below every double
  const double high = 1.0 - log_p;  // the tail is below sqrt(3) exp(-z)
  return leeway::detail::growing_root(excess, low, excess(low), high, excess(high));
}

/// Standard deviation of the limit law: sqrt(2 pi^2 / 3 - 6).
inline constexpr double anderson_darling_limit_deviation = 0.7614041419593839758;

/**
 * Standard deviation of the two-sample statistic of n and m records without ties, whose mean is 1 (Scholz and Stephens
 * 1987, k = 2). No value for fewer than 4 records. O(1).
 */
inline double anderson_darling_deviation(std::uint64_t n, std::uint64_t m) noexcept {
  const std::uint64_t records = n + m;
  if (n == 0 || m == 0 || records < 4) return no_value;
  const auto all = static_cast<double>(records);
  const double inverse = 1.0 / static_cast<double>(n) + 1.0 / static_cast<double>(m);  // their H
  const leeway::detail::harmonic_sums sums(records - 1);
  const double h = sums.first;
  const double g = sums.second - 2.0 * h / all;  // sum of 1 / ((all - i) j) over i < j < all
  const double a = (4.0 * g - 6.0) + (10.0 - 6.0 * g) * inverse;
  const double b = 4.0 * (2.0 * g - 4.0) + 16.0 * h + (2.0 * g - 14.0 * h - 4.0) * inverse - 8.0 * h + 4.0 * g - 6.0;
  const double c =
      4.0 * (6.0 * h + 2.0 * g - 2.0) + 2.0 * (4.0 * h - 4.0 * g + 6.0) + (2.0 * h - 6.0) * inverse + 4.0 * h;
  const double d = 4.0 * (2.0 * h + 6.0) - 8.0 * h;
  const double variance =
      (a + (b + (c + d / all) / all) / all) / ((1.0 - 1.0 / all) * (1.0 - 2.0 / all) * (1.0 - 3.0 / all));
  return std::sqrt(variance);
}

/**
 * P(A2 >= a2) for the two-sample statistic of n and m records without ties: the limit law of A2 brought to the limit's
 * mean and variance. No value for fewer than 4 records.
 */
inline tail anderson_darling_two_sample(double a2, std::uint64_t n, std::uint64_t m) noexcept {
  const double deviation = anderson_darling_deviation(n, m);
  if (leeway::detail::is_nan(deviation) || leeway::detail::is_nan(a2)) return {};
  return anderson_darling_upper(1.0 + (a2 - 1.0) / deviation * anderson_darling_limit_deviation);
}

}  // namespace leeway::law

#endif
