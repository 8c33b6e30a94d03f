// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_BINOMIAL_HPP
#define LEEWAY_LAW_BINOMIAL_HPP

#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <cstdint>

#include "leeway/base/interval.hpp"
#include "leeway/law/detail/policy.hpp"
#include "leeway/law/detail/wide.hpp"
#include "leeway/law/normal.hpp"
#include "leeway/law/tail.hpp"

namespace leeway::law {

/// One-sided lower bound of a share from k of n: the p with P(X >= k; p) = error (Clopper & Pearson 1934).
inline double clopper_pearson_lower(std::uint64_t k, std::uint64_t n, double error) noexcept {
  if (k > n || n == 0 || !(error > 0.0 && error < 1.0)) return no_value;
  if (k == 0) return 0.0;
  return boost::math::ibeta_inv(static_cast<double>(k), static_cast<double>(n - k) + 1.0, error,
                                detail::boost_policy());
}

/// One-sided upper bound: the p with P(X <= k; p) = error.
inline double clopper_pearson_upper(std::uint64_t k, std::uint64_t n, double error) noexcept {
  if (k > n || n == 0 || !(error > 0.0 && error < 1.0)) return no_value;
  if (k == n) return 1.0;
  return boost::math::ibetac_inv(static_cast<double>(k) + 1.0, static_cast<double>(n - k), error,
                                 detail::boost_policy());
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
