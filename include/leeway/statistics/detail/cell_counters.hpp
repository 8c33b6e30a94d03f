// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_CELL_COUNTERS_HPP
#define LEEWAY_STATISTICS_DETAIL_CELL_COUNTERS_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/detail/count_kernel.hpp>
#include <leeway/cells/detail/edge_grid.hpp>
#include <leeway/cells/detail/few_cells.hpp>
#include <leeway/cells/detail/few_cells_kernel.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/extremes.hpp>

namespace leeway::detail {

/// Counts a column by the table of its cells.
template <vector_number Number>
class table_counter {
 public:
  /// Up to so many cells are counted in several rows of counters, which are on the stack.
  static constexpr std::size_t most_cells_apart = 4096;
  /// So many values at most, whole stretches of them: those counters have sixteen bits.
  static constexpr std::size_t most_values = 4 * std::size_t{0xffff} / 4096 * 4096;

  /// `into`: one for each cell and one for missing values. `size`: how many values will be counted.
  table_counter(const numeric_cells& cells, instruction_set set, std::uint64_t* into, std::size_t size) noexcept
      : steps_(cells.grid().steps()),
        set_(set),
        task_{cells.grid().template scale<placed_as<Number>>(),
              cells.grid().missing(),
              cells.grid().table(),
              cells.keys().data(),
              into,
              nullptr,
              cells.size() + 1,
              0,
              0} {
    if (size < 4 * task_.row || cells.size() > most_cells_apart) return;
    task_.others = others_;
    __builtin_memset(others_, 0, count_task<Number>::apart * task_.row * sizeof(std::uint16_t));
  }

  void count(const Number* values, std::size_t size, extremes& seen) noexcept {
    switch (steps_) {
      case 1:
        run_kernel<count_kernel<Number, 1>>(set_, values, size, &task_);
        break;
      case 2:
        run_kernel<count_kernel<Number, 2>>(set_, values, size, &task_);
        break;
      default:
        run_kernel<count_kernel<Number, edge_grid::most_steps>>(set_, values, size, &task_);
    }
    if (task_.highest < task_.lowest) return;
    seen.observe(task_.lowest);
    seen.observe(task_.highest);
  }

  void finish(extremes&) const noexcept {
    if (task_.others == nullptr) return;
    for (std::size_t i = 0; i < task_.row; ++i)
      task_.counts[i] += std::uint64_t{others_[i]} + others_[task_.row + i] + others_[2 * task_.row + i];
  }

 private:
  std::size_t steps_;
  instruction_set set_;
  count_task<Number> task_;
  std::uint16_t others_[count_task<Number>::apart * (most_cells_apart + 1)];
};

/** Counts a short block by the table of its cells, which are many. Each value is looked up before any is counted: a
    table and counters that have left the cache are waited for together, and not value by value. */
template <vector_number Number, std::unsigned_integral Counter>
class looked_up_block {
 public:
  /// Up to 64 cells lie in so few cache lines that there is nothing to wait for; more values are counted apart.
  static bool fits(const numeric_cells& cells, std::size_t values) noexcept {
    return cells.size() > 64 && cells.grid().steps() > 0 && values < 4 * (cells.size() + 1);
  }

  looked_up_block(const numeric_cells& cells, instruction_set set, Counter* into) noexcept
      : cells_(cells), set_(set), scale_(cells.grid().template scale<placed_as<Number>>()), counts_(into) {}

  void count(std::span<const Number> values, extremes& seen) noexcept {
    while (!values.empty()) {
      const std::size_t size = values.size() < most_values ? values.size() : most_values;
      run_kernel<block_kernel<Number>>(set_, values.data(), size, &scale_, cells_.grid().missing(), &placed_);
      if (cells_.grid().steps() == 1)
        count<1>(size);
      else if (cells_.grid().steps() == 2)
        count<2>(size);
      else
        count<edge_grid::most_steps>(size);
      values = values.subspan(size);
      if (placed_.highest < placed_.lowest) continue;
      seen.observe(placed_.lowest);
      seen.observe(placed_.highest);
    }
  }

 private:
  static constexpr std::size_t most_values = placed_block<Number>::most_values;

  template <std::size_t Steps>
  void count(std::size_t size) noexcept {
    const std::uint64_t* table = cells_.grid().table();
    const std::uint64_t* keys = cells_.keys().data();
    std::uint32_t before[most_values];
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t cell = edge_grid::before(table, placed_.buckets[i]);
      before[i] = static_cast<std::uint32_t>(cell);
      __builtin_prefetch(keys + cell);
      __builtin_prefetch(counts_ + cell, 1);
    }
    for (std::size_t i = 0; i < size; ++i) {
      std::size_t cell = before[i];
#pragma GCC unroll 4
      for (std::size_t step = std::size_t{1} << (Steps - 1); step > 0; step /= 2)
        cell += keys[cell + step - 1] < placed_.keys[i] ? step : 0;
      ++counts_[cell];
    }
  }

  const numeric_cells& cells_;
  instruction_set set_;
  offset_scale<placed_as<Number>> scale_;
  Counter* counts_;
  placed_block<Number> placed_;
};

/// Counts a column in registers, where its cells are few.
template <vector_number Number>
class few_cells_counter {
 public:
  static constexpr std::size_t most_values = few_cells<Number>::most_values;

  /// The edges fit in registers, and the processor looks up in them faster than in a table: not so 64 bits with AVX2.
  static bool fits(const numeric_cells& cells, instruction_set set) noexcept {
    return cells.size() <= few_cells<Number>::most_cells &&
           (set == instruction_set::avx512 || (sizeof(Number) == 4 && set == instruction_set::avx2));
  }

  few_cells_counter(const numeric_cells& cells, instruction_set set, std::uint64_t* into, std::size_t size) noexcept
      : set_(set), counts_(into), size_(size), cells_(cells.size()), task_(cells.keys()) {}

  void count(const Number* values, std::size_t size, extremes&) noexcept {
    run<few_cells_kernel<Number>>(values, size, &task_);
  }

  void finish(extremes& seen) noexcept { finish(counts_, size_, seen); }
  /// For whoever did not know before into what they will be counted, or how many. Gives how many were missing.
  std::uint64_t finish(std::uint64_t* counts, std::size_t size, extremes& seen) noexcept {
    run<few_cells_sums<Number>>(&task_);
    std::uint64_t missing = size;
    for (std::size_t cell = 0; cell < cells_; ++cell) {
      const std::uint64_t count = task_.count(cell);
      counts[cell] += count;
      missing -= count;
    }
    counts[cells_] += missing;
    if (!task_.empty()) {
      seen.observe(task_.lowest());
      seen.observe(task_.highest());
    }
    return missing;
  }
  /// Nothing was counted; the edges stay.
  void reset() noexcept { task_.reset(); }

 private:
  template <class Kernel, class... Arguments>
  void run(Arguments... arguments) const noexcept {
    if constexpr (sizeof(Number) == 4)
      if (set_ == instruction_set::avx2) return run_avx2<Kernel>(arguments...);
    run_avx512<Kernel>(arguments...);
  }

  instruction_set set_;
  std::uint64_t* counts_;
  std::size_t size_;
  std::size_t cells_;
  few_cells<Number> task_;
};

}  // namespace leeway::detail

#endif
