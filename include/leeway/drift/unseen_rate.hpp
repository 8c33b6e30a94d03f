// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_UNSEEN_RATE_HPP
#define LEEWAY_DRIFT_UNSEEN_RATE_HPP

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/test_result.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/concept.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/drift/sufficient_effect.hpp>
#include <leeway/law/beta_binomial.hpp>
#include <leeway/law/binomial.hpp>
#include <leeway/law/normal.hpp>

namespace leeway {

/// Records whose value the baseline has in no record: unseen categories, and values in the gaps between atoms.
template <cells C>
std::uint64_t unseen_records(const feature_baseline<C>& feature, const counts& window) noexcept {
  std::uint64_t unseen = 0;
  for (std::size_t cell = 0; cell < window.size(); ++cell) unseen += feature.counts()[cell] == 0 ? window[cell] : 0;
  return unseen;
}

/// Whether new values of a feature mean anything: categories always; numbers when each value of the baseline is an atom
/// and at most one record in ten holds a value of its own.
inline bool has_unseen_question(const category_feature&) noexcept { return true; }
inline bool has_unseen_question(const numeric_feature& feature) noexcept {
  const std::uint64_t n = feature.counts().present();
  for (std::size_t cell = 0; cell < feature.cells().size(); ++cell)
    if (feature.counts()[cell] > 0 && !feature.cells().single_valued(cell)) return false;
  return n > 0 && feature.rarity().seen_once * 10 <= n;
}

/// `unseen_rate` bound to a feature.
template <cells C>
class bound_unseen_rate {
 public:
  explicit bound_unseen_rate(feature_baseline<C> feature) : feature_(std::move(feature)), known_(known_values(feature_)) {}

  test_result operator()(const counts& a, const counts& b) noexcept {
    test_result result{.test = "unseen_rate"};
    const std::uint64_t n = result.baseline_n = a.present();
    const std::uint64_t m = result.window_n = b.present();
    if (n == 0 || m == 0) return result;
    const std::uint64_t unseen = unseen_records(feature_, b);
    result.statistic = detail::share(unseen, m) - expected(n);
    result.statistic_interval = {result.statistic, result.statistic};
    result.log_p_value = log_p(unseen, n, m);
    result.log_p_interval = {result.log_p_value, result.log_p_value};
    result.method = p_method::exact;
    const share_of_rows moved = share_moved(a, b);
    result.effect = moved.value;
    result.effect_interval = moved.between;
    return result;
  }

  /// The unseen share beyond what a fresh sample of the baseline would show; Clopper-Pearson on both.
  share_of_rows share_moved(const counts& a, const counts& b) const noexcept {
    const std::uint64_t n = a.present();
    const std::uint64_t m = b.present();
    if (n == 0 || m == 0) return {};
    const std::uint64_t unseen = unseen_records(feature_, b);
    const std::uint64_t once = (std::min)(feature_.rarity().seen_once, n);
    const auto at_least_0 = [](double x) { return x > 0.0 ? x : 0.0; };
    const auto lower = [&](double error) {
      return at_least_0(law::clopper_pearson_lower(unseen, m, error) - law::clopper_pearson_upper(once, n, error));
    };
    const double upper = law::clopper_pearson_upper(unseen, m, 0.0125) - law::clopper_pearson_lower(once, n, 0.0125);
    return {at_least_0(detail::share(unseen, m) - expected(n)), {lower(0.0125), at_least_0(upper)}, lower(0.025)};
  }

  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) const noexcept {
    const std::uint64_t n = a.present();
    const std::uint64_t m = b.present();
    if (n == 0 || m == 0) return no_value;
    const double rate = expected(n) + 1.0 / static_cast<double>(n);
    // Robbins (1968): the error of Good's estimate, which the values seen twice enter as well.
    const auto twice = static_cast<double>(feature_.rarity().seen_twice);
    const double unknown = std::sqrt(rate * static_cast<double>(n) + 2.0 * twice) / static_cast<double>(n);
    const double surprise = -law::normal_quantile(std::exp(log_significance));
    constexpr double certainty = 1.959963984540054;
    constexpr double quantile_80 = 0.8416212335729143;
    double effect = detail::sufficient_effect(tolerance, [&](double above) {
      const detail::share_deviations spread = detail::deviations_of(rate, n, detail::unsure_share(rate + above, m), m);
      const double both = std::sqrt(unknown * unknown + spread.now * spread.now);
      // The bound takes the one share at its lowest and the other at its highest: their errors add up.
      return (std::max)((surprise + quantile_80) * both, tolerance + certainty * (spread.then + spread.now) + quantile_80 * both);
    });
    // A missed value's share x / n has probability about known^2 x exp(-x): x must make that insignificant.
    const double doubt = 2.0 * std::log(known_) - log_significance;
    effect = (std::max)(effect, (doubt + std::log(doubt) + 2.0) / static_cast<double>(n));
    return (std::min)(1.0, effect);
  }

  std::vector<contribution> contributions(const counts& a, const counts& b) const {
    if (a.present() == 0 || b.present() == 0) return {};
    return {largest_move(a, b)};
  }
  contribution largest_move(const counts& a, const counts& b) const {
    contribution result;
    result.cell.what = cell_label::kind::value;
    result.cell.value = "unseen";
    result.baseline_share = expected(a.present());
    result.window_share = detail::share(unseen_records(feature_, b), b.present());
    result.amount = result.window_share - result.baseline_share;
    return result;
  }

 private:
  /// Good (1953): the share of a fresh sample that the baseline has not seen is about that of its values seen once.
  double expected(std::uint64_t n) const noexcept { return detail::share((std::min)(feature_.rarity().seen_once, n), n); }

  /// The larger of two explanations without a change. Many rare values: the unseen mass is a beta variable with the mean of
  /// Good's estimate, one record more, and a variance that counts the values seen once and twice. Or one or two values
  /// like the known ones that the baseline missed, any of them: all their records, by the law of one or two cells.
  double log_p(std::uint64_t unseen, std::uint64_t n, std::uint64_t m) const noexcept {
    const auto size = static_cast<double>(n);
    const auto once = static_cast<double>((std::min)(feature_.rarity().seen_once, n - 1));
    const auto twice = static_cast<double>(feature_.rarity().seen_twice);
    const double precision = (once + 1.0) / (once + 1.0 + 2.0 * twice);
    const double rare = law::beta_binomial_upper(unseen, m, (once + 1.0) * precision, (size - once) * precision).log_p;
    const double one = std::log(known_) + law::beta_binomial_upper(unseen, m, 1.0, size).log_p;
    const double two = std::log(known_ * (known_ + 1.0) / 2.0) + law::beta_binomial_upper(unseen, m, 2.0, size).log_p;
    return (std::min)(0.0, (std::max)({rare, one, two}));
  }

  /// Values of the baseline, and one that it may have missed.
  static double known_values(const feature_baseline<C>& feature) noexcept {
    std::size_t known = 1;
    for (std::uint64_t count : feature.counts().cells()) known += count > 0 ? 1U : 0U;
    if constexpr (std::same_as<C, category_cells>) known += feature.cells().known_categories() - feature.cells().names().size();
    return static_cast<double>(known);
  }

  feature_baseline<C> feature_;
  double known_;
};

/** Are there more values that the baseline never had than a fresh sample of the baseline would show?

  Statistic: the unseen share of the window less the expected one. Effect: the same, not below 0. Source: Good (1953),
  The population frequencies of species. */
class unseen_rate {
 public:
  static constexpr std::string_view name = "unseen_rate";

  template <cells C>
  bound_unseen_rate<C> bind(const feature_baseline<C>& feature) const {
    return bound_unseen_rate<C>(feature);
  }
};

}  // namespace leeway

#endif
