// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_CRAMER_VON_MISES_HPP
#define LEEWAY_LAW_CRAMER_VON_MISES_HPP

#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/quadratic_form.hpp>
#include <leeway/law/detail/root.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// int B^2: eigenvalues 1 / (pi j)^2, so zeros at pi j.
struct cramer_von_mises_form {
  static constexpr double length = std::numbers::pi;
  static constexpr double slope = std::numbers::pi;  // of the exponent at the first begin
  static constexpr double far = 4.5;
  static double begin(double k) noexcept { return (2.0 * k + 1.0) * std::numbers::pi; }
  static double exponent(double y) noexcept { return 0.5 * y * y; }
  static double weight(double y) noexcept { return 2.0 * std::numbers::inv_pi / std::sqrt(y); }
};

/// exp(q) K_{1/4}(q): the integral of exp(-q (cosh t - 1)) cosh(t / 4) over t > 0 by the trapezoidal rule.
inline double scaled_bessel_quarter(double q) noexcept {
  const double step = (std::fmin)(0.2, 0.6 / std::sqrt(q));
  double sum = 0.5;
  for (double t = step;; t += step) {
    const double half = std::sinh(0.5 * t);
    const double exponent = 2.0 * q * half * half;
    if (exponent > 42.0) return sum * step;
    sum += std::exp(-exponent) * std::cosh(0.25 * t);
  }
}

/// P(int B^2 <= x), x > 0, by Anderson and Darling's (1952) series of positive terms; for x below 0.2.
inline double cramer_von_mises_lower(double x) noexcept {
  double sum = 0.0;
  double ways = 1.0;  // (2j)! / (4^j j!^2)
  for (double j = 0.0; j < 4.0; j += 1.0) {
    const double odd = 4.0 * j + 1.0;
    const double q = odd * odd / (16.0 * x);
    sum += ways * std::sqrt(odd) * std::exp(-2.0 * q) * scaled_bessel_quarter(q);
    ways *= (j + 0.5) / (j + 1.0);
  }
  return sum / (std::numbers::pi * std::sqrt(x));
}

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(T >= x) for T = int B^2, B a Brownian bridge: the limit law of the Cramer-von Mises statistic. Relative accuracy
 * 1e-12, of p down to 1e-300 and of its logarithm beyond. Smirnov (1937); Anderson and Darling (1952) left of the
 * median.
 */
inline tail cramer_von_mises_upper(double x) noexcept {
  if (leeway::detail::is_nan(x)) return {};
  if (x <= 0.0) return sure;
  if (leeway::detail::is_infinite(x)) return impossible;
  if (x < 0.12) return from_complement(leeway::detail::cramer_von_mises_lower(x));
  return from_log(leeway::detail::quadratic_form_log_upper<leeway::detail::cramer_von_mises_form>(x));
}

/// The x with log P(T >= x) = log_p; 0 for log_p = 0, infinite for minus infinity, no value above 0.
inline double cramer_von_mises_critical(double log_p) noexcept {
  if (leeway::detail::is_nan(log_p) || log_p > 0.0) return no_value;
  if (log_p >= 0.0) return 0.0;
  if (leeway::detail::is_infinite(log_p)) return std::numeric_limits<double>::infinity();
  const auto excess = [&](double x) { return log_p - cramer_von_mises_upper(x).log_p; };
  const double low = 1e-4;                   // P(T <= 1e-4) is below every double
  const double high = 0.5 - log_p * 0.2027;  // the tail is below exp(-pi^2 x / 2 + 1.5)
  return leeway::detail::growing_root(excess, low, excess(low), high, excess(high));
}

/// Mean and variance of the two-sample statistic without ties (Anderson 1962), n and m its sizes.
struct cramer_von_mises_moments {
  double mean = no_value;
  double variance = no_value;
};

inline cramer_von_mises_moments cramer_von_mises_two_sample_moments(std::uint64_t n, std::uint64_t m) noexcept {
  const auto a = static_cast<double>(n);
  const auto b = static_cast<double>(m);
  const double all = a + b;
  // Each product over a b, so that nothing overflows.
  const double shape = 4.0 * all - 3.0 * (a / b + b / a) - 2.0;
  return {(1.0 + 1.0 / all) / 6.0, (1.0 + 1.0 / all) * shape / (180.0 * all)};
}

/**
 * P(T >= t) for the two-sample statistic of n and m records without ties, T with mean (1 + 1/(n+m)) / 6: the limit law
 * of T brought to the limit's mean and variance. With ties it is conservative. No value when a side is empty.
 */
inline tail cramer_von_mises_two_sample(double t, std::uint64_t n, std::uint64_t m) noexcept {
  if (n == 0 || m == 0 || leeway::detail::is_nan(t)) return {};
  const cramer_von_mises_moments law = cramer_von_mises_two_sample_moments(n, m);
  if (!(law.variance > 0.0)) return sure;  // one record each
  return cramer_von_mises_upper(1.0 / 6.0 + (t - law.mean) / std::sqrt(45.0 * law.variance));
}

}  // namespace leeway::law

#endif
