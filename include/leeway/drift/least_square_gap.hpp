// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_LEAST_SQUARE_GAP_HPP
#define LEEWAY_DRIFT_LEAST_SQUARE_GAP_HPP

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

#include <leeway/drift/share_of_rows.hpp>

/// What statistics that integrate (F - G)^2 see at least of a change whose largest gap is D.
namespace leeway::detail {

/**
 * The least that rises of F - G by steps of at most `step` add to the mean of its square at the middles of steps when
 * they reach D; `part` is the share of all records that rise it. A rise from u to v weighs (v - u) ((u + v) / 2)^2,
 * which is the integral of t^2 less (v - u)^3 / 12; the step over 0 may begin below it. For falls likewise.
 */
inline double least_of_rises(double d, double part, double step) noexcept {
  const double one_step = (std::min)(step, 2.0 * d);
  return part *
         (std::max)(0.0, d * (d * d / 3.0 - one_step * one_step / 12.0) - 0.01604 * one_step * one_step * one_step);
}

/// The sizes of the parts and of the steps in which F - G can move.
struct gap_steps {
  double baseline_part = 0.5;  ///< n / N
  double window_part = 0.5;
  double rise = 1.0;  ///< the most that F - G rises in one step: the baseline's largest share
  double fall = 1.0;

  /// `widest`: no step holds more than this share of all records.
  gap_steps(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, double widest) noexcept {
    const std::uint64_t n = total(a);
    const std::uint64_t m = total(b);
    baseline_part = share(n, n + m);
    window_part = share(m, n + m);
    std::uint64_t largest = 0;
    for (const std::uint64_t count : a) largest = (std::max)(largest, count);
    rise = (std::min)(share(largest, n), widest / baseline_part);
    fall = (std::min)(1.0, widest / window_part);
  }

  double least_mean_square(double d) const noexcept {
    return least_of_rises(d, baseline_part, rise) + least_of_rises(d, window_part, fall);
  }
};

/**
 * The smallest D for which s times `weight` times the mean of (F - G)^2 exceeds `critical` with 80 % power. By the
 * direction of the change the root of the statistic is at least that of the change plus a normal error, whose deviation
 * is at most `deviation`, the root of the largest eigenvalue of the null law. 1 when there is none. About 50
 * evaluations.
 */
inline double least_gap_seen(const gap_steps& steps, double size, double weight, double critical,
                             double deviation) noexcept {
  constexpr double quantile_80 = 0.8416212335729143;
  const double root = std::sqrt((std::max)(0.0, critical)) + quantile_80 * deviation;
  const double wanted = root * root / (size * weight);
  if (steps.least_mean_square(1.0) < wanted) return 1.0;
  double low = 0.0;
  double high = 1.0;
  for (int step = 0; step < 50; ++step) {
    const double middle = 0.5 * (low + high);
    (steps.least_mean_square(middle) < wanted ? low : high) = middle;
  }
  return high;
}

}  // namespace leeway::detail

#endif
