// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_COLUMN_PASS_HPP
#define LEEWAY_STATISTICS_DETAIL_COLUMN_PASS_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/cells/detail/count_kernel.hpp>
#include <leeway/cells/detail/edge_grid.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/detail/power_sums.hpp>
#include <leeway/statistics/extremes.hpp>
#include <leeway/statistics/moments.hpp>

namespace leeway::detail {

/// So many values are in the first-level cache at a time.
inline constexpr std::size_t block_size = 512;

/// Moments of so many values are merged at a time.
inline constexpr std::size_t stretch_size = 8 * block_size;

/** The moments of a stretch of values, taken block by block: sums about the mean so far, or while that says little,
    about the mean of the first block. What is not finite is passed over. */
template <std::floating_point Real>
class stretch_moments {
 public:
  /// `begin`: of the stretch, which is still there when `merge_into` is called.
  stretch_moments(instruction_set set, const Real* begin, std::size_t size, const moments& before) noexcept
      : set_(set), values_(begin) {
    if (before.count() >= stretch_size) {
      sums_.pivot = before.mean();
      return;
    }
    lane_sums rough;
    run_kernel<power_sums_kernel<Real>>(set_, begin, size < block_size ? size : block_size, &rough);
    const power_sums all = rough.total();
    if (all.finite > 0) sums_.pivot = all.first / static_cast<double>(all.finite);
    if (!is_finite(sums_.pivot)) sums_.pivot = 0.0;
  }

  void add(const Real* block, std::size_t size) noexcept {
    run_kernel<power_sums_kernel<Real>>(set_, block, size, &sums_);
    size_ += size;
  }

  /// Gives how many values were finite.
  std::uint64_t merge_into(moments& all) const noexcept {
    const power_sums sums = sums_.total();
    if (is_finite(sums.fourth)) {
      all.merge(sums);
    } else {  // beyond the powers of doubles
      for (std::size_t i = 0; i < size_; ++i)
        if (const auto value = static_cast<double>(values_[i]); is_finite(value)) all.observe(value);
    }
    return sums.finite;
  }

 private:
  instruction_set set_;
  const Real* values_;
  std::size_t size_ = 0;
  lane_sums sums_;
};

/// Calls `use(values, size)` for each piece of `length` values, and the rest.
template <class Real, class Use>
void for_each_piece(std::span<const Real> values, std::size_t length, Use&& use) noexcept {
  for (std::size_t begin = 0; begin < values.size(); begin += length) {
    const std::size_t left = values.size() - begin;
    use(values.data() + begin, left < length ? left : length);
  }
}

/** One column of doubles or floats, read once: a block of values is counted, its extremes found and its powers added up
    while it lies in the first-level cache. */
template <std::floating_point Real>
class column_pass {
 public:
  /// Up to so many cells are counted in several rows of counters, which are on the stack.
  static constexpr std::size_t most_cells_apart = 4096;

  column_pass(const numeric_cells& cells, instruction_set set) noexcept : cells_(cells), set_(set) {}

  /// The table is there, for values of this type.
  static bool fits(const numeric_cells& cells) noexcept {
    return cells.grid().steps() > 0 && cells.type() == (sizeof(Real) == 8 ? value_type::float64 : value_type::float32);
  }

  /// `counts`: one for each cell and one for missing values.
  void run(std::span<const Real> values, std::uint64_t* counts, extremes& seen, moments& sums,
           std::uint64_t& infinite) const noexcept {
    in_parts(values, counts, [&](count_task<Real>& task, const Real* begin, std::size_t size) {
      const std::uint64_t missing = missing_so_far(task);
      stretch_moments<Real> stretch(set_, begin, size, sums);
      for_each_piece(std::span(begin, size), block_size, [&](const Real* block, std::size_t length) {
        count(task, block, length, seen);
        stretch.add(block, length);
      });
      infinite += size - (missing_so_far(task) - missing) - stretch.merge_into(sums);
    });
  }
  /// Without moments.
  void run(std::span<const Real> values, std::uint64_t* counts, extremes& seen) const noexcept {
    in_parts(values, counts,
             [&](count_task<Real>& task, const Real* begin, std::size_t size) { count(task, begin, size, seen); });
  }

 private:
  /// Calls `use(task, begin, size)` for each stretch.
  template <class Use>
  void in_parts(std::span<const Real> values, std::uint64_t* counts, Use&& use) const noexcept {
    const edge_grid& grid = cells_.grid();
    count_task<Real> task{grid.template scale<Real>(),
                          grid.missing(),
                          grid.table(),
                          cells_.keys().data(),
                          counts,
                          nullptr,
                          cells_.size() + 1,
                          0,
                          0};
    const auto use_stretch = [&](const Real* begin, std::size_t size) { use(task, begin, size); };
    if (values.size() < 4 * task.row || cells_.size() > most_cells_apart)
      return for_each_piece(values, stretch_size, use_stretch);
    std::uint16_t others[count_task<Real>::apart * (most_cells_apart + 1)];
    task.others = others;
    constexpr std::size_t longest = 4 * std::size_t{0xffff} / stretch_size * stretch_size;
    while (!values.empty()) {
      const std::size_t size = values.size() < longest ? values.size() : longest;
      __builtin_memset(others, 0, count_task<Real>::apart * task.row * sizeof(std::uint16_t));
      for_each_piece(values.first(size), stretch_size, use_stretch);
      for (std::size_t i = 0; i < task.row; ++i)
        counts[i] += std::uint64_t{others[i]} + others[task.row + i] + others[2 * task.row + i];
      values = values.subspan(size);
    }
  }

  static std::uint64_t missing_so_far(const count_task<Real>& task) noexcept {
    std::uint64_t sum = task.counts[task.row - 1];
    if (task.others != nullptr)
      for (std::size_t i = 1; i <= count_task<Real>::apart; ++i) sum += task.others[i * task.row - 1];
    return sum;
  }

  void count(count_task<Real>& task, const Real* values, std::size_t size, extremes& seen) const noexcept {
    switch (cells_.grid().steps()) {
      case 1:
        run_kernel<count_kernel<Real, 1>>(set_, values, size, &task);
        break;
      case 2:
        run_kernel<count_kernel<Real, 2>>(set_, values, size, &task);
        break;
      default:
        run_kernel<count_kernel<Real, edge_grid::most_steps>>(set_, values, size, &task);
    }
    if (task.highest == 0) return;
    seen.observe(task.lowest);
    seen.observe(task.highest);
  }

  const numeric_cells& cells_;
  instruction_set set_;
};

}  // namespace leeway::detail

#endif
