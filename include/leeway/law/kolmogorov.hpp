// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_KOLMOGOROV_HPP
#define LEEWAY_LAW_KOLMOGOROV_HPP

#include <cmath>
#include <limits>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/root.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

inline constexpr double kolmogorov_split = 0.8;  // left of it the theta series of the CDF, right of it that of the tail

/// log P(K <= x), x > 0; right for x below 1.
inline double kolmogorov_log_lower(double x) noexcept {
  constexpr double eighth_pi_squared = 1.23370055013616982735;
  const double exponent = eighth_pi_squared / (x * x);
  double rest = 0.0;
  for (double odd = 7.0; odd > 2.0; odd -= 2.0) rest += std::exp(-(odd * odd - 1.0) * exponent);
  return log_sqrt_two_pi - std::log(x) - exponent + std::log1p(rest);
}

/// log P(K >= x); right for x above 0.5.
inline double kolmogorov_log_upper(double x) noexcept {
  const double q = -2.0 * x * x;
  const double rest = -std::exp(3.0 * q) + std::exp(8.0 * q) - std::exp(15.0 * q) + std::exp(24.0 * q);
  return log_two + q + std::log1p(rest);
}

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(K >= x) for the limit law of sqrt(n m / (n + m)) times the two-sample statistic (Kolmogorov 1933, Smirnov 1939).
 * Relative accuracy 1e-15 of the logarithm everywhere.
 */
inline tail kolmogorov_upper(double x) noexcept {
  if (detail::is_nan(x)) return {};
  if (x <= 0.0) return sure;
  if (detail::is_infinite(x)) return impossible;
  if (x < detail::kolmogorov_split) return from_complement(std::exp(detail::kolmogorov_log_lower(x)));
  return from_log(detail::kolmogorov_log_upper(x));
}

/// The x with log P(K >= x) = log_p; 0 for log_p = 0, infinite for minus infinity, no value above 0.
inline double kolmogorov_critical(double log_p) noexcept {
  if (detail::is_nan(log_p) || log_p > 0.0) return no_value;
  if (log_p >= 0.0) return 0.0;
  if (detail::is_infinite(log_p)) return std::numeric_limits<double>::infinity();
  if (log_p < -0.5) {
    const auto excess = [&](double x) { return log_p - detail::kolmogorov_log_upper(x); };
    const double high = std::sqrt(0.5 * (detail::log_two - log_p)) + 1e-3;
    const double low = 0.6;
    return detail::growing_root(excess, low, excess(low), high, excess(high));
  }
  const double target = std::log(-std::expm1(log_p));
  const auto excess = [&](double x) { return detail::kolmogorov_log_lower(x) - target; };
  const double low = 0.01;  // P(K <= 0.01) is below every double
  const double high = 1.2;
  return detail::growing_root(excess, low, excess(low), high, excess(high));
}

}  // namespace leeway::law

#endif
