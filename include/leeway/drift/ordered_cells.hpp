// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_ORDERED_CELLS_HPP
#define LEEWAY_DRIFT_ORDERED_CELLS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/cells/grouping.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway {

/** Two rows of counts as *steps* from left to right, for tests that use the order of numbers.

  Each cell is two steps: step 2k is the inside of cell k, step 2k + 1 its upper end. The records of a cell with a
  single value stand at its end, all others inside; but where an edge is an order statistic of the baseline, one
  baseline record is known to stand at it, above the window's records in that cell. Which records of one step is the
  larger is not known, or they are equal.

  For draws the cells are put together into groups of about equal mass, each with the cells below it that hold no
  baseline record; the records of a group then stand where its last cell has them. The urn needs groups by the
  baseline's mass, since these are what it makes random; re-assignment needs groups that do not depend on who is on
  which side, so by the mass of both. Allocates when constructed, never when refilled. */
class ordered_cells {
 public:
  /// Draws see at most `most_groups` groups.
  ordered_cells(const numeric_feature& feature, std::size_t most_groups)
      : feature_(feature),
        most_groups_(most_groups),
        units_(units_of(feature)),
        places_(units_.size()),
        masses_(units_.size()),
        by_baseline_(units_.size()),
        by_both_(units_.size()),
        baseline_(2 * feature.cells().size()),
        window_(baseline_.size()) {
    repeats_ = repeats(feature);
    for (std::size_t cell = 0; cell < units_.cells(); ++cell)
      if (feature.counts()[cell] > 0 || !feature.cells().from_ranks()) places_[units_.group(cell)] = step(cell);
    units_.sum(feature.counts().cells(), masses_);
    group_by_mass(by_baseline_);
  }

  const numeric_cells& cells() const noexcept { return feature_.cells(); }
  std::size_t steps() const noexcept { return baseline_.size(); }
  /// The most groups there can be.
  std::size_t capacity() const noexcept { return units_.size(); }

  /// Takes two rows of counts over the cells; `a` is the baseline that the cells were learned from, or any other row.
  void fill(const counts& a, const counts& b) noexcept {
    own_ = std::ranges::equal(a.cells(), feature_.counts().cells());
    const std::size_t size = cells().size();
    for (std::size_t cell = 0; cell < size; ++cell) {
      const bool single = cells().single_valued(cell);
      const bool at_end = !single && own_ && cells().from_ranks() && cell + 1 < size && a[cell] > 0;
      const std::uint64_t end = single ? a[cell] : (at_end ? 1U : 0U);
      baseline_[2 * cell] = a[cell] - end;
      baseline_[2 * cell + 1] = end;
      window_[2 * cell] = single ? 0U : b[cell];
      window_[2 * cell + 1] = single ? b[cell] : 0U;
    }
  }

  std::span<const std::uint64_t> baseline() const noexcept { return baseline_; }
  std::span<const std::uint64_t> window() const noexcept { return window_; }

  /// Groups for the urn: always the same.
  void group_for_urn() noexcept { for_split_ = false; }
  /// Groups for re-assignments of the records of both rows.
  void group_for_split(const counts& a, const counts& b) noexcept {
    std::ranges::fill(masses_, 0);
    for (std::size_t cell = 0; cell < units_.cells(); ++cell) masses_[units_.group(cell)] += a[cell] + b[cell];
    group_by_mass(by_both_);
    for_split_ = true;
  }
  /// As of the last of the two.
  std::size_t groups() const noexcept { return current().size; }
  /// The records of each group stand inside a cell: what a rank statistic is then depends on the counts alone.
  bool groups_stand_inside() const noexcept {
    for (std::size_t group = 0; group < groups(); ++group)
      if (places_[current().last_unit[group]] % 2 == 1) return false;
    return true;
  }
  /// Adds the counts of cells up to groups; `grouped` has `groups()` elements.
  void sum(const counts& fine, std::span<std::uint64_t> grouped) const noexcept {
    std::ranges::fill(grouped, 0);
    for (std::size_t cell = 0; cell < units_.cells(); ++cell)
      grouped[current().of_unit[units_.group(cell)]] += fine[cell];
  }
  /// Puts counts of groups on their steps; `row` has `steps()` elements, all others are left as they are.
  void place(std::span<const std::uint64_t> grouped, std::span<std::uint64_t> row) const noexcept {
    for (std::size_t group = 0; group < grouped.size(); ++group)
      row[places_[current().last_unit[group]]] = grouped[group];
  }

  /// Of the last fill: the cells end at order statistics of its baseline, so the window's counts follow the urn law.
  bool urn() const noexcept { return own_ && cells().from_ranks() && !repeats_; }
  /// Of the last fill: the cells were chosen by the ranks of repeated values of its baseline: neither law is exact.
  bool repeated_ranks() const noexcept { return own_ && cells().from_ranks() && repeats_; }
  /// Of the last fill: a value is there more than once.
  bool ties() const noexcept {
    for (std::size_t at = 1; at < baseline_.size(); at += 2)
      if (baseline_[at] + window_[at] > 1) return true;
    return false;
  }
  /// Of the last fill: the most records whose order is not known or that are equal. Those of one side inside a cell do
  /// not count: who is the larger among them changes nothing.
  std::uint64_t heaviest() const noexcept {
    std::uint64_t most = 0;
    for (std::size_t at = 0; at < baseline_.size(); ++at)
      if (at % 2 == 1 || (baseline_[at] > 0 && window_[at] > 0)) most = (std::max)(most, baseline_[at] + window_[at]);
    return most;
  }

 private:
  /// Units that follow each other, put together.
  struct unit_groups {
    explicit unit_groups(std::size_t units) : of_unit(units), last_unit(units) {}
    std::vector<std::size_t> of_unit;
    std::vector<std::size_t> last_unit;
    std::size_t size = 0;
  };

  const unit_groups& current() const noexcept { return for_split_ ? by_both_ : by_baseline_; }

  /// A cell chosen by rank holds baseline records together with the empty ones below it.
  static grouping units_of(const numeric_feature& feature) {
    return feature.cells().from_ranks() ? grouping::occupied(feature.counts().cells())
                                        : grouping::identity(feature.cells().size());
  }

  static bool repeats(const numeric_feature& feature) noexcept {
    for (std::size_t cell = 0; cell < feature.cells().size(); ++cell)
      if (feature.counts()[cell] > 1 && feature.cells().single_valued(cell)) return true;
    return false;
  }

  /// A unit belongs to the group in which its middle record lies.
  void group_by_mass(unit_groups& groups) const noexcept {
    __extension__ using wide = unsigned __int128;
    const std::uint64_t all = detail::total(masses_);
    const auto most = static_cast<wide>(most_groups_ - 1);
    const bool few = masses_.size() <= most_groups_;
    std::uint64_t below = 0;
    wide last = 0;
    groups.size = 0;
    for (std::size_t unit = 0; unit < masses_.size(); ++unit) {
      const wide middle = 2 * static_cast<wide>(below) + masses_[unit];
      const wide part = few || all == 0 ? unit : (std::min)(middle * most_groups_ / (2 * static_cast<wide>(all)), most);
      if (unit == 0 || part > last) ++groups.size;
      last = part;
      groups.of_unit[unit] = groups.size - 1;
      groups.last_unit[groups.size - 1] = unit;
      below += masses_[unit];
    }
  }

  std::size_t step(std::size_t cell) const noexcept { return 2 * cell + (cells().single_valued(cell) ? 1 : 0); }

  numeric_feature feature_;
  std::size_t most_groups_;
  grouping units_;
  std::vector<std::size_t> places_;  // the step of each unit
  std::vector<std::uint64_t> masses_;
  unit_groups by_baseline_;
  unit_groups by_both_;
  bool for_split_ = false;
  std::vector<std::uint64_t> baseline_;
  std::vector<std::uint64_t> window_;
  bool repeats_ = false;  // a value of the baseline
  bool own_ = false;
};

}  // namespace leeway

#endif
