// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_ROW_BLOCK_HPP
#define LEEWAY_BASELINE_ROW_BLOCK_HPP

#include <concepts>
#include <cstddef>
#include <span>
#include <string>

#include <leeway/base/throw.hpp>

namespace leeway {

/** Rows of doubles or floats that somebody else owns, the values of a row side by side: a row-major matrix. NaN is
    missing. `table_monitor::observe` and a shard of a `row_monitor` count such blocks by tiles, at nearly the speed of
    columns. */
template <std::floating_point Real>
class row_block {
 public:
  /** `stride`: values from one row to the next; 0 for rows that touch. Behind the last row the gap may be absent.
      @throws std::invalid_argument for no column, a stride below the columns, or a part of a row */
  row_block(std::span<const Real> values, std::size_t columns, std::size_t stride = 0)
      : first_(values.data()), columns_(columns), stride_(stride == 0 ? columns : stride) {
    if (columns == 0 || stride_ < columns)
      detail::throw_invalid_argument("row_block: " + std::to_string(columns) + " columns, stride " +
                                     std::to_string(stride_));
    const std::size_t beyond = values.size() % stride_;
    if (beyond != 0 && beyond != columns)
      detail::throw_invalid_argument("row_block: " + std::to_string(values.size()) + " values are no whole rows of " +
                                     std::to_string(stride_));
    rows_ = values.size() / stride_ + (beyond != 0 ? 1 : 0);
  }

  std::size_t rows() const noexcept { return rows_; }
  std::size_t columns() const noexcept { return columns_; }
  /// Values from one row to the next.
  std::size_t stride() const noexcept { return stride_; }
  const Real* row(std::size_t i) const noexcept { return first_ + i * stride_; }
  /// Rows `first` to before `last`.
  row_block rows(std::size_t first, std::size_t last) const noexcept {
    row_block part = *this;
    part.first_ = row(first);
    part.rows_ = last - first;
    return part;
  }

 private:
  const Real* first_;
  std::size_t columns_;
  std::size_t stride_;
  std::size_t rows_ = 0;
};

}  // namespace leeway

#endif
