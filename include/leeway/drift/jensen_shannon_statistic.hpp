// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_JENSEN_SHANNON_STATISTIC_HPP
#define LEEWAY_DRIFT_JENSEN_SHANNON_STATISTIC_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>

#include <leeway/drift/share_of_rows.hpp>

namespace leeway {
namespace detail {

/// p log(p / middle), 0 at p = 0.
inline double relative_entropy(double p, double middle) noexcept { return p > 0.0 ? p * std::log(p / middle) : 0.0; }

/// What a cell adds to the divergence in natural units, with weights 1 - w of p and w of q.
inline double jensen_shannon_term(double p, double q, double weight = 0.5) noexcept {
  const double middle = (p + q) / 2.0;
  if (middle <= 0.0) return 0.0;
  const double x = (p - q) / (p + q);
  // The difference of two nearly equal logarithms loses everything; its series does not.
  if (weight <= 0.5 && weight >= 0.5) {
    if (std::fabs(x) < 0.05) {
      const double y = x * x;
      return middle * y * (1.0 / 2 + y * (1.0 / 12 + y * (1.0 / 30 + y * (1.0 / 56 + y * (1.0 / 90 + y / 132.0)))));
    }
    return (relative_entropy(p, middle) + relative_entropy(q, middle)) / 2.0;
  }
  const double pool = (1.0 - weight) * p + weight * q;
  return (1.0 - weight) * relative_entropy(p, pool) + weight * relative_entropy(q, pool);
}

inline double jensen_shannon_sum(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                                 double weight) noexcept {
  const std::uint64_t n = total(a);
  const std::uint64_t m = total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return no_value;
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += jensen_shannon_term(share(a[k], n), share(b[k], m), weight);
  return sum > 0.0 ? sum : 0.0;
}

}  // namespace detail

/// Jensen-Shannon divergence in bits, equal weights: within 0 and 1, finite also when a cell is empty; NaN when a side
/// is, or when they differ in length. Source: Lin (1991). O(K).
inline double jensen_shannon_divergence(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  return detail::jensen_shannon_sum(a, b, 0.5) / std::numbers::ln2;
}

/// The square root of the divergence: a metric. Endres and Schindelin (2003).
inline double jensen_shannon_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  return std::sqrt(jensen_shannon_divergence(a, b));
}

/// 2 N times the divergence weighted by the sizes, in natural units: the likelihood-ratio statistic G of the 2 x K
/// table.
inline double likelihood_ratio_statistic(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const auto n = static_cast<double>(detail::total(a));
  const auto m = static_cast<double>(detail::total(b));
  return 2.0 * (n + m) * detail::jensen_shannon_sum(a, b, m / (n + m));
}

}  // namespace leeway

#endif
