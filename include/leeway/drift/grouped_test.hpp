// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_GROUPED_TEST_HPP
#define LEEWAY_DRIFT_GROUPED_TEST_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <leeway/base/test_result.hpp>
#include <leeway/drift/cell_evidence.hpp>
#include <leeway/drift/chi_squared_statistic.hpp>
#include <leeway/drift/coarse_cells.hpp>
#include <leeway/drift/concept.hpp>
#include <leeway/drift/detail/cell_pair.hpp>
#include <leeway/drift/grouped_draws.hpp>
#include <leeway/drift/null_law.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/drift/total_variation_statistic.hpp>
#include <leeway/law/chi_squared.hpp>
#include <leeway/law/divergence_tail.hpp>
#include <leeway/law/noncentral_chi_squared.hpp>
#include <leeway/law/null_tables.hpp>

namespace leeway {

/** What the tests on groups of cells have in common: chi-squared, Jensen-Shannon, PSI, total variation.

  `Statistic` says what is special: `name`; `value(a, b)`, the number shown; `evidence(a, b)`, what is compared with the
  null law; `tail(evidence, a, b)`, its limit law; `shape(w)`, if the evidence is a divergence, for a sharper law;
  `effect(a, b)` and `effect_interval(a, b)`; `term(cell)`, its part of the number shown. The p-value is valid at
  every size: Monte Carlo while cells are small, and the exact law of the most surprising cell where the draws cannot
  resolve it; with large cells the limit law, made larger by what it is too small (`law::divergence_upper`). */
template <class Statistic>
class bound_grouped_test {
 public:
  bound_grouped_test(Statistic statistic, coarse_cells cells, null_law law, monte_carlo_effort effort,
                     law::null_tables tables = {})
      : statistic_(std::move(statistic)),
        cells_(std::move(cells)),
        law_(law),
        effort_(effort),
        draws_(cells_.capacity(), std::move(tables)) {}

  test_result operator()(const counts& a, const counts& b) noexcept {
    test_result result{.test = Statistic::name};
    const sizes n = fill(a, b);
    result.baseline_n = n.baseline;
    result.window_n = n.window;
    if (n.none()) return result;
    const auto p = cells_.baseline();
    const auto q = cells_.window();
    result.statistic = statistic_.value(p, q);
    result.statistic_interval = {result.statistic, result.statistic};
    result.degrees_of_freedom = static_cast<double>(occupied_cells(p, q)) - 1.0;
    result.effect = statistic_.effect(p, q);
    result.effect_interval = statistic_.effect_interval(p, q);
    set_flags(result);
    set_p_value(result);
    if (cells_.rank_error() > 0.0) allow_for_rank_error(result);
    return result;
  }

  test_result explain(const counts& a, const counts& b, std::vector<contribution>& contributions) {
    const test_result result = (*this)(a, b);
    if (result.baseline_n == 0 || result.window_n == 0) return result;
    if (cells_.rank_error() > 0.0) cells_.fill(a, b);
    contributions = contributions_of_fill({result.baseline_n, result.window_n});
    return result;
  }

  share_of_rows share_moved(const counts& a, const counts& b) noexcept {
    if (fill(a, b).none()) return {};
    share_of_rows moved = total_variation_moved(cells_.baseline(), cells_.window());
    moved.between.upper = (std::min)(1.0, moved.between.upper + hidden_in_pool() + hidden_in_ranks());
    if (cells_.rank_error() > 0.0) {
      cells_.take_least_divergent();
      const share_of_rows least = total_variation_moved(cells_.baseline(), cells_.window());
      moved.between.lower = (std::min)(moved.between.lower, least.between.lower);
      moved.lower_bound = (std::min)(moved.lower_bound, least.lower_bound);
    }
    return moved;
  }

  /// For the chi-squared family the least favourable change spreads evenly: its noncentrality is 4 s TV^2.
  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) noexcept {
    const sizes n = fill(a, b);
    if (n.none()) return no_value;
    const double size = detail::effective_size(n.baseline, n.window);
    const double freedom =
        (std::max)(1.0, static_cast<double>(occupied_cells(cells_.baseline(), cells_.window())) - 1.0);
    const double critical = law::chi_squared_critical(std::exp(log_significance), freedom);
    const double significant = std::sqrt(law::noncentrality_for_power(freedom, critical, 0.8) / (4.0 * size));
    constexpr double quantiles_95_and_80 = 1.6448536269514722 + 0.8416212335729143;
    const double lost = detail::total_variation_most_lost(cells_.baseline(), cells_.window());
    const double sure = tolerance + lost + hidden_in_pool() + quantiles_95_and_80 / (2.0 * std::sqrt(size));
    return (std::min)(1.0, (std::max)(significant, sure) + 2.0 * hidden_in_ranks());
  }

  std::vector<contribution> contributions(const counts& a, const counts& b) {
    const sizes n = fill(a, b);
    return n.none() ? std::vector<contribution>{} : contributions_of_fill(n);
  }

  /// The cell whose share changed most.
  contribution largest_move(const counts& a, const counts& b) {
    const sizes n = fill(a, b);
    const auto moved = [&](std::size_t k) {
      return std::fabs(detail::share(cells_.window()[k], n.window) - detail::share(cells_.baseline()[k], n.baseline));
    };
    std::size_t largest = 0;
    for (std::size_t k = 1; k < cells_.size(); ++k)
      if (moved(k) > moved(largest)) largest = k;
    return cell(largest, n);
  }

 private:
  struct sizes {
    std::uint64_t baseline;
    std::uint64_t window;
    bool none() const noexcept { return baseline == 0 || window == 0; }
  };
  sizes fill(const counts& a, const counts& b) noexcept {
    cells_.fill(a, b);
    return {detail::total(cells_.baseline()), detail::total(cells_.window())};
  }

  std::vector<contribution> contributions_of_fill(sizes n) const {
    std::vector<contribution> result;
    result.reserve(cells_.size());
    for (std::size_t k = 0; k < cells_.size(); ++k) result.push_back(cell(k, n));
    return result;
  }

  /// Of the two p-values that are combined, the Monte Carlo one keeps this share of the error.
  static constexpr double monte_carlo_share = 0.99;
  static constexpr double asymptotic_from = 100.0;

  /// The most that can have moved between the categories of the pool without showing.
  double hidden_in_pool() const noexcept {
    if (!cells_.pools() || cells_.pooled() < 2) return 0.0;
    const std::size_t pool = cells_.size() - 1;
    return (std::min)(detail::share(cells_.baseline()[pool], detail::total(cells_.baseline())),
                      detail::share(cells_.window()[pool], detail::total(cells_.window())));
  }

  /// By how much the total variation may be off: every end between two groups takes from the one and gives the other.
  double hidden_in_ranks() const noexcept {
    return cells_.rank_error() * (static_cast<double>((std::max)(cells_.size(), std::size_t{1})) - 1.0);
  }

  /// The p-value of what the baseline may have been that differs least from the window. How much more it may have
  /// differed is not known.
  void allow_for_rank_error(test_result& result) noexcept {
    const double seen = result.log_p_value;
    cells_.take_least_divergent();
    result.statistic_interval = {statistic_.value(cells_.baseline(), cells_.window()),
                                 std::numeric_limits<double>::infinity()};
    result.effect_interval = {};
    set_p_value(result);
    result.log_p_value = (std::max)(seen, result.log_p_value);
    result.log_p_interval = {seen, result.log_p_value};
  }

  contribution cell(std::size_t k, sizes n) const {
    contribution result;
    result.cell = cells_.label(k);
    result.baseline_share = detail::share(cells_.baseline()[k], n.baseline);
    result.window_share = detail::share(cells_.window()[k], n.window);
    result.amount = statistic_.term({cells_.baseline()[k], n.baseline, cells_.window()[k], n.window, cells_.size()});
    return result;
  }

  double smallest_expected() const noexcept {
    const std::uint64_t n = detail::total(cells_.baseline());
    const std::uint64_t m = detail::total(cells_.window());
    double smallest = static_cast<double>((std::min)(n, m));
    for (std::size_t k = 0; k < cells_.size(); ++k)
      if (const std::uint64_t both = cells_.baseline()[k] + cells_.window()[k]; both > 0)
        smallest = (std::min)(smallest, static_cast<double>((std::min)(n, m)) * detail::share(both, n + m));
    return smallest;
  }

  void set_flags(test_result& result) const noexcept {
    bool zero = false;
    for (std::size_t k = 0; k < cells_.size(); ++k)
      zero = zero || (cells_.baseline()[k] == 0) != (cells_.window()[k] == 0);
    result.flags.set(flag::zero_cell, zero)
        .set(flag::pooled, cells_.pools() && cells_.pooled() > 0)
        .set(flag::fewer_groups, cells_.fewer_than_asked());
  }

  void set_p_value(test_result& result) noexcept {
    if (result.degrees_of_freedom < 1.0) {
      result.log_p_value = 0.0;
      result.method = p_method::exact;
    } else if (result.degrees_of_freedom < 2.0 && law_ == null_law::automatic) {
      result.log_p_value = log_p_of_two_cells();
      result.method = p_method::exact;
    } else if (const double expected = smallest_expected();
               law_ == null_law::asymptotic || (law_ == null_law::automatic && expected >= asymptotic_from)) {
      result.log_p_value = limit_log_p(statistic_.evidence(cells_.baseline(), cells_.window()));
      result.method = p_method::asymptotic;
      result.flags.set(flag::small_expected, expected < 5.0);
    } else {
      resolve(result);
    }
    result.log_p_interval = {result.log_p_value, result.log_p_value};
  }

  /// Each is the other's complement, so that the exact law of the one is that of all tests.
  double log_p_of_two_cells() const noexcept {
    const auto a = cells_.baseline();
    const auto b = cells_.window();
    const double log_p = detail::most_surprising_cell(a, b, cells_.urn());
    return cells_.repeated_ranks() ? (std::max)(log_p, detail::most_surprising_cell(a, b, true)) : log_p;
  }

  /// Whoever asks for the limit law gets it as other tools have it.
  double limit_log_p(double evidence) const noexcept {
    const double limit = statistic_.tail(evidence, cells_.baseline(), cells_.window()).log_p;
    if constexpr (requires { statistic_.shape(0.5); }) {
      if (law_ == null_law::asymptotic) return limit;
      double largest = limit;
      if (cells_.urn() || cells_.repeated_ranks()) largest = (std::max)(largest, divergence_log_p(evidence, true));
      if (!cells_.urn()) largest = (std::max)(largest, divergence_log_p(evidence, false));
      return largest;
    }
    return limit;
  }

  double divergence_log_p(double evidence, bool urn) const noexcept {
    law::divergence_table table{.urn = urn};
    table.n = static_cast<double>(detail::total(cells_.baseline()));
    table.m = static_cast<double>(detail::total(cells_.window()));
    for (std::size_t k = 0; k < cells_.size(); ++k)
      if (const std::uint64_t both = cells_.baseline()[k] + cells_.window()[k]; both > 0) {
        table.cells += 1.0;
        table.inverse_shares += (table.n + table.m) / static_cast<double>(both);
      }
    return law::divergence_upper(evidence, statistic_.shape(table.m / (table.n + table.m)), table).log_p;
  }

  /// The smaller of two valid p-values, each given its share of the error. What the draws cannot resolve is not drawn.
  void resolve(test_result& result) noexcept {
    const double bound = detail::most_surprising_cell(cells_.baseline(), cells_.window(), cells_.urn()) -
                         std::log(1.0 - monte_carlo_share);
    const double resolution = -std::log(monte_carlo_share * (static_cast<double>(effort_.most_draws) + 1.0));
    result.log_p_value = bound;
    result.method = p_method::bound;
    if (bound <= resolution) return;
    const double drawn = std::log(draws_.p_value(cells_, Statistic::name, effort_,
                                                 [&](auto p, auto q) { return statistic_.evidence(p, q); })) -
                         std::log(monte_carlo_share);
    result.log_p_value = (std::min)({0.0, bound, drawn});
    if (drawn <= bound) result.method = cells_.urn() ? p_method::urn_monte_carlo : p_method::hypergeometric_monte_carlo;
  }

  Statistic statistic_;
  coarse_cells cells_;
  null_law law_;
  monte_carlo_effort effort_;
  grouped_draws draws_;
};

/// What a test on groups needs to know before it is bound.
struct grouped_options {
  std::size_t groups = 10;  ///< of a numeric feature
  pooling pool{};           ///< of a categorical feature
  null_law law = null_law::automatic;
  monte_carlo_effort effort{};
  law::null_tables tables{};  ///< of draws that several bound tests share; none: each draws for itself
};

namespace detail {

template <class Statistic, cells C>
bound_grouped_test<Statistic> bind_groups(Statistic statistic, const feature_baseline<C>& feature,
                                          const grouped_options& options) {
  if constexpr (std::same_as<C, numeric_cells>)
    return {std::move(statistic), coarse_cells(feature, options.groups), options.law, options.effort, options.tables};
  else
    return {std::move(statistic), coarse_cells(feature, options.pool), options.law, options.effort, options.tables};
}

}  // namespace detail
}  // namespace leeway

#endif
