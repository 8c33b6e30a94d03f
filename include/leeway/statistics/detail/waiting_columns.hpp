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
#include <leeway/statistics/detail/narrow_counts.hpp>
#include <leeway/statistics/detail/waiting_counts.hpp>

namespace leeway::detail {

/// Whether columns of many cells have narrow counters of their own.
enum class narrow_counters : std::uint8_t { none, kept };

/** Columns of numbers that come in turns, in short blocks. Counts wait here, those of few cells in the form that
    vectors want and, where they are kept, those of many in narrow counters; `settle` adds them to the columns. All else
    goes there at once. Counting is `noexcept` and allocation-free. */
class waiting_columns {
 public:
  explicit waiting_columns(instruction_set set = best_instruction_set(),
                           narrow_counters many = narrow_counters::kept) noexcept
      : set_(set), many_(many) {}

  /// One more column.
  void add(const numeric_cells& cells) {
    skip();
    with_vector_number(cells.type(), [&]<class Number>(Number) {
      if (waiting_counts<Number>::fits(cells, set_)) {
        places_.back() = {kind::few, few<Number>().size()};
        few<Number>().emplace_back(cells, set_);
      } else if (many_ == narrow_counters::kept && narrow_counts<Number>::fits(cells)) {
        places_.back() = {kind::many, many<Number>().size()};
        many<Number>().emplace_back(cells);
      }
    });
  }

  /// One more that is not of numbers, and is not counted here.
  void skip() { places_.push_back({}); }

  /// Fewer values than a stretch, of the type of the cells, which are those of `add`. `into` is the same until the
  /// column is settled.
  template <vector_number Number>
  void count(std::size_t column, const numeric_cells& cells, std::span<const Number> values,
             column_statistics& into) noexcept {
    const place at = places_[column];
    if (at.what == kind::few)
      few<Number>()[at.index].count(values, into.parts());
    else if (at.what == kind::many && narrow_counts<Number>::fits(cells, values.size()))
      many<Number>()[at.index].count(cells, set_, values, into.parts());
    else
      into.observe(cells, values);
  }
  void settle(std::size_t column, const numeric_cells& cells, column_statistics& into) noexcept {
    const place at = places_[column];
    with_vector_number(cells.type(), [&]<class Number>(Number) {
      if (at.what == kind::few) few<Number>()[at.index].settle(into.parts());
      if (at.what == kind::many) many<Number>()[at.index].settle(into.parts());
    });
  }

  std::size_t size_bytes() const noexcept {
    std::size_t sum = places_.capacity() * sizeof(place);
    const auto add = [&]<class Number>(const columns_of<Number>& all) {
      sum += all.few.capacity() * sizeof(all.few[0]) + all.many.capacity() * sizeof(all.many[0]);
      for (const auto& one : all.many) sum += one.size_bytes();
    };
    std::apply([&](const auto&... all) { (add(all), ...); }, columns_);
    return sum;
  }

 private:
  enum class kind : std::uint8_t { not_kept, few, many };
  /// Of a column: where among those of its kind and type.
  struct place {
    kind what = kind::not_kept;
    std::size_t index = 0;
  };

  template <class Number>
  struct columns_of {
    std::vector<waiting_counts<Number>> few;
    std::vector<narrow_counts<Number>> many;
  };
  template <class Number>
  std::vector<waiting_counts<Number>>& few() noexcept {
    return std::get<columns_of<Number>>(columns_).few;
  }
  template <class Number>
  std::vector<narrow_counts<Number>>& many() noexcept {
    return std::get<columns_of<Number>>(columns_).many;
  }

  instruction_set set_;
  narrow_counters many_;
  std::vector<place> places_;
  std::tuple<columns_of<double>, columns_of<float>, columns_of<std::int64_t>, columns_of<std::uint64_t>> columns_;
};

}  // namespace leeway::detail

#endif
