// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_JOINT_GROUPS_HPP
#define LEEWAY_DRIFT_JOINT_GROUPS_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace leeway {

/** Groups of about equal mass of both rows together, chosen anew for each pair of rows: for cells that come from
    neither. Which row a record belongs to has no say in the groups, so re-assigning the records of both (`split_law`)
    is an exact law; groups by the mass of one row fit that row too well. Allocates when constructed only. */
class joint_groups {
 public:
  joint_groups() = default;
  /// At most so many groups, and at least one.
  joint_groups(std::size_t cells, std::size_t most) : most_(most > 0 ? most : 1), group_(cells), ends_(cells + 1) {}

  /** Cells that hold a record, each with the empty ones below it, if they are no more than `most`. Else group j = 1, 2,
      ... ends at the cell whose cumulative count is nearest to j / most of all, the lower one on a tie. Empty cells on
      top join the last group. As `grouping` has it for one row. O(cells). */
  void choose(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
    std::uint64_t all = 0;
    std::size_t occupied = 0;
    for (std::size_t cell = 0; cell < group_.size(); ++cell) {
      all += a[cell] + b[cell];
      occupied += a[cell] + b[cell] > 0 ? 1U : 0U;
    }
    for (std::size_t edge = 0; edge < ends_.size(); ++edge) ends_[edge] = false;
    mark_ends(a, b, all, occupied <= most_);
    std::uint32_t group = 0;
    for (std::size_t cell = 0; cell < group_.size(); ++cell) {
      if (ends_[cell]) ++group;
      group_[cell] = group;
    }
    size_ = group_.empty() ? 0 : group + std::size_t{1};
  }

  std::size_t size() const noexcept { return size_; }
  std::size_t most() const noexcept { return most_; }
  std::size_t cells() const noexcept { return group_.size(); }
  std::size_t group(std::size_t cell) const noexcept { return group_[cell]; }

  /// Adds the counts of each group into `coarse`, which has `most()` elements.
  void sum(std::span<const std::uint64_t> fine, std::span<std::uint64_t> coarse) const noexcept {
    for (std::uint64_t& count : coarse) count = 0;
    for (std::size_t cell = 0; cell < fine.size(); ++cell) coarse[group_[cell]] += fine[cell];
  }

 private:
  /// `ends_[i]`: a group ends below cell i. Neither the first edge nor one above all records is an end.
  void mark_ends(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, std::uint64_t all,
                 bool each) noexcept {
    std::uint64_t below = 0;
    std::size_t first_edge = 0;  // of those with so many records below
    std::size_t next = 1;        // group that ends next
    for (std::size_t cell = 0; cell < group_.size(); ++cell) {
      const std::uint64_t here = a[cell] + b[cell];
      if (here == 0) continue;
      if (each)
        ends_[cell + 1] = true;
      else
        for (; next < most_ && past(next, all, below + here) < 0; ++next)
          ends_[nearer_below(next, all, below, below + here) ? first_edge : cell + 1] = true;
      below += here;
      first_edge = cell + 1;
    }
    ends_.front() = false;
    ends_[first_edge] = false;
  }

  __extension__ using wide = __int128;

  /// `group` / `most` of all records less so many, times `most`.
  wide past(std::size_t group, std::uint64_t all, std::uint64_t records) const noexcept {
    return static_cast<wide>(group) * static_cast<wide>(all) - static_cast<wide>(records) * static_cast<wide>(most_);
  }
  bool nearer_below(std::size_t group, std::uint64_t all, std::uint64_t low, std::uint64_t high) const noexcept {
    return past(group, all, low) <= -past(group, all, high);
  }

  std::size_t most_ = 0;
  std::size_t size_ = 0;
  std::vector<std::uint32_t> group_;
  std::vector<bool> ends_;
};

}  // namespace leeway

#endif
