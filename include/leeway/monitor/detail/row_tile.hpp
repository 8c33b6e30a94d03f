// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_ROW_TILE_HPP
#define LEEWAY_MONITOR_DETAIL_ROW_TILE_HPP

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/detail/turn_lines.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/statistics/detail/waiting_columns.hpp>
#include <leeway/window/window.hpp>

namespace leeway::detail {

/** The numbers of the last rows of a window, which wait to be counted as columns: a column at a time each costs a
    fraction of what it costs alone.

  A ring of 256 rows, side by side as they came, so that a row that counts nothing is a copy. Lines of the cache take
  turns, of eight doubles or integers, or sixteen floats: the rows of a line are turned into columns, which then take
  theirs, each once in 256 rows, so that no row pays for all of them. Counting neither allocates nor throws. */
class row_tile {
 public:
  static constexpr std::size_t rows = 256;

  /// Where the values of one row go.
  class place {
   public:
    explicit place(std::byte* row) noexcept : row_(row) {}
    /// `slot`: of the field in the plan.
    template <vector_number Number>
    void put(std::size_t slot, Number value) const noexcept {
      __builtin_memcpy(row_ + slot, &value, sizeof(value));
    }

   private:
    std::byte* row_;
  };

  /// The plan lives longer.
  explicit row_tile(const row_plan& plan, instruction_set set = best_instruction_set(),
                    narrow_counters many = narrow_counters::kept)
      : pitch_(odd_lines(plan.slot_bytes())),
        bytes_(rows * pitch_ + most_turned + line),
        set_(set),
        waiting_(set, many) {
    const auto beyond = reinterpret_cast<std::uintptr_t>(bytes_.data()) % line;
    first_ = bytes_.data() + (line - beyond) % line;
    turned_ = first_ + rows * pitch_;
    std::vector<std::size_t> fields;
    for (std::size_t field = 0; field < plan.fields(); ++field)
      if (plan.target(field).waits != field_target::waiting::none) fields.push_back(field);
    std::sort(fields.begin(), fields.end(),
              [&](std::size_t a, std::size_t b) { return plan.target(a).slot < plan.target(b).slot; });
    column_of_field_.resize(plan.fields(), none);
    for (const std::size_t field : fields) {
      column_of_field_[field] = columns_.size();
      columns_.push_back(plan.target(field));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i == 0 || columns_[i].slot / line != columns_[i - 1].slot / line) {
        lines_.push_back(turns_.size());
        turns_.push_back({i, true});
      }
      turns_.push_back({i, false});
      waiting_.add(*columns_[i].numbers);
    }
    lines_.push_back(turns_.size());
  }
  row_tile(row_tile&&) noexcept = default;

  /// For the next row.
  row_tile::place next() const noexcept { return row_tile::place(first_ + row_ * pitch_); }
  /// The row is whole: those have their turn whose turn it is. `into` is the same window until the tile is settled.
  void end_row(window& into) noexcept {
    const std::size_t first = turns_before(row_);
    const std::size_t last = turns_before(++row_);
    for (std::size_t turn = first; turn < last; ++turn) {
      if (turns_[turn].whole_line)
        gather(turns_[turn].column, 0, full_ ? rows : row_);
      else
        count(turns_[turn].column, into);
    }
    if (row_ == rows) {
      row_ = 0;
      full_ = true;
    }
  }
  /// Counts some numbers of a field, fewer than a stretch, which do not wait to become more. `to`: of the field.
  template <std::floating_point Real>
  void count_apart(std::size_t field, const field_target& to, std::span<const Real> values, window& into) noexcept {
    if (const std::size_t i = column_of_field_[field]; i != none)
      waiting_.count(i, *to.numbers, values, into.column(to.feature));
    else
      into.column(to.feature).observe(*to.numbers, values);
  }
  /// Counts all that waits: the tile is empty afterwards.
  void settle(window& into) noexcept {
    const std::size_t done = turns_before(row_);
    for (std::size_t i = 1; i < lines_.size(); ++i)
      if (lines_[i - 1] < done) count_columns(done, lines_[i], into);  // at most one line has been begun and not ended
    for (std::size_t i = 1; i < lines_.size(); ++i) {
      const std::size_t turn = end_of_turn(lines_[i - 1]);
      if (row_ < turn && full_) count_line(i, turn, rows, into);
      count_line(i, row_ < turn ? 0 : turn, row_, into);
    }
    for (std::size_t i = 0; i < columns_.size(); ++i)
      waiting_.settle(i, *columns_[i].numbers, into.column(columns_[i].feature));
    row_ = 0;
    full_ = false;
  }

  std::size_t size_bytes() const noexcept {
    return bytes_.capacity() + columns_.capacity() * sizeof(field_target) + turns_.capacity() * sizeof(step) +
           (lines_.capacity() + column_of_field_.capacity()) * sizeof(std::size_t) + waiting_.size_bytes();
  }

 private:
  static constexpr std::size_t line = slot_line;
  static constexpr std::size_t none = ~std::size_t{0};
  static constexpr std::size_t most_turned = line * (rows + line / sizeof(float));

  /// From one turned column to the next: a line more than its rows, so that they do not lie in the same sets of the
  /// cache.
  template <class Number>
  static constexpr std::size_t turned_stride = rows * sizeof(Number) + line;

  struct step {
    std::size_t column;  // or the first of a line
    bool whole_line;     // is turned into columns
  };

  /// From one row to the next: lines, and an odd number of them, so that a column does not lie in a few sets of the
  /// cache.
  static constexpr std::size_t odd_lines(std::size_t bytes) noexcept {
    return (((bytes + line - 1) / line) | 1) * line;
  }

  /// How many turns are over in this round when so many rows are whole.
  std::size_t turns_before(std::size_t row) const noexcept { return row * turns_.size() / rows; }
  /// After how many rows of a round a turn comes.
  std::size_t end_of_turn(std::size_t turn) const noexcept {
    return ((turn + 1) * rows + turns_.size() - 1) / turns_.size();
  }

  /// Turns some rows of the line of a column into columns.
  void gather(std::size_t column, std::size_t begin, std::size_t end) noexcept {
    if (columns_[column].numbers->type() == value_type::float32)
      gather_numbers<float>(columns_[column].slot, begin, end);
    else
      gather_numbers<double>(columns_[column].slot, begin, end);  // or integers, which are as wide
  }
  template <class Number>
  void gather_numbers(std::size_t slot, std::size_t begin, std::size_t end) noexcept {
    gathered_ = end - begin;
    run_kernel<turn_lines_kernel<Number>>(set_,
                                          static_cast<const std::byte*>(first_ + begin * pitch_ + slot / line * line),
                                          pitch_, gathered_, turned_, turned_stride<Number>);
  }

  /// Counts what is gathered of a column.
  void count(std::size_t i, window& into) noexcept {
    with_vector_number(columns_[i].numbers->type(), [&]<class Number>(Number) { count_numbers<Number>(i, into); });
  }
  template <class Number>
  void count_numbers(std::size_t i, window& into) noexcept {
    const field_target& to = columns_[i];
    const void* from = turned_ + to.slot % line / sizeof(Number) * turned_stride<Number>;
    waiting_.count(i, *to.numbers, std::span<const Number>(static_cast<const Number*>(from), gathered_),
                   into.column(to.feature));
  }
  /// Counts what is gathered of the columns whose turns these are.
  void count_columns(std::size_t first, std::size_t last, window& into) noexcept {
    for (std::size_t turn = first; turn < last; ++turn)
      if (!turns_[turn].whole_line) count(turns_[turn].column, into);
  }
  void count_line(std::size_t i, std::size_t begin, std::size_t end, window& into) noexcept {
    if (begin == end) return;
    gather(turns_[lines_[i - 1]].column, begin, end);
    count_columns(lines_[i - 1], lines_[i], into);
  }

  std::size_t pitch_;
  std::vector<std::byte> bytes_;
  std::byte* first_;                   // the first of them that begins a line of the cache
  std::vector<field_target> columns_;  // in the order of their slots
  std::vector<std::size_t> column_of_field_;
  std::byte* turned_;               // columns of the line whose turn it is
  std::size_t gathered_ = 0;        // rows of them
  std::vector<step> turns_;         // of each line first itself, then its columns
  std::vector<std::size_t> lines_;  // their turns, and the end
  instruction_set set_;
  waiting_columns waiting_;
  std::size_t row_ = 0;  // of the ring
  bool full_ = false;    // the rows from here on are those of the round before
};

}  // namespace leeway::detail

#endif
