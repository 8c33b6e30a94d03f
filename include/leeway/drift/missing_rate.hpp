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
    const rates seen = rates_of(a, b);
    return result_of(seen, moved(seen));
  }

  /// |change of the rate|, its interval after Newcombe (1998) with Clopper and Pearson's limits. Near no change the
  /// bound could err on both sides; it is 0 unless the 98 % interval says that there is one.
  share_of_rows share_moved(const counts& a, const counts& b) const noexcept { return moved(rates_of(a, b)); }

  /// All answers of rows that are added up once.
  full_answer answer(const counts& a, const counts& b, double log_significance, double tolerance) {
    const rates seen = rates_of(a, b);
    full_answer all{.moved = moved(seen)};
    all.result = result_of(seen, all.moved);
    if (seen.n == 0 || seen.m == 0) return all;
    all.smallest_effect = smallest_of(seen, log_significance, tolerance);
    all.largest_move = change(seen);
    all.contributions = {all.largest_move};
    return all;
  }

  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) const noexcept {
    return smallest_of(rates_of(a, b), log_significance, tolerance);
  }

  std::vector<contribution> contributions(const counts& a, const counts& b) const {
    const rates seen = rates_of(a, b);
    if (seen.n == 0 || seen.m == 0) return {};
    return {change(seen)};
  }
  contribution largest_move(const counts& a, const counts& b) const { return change(rates_of(a, b)); }

 private:
  /// Missing values and rows of both sides.
  struct rates {
    std::uint64_t a;
    std::uint64_t n;
    std::uint64_t b;
    std::uint64_t m;
  };
  static rates rates_of(const counts& a, const counts& b) noexcept {
    return {a.missing(), detail::total(a.cells()) + a.missing(), b.missing(), detail::total(b.cells()) + b.missing()};
  }

  static test_result result_of(const rates& seen, const share_of_rows& changed) noexcept {
    test_result result{.test = "missing_rate"};
    result.baseline_n = seen.n;
    result.window_n = seen.m;
    if (seen.n == 0 || seen.m == 0) return result;
    result.statistic = detail::share(seen.b, seen.m) - detail::share(seen.a, seen.n);
    result.statistic_interval = {result.statistic, result.statistic};
    result.log_p_value = law::fisher_two_sided(seen.a, seen.n, seen.b, seen.m).log_p;
    result.log_p_interval = {result.log_p_value, result.log_p_value};
    result.method = p_method::exact;
    result.effect = changed.value;
    result.effect_interval = changed.between;
    return result;
  }

  static share_of_rows moved(const rates& seen) noexcept {
    if (seen.n == 0 || seen.m == 0) return {};
    const auto bounds = [&](double level) {
      const interval difference = detail::share_change_interval(seen.a, seen.n, seen.b, seen.m, 0.5 * (1.0 - level));
      if (difference.lower > 0.0) return difference;
      if (difference.upper < 0.0) return interval{-difference.upper, -difference.lower};
      return interval{0.0, (std::max)(-difference.lower, difference.upper)};
    };
    const double change = std::fabs(detail::share(seen.b, seen.m) - detail::share(seen.a, seen.n));
    const interval between = bounds(0.95);
    // What is not there at 95 % is not there at 98 %.
    const bool sure = between.lower > 0.0 && bounds(0.98).lower > 0.0;
    return {change, between, sure ? bounds(0.90).lower : 0.0};
  }

  static double smallest_of(const rates& seen, double log_significance, double tolerance) noexcept {
    const std::uint64_t n = seen.n;
    const std::uint64_t m = seen.m;
    if (n == 0 || m == 0) return no_value;
    const double rate = (static_cast<double>(seen.a) + 0.5) / (static_cast<double>(n) + 1.0);
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

  static contribution change(const rates& seen) {
    contribution result;
    result.cell.what = cell_label::kind::value;
    result.cell.value = "missing";
    result.baseline_share = detail::share(seen.a, seen.n);
    result.window_share = detail::share(seen.b, seen.m);
    result.amount = result.window_share - result.baseline_share;
    return result;
  }
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
