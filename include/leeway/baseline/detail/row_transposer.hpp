// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_DETAIL_ROW_TRANSPOSER_HPP
#define LEEWAY_BASELINE_DETAIL_ROW_TRANSPOSER_HPP

#include <concepts>
#include <cstddef>
#include <span>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/detail/turn_lines.hpp>
#include <leeway/baseline/row_block.hpp>

namespace leeway::detail {

/** Turns rows into columns, a line of the cache of columns at a time, so that memory is read once and in order: while a
    tile of rows is counted, which the second-level cache holds, memory is asked for the next. On the stack. */
template <std::floating_point Real>
class row_transposer {
 public:
  static constexpr std::size_t most_rows = 512;  ///< in a piece

  explicit row_transposer(const row_block<Real>& rows) noexcept : rows_(rows) {
    const std::size_t fitting = tile_bytes / (rows.stride() * sizeof(Real));
    tile_rows_ = fitting < fewest_rows ? fewest_rows : fitting;
  }

  /// Calls `use(column, values)` for each column of each tile.
  template <class Use>
  void for_each_piece(Use&& use) noexcept {
    for (std::size_t first = 0; first < rows_.rows(); first += tile_rows_) {
      const std::size_t left = rows_.rows() - first;
      const std::size_t last = first + (left < tile_rows_ ? left : tile_rows_);
      for (std::size_t column = 0; column < rows_.columns(); column += columns) {
        fetch_ahead(last, column);
        for (std::size_t row = first; row < last; row += most_rows)
          use_columns(row, last - row < most_rows ? last - row : most_rows, column, use);
      }
    }
  }

 private:
  static constexpr std::size_t columns = 64 / sizeof(Real);
  // So large that counters, once fetched, serve some thousand rows.
  static constexpr std::size_t tile_bytes = std::size_t{1} << 20;
  static constexpr std::size_t fewest_rows = 128;
  static constexpr std::size_t pitch =
      most_rows + columns;  // not a power of two, which would put all into few sets of the cache

  template <class Use>
  void use_columns(std::size_t first, std::size_t size, std::size_t column, Use& use) noexcept {
    const std::size_t behind = rows_.columns() - column;
    const std::size_t width = behind < columns ? behind : columns;
    if (width == columns)
      gather(first, size, column);
    else
      gather(first, size, column, width);
    for (std::size_t i = 0; i < width; ++i) use(column + i, std::span<const Real>(values_ + i * pitch, size));
  }

  void gather(std::size_t first, std::size_t size, std::size_t column) noexcept {
    run_kernel<turn_lines_kernel<Real>>(set_, reinterpret_cast<const std::byte*>(rows_.row(first) + column),
                                        rows_.stride() * sizeof(Real), size, reinterpret_cast<std::byte*>(values_),
                                        pitch * sizeof(Real));
  }
  void gather(std::size_t first, std::size_t size, std::size_t column, std::size_t width) noexcept {
    for (std::size_t row = 0; row < size; ++row)
      for (std::size_t i = 0; i < width; ++i) values_[i * pitch + row] = rows_.row(first + row)[column + i];
  }

  /// Of the tile that begins at row `next`, the part that is this group of columns' share, in the order of memory.
  void fetch_ahead(std::size_t next, std::size_t column) const noexcept {
    if (next >= rows_.rows()) return;
    const std::size_t left = rows_.rows() - next;
    const std::size_t size = (left < tile_rows_ ? left : tile_rows_) * rows_.stride();
    const std::size_t begin = size * column / rows_.columns();
    const std::size_t end = size * (column + columns) / rows_.columns();
    const Real* tile = rows_.row(next);
    for (std::size_t i = begin; i < (end < size ? end : size); i += columns) __builtin_prefetch(tile + i);
  }

  row_block<Real> rows_;
  std::size_t tile_rows_;
  instruction_set set_ = best_instruction_set();
  alignas(64) Real values_[columns * pitch];
};

}  // namespace leeway::detail

#endif
