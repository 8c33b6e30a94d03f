// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_MISSING_RATE_HPP
#define LEEWAY_DRIFT_MISSING_RATE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <leeway/base/test_result.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/concept.hpp>
#include <leeway/drift/share_change.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/drift/sufficient_effect.hpp>
#include <leeway/law/hypergeometric.hpp>
#include <leeway/law/normal.hpp>

namespace leeway {

/// `missing_rate` bound to a feature; it keeps nothing.
class bound_missing_rate {
 public:
  test_result operator()(const counts& a, const counts& b) noexcept {
    test_result result{.test = "missing_rate"};
    result.baseline_n = rows(a);
    result.window_n = rows(b);
    if (result.baseline_n == 0 || result.window_n == 0) return result;
    result.statistic = detail::share(b.missing(), result.window_n) - detail::share(a.missing(), result.baseline_n);
    result.statistic_interval = {result.statistic, result.statistic};
    result.log_p_value = law::fisher_two_sided(a.missing(), result.baseline_n, b.missing(), result.window_n).log_p;
    result.log_p_interval = {result.log_p_value, result.log_p_value};
    result.method = p_method::exact;
    const share_of_rows moved = share_moved(a, b);
    result.effect = moved.value;
    result.effect_interval = moved.between;
    return result;
  }

  /// |change of the rate|, its interval after Newcombe (1998) with Clopper and Pearson's limits. Near no change the
  /// bound could err on both sides; it is 0 unless the 98 % interval says that there is one.
  share_of_rows share_moved(const counts& a, const counts& b) const noexcept {
    if (rows(a) == 0 || rows(b) == 0) return {};
    const auto bounds = [&](double level) {
      const interval difference =
          detail::share_change_interval(a.missing(), rows(a), b.missing(), rows(b), 0.5 * (1.0 - level));
      if (difference.lower > 0.0) return difference;
      if (difference.upper < 0.0) return interval{-difference.upper, -difference.lower};
      return interval{0.0, (std::max)(-difference.lower, difference.upper)};
    };
    const double change = std::fabs(detail::share(b.missing(), rows(b)) - detail::share(a.missing(), rows(a)));
    return {change, bounds(0.95), bounds(0.98).lower > 0.0 ? bounds(0.90).lower : 0.0};
  }

  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) const noexcept {
    const std::uint64_t n = rows(a);
    const std::uint64_t m = rows(b);
    if (n == 0 || m == 0) return no_value;
    const double rate = (static_cast<double>(a.missing()) + 0.5) / (static_cast<double>(n) + 1.0);
    const double surprise = -law::normal_quantile(std::exp(log_significance) / 2.0);
    constexpr double quantile_95 = 1.6448536269514722;
    constexpr double quantile_80 = 0.8416212335729143;
    const auto variance = [&](double change) {
      const double up = detail::unsure_share(rate + change, m);
      const double down = detail::unsure_share(rate - change, m);
      return (std::max)(up * (1.0 - up), down * (1.0 - down)) / static_cast<double>(m) +
             rate * (1.0 - rate) / static_cast<double>(n);
    };
    return detail::sufficient_effect(tolerance, [&](double effect) {
      const double spread = std::sqrt(variance(effect));
      return (std::max)((surprise + quantile_80) * spread, tolerance + (quantile_95 + quantile_80) * spread);
    });
  }

  std::vector<contribution> contributions(const counts& a, const counts& b) const {
    if (rows(a) == 0 || rows(b) == 0) return {};
    return {largest_move(a, b)};
  }
  contribution largest_move(const counts& a, const counts& b) const {
    contribution result;
    result.cell.what = cell_label::kind::value;
    result.cell.value = "missing";
    result.baseline_share = detail::share(a.missing(), rows(a));
    result.window_share = detail::share(b.missing(), rows(b));
    result.amount = result.window_share - result.baseline_share;
    return result;
  }

 private:
  static std::uint64_t rows(const counts& c) noexcept { return c.present() + c.missing(); }
};

/** Did the share of missing values change? Fisher's exact test (1935) of two proportions; statistic and effect are the
    change of the rate, window minus baseline. */
class missing_rate {
 public:
  static constexpr std::string_view name = "missing_rate";

  template <cells C>
  bound_missing_rate bind(const feature_baseline<C>&) const {
    return {};
  }
};

}  // namespace leeway

#endif
