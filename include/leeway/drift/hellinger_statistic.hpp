// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_HELLINGER_STATISTIC_HPP
#define LEEWAY_DRIFT_HELLINGER_STATISTIC_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/interval.hpp>
#include <leeway/drift/share_of_rows.hpp>

namespace leeway {
namespace detail {

/// What a cell adds to the squared distance: 1/2 (sqrt p - sqrt q)^2, the difference of the roots without cancellation.
inline double hellinger_term(double p, double q) noexcept {
  const double roots = std::sqrt(p) + std::sqrt(q);
  if (roots <= 0.0) return 0.0;
  const double difference = (p - q) / roots;
  return difference * difference / 2.0;
}

}  // namespace detail

/// Hellinger distance H = sqrt(1/2 sum (sqrt p - sqrt q)^2) of two rows of counts: within 0 and 1, a metric, finite
/// also when a cell is empty; NaN when a side is, or when they differ in length. Source: Hellinger (1909). O(K).
inline double hellinger_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = detail::total(a);
  const std::uint64_t m = detail::total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return no_value;
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k)
    sum += detail::hellinger_term(detail::share(a[k], n), detail::share(b[k], m));
  return std::sqrt(sum < 1.0 ? sum : 1.0);
}

}  // namespace leeway

#endif
