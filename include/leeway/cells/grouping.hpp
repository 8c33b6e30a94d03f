// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_GROUPING_HPP
#define LEEWAY_CELLS_GROUPING_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/base/detail/total.hpp>

namespace leeway {

/** Fine cells put together into fewer coarse ones: `group(cell)` is below `size()`.

  Tests see groups, never edges. */
class grouping {
 public:
  /// Each cell is a group.
  static grouping identity(std::size_t cells) {
    grouping result;
    for (std::size_t cell = 0; cell < cells; ++cell) result.group_.push_back(static_cast<std::uint32_t>(cell));
    return result.in_order(cells);
  }

  /// Each cell that holds baseline records is a group, together with the empty cells below it; empty cells above the
  /// last one join it.
  static grouping occupied(std::span<const std::uint64_t> baseline) {
    grouping result;
    std::uint32_t full = 0;
    for (std::uint64_t count : baseline) {
      result.group_.push_back(full);
      if (count > 0) ++full;
    }
    for (std::uint32_t& group : result.group_)
      if (group == full && full > 0) group = full - 1;
    return result.in_order(baseline.empty() ? 0 : (full > 0 ? full : 1));
  }

  /** At most `groups` groups of about equal baseline mass. Group j = 1, 2, ... ends at the cell whose cumulative
      baseline count is nearest to j n / groups, the lower one on a tie; groups without a record vanish. A cell without
      baseline records so joins the group above it, or the last one. O(cells). */
  static grouping by_mass(std::span<const std::uint64_t> baseline, std::size_t groups) {
    std::vector<std::uint64_t> cumulated{0};
    for (std::uint64_t count : baseline) cumulated.push_back(cumulated.back() + count);
    std::vector<bool> ends(baseline.size() + 1);
    std::size_t edge = 0;
    for (std::size_t j = 1; j < groups; ++j) ends[edge = nearest(cumulated, edge, j, groups)] = true;

    grouping result;
    std::uint32_t group = 0;
    for (std::size_t cell = 0; cell < baseline.size(); ++cell) {
      if (cell > 0 && ends[cell] && cumulated[cell] > 0 && cumulated[cell] < cumulated.back()) ++group;
      result.group_.push_back(group);
    }
    return result.in_order(baseline.empty() ? 0 : group + std::size_t{1});
  }

  /// The cells with the most baseline records are groups, in the order of the cells; all others share the last group.
  /// At most `groups` in all. O(cells log cells).
  static grouping most_frequent(std::span<const std::uint64_t> baseline, std::size_t groups) {
    std::vector<std::uint32_t> order(baseline.size());
    for (std::uint32_t cell = 0; cell < order.size(); ++cell) order[cell] = cell;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return baseline[a] > baseline[b]; });
    const std::size_t kept = baseline.size() <= groups ? baseline.size() : groups - 1;
    std::vector<bool> own(baseline.size());
    for (std::size_t i = 0; i < kept; ++i) own[order[i]] = true;
    grouping result;
    std::uint32_t next = 0;
    for (std::size_t cell = 0; cell < baseline.size(); ++cell)
      result.group_.push_back(own[cell] ? next++ : static_cast<std::uint32_t>(kept));
    result.size_ = kept + (kept < baseline.size() ? 1 : 0);
    return result;
  }

  std::size_t size() const noexcept { return size_; }
  std::size_t cells() const noexcept { return group_.size(); }
  std::size_t group(std::size_t cell) const noexcept { return group_[cell]; }
  /// Behind the last cell of each group; empty for `most_frequent`, whose groups are not in the order of the cells.
  std::span<const std::size_t> ends() const noexcept { return {ends_.data(), ends_.size()}; }

  /// Adds the fine counts of each group into `coarse`, which has `size()` elements; nothing when default-constructed.
  /// Allocation-free.
  void sum(std::span<const std::uint64_t> fine, std::span<std::uint64_t> coarse) const noexcept {
    if (size_ == fine.size()) {  // each cell is a group
      std::copy(fine.begin(), fine.end(), coarse.begin());
      return;
    }
    if (ends_.empty()) {
      for (std::uint64_t& count : coarse) count = 0;
      for (std::size_t cell = 0; cell < group_.size(); ++cell) coarse[group_[cell]] += fine[cell];
      return;
    }
    std::size_t first = 0;
    for (std::size_t k = 0; k < size_; ++k) {
      coarse[k] = detail::total(fine.subspan(first, ends_[k] - first));
      first = ends_[k];
    }
  }

 private:
  grouping& in_order(std::size_t groups) {
    size_ = groups;
    ends_.resize(groups);
    for (std::size_t cell = 0; cell < group_.size(); ++cell) ends_[group_[cell]] = cell + 1;
    return *this;
  }

  /// The edge at or after `from` whose cumulative count is nearest to j n / groups; the first of several.
  static std::size_t nearest(const std::vector<std::uint64_t>& cumulated, std::size_t from, std::size_t j,
                             std::size_t groups) {
    __extension__ using wide = __int128;
    const auto target = static_cast<wide>(j) * static_cast<wide>(cumulated.back());
    const auto distance = [&](std::size_t edge) {
      const wide gap = static_cast<wide>(cumulated[edge]) * static_cast<wide>(groups) - target;
      return gap < 0 ? -gap : gap;
    };
    std::size_t best = from;
    for (std::size_t edge = from + 1; edge < cumulated.size(); ++edge) {
      if (distance(edge) < distance(best))
        best = edge;
      else if (cumulated[edge] > cumulated[best])
        break;
    }
    return best;
  }

  std::vector<std::uint32_t> group_;
  std::size_t size_ = 0;
  std::vector<std::size_t> ends_;
};

/// Which categories are too rare for a cell of their own: combined counts that expect fewer than `expected` records on
/// the smaller side. Pooling by one side's count instead would be a false alarm by construction. Exact while the
/// products stay below 2^53.
inline bool expects_fewer_than(double expected, std::uint64_t combined, std::uint64_t n, std::uint64_t m) noexcept {
  const auto smaller = static_cast<double>(n < m ? n : m);
  return static_cast<double>(combined) * smaller < expected * static_cast<double>(n + m);
}

}  // namespace leeway

#endif
