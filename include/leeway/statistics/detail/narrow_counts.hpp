// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_NARROW_COUNTS_HPP
#define LEEWAY_STATISTICS_DETAIL_NARROW_COUNTS_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/detail/cell_counters.hpp>
#include <leeway/statistics/detail/column_parts.hpp>
#include <leeway/statistics/detail/column_pass.hpp>

namespace leeway::detail {

/** A column of many cells that comes in short blocks: counters of sixteen bits take a quarter of the cache that whole
    ones would. They are added to the column by `settle`, or before one of them could overflow. */
template <vector_number Number>
class narrow_counts {
 public:
  /// Many cells, and so many values that more would not be counted faster in other ways.
  static bool fits(const numeric_cells& cells, std::size_t values = 0) noexcept {
    return cells.type() == value_type_of<Number> && looked_up_block<Number, counter>::fits(cells, values);
  }

  /// They fit.
  explicit narrow_counts(const numeric_cells& cells) : counts_(cells.size() + 1) {}

  /// Fewer values than a stretch. Cells and column are the same until the next `settle`.
  void count(const numeric_cells& cells, instruction_set set, std::span<const Number> values,
             const column_parts& into) noexcept {
    if (size_ + values.size() > std::numeric_limits<counter>::max()) settle(into);
    const std::size_t missing_before = counts_.back();
    looked_up_block<Number, counter>(cells, set, counts_.data()).count(values, into.extremes);
    const std::size_t missing = counts_.back() - missing_before;
    into.infinite += values.size() - missing - add_block(set, values, into.moments);
    size_ += values.size();
  }
  void settle(const column_parts& into) noexcept {
    if (size_ == 0) return;
    for (std::size_t cell = 0; cell < counts_.size(); ++cell) {
      into.counts[cell] += counts_[cell];
      counts_[cell] = 0;
    }
    size_ = 0;
  }

  std::size_t size_bytes() const noexcept { return counts_.capacity() * sizeof(counter); }

 private:
  using counter = std::uint16_t;

  std::vector<counter> counts_;  // one a cell, and one for missing values
  std::size_t size_ = 0;         // values in them
};

}  // namespace leeway::detail

#endif
