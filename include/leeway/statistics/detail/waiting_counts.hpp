// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_WAITING_COUNTS_HPP
#define LEEWAY_STATISTICS_DETAIL_WAITING_COUNTS_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/detail/cell_counters.hpp>
#include <leeway/statistics/detail/column_parts.hpp>
#include <leeway/statistics/detail/column_pass.hpp>

namespace leeway::detail {

/** A column of few cells that comes in short blocks: edges and counters stay as the vector instructions want them, so
    that a block pays for neither. What was counted is added to the column by `settle`. */
template <vector_number Number>
class waiting_counts {
 public:
  static bool fits(const numeric_cells& cells, instruction_set set) noexcept {
    return column_pass<Number>::fits(cells, set) && few_cells_counter<Number>::fits(cells, set);
  }

  /// They fit.
  waiting_counts(const numeric_cells& cells, instruction_set set) noexcept
      : set_(set), counter_(cells, set, nullptr, 0) {}

  /// Fewer values than a stretch. The column is the same until the next `settle`.
  void count(std::span<const Number> values, const column_parts& into) noexcept {
    if (size_ + values.size() > counter_.most_values) settle(into);
    counter_.count(values.data(), values.size(), into.extremes);
    finite_ += add_block(set_, values, into.moments);
    size_ += values.size();
  }
  void settle(const column_parts& into) noexcept {
    if (size_ == 0) return;
    const std::uint64_t missing = counter_.finish(into.counts, size_, into.extremes);
    into.infinite += size_ - missing - finite_;
    counter_.reset();
    size_ = 0;
    finite_ = 0;
  }

 private:
  instruction_set set_;
  std::size_t size_ = 0;  // values that wait in the counter
  std::uint64_t finite_ = 0;
  few_cells_counter<Number> counter_;
};

}  // namespace leeway::detail

#endif
