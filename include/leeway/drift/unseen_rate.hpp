// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_UNSEEN_RATE_HPP
#define LEEWAY_DRIFT_UNSEEN_RATE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/test_result.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/drift/concept.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/drift/sufficient_effect.hpp>
#include <leeway/drift/unseen_law.hpp>
#include <leeway/law/binomial.hpp>

namespace leeway {

/// Records whose value the baseline has in no record: unseen categories, and values in the gaps between atoms.
template <cells C>
std::uint64_t unseen_records(const feature_baseline<C>& feature, const counts& window) noexcept {
  std::uint64_t unseen = 0;
  for (std::size_t cell = 0; cell < window.size(); ++cell) unseen += feature.counts()[cell] == 0 ? window[cell] : 0;
  return unseen;
}

/// Whether new values of a feature mean anything: categories always; numbers when each value of the baseline is an atom
/// and at most one record in ten holds a value of its own, and none is known to be there only up to a rank error.
inline bool has_unseen_question(const category_feature&) noexcept { return true; }
inline bool has_unseen_question(const numeric_feature& feature) noexcept {
  if (feature.rank_error() > 0.0) return false;
  const std::uint64_t n = feature.counts().present();
  for (std::size_t cell = 0; cell < feature.cells().size(); ++cell)
    if (feature.counts()[cell] > 0 && !feature.cells().single_valued(cell)) return false;
  return n > 0 && feature.rarity().seen_once <= most_alone(n);
}

/// `unseen_rate` bound to a feature.
template <cells C>
class bound_unseen_rate {
 public:
  explicit bound_unseen_rate(feature_baseline<C> feature)
      : feature_(std::move(feature)), law_(detail::unseen_law::of(feature_)) {}

  test_result operator()(const counts& a, const counts& b) noexcept {
    test_result result{.test = "unseen_rate"};
    const std::uint64_t n = result.baseline_n = a.present();
    const std::uint64_t m = result.window_n = b.present();
    if (n == 0 || m == 0) return result;
    const std::uint64_t unseen = unseen_records(feature_, b);
    result.statistic = detail::share(unseen, m) - expected(n);
    result.statistic_interval = {result.statistic, result.statistic};
    result.log_p_value = law_.log_p(rare(n), unseen, n, m);
    result.log_p_interval = {result.log_p_value, result.log_p_value};
    result.method = p_method::asymptotic;
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

  /// Of a baseline with a standard deviation more values that are seen once and twice: as many are not unlikely.
  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) const noexcept {
    const std::uint64_t n = a.present();
    const std::uint64_t m = b.present();
    if (n == 0 || m == 0) return no_value;
    const rarity likely = rather_more(n);
    const std::uint64_t wanted = fewest_called(likely, n, m, log_significance, tolerance);
    if (wanted > m) return 1.0;
    // Robbins (1968): the error of Good's estimate, which the values seen twice enter as well.
    const double squared_error =
        static_cast<double>(likely.seen_once) + 1.0 + 2.0 * static_cast<double>(likely.seen_twice);
    const double unknown = std::sqrt(squared_error) / static_cast<double>(n);
    const double rate = detail::share(likely.seen_once, n);
    const double called_from = (static_cast<double>(wanted) - 0.5) / static_cast<double>(m);
    constexpr double quantile_80 = 0.8416212335729143;
    return detail::sufficient_effect(tolerance, [&](double above) {
      const double now = detail::deviations_of(rate, n, detail::unsure_share(rate + above, m), m).now;
      return called_from - rate + quantile_80 * std::sqrt(unknown * unknown + now * now);
    });
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
  double expected(std::uint64_t n) const noexcept { return detail::share(rare(n).seen_once, n); }

  rarity rare(std::uint64_t n) const noexcept {
    return {(std::min)(feature_.rarity().seen_once, n), feature_.rarity().seen_twice};
  }
  rarity rather_more(std::uint64_t n) const noexcept {
    const auto more = [](std::uint64_t values) {
      return values + static_cast<std::uint64_t>(std::ceil(std::sqrt(static_cast<double>(values))));
    };
    const rarity seen = rare(n);
    const std::uint64_t most = law_.choice(seen, n) ? most_alone(n) : n;
    return {(std::min)(more(seen.seen_once), most), more(seen.seen_twice)};
  }

  /// The fewest unseen records that are both significant and surely above the tolerance; m + 1 when all would not do.
  /// O(log m) tails.
  std::uint64_t fewest_called(const rarity& seen, std::uint64_t n, std::uint64_t m, double log_significance,
                              double tolerance) const noexcept {
    constexpr double error = 0.025;  // of each of the two bounds, as in `share_moved`
    const double tolerated = tolerance + law::clopper_pearson_upper(seen.seen_once, n, error);
    if (!(tolerated > 0.0 && tolerated < 1.0)) return m + 1;
    const auto called = [&](std::uint64_t unseen) {
      return detail::log_binomial_tail(unseen, m, tolerated, false).value < std::log(error) &&
             law_.log_p(seen, unseen, n, m) <= log_significance;
    };
    std::uint64_t too_few = 0;
    std::uint64_t enough = m + 1;
    while (enough - too_few > 1) {
      const std::uint64_t middle = too_few + (enough - too_few) / 2;
      (called(middle) ? enough : too_few) = middle;
    }
    return enough;
  }

  feature_baseline<C> feature_;
  detail::unseen_law law_;
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
