// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_L_INFINITY_HPP
#define LEEWAY_DRIFT_L_INFINITY_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/test_result.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/cell_evidence.hpp>
#include <leeway/drift/coarse_cells.hpp>
#include <leeway/drift/concept.hpp>
#include <leeway/drift/detail/largest_moves.hpp>
#include <leeway/drift/nearest_counts.hpp>
#include <leeway/drift/share_change.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/drift/sufficient_effect.hpp>
#include <leeway/law/binomial.hpp>
#include <leeway/law/normal.hpp>

namespace leeway {

/// The largest difference between the shares of a cell; NaN when a side is empty or they differ in length. O(K).
inline double l_infinity_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = detail::total(a);
  const std::uint64_t m = detail::total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return no_value;
  double largest = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k)
    largest = (std::max)(largest, std::fabs(detail::share(a[k], n) - detail::share(b[k], m)));
  return largest;
}

/// A distance less the allowance 1.8 sqrt((n + m) / (n m)), not below 0: what Model Monitor calls `Robust`.
inline double robust_distance(double distance, std::uint64_t n, std::uint64_t m) noexcept {
  return (std::max)(0.0, distance - 1.8 / std::sqrt(detail::effective_size(n, m)));
}

/// `l_infinity` bound to a feature.
class bound_l_infinity {
 public:
  explicit bound_l_infinity(coarse_cells cells) : cells_(std::move(cells)) {}

  test_result operator()(const counts& a, const counts& b) noexcept {
    const sight all = fill(a, b);
    return result_of(all, rise(all));
  }

  /// All answers of cells that are filled once.
  full_answer answer(const counts& a, const counts& b, double log_significance, double tolerance) {
    const sight all = fill(a, b);
    full_answer answers{.moved = rise(all)};
    answers.result = result_of(all, answers.moved);
    answers.smallest_effect = smallest_of(all, log_significance, tolerance);
    if (all.none()) return answers;
    answers.largest_move = cell(all.risen, all);
    answers.contributions = {cell(all.moved, all)};
    return answers;
  }
  test_result explain(const counts& a, const counts& b, std::vector<contribution>& contributions) {
    const sight all = fill(a, b);
    if (!all.none()) contributions = {cell(all.moved, all)};
    return result_of(all, rise(all));
  }

  /// The largest rise of one cell; its bounds hold for all cells at once (Bonferroni).
  share_of_rows share_moved(const counts& a, const counts& b) noexcept { return rise(fill(a, b)); }

  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) noexcept {
    return smallest_of(fill(a, b), log_significance, tolerance);
  }

  /// The cell that moved most: its signed difference is the whole statistic.
  std::vector<contribution> contributions(const counts& a, const counts& b) {
    const sight all = fill(a, b);
    if (all.none()) return {};
    return {cell(all.moved, all)};
  }

  /// The cell that rose most.
  contribution largest_move(const counts& a, const counts& b) {
    const sight all = fill(a, b);
    return cell(all.risen, all);
  }

 private:
  using sight = detail::largest_moves;

  sight fill(const counts& a, const counts& b) noexcept {
    cells_.fill(a, b);
    return detail::find_largest_moves(cells_.baseline(), cells_.window());
  }

  test_result result_of(const sight& all, const share_of_rows& moved) noexcept {
    test_result result{.test = "l_infinity"};
    result.baseline_n = all.baseline;
    result.window_n = all.window;
    if (all.none()) return result;
    result.statistic = all.distance;
    result.statistic_interval = {(std::max)(0.0, result.statistic - cell_error()),
                                 (std::min)(1.0, result.statistic + cell_error())};
    const auto log_p = [&](std::uint64_t reach) {
      return detail::most_surprising_cell(cells_.baseline(), cells_.window(), cells_.urn(), reach);
    };
    result.log_p_value = log_p(detail::records_of(cell_error(), result.baseline_n));
    result.log_p_interval = {cell_error() > 0.0 ? log_p(0) : result.log_p_value, result.log_p_value};
    result.method = p_method::bound;
    result.flags.set(flag::pooled, cells_.pooled() > 0);
    result.effect = moved.value;
    result.effect_interval = moved.between;
    return result;
  }

  double smallest_of(const sight& all, double log_significance, double tolerance) const noexcept {
    const std::uint64_t n = all.baseline;
    const std::uint64_t m = all.window;
    if (all.none()) return no_value;
    const auto cells = static_cast<double>(cells_.size());
    const double surprise = -law::normal_quantile(std::exp(log_significance) / (2.0 * cells));
    const double certainty = -law::normal_quantile(0.05 / cells);
    constexpr double quantile_80 = 0.8416212335729143;
    const fill_range range = range_of_fills();
    const double seen = detail::sufficient_effect(tolerance, [&](double effect) {
      const double spread = widest_spread(n, m, effect, range);
      return 2.0 * cell_error() +
             (std::max)((surprise + quantile_80) * spread, tolerance + (certainty + quantile_80) * spread);
    });
    return (std::min)(1.0, (std::max)(seen, seen_in_pool(seen, n, m)));
  }

  share_of_rows rise(const sight& all) const noexcept {
    if (all.none()) return {};
    const std::uint64_t n = all.baseline;
    const std::uint64_t m = all.window;
    const std::size_t highest = all.risen;
    const std::size_t unsure = least_certain(n, m);
    const auto cells = static_cast<double>(cells_.size());
    const auto lower = [&](std::size_t k, double error) {
      return detail::share_change_lower(cells_.baseline()[k], n, cells_.window()[k], m, error / cells);
    };
    const auto upper = [&](std::size_t k, double error) {
      return detail::share_change_upper(cells_.baseline()[k], n, cells_.window()[k], m, error / cells);
    };
    share_of_rows moved;
    moved.value =
        (std::max)(0.0, detail::share(cells_.window()[highest], m) - detail::share(cells_.baseline()[highest], n));
    const double risen = upper(highest, 0.025);
    const double most = unsure == highest ? risen : (std::max)(risen, upper(unsure, 0.025));
    moved.between = {(std::max)(0.0, lower(highest, 0.025) - cell_error()),
                     (std::min)(1.0, (std::max)(0.0, most) + cell_error())};
    moved.lower_bound = (std::max)(0.0, lower(highest, 0.05) - cell_error());
    return moved;
  }

  /// How far the share of a cell of the baseline may be off: both its ends.
  double cell_error() const noexcept { return 2.0 * cells_.rank_error(); }

  /// The cell that may have risen most, although another one seems to have. p / n + q / m is no less than a cell's
  /// variance and has no roots: it rules out nearly all cells, far from rounding.
  std::size_t least_certain(std::uint64_t n, std::uint64_t m) const noexcept {
    const double certainty = -law::normal_quantile(0.025 / static_cast<double>(cells_.size()));
    const double of_n = 1.0 / (static_cast<double>(n) + 2.0);
    const double of_m = 1.0 / (static_cast<double>(m) + 2.0);
    const double then = 1.000001 * certainty * certainty * of_n / static_cast<double>(n);
    const double now = 1.000001 * certainty * certainty * of_m / static_cast<double>(m);
    std::size_t best = 0;
    double highest = -1.0;
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      const double a = detail::real_count(cells_.baseline()[k]) + 1.0;
      const double b = detail::real_count(cells_.window()[k]) + 1.0;
      const double needed = highest - (b * of_m - a * of_n) - 1e-9;
      if (needed > 0.0 && needed * needed > a * then + b * now) continue;
      const double p = detail::share(cells_.baseline()[k] + 1, n + 2);
      const double q = detail::share(cells_.window()[k] + 1, m + 2);
      const double reach = q - p + certainty * detail::deviations_of(p, n, q, m).difference();
      if (reach <= highest) continue;
      highest = reach;
      best = k;
    }
    return best;
  }

  /// Records of both sides in the emptiest cell and in the fullest.
  struct fill_range {
    std::uint64_t least = ~std::uint64_t{0};
    std::uint64_t most = 0;
  };

  fill_range range_of_fills() const noexcept {
    fill_range range;
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      const std::uint64_t both = cells_.baseline()[k] + cells_.window()[k];
      range.least = (std::min)(range.least, both);
      range.most = (std::max)(range.most, both);
    }
    return range;
  }

  /// The standard deviation of the difference of that cell where it is largest when the cell rises by `effect`. It is
  /// the fullest cell's or the emptiest's if the variance p (1 - p) / n + q (1 - q) / m, q = p + effect, rises or falls
  /// from the one to the other, by so much a record that rounding cannot turn it; else every cell is asked.
  double widest_spread(std::uint64_t n, std::uint64_t m, double effect, fill_range range) const noexcept {
    const auto spread = [&](std::uint64_t both) {
      const double p = detail::share(both, n + m);
      return detail::deviations_of(p, n, detail::unsure_share(p + effect, m), m).difference();
    };
    const double least = detail::share(range.least, n + m);
    const double most = detail::share(range.most, n + m);
    const double unsure = 1.0 / (static_cast<double>(m) + 2.0);  // q stays as far from 0 and 1
    const bool free = least + effect >= unsure && most + effect <= 1.0 - unsure;
    if (free || least + effect >= 1.0 - unsure) {
      const auto slope = [&](double p) {
        return (1.0 - 2.0 * p) / static_cast<double>(n) +
               (free ? (1.0 - 2.0 * (p + effect)) / static_cast<double>(m) : 0.0);
      };
      const double sure =
          1e-12 * static_cast<double>(n + m) * (most / static_cast<double>(n) + 0.25 / static_cast<double>(m));
      if (slope(most) > sure) return spread(range.most);
      if (slope(least) < -sure) return spread(range.least);
    }
    double widest = 0.0;
    for (std::size_t k = 0; k < cells_.size(); ++k)
      widest = (std::max)(widest, spread(cells_.baseline()[k] + cells_.window()[k]));
    return widest;
  }

  /// What a category must rise by that shares a cell: until it gets one of its own in 4 of 5 windows, or until the
  /// pool, which loses what it takes from others there, rises by `seen`.
  double seen_in_pool(double seen, std::uint64_t n, std::uint64_t m) const noexcept {
    if (cells_.pooled() < 2) return 0.0;
    const double records = cells_.pooled_below() * static_cast<double>(n + m) / static_cast<double>((std::min)(n, m));
    constexpr double quantile_80 = 0.8416212335729143;
    const double root = 0.5 * (quantile_80 + std::sqrt(quantile_80 * quantile_80 + 4.0 * records));
    const std::size_t pool = cells_.size() - 1;
    const double others = 1.0 - detail::share(cells_.baseline()[pool] + cells_.window()[pool], n + m);
    return (std::min)(root * root / static_cast<double>(m), seen / others);
  }

  contribution cell(std::size_t k, const sight& all) const {
    contribution result;
    result.cell = cells_.label(k);
    result.baseline_share = detail::share(cells_.baseline()[k], all.baseline);
    result.window_share = detail::share(cells_.window()[k], all.window);
    result.amount = result.window_share - result.baseline_share;
    return result;
  }

  coarse_cells cells_;
};

/** L-infinity as the spike question: did one value, bin or category rise?

  Statistic: the largest |p - q| of any cell, in the finest cells there are. p-value: the most surprising cell by exact
  laws, times the number of cells; the test is so sharp because cells compete for the same records. Effect: the largest
  rise. Sources: Fisher (1935), Wilks (1941), Clopper and Pearson (1934), Newcombe (1998). */
class l_infinity {
 public:
  static constexpr std::string_view name = "l_infinity";

  explicit l_infinity(pooling pool = {}) : pool_(pool) {}

  bound_l_infinity bind(const numeric_feature& feature) const { return bound_l_infinity(coarse_cells(feature)); }
  bound_l_infinity bind(const category_feature& feature) const {
    return bound_l_infinity(coarse_cells(feature, pool_));
  }

 private:
  pooling pool_;
};

}  // namespace leeway

#endif
