// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_COARSE_CELLS_HPP
#define LEEWAY_DRIFT_COARSE_CELLS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/cells/grouping.hpp>
#include <leeway/drift/contribution.hpp>
#include <leeway/drift/joint_groups.hpp>
#include <leeway/drift/nearest_counts.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/drift/taut_string.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway {

/** When categories share a cell: when their combined count expects fewer than `expected` records on the smaller side.
    Unseen categories always do. 0: every cell for itself, as other tools have it. */
struct pooling {
  double expected = 5.0;
};

/** The cells that a test looks at: groups of about equal mass of a numeric feature, or the categories with the rare and
    the unseen ones in one pool. Allocates when constructed, never when refilled. */
class coarse_cells {
 public:
  /// Groups of about equal mass, at most `groups`: of baseline mass where the baseline chose the cells, and its values
  /// stay as they are when they are no more. So do given cells; more of them are grouped by both rows of a fill
  /// together.
  coarse_cells(const numeric_feature& feature, std::size_t groups)
      : numeric_(feature),
        asked_(groups),
        joint_(grouped_jointly(feature, groups)),
        groups_(joint_.cells() > 0 ? grouping() : grouped(feature, groups)),
        urn_(feature.cells().from_ranks() && !repeats(feature)),
        learned_(summed(feature, groups_)),
        baseline_(capacity()),
        window_(capacity()),
        rank_error_(feature.rank_error()),
        string_(rank_error_ > 0.0 ? capacity() : 0) {}

  /// Each cell that holds baseline records, with the empty cells below it.
  explicit coarse_cells(const numeric_feature& feature)
      : numeric_(feature),
        asked_(0),
        groups_(grouping::occupied(feature.counts().cells())),
        urn_(feature.cells().from_ranks() && !repeats(feature)),
        learned_(summed(feature, groups_)),
        baseline_(groups_.size()),
        window_(groups_.size()),
        rank_error_(feature.rank_error()),
        string_(rank_error_ > 0.0 ? groups_.size() : 0) {}

  coarse_cells(const category_feature& feature, pooling pool)
      : names_(feature.cells()),
        categories_(true),
        pool_(pool),
        groups_(grouping::identity(feature.cells().size())),
        baseline_(groups_.size()),
        window_(groups_.size()) {}

  /// Takes two rows of counts over the fine cells; `a` is the baseline that they were learned from, or any other row.
  void fill(const counts& a, const counts& b) noexcept {
    if (categories_) {
      fill_categories(a.cells(), b.cells());
      return;
    }
    fine_baseline_ = a.cells();
    fine_window_ = b.cells();
    if (joint_.cells() > 0) {
      joint_.choose(a.cells(), b.cells());
      joint_.sum(fine_baseline_, baseline_);
      joint_.sum(fine_window_, window_);
      size_ = joint_.size();
      return;
    }
    size_ = groups_.size();
    groups_.sum(fine_window_, window_);
    own_ = fine_baseline_.data() == numeric_->counts().cells().data();
    if (own_) {
      std::ranges::copy(learned_, baseline_.begin());
    } else {
      groups_.sum(fine_baseline_, baseline_);
      own_ = baseline_ == learned_;
    }
  }

  /// How far the cumulated shares of the baseline may be off; 0 when it was learned from data.
  double rank_error() const noexcept { return rank_error_; }
  /// Of the last fill: takes for the baseline, of all that it may have been, what differs least from the window.
  /// Neither side is empty.
  void take_least_divergent() noexcept {
    const std::span<std::uint64_t> row(baseline_.data(), size_);
    string_(row, window(), detail::records_of(rank_error_, detail::total(row)), row);
  }

  std::size_t size() const noexcept { return size_; }
  /// The most cells a fill can give.
  std::size_t capacity() const noexcept { return joint_.cells() > 0 ? joint_.most() : groups_.size(); }
  std::span<const std::uint64_t> baseline() const noexcept { return {baseline_.data(), size_}; }
  std::span<const std::uint64_t> window() const noexcept { return {window_.data(), size_}; }
  /// The cells end at order statistics of distinct values of the side they were learned from: the window's counts
  /// follow the urn law. Between two windows the cells are just cells.
  bool urn() const noexcept { return own_ && urn_; }
  /// The cells were chosen by the ranks of values of that side that repeat: neither law is exact.
  bool repeated_ranks() const noexcept { return own_ && !urn_ && numeric_ && numeric_->cells().from_ranks(); }
  /// How many cells share the last one.
  std::size_t pooled() const noexcept { return pooled_; }
  bool pools() const noexcept { return categories_ && pool_.expected > 0.0; }
  /// Categories that expect fewer records are pooled.
  double pooled_below() const noexcept { return pools() ? pool_.expected : 0.0; }
  /// In the last fill.
  bool fewer_than_asked() const noexcept { return asked_ > 0 && size_ < asked_ && size_ < numeric_->cells().size(); }

  /// Names coarse cell `k` of the last fill, while the counts that were given still live.
  cell_label label(std::size_t k) const;

 private:
  static joint_groups grouped_jointly(const numeric_feature& feature, std::size_t groups) {
    if (feature.cells().from_ranks() || feature.cells().size() <= groups) return {};
    return {feature.cells().size(), groups};
  }

  static grouping grouped(const numeric_feature& feature, std::size_t groups) {
    if (!feature.cells().from_ranks()) return grouping::identity(feature.cells().size());
    grouping values = grouping::occupied(feature.counts().cells());
    return values.size() <= groups ? values : grouping::by_mass(feature.counts().cells(), groups);
  }

  static std::vector<std::uint64_t> summed(const numeric_feature& feature, const grouping& groups) {
    std::vector<std::uint64_t> sums(groups.size());
    groups.sum(feature.counts().cells(), sums);
    return sums;
  }

  /// The cells [first, last] of a group.
  struct stretch {
    std::size_t first;
    std::size_t last;
  };
  stretch cells_of(std::size_t group) const noexcept {
    if (joint_.cells() == 0) return {group > 0 ? groups_.ends()[group - 1] : 0, groups_.ends()[group] - 1};
    const std::size_t first = first_of_joint(group);
    std::size_t last = first;
    while (last + 1 < joint_.cells() && joint_.group(last + 1) == group) ++last;
    return {first, last};
  }
  std::size_t first_of_joint(std::size_t group) const noexcept {
    std::size_t first = 0;
    std::size_t end = joint_.cells() - 1;
    while (first < end) {
      const std::size_t middle = first + (end - first) / 2;
      if (joint_.group(middle) < group)
        first = middle + 1;
      else
        end = middle;
    }
    return first;
  }

  static bool repeats(const numeric_feature& feature) noexcept {
    for (std::size_t cell = 0; cell < feature.cells().size(); ++cell)
      if (feature.counts()[cell] > 1 && feature.cells().single_valued(cell)) return true;
    return false;
  }

  bool in_pool(std::size_t cell, std::uint64_t combined, std::uint64_t n, std::uint64_t m) const noexcept {
    if (!pools()) return false;
    return cell >= names_.rest() || expects_fewer_than(pool_.expected, combined, n, m);
  }

  void fill_categories(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept;

  std::optional<numeric_feature> numeric_;
  category_cells names_;
  bool categories_ = false;
  pooling pool_{};
  std::size_t asked_ = 0;
  joint_groups joint_{};  // of given cells, more than asked for
  grouping groups_;       // of all others
  bool urn_ = false;
  bool own_ = true;                     // the last fill's `a` is the row that the cells were learned from
  std::vector<std::uint64_t> learned_;  // that row, in groups
  std::size_t size_ = 0;
  std::size_t pooled_ = 0;
  std::vector<std::uint64_t> baseline_;
  std::vector<std::uint64_t> window_;
  std::span<const std::uint64_t> fine_baseline_;  // of the last fill
  std::span<const std::uint64_t> fine_window_;
  double rank_error_ = 0.0;
  detail::taut_string string_{};
  std::vector<std::size_t> fine_ = std::vector<std::size_t>(groups_.size());  // of a category's coarse cell
};

inline void coarse_cells::fill_categories(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  std::uint64_t n = 0;
  std::uint64_t m = 0;
  for (std::size_t cell = 0; cell < a.size(); ++cell) {
    n += a[cell];
    m += b[cell];
  }
  size_ = pooled_ = 0;
  std::uint64_t pooled_a = 0;
  std::uint64_t pooled_b = 0;
  for (std::size_t cell = 0; cell < a.size(); ++cell) {
    if (a[cell] + b[cell] == 0) continue;
    if (in_pool(cell, a[cell] + b[cell], n, m)) {
      pooled_a += a[cell];
      pooled_b += b[cell];
      ++pooled_;
      continue;
    }
    fine_[size_] = cell;
    baseline_[size_] = a[cell];
    window_[size_] = b[cell];
    ++size_;
  }
  if (pooled_ == 0) return;
  baseline_[size_] = pooled_a;
  window_[size_] = pooled_b;
  ++size_;
}

inline cell_label coarse_cells::label(std::size_t k) const {
  cell_label result;
  if (!categories_) {
    const numeric_cells& cells = numeric_->cells();
    auto [first, last] = cells_of(k);
    while (first < last && fine_baseline_[first] + fine_window_[first] == 0) ++first;
    const bool one_value = first == last && cells.single_valued(last);
    result.range = {one_value ? cells.upper(last) : cells.lower(first), cells.upper(last)};
    return result;
  }
  const bool pool = pooled_ > 0 && k + 1 == size_;
  if (pool || fine_[k] >= names_.rest()) {
    result.what = cell_label::kind::pool;
    result.pooled = pool ? pooled_ : 1;
    return result;
  }
  result.what = cell_label::kind::value;
  result.value = names_.names()[fine_[k]];
  return result;
}

}  // namespace leeway

#endif
