// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_WAITING_COLUMNS_HPP
#define LEEWAY_STATISTICS_DETAIL_WAITING_COLUMNS_HPP

#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/column_statistics.hpp>
#include <leeway/statistics/detail/waiting_counts.hpp>

namespace leeway::detail {

/** Columns of numbers that come in turns, in short blocks. Counts of doubles and floats in few cells wait here, and are
    added to the columns by `settle`; all else goes there at once. Counting is `noexcept` and allocation-free. */
class waiting_columns {
 public:
  explicit waiting_columns(instruction_set set = best_instruction_set()) noexcept : set_(set) {}

  /// One more column.
  void add(const numeric_cells& cells) {
    skip();
    if (cells.type() == value_type::float64) keep(cells, doubles_);
    if (cells.type() == value_type::float32) keep(cells, floats_);
  }
  /// One more that is not of numbers, and is not counted here.
  void skip() { kept_.push_back(not_kept); }

  /// Fewer values than a stretch, of the type of the cells, which are those of `add`. `into` is the same until the
  /// column is settled.
  template <vector_number Number>
  void count(std::size_t column, const numeric_cells& cells, std::span<const Number> values,
             column_statistics& into) noexcept {
    if constexpr (std::floating_point<Number>)
      if (const std::size_t kept = kept_[column]; kept != not_kept)
        return all<Number>()[kept].count(values, into.parts());
    into.observe(cells, values);
  }
  void settle(std::size_t column, const numeric_cells& cells, column_statistics& into) noexcept {
    if (kept_[column] == not_kept) return;
    if (cells.type() == value_type::float64)
      doubles_[kept_[column]].settle(into.parts());
    else
      floats_[kept_[column]].settle(into.parts());
  }

  std::size_t size_bytes() const noexcept {
    return kept_.capacity() * sizeof(std::size_t) + doubles_.capacity() * sizeof(waiting_counts<double>) +
           floats_.capacity() * sizeof(waiting_counts<float>);
  }

 private:
  static constexpr std::size_t not_kept = ~std::size_t{0};

  template <class Real>
  std::vector<waiting_counts<Real>>& all() noexcept {
    if constexpr (std::is_same_v<Real, double>)
      return doubles_;
    else
      return floats_;
  }
  template <class Real>
  void keep(const numeric_cells& cells, std::vector<waiting_counts<Real>>& in) {
    if (!waiting_counts<Real>::fits(cells, set_)) return;
    kept_.back() = in.size();
    in.emplace_back(cells, set_);
  }

  instruction_set set_;
  std::vector<std::size_t> kept_;  // of each column, where among those of its type
  std::vector<waiting_counts<double>> doubles_;
  std::vector<waiting_counts<float>> floats_;
};

}  // namespace leeway::detail

#endif
