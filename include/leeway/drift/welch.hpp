// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_WELCH_HPP
#define LEEWAY_DRIFT_WELCH_HPP

#include <cmath>
#include <cstdint>
#include <limits>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/test_result.hpp>
#include <leeway/law/hypergeometric.hpp>
#include <leeway/law/student_t.hpp>
#include <leeway/law/tail.hpp>
#include <leeway/statistics/moments.hpp>

namespace leeway {
namespace detail {

/// What one side adds to the error of a difference of means and of a standardised one.
struct mean_side {
  explicit mean_side(const leeway::moments& side) noexcept
      : size(static_cast<double>(side.count())), mean(side.mean()), variance(side.variance()), error(variance / size) {
    if (is_nan(side.skewness())) return;  // as a normal law's
    skewness = side.skewness();
    excess = side.excess_kurtosis();
  }

  double size;
  double mean;
  double variance;
  double error;  ///< variance of the mean
  double skewness = 0.0;
  double excess = 0.0;
};

/// Satterthwaite's degrees of freedom, from the share of the error that is one side's.
inline double welch_freedom(const mean_side& a, const mean_side& b) noexcept {
  const double of_a = a.error / (a.error + b.error);
  const double of_b = b.error / (a.error + b.error);
  return 1.0 / (of_a * of_a / (a.size - 1.0) + of_b * of_b / (b.size - 1.0));
}

/// d = difference / pooled deviation and its 95 % interval: normal, with the first-order variance of that quotient, in
/// which skewness and kurtosis of both sides stand, so that neither side need be normal.
inline void set_cohen_d(test_result& result, const mean_side& a, const mean_side& b) noexcept {
  const double freedom = a.size + b.size - 2.0;
  const double of_a = (a.size - 1.0) / freedom * a.variance;
  const double of_b = (b.size - 1.0) / freedom * b.variance;
  const double pooled = of_a + of_b;
  const double d = (b.mean - a.mean) / std::sqrt(pooled);
  const double weight_a = of_a / pooled;
  const double weight_b = of_b / pooled;
  const double of_scale =
      weight_a * weight_a * (a.excess + 2.0) / a.size + weight_b * weight_b * (b.excess + 2.0) / b.size;
  const double of_both = weight_b * b.skewness * std::sqrt(b.variance / pooled) / b.size -
                         weight_a * a.skewness * std::sqrt(a.variance / pooled) / a.size;
  const double variance = (a.error + b.error) / pooled + d * d / 4.0 * of_scale - d * of_both;
  constexpr double quantile_975 = 1.9599639845400542;
  const double half_width = quantile_975 * std::sqrt(variance > 0.0 ? variance : 0.0);
  result.effect = d;
  result.effect_interval = {d - half_width, d + half_width};
}

/// Nothing varies on either side. Different constants: the exact probability that shuffled records part like this.
inline law::tail two_constants(std::uint64_t n, std::uint64_t m, bool equal) noexcept {
  return equal ? law::sure : law::fisher_two_sided(n, n, 0, m);
}

}  // namespace detail

/** Welch's t-test: do baseline and window have one mean? Variances may differ.

  For people, never for verdicts: moments depend on the order of the records in their last places. Statistic t (positive
  when the window's mean is larger), Satterthwaite's degrees of freedom; effect Cohen's d with the pooled standard
  deviation and a 95 % interval by the delta method. Exact for nobody: good for means of many records or of nearly
  normal ones. No value with fewer than 2 records on a side, or sums that overflow; where nothing varies on either side
  the p-value is the exact one of a shuffle. Infinite values are in no moments; whoever has them says so beside the
  result. Sources: Welch (1947), Satterthwaite (1946), Cohen (1988). O(1), allocation-free. */
inline test_result welch(const moments& baseline, const moments& window) noexcept {
  test_result result{.test = "welch"};
  result.baseline_n = baseline.count();
  result.window_n = window.count();
  if (baseline.count() < 2 || window.count() < 2) return result;
  const detail::mean_side a(baseline);
  const detail::mean_side b(window);
  const double difference = b.mean - a.mean;
  const double error = a.error + b.error;
  if (!detail::is_finite(difference) || !detail::is_finite(error)) return result;
  if (error > 0.0) {
    result.statistic = difference / std::sqrt(error);
    result.degrees_of_freedom = detail::welch_freedom(a, b);
    result.log_p_value = law::student_t_two_sided(result.statistic, result.degrees_of_freedom).log_p;
    result.method = p_method::asymptotic;
    detail::set_cohen_d(result, a, b);
  } else {
    const bool equal = !(std::fabs(difference) > 0.0);
    result.statistic = result.effect = equal ? 0.0 : std::copysign(std::numeric_limits<double>::infinity(), difference);
    result.log_p_value = detail::two_constants(baseline.count(), window.count(), equal).log_p;
    result.method = p_method::exact;
  }
  result.statistic_interval = {result.statistic, result.statistic};
  result.log_p_interval = {result.log_p_value, result.log_p_value};
  return result;
}

}  // namespace leeway

#endif
