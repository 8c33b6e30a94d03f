// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_ORDERED_TEST_HPP
#define LEEWAY_DRIFT_ORDERED_TEST_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/test_result.hpp>
#include <leeway/drift/concept.hpp>
#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/drift/nearest_counts.hpp>
#include <leeway/drift/null_law.hpp>
#include <leeway/drift/ordered_cells.hpp>
#include <leeway/drift/ordered_draws.hpp>
#include <leeway/drift/ordered_statistic.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/null_tables.hpp>
#include <leeway/law/tail.hpp>

namespace leeway {

/// What an ordered test needs to know before it is bound.
struct ordered_options {
  null_law law = null_law::automatic;
  monte_carlo_effort effort{};
  law::null_tables tables{};  ///< of draws that several bound tests share; none: each draws for itself
};

/** What the tests on ordered cells have in common: Cramer-von Mises, Anderson-Darling, Kuiper, Mann-Whitney, and
  distances between numbers.

  The p-value is that of the limit law where this keeps its size. Elsewhere it is the smaller of a Monte Carlo p-value
  and of the Kolmogorov-Smirnov one, each given its share of the error, so valid at every size (`ordered_draws`). The
  size of the change is D, a share of rows, and so is what moved. */
template <ordered_statistic Statistic>
class bound_ordered_test {
 public:
  /// Allocates what all evaluations need. Throws std::bad_alloc.
  bound_ordered_test(Statistic statistic, const numeric_feature& feature, const ordered_options& options)
      : statistic_(std::move(statistic)),
        cells_(feature, Statistic::most_groups),
        largest_gap_(feature, 1),
        rank_error_(feature.rank_error()),
        row_(rank_error_ > 0.0 ? feature.cells().size() : 0),
        nearest_(row_.size()),
        law_(options.law),
        effort_(options.effort),
        draws_(cells_, options.tables, looks_at_places() ? std::string_view() : std::string_view(Statistic::name)) {}

  test_result operator()(const counts& a, const counts& b) noexcept {
    test_result result{.test = Statistic::name};
    result.baseline_n = a.present();
    result.window_n = b.present();
    if (result.baseline_n == 0 || result.window_n == 0) return result;
    cells_.fill(a, b);
    const auto p = cells_.baseline();
    const auto q = cells_.window();
    result.statistic = statistic_.value(p, q);
    result.statistic_interval = {result.statistic, result.statistic};
    if constexpr (requires { statistic_.value_interval(p, q); })
      result.statistic_interval = statistic_.value_interval(p, q);
    result.effect = statistic_.effect(p, q);
    result.effect_interval = statistic_.effect_interval(p, q);
    result.flags.set(flag::ties, cells_.ties());
    set_p_value(result, a, a, b);
    if (rank_error_ > 0.0) allow_for_rank_error(result, a, b);
    return result;
  }

  share_of_rows share_moved(const counts& a, const counts& b) noexcept { return largest_gap_.share_moved(a, b); }

  /// Where the p-value may be that of the limit law, what this sees of the least favourable change; else what the
  /// Kolmogorov-Smirnov part of the p-value sees.
  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) noexcept {
    const std::uint64_t n = a.present();
    const std::uint64_t m = b.present();
    if (n == 0 || m == 0) return no_value;
    cells_.fill(a, b);
    if (has_value(exact())) return 1.0;
    const double by_gap = largest_gap_.smallest_effect(a, b, log_significance + std::log(gap_share), tolerance);
    if (law_ == null_law::monte_carlo) return by_gap;
    if (law_ == null_law::automatic && !large_enough(*std::ranges::max_element(cells_.baseline()), n, m)) return by_gap;
    const double surely = largest_gap_.smallest_effect(a, b, 0.0, tolerance);
    const double widest = law_ == null_law::asymptotic ? 1.0 : Statistic::largest_share;
    const double level = log_significance - error_of_limit(cells_.baseline(), cells_.window());
    const double change = statistic_.least_change(level, widest, cells_.baseline(), cells_.window());
    const double by_limit = (std::max)(surely, hidden(a, b) + 2.0 * rank_error_ + change);
    return (std::min)(1.0, law_ == null_law::asymptotic ? by_limit : (std::max)(by_gap, by_limit));
  }

  /// Share differences up to the largest gap: see `bound_kolmogorov_smirnov`.
  std::vector<contribution> contributions(const counts& a, const counts& b) const {
    return largest_gap_.contributions(a, b);
  }
  contribution largest_move(const counts& a, const counts& b) const { return largest_gap_.largest_move(a, b); }

 private:
  using row = std::span<const std::uint64_t>;

  /// Of the two p-values that are combined, the Monte Carlo one keeps all but this share of the error.
  static constexpr double gap_share = 0.01;

  static bool has_value(const law::tail& tail) noexcept { return !detail::is_nan(tail.log_p); }

  static constexpr bool looks_at_places() noexcept {
    if constexpr (requires { Statistic::uses_places; }) return Statistic::uses_places;
    return false;
  }

  bool large_enough(std::uint64_t most, std::uint64_t n, std::uint64_t m) const noexcept {
    if constexpr (requires(row r) { statistic_.limit_holds(r, r); })
      if (!statistic_.limit_holds(cells_.baseline(), cells_.window())) return false;
    return (std::min)(n, m) >= Statistic::limit_from && detail::share(most, n + m) <= Statistic::largest_share;
  }

  double hidden(const counts& a, const counts& b) const noexcept {
    const detail::distribution_gap gap =
        detail::largest_gap(a.cells(), b.cells(), [&](std::size_t cell) { return cells_.cells().single_valued(cell); });
    return gap.at_most - gap.at_ends;
  }

  law::tail exact() const noexcept {
    if constexpr (requires(const Statistic& s, row r) { s.exact(r, r); })
      if (law_ == null_law::automatic) return statistic_.exact(cells_.baseline(), cells_.window());
    return {};
  }

  /// The p-value of what the baseline may have been that is nearest to the window. How much further away it may have
  /// been is not known.
  void allow_for_rank_error(test_result& result, const counts& a, const counts& b) noexcept {
    const double seen = result.log_p_value;
    find_nearest(a, b);
    cells_.fill(nearest_, b);
    result.statistic_interval = {(std::min)(result.statistic, statistic_.value(cells_.baseline(), cells_.window())),
                                 std::numeric_limits<double>::infinity()};
    result.effect_interval = {};
    set_p_value(result, a, nearest_, b);
    result.log_p_value = (std::max)(seen, result.log_p_value);
    result.log_p_interval = {seen, result.log_p_value};
  }

  void find_nearest(const counts& a, const counts& b) noexcept {
    detail::nearest_counts(a.cells(), b.cells(), detail::records_of(rank_error_, a.present()), row_);
    nearest_.reset();
    for (std::size_t cell = 0; cell < row_.size(); ++cell) nearest_.add(cell, row_[cell]);
  }

  /// `learned`: the baseline as it is known; `a`: what takes its place.
  void set_p_value(test_result& result, const counts& learned, const counts& a, const counts& b) noexcept {
    const row p = cells_.baseline();
    const row q = cells_.window();
    const std::uint64_t most = cells_.heaviest();
    const std::uint64_t all = result.baseline_n + result.window_n;
    if (most == all) {
      result.log_p_value = 0.0;
      result.method = p_method::exact;
    } else if (const law::tail known = exact(); has_value(known)) {
      result.log_p_value = known.log_p;
      result.method = p_method::exact;
    } else if (law_ == null_law::asymptotic ||
               (law_ == null_law::automatic && large_enough(most, result.baseline_n, result.window_n))) {
      result.log_p_value = limit_log_p(p, q);
      result.method = p_method::asymptotic;
    } else {
      resolve(result, learned, a, b);
    }
    result.log_p_interval = {result.log_p_value, result.log_p_value};
  }

  /// What is added to the logarithm of the limit law's p-value. Whoever asks for that law gets it as other tools have
  /// it.
  double error_of_limit(row a, row b) const noexcept {
    if constexpr (requires { statistic_.limit_error(a, b); })
      if (law_ == null_law::automatic) return std::log1p(statistic_.limit_error(a, b));
    return 0.0;
  }

  double limit_log_p(row a, row b) const noexcept {
    return (std::min)(0.0, statistic_.tail(statistic_.evidence(a, b), a, b).log_p + error_of_limit(a, b));
  }

  /// The smaller of two valid p-values, each given its share of the error. What the draws cannot resolve is not drawn.
  void resolve(test_result& result, const counts& learned, const counts& a, const counts& b) noexcept {
    const double bound = largest_gap_(learned, b).log_p_value - std::log(gap_share);
    const double resolution = -std::log((1.0 - gap_share) * (static_cast<double>(effort_.most_draws) + 1.0));
    result.log_p_value = bound;
    result.method = p_method::bound;
    if (bound <= resolution) return;
    const auto evidence = [&](row p, row q) { return statistic_.evidence(p, q); };
    const double drawn =
        std::log(draws_.p_value(cells_, a, b, effort_, evidence, looks_at_places())) - std::log1p(-gap_share);
    result.log_p_value = (std::min)({0.0, bound, drawn});
    if (drawn <= bound) result.method = cells_.urn() ? p_method::urn_monte_carlo : p_method::hypergeometric_monte_carlo;
  }

  Statistic statistic_;
  ordered_cells cells_;
  bound_kolmogorov_smirnov largest_gap_;
  double rank_error_;
  std::vector<std::uint64_t> row_;  // of the nearest counts, while they are found
  counts nearest_;
  null_law law_;
  monte_carlo_effort effort_;
  ordered_draws draws_;
};

}  // namespace leeway

#endif
