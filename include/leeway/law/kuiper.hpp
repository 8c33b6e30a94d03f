// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_KUIPER_HPP
#define LEEWAY_LAW_KUIPER_HPP

#include <cmath>
#include <limits>
#include <numbers>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/root.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// log P(V <= x), x > 0, by the theta transform: positive terms; right for x below 2.
inline double kuiper_log_lower(double x) noexcept {
  constexpr double half_pi_squared = std::numbers::pi * std::numbers::pi / 2.0;
  const double exponent = half_pi_squared / (x * x);
  double rest = 0.0;
  for (double j = 6.0; j > 1.0; j -= 1.0) rest += j * j * std::exp(-(j * j - 1.0) * exponent);
  return log_sqrt_two_pi + 2.0 * std::log(std::numbers::pi) - 3.0 * std::log(x) - exponent + std::log1p(rest);
}

/// log P(V >= x); right for x above 1.
inline double kuiper_log_upper(double x) noexcept {
  const double square = x * x;
  double sum = 0.0;
  for (double j = 6.0; j > 0.0; j -= 1.0) sum += (4.0 * j * j * square - 1.0) * std::exp(-2.0 * (j * j - 1.0) * square);
  return log_two - 2.0 * square + std::log(sum);
}

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(V >= x) for the range of a Brownian bridge: the limit law of sqrt(n m / (n + m)) times Kuiper's statistic (1960).
 * Relative accuracy 1e-12, of p down to 1e-300 and of its logarithm beyond.
 */
inline tail kuiper_upper(double x) noexcept {
  if (leeway::detail::is_nan(x)) return {};
  if (x <= 0.0) return sure;
  if (leeway::detail::is_infinite(x)) return impossible;
  if (x < 1.2) return from_complement(std::exp(leeway::detail::kuiper_log_lower(x)));
  return from_log(leeway::detail::kuiper_log_upper(x));
}

/// The x with log P(V >= x) = log_p; 0 for log_p = 0, infinite for minus infinity, no value above 0.
inline double kuiper_critical(double log_p) noexcept {
  if (leeway::detail::is_nan(log_p) || log_p > 0.0) return no_value;
  if (log_p >= 0.0) return 0.0;
  if (leeway::detail::is_infinite(log_p)) return std::numeric_limits<double>::infinity();
  const auto excess = [&](double x) { return log_p - kuiper_upper(x).log_p; };
  const double low = 0.05;                      // P(V <= 0.05) is below every double
  const double high = 3.0 + std::sqrt(-log_p);  // the tail is below 8 x^2 exp(-2 x^2)
  return leeway::detail::growing_root(excess, low, excess(low), high, excess(high));
}

/// Stephens' (1970) factor for one sample of `size` records: factor times V has the limit law, within 1 % of p from 5
/// on.
inline double kuiper_factor(double size) noexcept {
  const double root = std::sqrt(size);
  return root + 0.155 + 0.24 / root;
}

}  // namespace leeway::law

#endif
