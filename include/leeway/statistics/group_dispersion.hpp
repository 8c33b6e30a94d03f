// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_GROUP_DISPERSION_HPP
#define LEEWAY_STATISTICS_GROUP_DISPERSION_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/throw.hpp>

namespace leeway {
namespace detail {

/// What the groups hold of one event, next to what they would hold if its records were dealt out at random.
class event_dispersion {
 public:
  /// A group of `rows` records, `hits` of them with the event. Exact below 2^128.
  void add(std::uint64_t hits, std::uint64_t rows) noexcept {
    hits_ += hits;
    squared_hits_ += static_cast<wide>(hits) * hits;
    products_ += static_cast<wide>(hits) * rows;
  }

  std::uint64_t hits() const noexcept { return hits_; }
  /// Sum over groups of (hits - rows p)^2, divided by p: p is the share of the event among all `rows` records.
  double spread(double rows, double squared_rows) const noexcept {
    const double p = static_cast<double>(hits_) / rows;
    if (!(p > 0.0)) return 0.0;
    return static_cast<double>(squared_hits_) / p - 2.0 * static_cast<double>(products_) + p * squared_rows;
  }

 private:
  __extension__ using wide = unsigned __int128;
  std::uint64_t hits_ = 0;
  wide squared_hits_ = 0;
  wide products_ = 0;
};

}  // namespace detail

/** How much rows that come together (the candidates of one request, the visits of one customer) vary more than
    independent rows: by how much fewer rows they should be taken for.

  A group's counts over coarse cells are added at once, the last one for missing values. Keeps running sums alone: at
  most 96 bytes a cell, whatever the number of groups. */
class group_dispersion {
 public:
  /// For so many cells along the numbers.
  static group_dispersion of_numbers(std::size_t cells) { return {cells, cells > 0 ? cells - 1 : 0}; }
  /// For so many cells in no order.
  static group_dispersion of_categories(std::size_t cells) { return {cells, 0}; }

  /// One group. O(cells); allocation-free. @throws std::invalid_argument for a row of another width
  void add(std::span<const std::uint64_t> row) {
    if (row.size() != cells_.size() + 1)
      detail::throw_invalid_argument("group_dispersion: a row of " + std::to_string(row.size()) + " counts, wanted " +
                                     std::to_string(cells_.size() + 1));
    std::uint64_t present = 0;
    for (std::uint64_t count : row.first(cells_.size())) present += count;
    present_.add(present);
    all_.add(present + row.back());
    missing_.add(row.back(), present + row.back());
    std::uint64_t cumulated = 0;
    for (std::size_t k = 0; k < cells_.size(); ++k) {
      cells_[k].add(row[k], present);
      cumulated += row[k];
      if (k < cuts_.size()) cuts_[k].add(cumulated, present);
    }
  }

  /** The mean over the cells of the present records: the spread of the groups' counts about their expectation, next to
      that of records dealt out to the same groups at random. Of independent rows 1 on average, exactly; of groups of c
      equal rows about c. 1 where there are fewer than two groups of more than one row, or fewer than two cells with
      records. Source: Rao and Scott (1981), the generalised design effect. */
  double mean_design_effect() const noexcept {
    double spread = 0.0;
    double occupied = 0.0;
    for (const detail::event_dispersion& cell : cells_) {
      spread += cell.spread(present_.sum(), present_.sum_of_squares());
      occupied += cell.hits() > 0 ? 1.0 : 0.0;
    }
    if (!tells(present_) || occupied < 2.0) return 1.0;
    return spread / (occupied - 1.0) / present_.spread_of_random_rows();
  }

  /** What a baseline should be given (`feature_parts::design_effect`): the largest of the mean over the cells, of the
      share of missing values, of each cell, and of each cut between numbers, which is what a Kolmogorov-Smirnov test
      looks at. Cells and cuts with fewer than 100 records on a side do not count. Never below 1. O(cells). */
  double design_effect() const noexcept {
    double largest = (std::max)({1.0, mean_design_effect(), of_event(missing_, all_)});
    for (const detail::event_dispersion& cell : cells_) largest = (std::max)(largest, of_event(cell, present_));
    for (const detail::event_dispersion& cut : cuts_) largest = (std::max)(largest, of_event(cut, present_));
    return largest;
  }

 private:
  /// The sizes of the groups.
  class sizes {
   public:
    void add(std::uint64_t rows) noexcept {
      sum_ += rows;
      squares_ += static_cast<wide>(rows) * rows;
      groups_of_several_ += rows > 1 ? 1U : 0U;
    }
    double sum() const noexcept { return static_cast<double>(sum_); }
    double sum_of_squares() const noexcept { return static_cast<double>(squares_); }
    std::uint64_t groups_of_several() const noexcept { return groups_of_several_; }
    /// What one event of two adds to the spread on average when all records are dealt out to these groups at random.
    double spread_of_random_rows() const noexcept { return (sum() - sum_of_squares() / sum()) * sum() / (sum() - 1.0); }

   private:
    __extension__ using wide = unsigned __int128;
    std::uint64_t sum_ = 0;
    wide squares_ = 0;
    std::uint64_t groups_of_several_ = 0;
  };

  group_dispersion(std::size_t cells, std::size_t cuts) : cells_(cells), cuts_(cuts) {}

  static bool tells(const sizes& groups) noexcept { return groups.groups_of_several() >= 2; }

  /// Of an event and its opposite, two cells.
  static double of_event(const detail::event_dispersion& event, const sizes& groups) noexcept {
    constexpr double fewest = 100.0;
    const auto hits = static_cast<double>(event.hits());
    if (!tells(groups) || hits < fewest || groups.sum() - hits < fewest) return 1.0;
    const double others = (groups.sum() - hits) / groups.sum();
    return event.spread(groups.sum(), groups.sum_of_squares()) / others / groups.spread_of_random_rows();
  }

  std::vector<detail::event_dispersion> cells_;
  std::vector<detail::event_dispersion> cuts_;  // at or below the end of a cell
  detail::event_dispersion missing_;
  sizes present_;
  sizes all_;
};

}  // namespace leeway

#endif
