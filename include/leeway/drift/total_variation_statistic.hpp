// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_TOTAL_VARIATION_STATISTIC_HPP
#define LEEWAY_DRIFT_TOTAL_VARIATION_STATISTIC_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>

#include <leeway/drift/share_of_rows.hpp>

namespace leeway {

/// Total variation distance, 1/2 sum |p - q|: the share of rows that would have to change. NaN when a side is empty or
/// they differ in length. O(K).
inline double total_variation_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = detail::total(a);
  const std::uint64_t m = detail::total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return no_value;
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += std::fabs(detail::share(a[k], n) - detail::share(b[k], m));
  return sum / 2.0;
}

namespace detail {

/// E|t + Z| - t for standard normal Z: how much larger than t a difference of t standard deviations looks on average.
inline double folded_excess(double t) noexcept {
  const double density = std::exp(-t * t / 2.0) / std::sqrt(2.0 * std::numbers::pi);
  return 2.0 * density - t * std::erfc(t / std::numbers::sqrt2);
}

/// What chance adds to total variation. A cell counts in full unless its difference exceeds 1.645 standard deviations:
/// what surely moved would have been counted without chance. A tenth of the cells exceed that by chance alone; the
/// factor makes up for it, so that cells which did not move add nothing on average, however many there are.
inline double total_variation_chance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = total(a);
  const std::uint64_t m = total(b);
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double pool = share(a[k] + b[k], n + m);
    const double deviation = std::sqrt(pool * (1.0 - pool) / effective_size(n, m));
    if (deviation <= 0.0) continue;
    const double t = std::fabs(share(a[k], n) - share(b[k], m)) / deviation - 1.645;
    sum += deviation * folded_excess(t > 0.0 ? t : 0.0);
  }
  // E|Z| / E[folded_excess(max(0, |Z| - 1.645))] for standard normal Z.
  constexpr double lost_beyond = 1.0396134994682316;
  return lost_beyond * sum / 2.0;
}

/// The sum of the standard deviations of the cells' differences when nothing has moved.
inline double sum_of_deviations(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = total(a);
  const std::uint64_t m = total(b);
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double pool = share(a[k] + b[k], n + m);
    sum += std::sqrt(pool * (1.0 - pool) / effective_size(n, m));
  }
  return sum;
}

/// The most that taking chance off costs a true change on average: where each cell moved by 1.25 standard deviations.
inline double total_variation_most_lost(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  // The largest E[chance of t + Z] - (E|t + Z| - t) over t, in standard deviations.
  constexpr double most_lost = 0.5767;
  return most_lost * sum_of_deviations(a, b) / 2.0;
}

/// Standard deviation of the gap between the shares of the cells that rose.
inline double total_variation_deviation(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = total(a);
  const std::uint64_t m = total(b);
  std::uint64_t risen_a = 0;
  std::uint64_t risen_b = 0;
  for (std::size_t k = 0; k < a.size(); ++k)
    if (share(b[k], m) > share(a[k], n)) {
      risen_a += a[k];
      risen_b += b[k];
    }
  // One record more and one less: the variance of a share of 0 or 1 is not 0.
  const double p = (static_cast<double>(risen_a) + 1.0) / (static_cast<double>(n) + 2.0);
  const double q = (static_cast<double>(risen_b) + 1.0) / (static_cast<double>(m) + 2.0);
  return std::sqrt(p * (1.0 - p) / static_cast<double>(n) + q * (1.0 - q) / static_cast<double>(m));
}

}  // namespace detail

/** Total variation less its chance value, with its interval: the share of rows that moved between cells.

  Rising and falling cells are chosen by looking, so what chance adds is taken off before the lower bound is formed; the
  upper bound keeps it, because the cells that truly rose cannot show more than those chosen. */
inline share_of_rows total_variation_moved(std::span<const std::uint64_t> a,
                                           std::span<const std::uint64_t> b) noexcept {
  share_of_rows moved;
  const double distance = total_variation_distance(a, b);
  if (!(distance >= 0.0)) return moved;
  const double excess = distance - detail::total_variation_chance(a, b);
  const double deviation = detail::total_variation_deviation(a, b);
  const auto clipped = [](double x) { return x < 0.0 ? 0.0 : (x > 1.0 ? 1.0 : x); };
  moved.value = clipped(excess);
  moved.between = {clipped(excess - 1.959964 * deviation), clipped(distance + 1.959964 * deviation)};
  moved.lower_bound = clipped(excess - 1.644854 * deviation);
  return moved;
}

}  // namespace leeway

#endif
