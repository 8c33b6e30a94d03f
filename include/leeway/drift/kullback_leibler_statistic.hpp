// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_KULLBACK_LEIBLER_STATISTIC_HPP
#define LEEWAY_DRIFT_KULLBACK_LEIBLER_STATISTIC_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include <leeway/base/interval.hpp>
#include <leeway/drift/population_stability_statistic.hpp>
#include <leeway/drift/share_of_rows.hpp>

namespace leeway {
namespace detail {

/// log(1 + x) - x for x > -1, to the last places also where the two nearly agree.
inline double log1p_rest(double x) noexcept {
  if (std::fabs(x) > 0.1) return std::log1p(x) - x;
  double sum = 0.0;
  double power = -x * x;
  for (double k = 2.0; std::fabs(power) > 1e-18 * std::fabs(sum); k += 1.0) {
    sum += power / k;
    power *= -x;
  }
  return sum;
}

/// q log(q / p) - q + p, never negative.
inline double kullback_leibler_term(double p, double q) noexcept {
  if (q <= 0.0) return p;
  if (p <= 0.0) return std::numeric_limits<double>::infinity();
  const double change = (p - q) / q;
  return change < 10.0 ? -q * log1p_rest(change) : q * std::log(q / p) - q + p;
}

/// What a cell adds: its term in the form above; as the shares of both sides add up to 1, the sum is the plain one.
/// Where a share was made up for a 0, the other cells do not know of it, so it is taken out again.
inline double kullback_leibler_term(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m,
                                    std::size_t cells, zero_policy zero) noexcept {
  const double made_up = zero.what == zero_policy::kind::epsilon ? zero.epsilon : 0.0;
  return kullback_leibler_term(cell_share(a, n, cells, zero), cell_share(b, m, cells, zero)) +
         ((b == 0 ? made_up : 0.0) - (a == 0 ? made_up : 0.0));
}

}  // namespace detail

/** Kullback-Leibler divergence of the window b from the baseline a, sum q log(q / p), natural logarithm: what it costs
    to take the window's records for the baseline's. Not symmetric. Under `zero_policy::raw()` infinite when the window
    has records where the baseline has none. NaN when a side is empty or they differ in length.
    Source: Kullback and Leibler (1951). O(K). */
inline double kullback_leibler_divergence(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                                          zero_policy zero = {}) noexcept {
  const std::uint64_t n = detail::total(a);
  const std::uint64_t m = detail::total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return no_value;
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += detail::kullback_leibler_term(a[k], n, b[k], m, a.size(), zero);
  return sum;
}

/// The Jeffreys form less what chance adds to it, (K - 1)(1/n + 1/m) / 2, not below 0.
inline double kullback_leibler_debiased(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const double size = detail::effective_size(detail::total(a), detail::total(b));
  const double excess = kullback_leibler_divergence(a, b) - (static_cast<double>(a.size()) - 1.0) / (2.0 * size);
  return excess > 0.0 || detail::total(a) == 0 || detail::total(b) == 0 ? excess : 0.0;
}

}  // namespace leeway

#endif
