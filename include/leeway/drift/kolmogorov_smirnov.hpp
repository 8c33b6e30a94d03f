// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_KOLMOGOROV_SMIRNOV_HPP
#define LEEWAY_DRIFT_KOLMOGOROV_SMIRNOV_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/test_result.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/cells/grouping.hpp>
#include <leeway/drift/concept.hpp>
#include <leeway/drift/detail/distribution_gap.hpp>
#include <leeway/drift/nearest_counts.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/kolmogorov.hpp>
#include <leeway/law/kolmogorov_paths.hpp>
#include <leeway/law/kolmogorov_two_sample.hpp>

namespace leeway {

/// The largest gap between two cumulated rows of counts: D as far as the ends of the cells show it. NaN when a side is
/// empty. O(cells).
inline double kolmogorov_smirnov_distance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  if (a.size() != b.size() || detail::total(a) == 0 || detail::total(b) == 0) return no_value;
  return detail::largest_gap(a, b, [](std::size_t) { return true; }).at_ends;
}

/// `kolmogorov_smirnov` bound to a feature.
class bound_kolmogorov_smirnov {
 public:
  bound_kolmogorov_smirnov(const numeric_feature& feature, std::uint64_t most_lattice_points)
      : feature_(feature),
        rank_error_(feature.rank_error()),
        law_(most_lattice_points),
        groups_(grouping::by_mass(feature.counts().cells(), shown_groups)) {
    for (std::size_t cell = 0; cell < cells().size(); ++cell) atoms_ = atoms_ || cells().single_valued(cell);
    runs_.resize(atoms_ ? cells().size() : 0);
  }

  test_result operator()(const counts& a, const counts& b) noexcept {
    const sizes n = sizes_of(a, b);
    return n.none() ? no_result(n) : result_of(find_gap(a, b, n), n, a, b);
  }

  /// All answers with one look for the gap.
  full_answer answer(const counts& a, const counts& b, double log_significance, double tolerance) {
    const sizes n = sizes_of(a, b);
    full_answer all{.result = no_result(n)};
    if (n.none()) return all;
    const detail::distribution_gap gap = find_gap(a, b, n);
    all.result = result_of(gap, n, a, b);
    all.moved = moved_by(gap, n);
    all.smallest_effect = smallest_of(gap, n, log_significance, tolerance);
    all.largest_move = below(gap, n);
    all.contributions = contributions_of(gap, n, a, b);
    return all;
  }
  test_result explain(const counts& a, const counts& b, std::vector<contribution>& contributions) {
    const sizes n = sizes_of(a, b);
    if (n.none()) return no_result(n);
    const detail::distribution_gap gap = find_gap(a, b, n);
    contributions = contributions_of(gap, n, a, b);
    return result_of(gap, n, a, b);
  }

  /// D between certain bounds: the one-sided bands of Massart (1990) of both sides, convolved. The lower bounds allow
  /// for either sign of the gap. The baseline's rank error widens all of them.
  share_of_rows share_moved(const counts& a, const counts& b) noexcept {
    const sizes n = sizes_of(a, b);
    return n.none() ? share_of_rows{} : moved_by(find_gap(a, b, n), n);
  }

  /// The rank error counts twice: it may hide that much, and that much is not believed.
  double smallest_effect(const counts& a, const counts& b, double log_significance, double tolerance) noexcept {
    const sizes n = sizes_of(a, b);
    return n.none() ? no_value : smallest_of(find_gap(a, b, n), n, log_significance, tolerance);
  }

  /// Share differences up to the maximiser, in at most 32 groups: they add up to the signed gap.
  std::vector<contribution> contributions(const counts& a, const counts& b) const {
    const sizes n = sizes_of(a, b);
    return n.none() ? std::vector<contribution>{} : contributions_of(find_gap(a, b, n), n, a, b);
  }

  /// Everything at or below the maximiser.
  contribution largest_move(const counts& a, const counts& b) const {
    const sizes n = sizes_of(a, b);
    return below(find_gap(a, b, n), n);
  }

 private:
  static constexpr std::size_t shown_groups = 32;

  struct sizes {
    std::uint64_t baseline;
    std::uint64_t window;
    bool none() const noexcept { return baseline == 0 || window == 0; }
  };
  static sizes sizes_of(const counts& a, const counts& b) noexcept {
    return {detail::total(a.cells()), detail::total(b.cells())};
  }
  static test_result no_result(sizes n) noexcept {
    test_result result{.test = "kolmogorov_smirnov"};
    result.baseline_n = n.baseline;
    result.window_n = n.window;
    return result;
  }

  const numeric_cells& cells() const noexcept { return feature_.cells(); }

  test_result result_of(const detail::distribution_gap& gap, sizes n, const counts& a, const counts& b) noexcept {
    test_result result = no_result(n);
    result.statistic = gap.at_ends;
    result.statistic_interval = {(std::max)(0.0, gap.at_ends - rank_error_),
                                 (std::min)(1.0, gap.at_most + rank_error_)};
    const share_of_rows moved = moved_by(gap, n);
    result.effect = moved.value;
    result.effect_interval = moved.between;
    set_p_value(result, gap, a, b);
    return result;
  }

  share_of_rows moved_by(const detail::distribution_gap& gap, sizes n) noexcept {
    bands_.be_of(n.baseline, n.window);
    return detail::share_of_gap(gap.at_ends, gap.at_most, rank_error_, bands_);
  }

  double smallest_of(const detail::distribution_gap& gap, sizes n, double log_significance, double tolerance) noexcept {
    const double root = std::sqrt(detail::effective_size(n.baseline, n.window));
    const double hidden = gap.at_most - gap.at_ends + 2.0 * rank_error_;
    bands_.be_of(n.baseline, n.window);
    const double sure = tolerance + bands_.one_sided;
    const double significant = law::kolmogorov_critical(log_significance) / root;
    constexpr double quantile_80 = 0.8416212335729143;
    return (std::min)(1.0, hidden + (std::max)(sure, significant) + quantile_80 / (2.0 * root));
  }

  detail::distribution_gap find_gap(const counts& a, const counts& b, sizes n) const noexcept {
    if (!atoms_)
      return detail::largest_gap(a.cells(), b.cells(), n.baseline, n.window, [](std::size_t) { return false; });
    return detail::largest_gap(a.cells(), b.cells(), n.baseline, n.window,
                               [&](std::size_t cell) { return cells().single_valued(cell); });
  }

  void set_p_value(test_result& result, const detail::distribution_gap& gap, const counts& a,
                   const counts& b) noexcept {
    const std::span<const law::record_run> runs = pool(a, b);
    result.flags.set(flag::ties, !runs.empty());
    const std::uint64_t reach = detail::records_of(rank_error_, result.baseline_n);
    const law::ks_tail tail = law_(result.baseline_n, result.window_n,
                                   detail::least_gap(gap, result.baseline_n, result.window_n, reach), runs);
    result.log_p_value = tail.value.log_p;
    result.method = detail::p_method_of(tail.route);
    const double root = std::sqrt(detail::effective_size(result.baseline_n, result.window_n));
    const double most = result.statistic_interval.upper;
    const bool certain = !(most > gap.at_ends);
    const double least = certain ? tail.value.log_p : law::kolmogorov_upper(root * most).log_p;
    result.log_p_interval = {(std::min)(least, tail.value.log_p), tail.value.log_p};
  }

  /// The records of both sides in order: equal ones where a cell holds one value, taken as different elsewhere. The gap
  /// at the ends of the cells is at most D, so the law of D given these runs is a valid one for it. Empty without ties.
  std::span<const law::record_run> pool(const counts& a, const counts& b) noexcept {
    if (!atoms_) return {};
    std::size_t size = 0;
    bool ties = false;
    for (std::size_t cell = 0; cell < runs_.size(); ++cell) {
      const std::uint64_t both = a[cell] + b[cell];
      if (both == 0) continue;
      const bool tied = both > 1 && cells().single_valued(cell);
      ties = ties || tied;
      if (!tied && size > 0 && !runs_[size - 1].tied)
        runs_[size - 1].records += both;
      else
        runs_[size++] = {both, tied};
    }
    return {runs_.data(), ties ? size : 0};
  }

  contribution range(std::size_t first, std::size_t last, std::uint64_t baseline, std::uint64_t window, sizes n) const {
    contribution result;
    result.cell.range = {cells().lower(first), cells().upper(last - 1)};
    result.baseline_share = detail::share(baseline, n.baseline);
    result.window_share = detail::share(window, n.window);
    result.amount = result.window_share - result.baseline_share;
    return result;
  }
  contribution below(const detail::distribution_gap& gap, sizes n) const {
    return range(0, gap.cell + 1, gap.baseline_cumulated, gap.window_cumulated, n);
  }

  /// In groups of the mass of `a`: they are known if that is the row that the test was bound to.
  std::vector<contribution> contributions_of(const detail::distribution_gap& gap, sizes n, const counts& a,
                                             const counts& b) const {
    const bool known = a.cells().data() == feature_.counts().cells().data();
    if (known) return contributions_in(groups_.ends(), gap, n, a, b);
    return contributions_in(grouping::by_mass(a.cells(), shown_groups).ends(), gap, n, a, b);
  }
  std::vector<contribution> contributions_in(std::span<const std::size_t> ends, const detail::distribution_gap& gap,
                                             sizes n, const counts& a, const counts& b) const {
    std::vector<contribution> result;
    result.reserve(ends.size());
    std::size_t first = 0;
    for (std::size_t i = 0; i < ends.size() && first <= gap.cell; ++i) {
      const std::size_t last = (std::min)(ends[i], gap.cell + 1);
      result.push_back(range(first, last, detail::total(a.cells().subspan(first, last - first)),
                             detail::total(b.cells().subspan(first, last - first)), n));
      first = last;
    }
    return result;
  }

  numeric_feature feature_;
  double rank_error_;
  law::two_sample_kolmogorov law_;
  bool atoms_ = false;  // some cells hold one value only
  grouping groups_;     // in which contributions are shown
  std::vector<law::record_run> runs_;
  detail::gap_bands bands_{};
};

/** Two-sample Kolmogorov-Smirnov test for numeric features: by how much do the two distributions differ at most?

  Statistic and effect D = sup |F_baseline - F_window|, a share of rows. From cells the statistic is the largest gap at
  their ends, a valid test of its own, and `statistic_interval` certainly holds the D of the raw records; both are equal
  where every value has a cell. The p-value is exact, also with ties, as far as the lattice has at most
  `most_lattice_points` points; beyond that the limit law, which is conservative. Where the baseline's ranks are known
  up to an error only (`feature_baseline::rank_error`), every bound allows for it, and the p-value is that of D less it.
  Sources: Kolmogorov (1933), Smirnov (1939), Gnedenko and Korolyuk (1951), Schroeer and Trenkler (1995), Viehmann
  (2021). */
class kolmogorov_smirnov {
 public:
  static constexpr std::string_view name = "kolmogorov_smirnov";

  explicit kolmogorov_smirnov(std::uint64_t most_lattice_points = std::uint64_t{1} << 23)
      : most_lattice_points_(most_lattice_points) {}

  std::uint64_t most_lattice_points() const noexcept { return most_lattice_points_; }

  bound_kolmogorov_smirnov bind(const numeric_feature& feature) const { return {feature, most_lattice_points_}; }

 private:
  std::uint64_t most_lattice_points_;
};

}  // namespace leeway

#endif
