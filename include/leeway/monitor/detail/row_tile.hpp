// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_ROW_TILE_HPP
#define LEEWAY_MONITOR_DETAIL_ROW_TILE_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/base/value_type.hpp>
#include <leeway/monitor/detail/fetch_cells.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/window/window.hpp>

namespace leeway::detail {

/** The numbers of the last rows of a window, a column for each field, which wait to be counted: a column at a time each
    costs a third of what it costs alone.

  A ring of 128 rows. The columns take turns: after each row those are counted whose turn it is, each once in 128 rows,
  so that no row pays for all of them. Counting neither allocates nor throws. */
class row_tile {
 public:
  static constexpr std::size_t rows = 128;

  /// Where the values of one row go.
  class place {
   public:
    place(std::byte* first, std::size_t row) noexcept : first_(first), row_(row) {}
    template <std::floating_point Real>
    void put(std::size_t field, Real value) const noexcept {
      __builtin_memcpy(first_ + field * stride + row_ * sizeof(Real), &value, sizeof(value));
    }

   private:
    std::byte* first_;
    std::size_t row_;
  };

  explicit row_tile(std::size_t fields) : fields_(fields), bytes_(fields * stride + line) {
    const auto beyond = reinterpret_cast<std::uintptr_t>(bytes_.data()) % line;
    first_ = bytes_.data() + (line - beyond) % line;
  }
  row_tile(row_tile&&) noexcept = default;

  /// What is waited for in a field counted by these cells; other fields are counted at once.
  static bool takes(const field_target& to) noexcept {
    return to.numbers != nullptr &&
           (to.numbers->type() == value_type::float64 || to.numbers->type() == value_type::float32);
  }

  /// For the next row.
  row_tile::place next() const noexcept { return {first_, row_}; }
  /// The row is whole: counts the columns whose turn it is. `into` is the same window each time.
  void end_row(const row_plan& plan, window& into) noexcept {
    const std::size_t first = turns_before(row_);
    const std::size_t last = turns_before(++row_);
    const std::size_t waiting = full_ ? rows : row_;
    for (std::size_t field = first; field < last; ++field) count(plan, into, field, 0, waiting);
    if (row_ == rows) {
      row_ = 0;
      full_ = true;
    }
  }
  /// Counts all that waits: the tile is empty afterwards.
  void settle(const row_plan& plan, window& into) noexcept {
    for (std::size_t field = 0; field < fields_; ++field) {
      const std::size_t turn = end_of_turn(field);
      if (row_ < turn && full_) count(plan, into, field, turn, rows);
      count(plan, into, field, row_ < turn ? 0 : turn, row_);
    }
    row_ = 0;
    full_ = false;
  }

  std::size_t size_bytes() const noexcept { return bytes_.capacity(); }

 private:
  static constexpr std::size_t line = 64;
  /// From one column to the next. A line more than the values need: a power of two would put the same row of all
  /// columns into the same few sets of the cache.
  static constexpr std::size_t stride = rows * sizeof(double) + line;

  /// How many columns have had their turn in this round when so many rows are whole.
  std::size_t turns_before(std::size_t row) const noexcept { return row * fields_ / rows; }
  /// After how many rows of a round the turn of a field comes.
  std::size_t end_of_turn(std::size_t field) const noexcept { return ((field + 1) * rows + fields_ - 1) / fields_; }

  void count(const row_plan& plan, window& into, std::size_t field, std::size_t begin, std::size_t end) const noexcept {
    const field_target& to = plan.target(field);
    if (begin == end || !takes(to)) return;
    if (to.numbers->type() == value_type::float64)
      count_reals<double>(to, into.column(to.feature), field, begin, end);
    else
      count_reals<float>(to, into.column(to.feature), field, begin, end);
  }
  template <class Real>
  void count_reals(const field_target& to, column_statistics& into, std::size_t field, std::size_t begin,
                   std::size_t end) const noexcept {
    const void* bytes = first_ + field * stride;
    const auto* column = static_cast<const Real*>(bytes);
    const std::span<const Real> values(column + begin, end - begin);
    fetch_cells(*to.numbers, values, into);
    into.observe(*to.numbers, values);
  }

  std::size_t fields_;
  std::vector<std::byte> bytes_;
  std::byte* first_;     // the first of them that begins a line of the cache
  std::size_t row_ = 0;  // of the ring
  bool full_ = false;    // the rows from here on are those of the round before
};

}  // namespace leeway::detail

#endif
