// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_BINOMIAL_HPP
#define LEEWAY_LAW_BINOMIAL_HPP

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <leeway/base/interval.hpp>
#include <leeway/law/detail/binomial_law.hpp>
#include <leeway/law/detail/discrete_sum.hpp>
#include <leeway/law/detail/wide.hpp>
#include <leeway/law/normal.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// log P(X >= k) or, if `at_most`, log P(X <= k), and its derivative in log p.
struct binomial_tail_slope {
  double value;
  double slope;
};

inline binomial_tail_slope log_binomial_tail(std::uint64_t k, std::uint64_t n, double p, bool at_most) noexcept {
  const binomial_law law{static_cast<double>(n), p, 1.0 - p};
  const double point = law.log_point(k);
  // From k outwards the terms fall: the sum in units of the first one is its share as well.
  const bool falls = at_most ? k == 0 || law.step(k - 1) > 1.0 : k == n || !(law.step(k) > 1.0);
  double value = 0.0;
  double share = 1.0;
  if (falls) {
    const double sum = at_most ? sum_downwards(law, 0, k) : sum_upwards(law, k, n);
    value = point + std::log(sum);
    share = 1.0 / sum;
  } else {
    value = at_most ? log_sum(law, 0, k) : log_sum(law, k, n);
    share = std::exp(point - value);
  }
  return {value, at_most ? -share * static_cast<double>(n - k) * law.odds : share * static_cast<double>(k)};
}

/// Wilson's (1927) score limit: a first guess that is never far off.
inline double score_limit(double k, double n, double z) noexcept {
  return (k + 0.5 * z * z + z * std::sqrt(k * ((n - k) / n) + 0.25 * z * z)) / (n + z * z);
}

/// The p at which the tail is `error`: Halley's steps in log p on the tail summed without cancellation, kept between
/// bounds that every step narrows. Two or three evaluations.
inline double binomial_bound(std::uint64_t k, std::uint64_t n, double error, bool at_most) noexcept {
  const double size = static_cast<double>(n);
  const double hits = static_cast<double>(k);
  const double log_error = std::log(error);
  if (at_most && k == 0) return -std::expm1(log_error / size);
  if (!at_most && k == n) return std::exp(log_error / size);
  const double z = -law::normal_quantile(error);
  double low = 0.0;
  double high = 1.0;
  double p = score_limit(hits, size, at_most ? z : -z);
  for (int round = 0; round < 200; ++round) {
    if (!(p > low && p < high)) p = low > 0.0 ? std::sqrt(low) * std::sqrt(high) : 0.25 * high;
    const binomial_tail_slope tail = log_binomial_tail(k, n, p, at_most);
    const double excess = tail.value - log_error;
    ((excess > 0.0) == at_most ? low : high) = p;
    const double odds = p / (1.0 - p);
    // The slope's own slope is so many times the slope.
    const double bend = hits - (size - hits) * odds - tail.slope + (at_most ? 1.0 + odds : 0.0);
    const double newton = excess / tail.slope;
    const double step = -newton / (1.0 - 0.5 * newton * bend);
    const double next = p * std::exp(step);
    // Convergence is cubic: so much is left after the step.
    const double curvature = std::fabs(bend) + std::fabs(tail.slope);
    const bool settled = std::fabs(step) * (curvature * step) * (curvature * step) <= 1e-15;
    const bool narrow = !(high - low > 1e-15 * high);
    if (settled) return (std::min)((std::max)(next, 0.0), 1.0);
    p = next;
    if (narrow) break;
  }
  return (std::min)((std::max)(p, low), high);
}

}  // namespace leeway::detail

namespace leeway::law {

/// One-sided lower bound of a share from k of n: the p with P(X >= k; p) = error (Clopper & Pearson 1934).
/// Relative accuracy 1e-12; O(standard deviation of X) operations, never more than a few milliseconds.
inline double clopper_pearson_lower(std::uint64_t k, std::uint64_t n, double error) noexcept {
  if (k > n || n == 0 || !(error > 0.0 && error < 1.0)) return no_value;
  if (k == 0) return 0.0;
  return detail::binomial_bound(k, n, error, false);
}

/// One-sided upper bound: the p with P(X <= k; p) = error.
inline double clopper_pearson_upper(std::uint64_t k, std::uint64_t n, double error) noexcept {
  if (k > n || n == 0 || !(error > 0.0 && error < 1.0)) return no_value;
  if (k == n) return 1.0;
  return detail::binomial_bound(k, n, error, true);
}

/// Clopper and Pearson's interval at a confidence level in (0, 1): each side errs with probability <= (1 - level) / 2.
inline interval clopper_pearson(std::uint64_t k, std::uint64_t n, double level) noexcept {
  const double error = 0.5 * (1.0 - level);
  return {clopper_pearson_lower(k, n, error), clopper_pearson_upper(k, n, error)};
}

/// Wilson's score interval (1927) for a share.
inline interval wilson(std::uint64_t k, std::uint64_t n, double level) noexcept {
  if (k > n || n == 0 || !(level > 0.0 && level < 1.0)) return {};
  const double z = -normal_quantile(0.5 * (1.0 - level));
  const double size = static_cast<double>(n);
  const double hits = static_cast<double>(k);
  const double misses = static_cast<double>(n - k);
  const double half_width = z * std::sqrt(hits * (misses / size) + 0.25 * z * z);
  const double total = size + z * z;
  return {k == 0 ? 0.0 : (hits + 0.5 * z * z - half_width) / total,
          k == n ? 1.0 : (hits + 0.5 * z * z + half_width) / total};
}

/// Interval for the rise b/m - a/n of a share: Newcombe's hybrid score interval (1998, method 10).
inline interval newcombe(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m, double level) noexcept {
  const interval first = wilson(a, n, level);
  const interval second = wilson(b, m, level);
  if (detail::is_nan(first.lower) || detail::is_nan(second.lower)) return {};
  const double p = static_cast<double>(a) / static_cast<double>(n);
  const double q = static_cast<double>(b) / static_cast<double>(m);
  return {q - p - std::hypot(q - second.lower, first.upper - p), q - p + std::hypot(second.upper - q, p - first.lower)};
}

/// Are a of n and b of m the same share? Two-sided pooled normal test; 1 when no record or every record is a success.
inline tail two_proportions(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m) noexcept {
  if (a > n || b > m || n == 0 || m == 0) return {};
  const std::uint64_t successes = a + b;
  const std::uint64_t total = n + m;
  const auto difference = static_cast<double>(detail::wide_determinant(b, n, a, m));
  if (successes == 0 || successes == total) return sure;
  const double sizes = static_cast<double>(n) * (static_cast<double>(m) / static_cast<double>(total));
  const double variance = static_cast<double>(successes) * static_cast<double>(total - successes) * sizes;
  return normal_two_sided(difference / std::sqrt(variance));
}

}  // namespace leeway::law

#endif
