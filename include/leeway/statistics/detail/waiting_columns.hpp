// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_WAITING_COLUMNS_HPP
#define LEEWAY_STATISTICS_DETAIL_WAITING_COLUMNS_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/column_statistics.hpp>
#include <leeway/statistics/detail/waiting_counts.hpp>

namespace leeway::detail {

/** Columns of numbers that come in turns, in short blocks. Counts of few cells wait here, and are added to the columns by
    `settle`; all else goes there at once. Counting is `noexcept` and allocation-free. */
class waiting_columns {
 public:
  explicit waiting_columns(instruction_set set = best_instruction_set()) noexcept : set_(set) {}

  /// One more column.
  void add(const numeric_cells& cells) {
    skip();
    with_vector_number(cells.type(), [&]<class Number>(Number) {
      if (!waiting_counts<Number>::fits(cells, set_)) return;
      kept_.back() = all<Number>().size();
      all<Number>().emplace_back(cells, set_);
    });
  }
  /// One more that is not of numbers, and is not counted here.
  void skip() { kept_.push_back(not_kept); }

  /// Fewer values than a stretch, of the type of the cells, which are those of `add`. `into` is the same until the
  /// column is settled.
  template <vector_number Number>
  void count(std::size_t column, const numeric_cells& cells, std::span<const Number> values,
             column_statistics& into) noexcept {
    if (const std::size_t kept = kept_[column]; kept != not_kept)
      all<Number>()[kept].count(values, into.parts());
    else
      into.observe(cells, values);
  }
  void settle(std::size_t column, const numeric_cells& cells, column_statistics& into) noexcept {
    if (kept_[column] == not_kept) return;
    with_vector_number(cells.type(), [&]<class Number>(Number) { all<Number>()[kept_[column]].settle(into.parts()); });
  }

  std::size_t size_bytes() const noexcept {
    const auto bytes = [](const auto&... all) { return (... + (all.capacity() * sizeof(all[0]))); };
    return kept_.capacity() * sizeof(std::size_t) + std::apply(bytes, counts_);
  }

 private:
  static constexpr std::size_t not_kept = ~std::size_t{0};

  template <class Number>
  using columns_of = std::vector<waiting_counts<Number>>;

  template <class Number>
  columns_of<Number>& all() noexcept {
    return std::get<columns_of<Number>>(counts_);
  }

  instruction_set set_;
  std::vector<std::size_t> kept_;  // of each column, where among those of its type
  std::tuple<columns_of<double>, columns_of<float>, columns_of<std::int64_t>, columns_of<std::uint64_t>> counts_;
};

}  // namespace leeway::detail

#endif
