// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_LOG_VARIANCE_HPP
#define LEEWAY_DRIFT_LOG_VARIANCE_HPP

#include <cmath>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/test_result.hpp>
#include <leeway/law/normal.hpp>
#include <leeway/statistics/moments.hpp>

namespace leeway {
namespace detail {

/// Standard error of the difference of two log-variances. Each side's own kurtosis, taken from few records, is too
/// small just when its variance is; the kurtosis of both sides together is not. The larger error counts.
inline double log_variance_error(const leeway::moments& a, const leeway::moments& b) noexcept {
  const auto n = static_cast<double>(a.count());
  const auto m = static_cast<double>(b.count());
  const double kurtosis_a = a.excess_kurtosis() + 3.0;
  const double kurtosis_b = b.excess_kurtosis() + 3.0;
  const double apart = (kurtosis_a - 1.0) / n + (kurtosis_b - 1.0) / m;
  const double ratio = b.variance() / a.variance() * ((m - 1.0) / (n - 1.0));
  const double of_a = 1.0 / (1.0 + ratio);
  const double of_b = ratio / (1.0 + ratio);
  const double together = (n + m) * (of_a * of_a * kurtosis_a / n + of_b * of_b * kurtosis_b / m);
  const double pooled = (together - 1.0) * (1.0 / n + 1.0 / m);
  return std::sqrt(apart > pooled ? apart : pooled);
}

}  // namespace detail

/** Do baseline and window spread alike? Compares the logarithms of the variances, with an error that allows for the
    kurtosis, so that values need not be normal as for the F-test.

  For people, never for verdicts: moments depend on the order of the records in their last places. Statistic
  z = (log v_window - log v_baseline) / e, positive when the window spreads more; normal law. e^2 is the larger of
  (k_baseline - 1) / n + (k_window - 1) / m and (k - 1)(1/n + 1/m), k being the fourth standardised moment, of a side or
  of both around their own means. Effect: the logarithm of the ratio of the standard deviations,
  log(sd_window / sd_baseline), with a 95 % interval; 0.1 is about 10 % more. No value with fewer than 2 records on a
  side, when exactly one side varies, or when its shape has no value; p = 1 when neither varies.
  Source: Layard (1973). O(1), allocation-free. */
inline test_result log_variance(const moments& baseline, const moments& window) noexcept {
  test_result result{.test = "log_variance"};
  result.baseline_n = baseline.count();
  result.window_n = window.count();
  if (baseline.count() < 2 || window.count() < 2) return result;
  const double before = baseline.variance();
  const double after = window.variance();
  if (!detail::is_finite(before) || !detail::is_finite(after)) return result;
  if (!(before > 0.0 || after > 0.0)) {
    result.statistic = result.effect = result.log_p_value = 0.0;
    result.method = p_method::exact;
  } else {
    const double change = std::log(after) - std::log(before);
    const double error = detail::log_variance_error(baseline, window);
    if (!(error > 0.0) || !detail::is_finite(error) || !detail::is_finite(change)) return result;
    constexpr double quantile_975 = 1.9599639845400542;
    result.statistic = change / error;
    result.log_p_value = law::normal_two_sided(result.statistic).log_p;
    result.method = p_method::asymptotic;
    result.effect = change / 2.0;
    result.effect_interval = {(change - quantile_975 * error) / 2.0, (change + quantile_975 * error) / 2.0};
  }
  result.statistic_interval = {result.statistic, result.statistic};
  result.log_p_interval = {result.log_p_value, result.log_p_value};
  return result;
}

}  // namespace leeway

#endif
