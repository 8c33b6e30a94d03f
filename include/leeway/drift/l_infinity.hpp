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
    test_result result{.test = "l_infinity"};
    result.baseline_n = a.present();
    result.window_n = b.present();
    if (result.baseline_n == 0 || result.window_n == 0) return result;
    cells_.fill(a, b);
    result.statistic = l_infinity_distance(cells_.baseline(), cells_.window());
    result.statistic_interval = {(std::max)(0.0, result.statistic - cell_error()),
                                 (std::min)(1.0, result.statistic + cell_error())};
    const auto log_p = [&](std::uint64_t reach) {
      return detail::most_surprising_cell(cells_.baseline(), cells_.window(), cells_.urn(), reach);
    };
    result.log_p_value = log_p(detail::records_of(cell_error(), result.baseline_n));
    result.log_p_interval = {cell_error() > 0.0 ? log_p(0) : result.log_p_value, result.log_p_value};
    result.method = p_method::bound;
    result.flags.set(flag::pooled, cells_.pooled() > 0);
    const share_of_rows moved = rise(result.baseline_n, result.window_n);
    result.effect = moved.value;
    result.effect_interval = moved.between;
    return result;
  }

  /// The largest rise of one cell; its bounds hold for all cells at once (Bonferroni).
  share_of_rows share_moved(const counts& a, const counts& b) noexcept {
    const std::uint64_t n = a.present();
    const std::uint64_t m = b.present();
    if (n == 0 || m == 0) return {};
    cells_.fill(a, b);
    return rise(n, m);
  }

  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) noexcept {
    const std::uint64_t n = a.present();
    const std::uint64_t m = b.present();
    if (n == 0 || m == 0) return no_value;
    cells_.fill(a, b);
    const auto cells = static_cast<double>(cells_.size());
    const double surprise = -law::normal_quantile(std::exp(log_significance) / (2.0 * cells));
    const double certainty = -law::normal_quantile(0.05 / cells);
    constexpr double quantile_80 = 0.8416212335729143;
    const double seen = detail::sufficient_effect(tolerance, [&](double effect) {
      const double spread = widest_cell(n, m, effect).difference();
      return 2.0 * cell_error() +
             (std::max)((surprise + quantile_80) * spread, tolerance + (certainty + quantile_80) * spread);
    });
    return (std::min)(1.0, (std::max)(seen, seen_in_pool(seen, n, m)));
  }

  /// The cell that moved most: its signed difference is the whole statistic.
  std::vector<contribution> contributions(const counts& a, const counts& b) {
    if (a.present() == 0 || b.present() == 0) return {};
    cells_.fill(a, b);
    return {cell(extreme([](double difference) { return std::fabs(difference); }))};
  }

  /// The cell that rose most.
  contribution largest_move(const counts& a, const counts& b) {
    cells_.fill(a, b);
    return cell(extreme([](double difference) { return difference; }));
  }

 private:
  template <class Size>
  std::size_t extreme(Size&& size) const noexcept {
    const std::uint64_t n = detail::total(cells_.baseline());
    const std::uint64_t m = detail::total(cells_.window());
    std::size_t best = 0;
    double largest = -1.0;
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      const double difference = size(detail::share(cells_.window()[k], m) - detail::share(cells_.baseline()[k], n));
      if (difference > largest) {
        largest = difference;
        best = k;
      }
    }
    return best;
  }

  share_of_rows rise(std::uint64_t n, std::uint64_t m) const noexcept {
    const std::size_t highest = extreme([](double difference) { return difference; });
    const auto cells = static_cast<double>(cells_.size());
    const auto bounds = [&](std::size_t k, double error) {
      return detail::share_change_interval(cells_.baseline()[k], n, cells_.window()[k], m, error / cells);
    };
    share_of_rows moved;
    moved.value =
        (std::max)(0.0, detail::share(cells_.window()[highest], m) - detail::share(cells_.baseline()[highest], n));
    const double upper = (std::max)(bounds(highest, 0.025).upper, bounds(least_certain(n, m), 0.025).upper);
    moved.between = {(std::max)(0.0, bounds(highest, 0.025).lower - cell_error()),
                     (std::min)(1.0, (std::max)(0.0, upper) + cell_error())};
    moved.lower_bound = (std::max)(0.0, bounds(highest, 0.05).lower - cell_error());
    return moved;
  }

  /// How far the share of a cell of the baseline may be off: both its ends.
  double cell_error() const noexcept { return 2.0 * cells_.rank_error(); }

  /// The cell that may have risen most, although another one seems to have.
  std::size_t least_certain(std::uint64_t n, std::uint64_t m) const noexcept {
    const double certainty = -law::normal_quantile(0.025 / static_cast<double>(cells_.size()));
    std::size_t best = 0;
    double highest = -1.0;
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      const double p = detail::share(cells_.baseline()[k] + 1, n + 2);
      const double q = detail::share(cells_.window()[k] + 1, m + 2);
      const double reach = q - p + certainty * detail::deviations_of(p, n, q, m).difference();
      if (reach <= highest) continue;
      highest = reach;
      best = k;
    }
    return best;
  }

  /// Deviations of the cell whose difference varies most when it rises by `effect`.
  detail::share_deviations widest_cell(std::uint64_t n, std::uint64_t m, double effect) const noexcept {
    detail::share_deviations widest;
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      const double p = detail::share(cells_.baseline()[k] + cells_.window()[k], n + m);
      const detail::share_deviations next = detail::deviations_of(p, n, detail::unsure_share(p + effect, m), m);
      if (next.difference() > widest.difference()) widest = next;
    }
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

  contribution cell(std::size_t k) const {
    contribution result;
    result.cell = cells_.label(k);
    result.baseline_share = detail::share(cells_.baseline()[k], detail::total(cells_.baseline()));
    result.window_share = detail::share(cells_.window()[k], detail::total(cells_.window()));
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
