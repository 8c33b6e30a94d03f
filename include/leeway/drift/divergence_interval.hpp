// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DIVERGENCE_INTERVAL_HPP
#define LEEWAY_DRIFT_DIVERGENCE_INTERVAL_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/drift/chi_squared_statistic.hpp>
#include <leeway/drift/population_stability_statistic.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/noncentral_chi_squared.hpp>

namespace leeway::detail {

/// A share of a cell then and now; or how fast a divergence grows with each of the two.
struct then_and_now {
  double then = 0.0;
  double now = 0.0;
};

/// Variance of a divergence between two rows by the delta method: `slopes(p, q)` are the derivatives of what a cell
/// with shares p and q adds; a constant more on either side changes nothing. A share of 0 has no variance. O(K).
template <class Slopes>
double delta_variance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, zero_policy zero,
                      Slopes&& slopes) noexcept {
  const std::uint64_t n = total(a);
  const std::uint64_t m = total(b);
  then_and_now mean;
  then_and_now square;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double p = cell_share(a[k], n, a.size(), zero);
    const double q = cell_share(b[k], m, b.size(), zero);
    if (!(p + q > 0.0)) continue;
    const then_and_now slope = slopes(p, q);
    if (p > 0.0) {
      mean.then += p * slope.then;
      square.then += p * slope.then * slope.then;
    }
    if (q > 0.0) {
      mean.now += q * slope.now;
      square.now += q * slope.now * slope.now;
    }
  }
  return (square.then - mean.then * mean.then) / static_cast<double>(n) +
         (square.now - mean.now * mean.now) / static_cast<double>(m);
}

/**
 * 95 % interval of a divergence of two laws, from the one found between two rows. `scale` times what is found is
 * chi-squared with `freedom` degrees when nothing has changed, and noncentral chi-squared, `scale` times the divergence
 * being the noncentrality, while little has: its variance is then 4 / scale times the divergence. Farther off that
 * variance can be too small; `variance` is the one of the delta method, and where it is the larger one the scale
 * becomes the one that fits. What chance adds on average, freedom / scale, stays what it is. No interval for an
 * infinite divergence.
 */
inline interval divergence_interval(double divergence, double variance, double freedom, double scale) noexcept {
  if (!(freedom >= 1.0) || !(divergence >= 0.0) || !is_finite(divergence)) return {};
  const double near = 4.0 * divergence / scale;
  const double fitting = variance > near && near > 0.0 && is_finite(variance) ? scale * near / variance : scale;
  const double evidence = freedom + fitting * (divergence - freedom / scale);
  const interval noncentrality = law::noncentrality_interval(evidence, freedom, 0.95);
  return {noncentrality.lower / fitting, noncentrality.upper / fitting};
}

/// Of the root of a divergence that lies within 0 and 1.
inline interval distance_interval(const interval& squared) noexcept {
  if (is_nan(squared.lower)) return {};
  return {std::sqrt(squared.lower), std::sqrt(squared.upper < 1.0 ? squared.upper : 1.0)};
}

/// Degrees of freedom: occupied cells less one.
inline double freedom_of(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  return static_cast<double>(occupied_cells(a, b)) - 1.0;
}

inline double size_of_pair(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  return effective_size(total(a), total(b));
}

}  // namespace leeway::detail

#endif
