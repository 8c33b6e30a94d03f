// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_COLUMN_PASS_HPP
#define LEEWAY_STATISTICS_DETAIL_COLUMN_PASS_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/detail/cell_counters.hpp>
#include <leeway/statistics/detail/power_sums.hpp>
#include <leeway/statistics/detail/running_moments.hpp>
#include <leeway/statistics/extremes.hpp>
#include <leeway/statistics/moments.hpp>

namespace leeway::detail {

/// So many bytes of values are in the first-level cache at a time.
inline constexpr std::size_t bytes_at_a_time = 8192;

/// Moments of so many values are merged at a time.
inline constexpr std::size_t stretch_size = 4096;

/** The moments of a stretch of values, taken block by block: sums about the mean so far, or while that says little,
    about the mean of the first block. What is not finite is passed over. */
template <vector_number Number>
class stretch_moments {
 public:
  static constexpr std::size_t block_size = bytes_at_a_time / sizeof(Number);

  /// `begin`: of the stretch, which is still there when `merge_into` is called. `careful`: not all will be finite,
  /// which changes the cost and nothing else.
  stretch_moments(instruction_set set, const Number* begin, std::size_t size, const moments& before,
                  bool careful = false) noexcept
      : set_(set), values_(begin) {
    sums_.careful = careful;
    if (before.count() >= stretch_size) {
      sums_.pivot = before.mean();
      return;
    }
    lane_sums rough = sums_;
    run_kernel<power_sums_kernel<Number>>(set_, begin, size < block_size ? size : block_size, &rough);
    const power_sums all = rough.total();
    if (all.finite > 0) sums_.pivot = all.first / static_cast<double>(all.finite);
    if (!is_finite(sums_.pivot)) sums_.pivot = 0.0;
  }

  void add(const Number* block, std::size_t size) noexcept {
    run_kernel<power_sums_kernel<Number>>(set_, block, size, &sums_);
    size_ += size;
  }

  bool all_finite() const noexcept { return sums_.finite == size_; }

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
  const Number* values_;
  std::size_t size_ = 0;
  lane_sums sums_;
};

/// Adds a block of fewer values than a stretch: sums about the pivot of those that wait already. Gives how many were
/// finite.
template <vector_number Number>
std::uint64_t add_block(instruction_set set, std::span<const Number> values, running_moments& into) noexcept {
  power_sums sums;
  const auto run = [&] { run_kernel<block_sums_kernel<Number>>(set, values.data(), values.size(), &sums); };
  sums.pivot = into.pivot_of_block([&] {
    run();
    const double mean = sums.finite > 0 ? sums.first / static_cast<double>(sums.finite) : 0.0;
    return is_finite(mean) ? mean : 0.0;
  });
  run();
  if (!into.add(sums))
    for (const Number x : values)
      if (const auto value = static_cast<double>(x); is_finite(value)) into.observe(value);
  return sums.finite;
}

/// Calls `use(values, size)` for each piece of `length` values, and the rest.
template <class Number, class Use>
void for_each_piece(std::span<const Number> values, std::size_t length, Use&& use) noexcept {
  for (std::size_t begin = 0; begin < values.size(); begin += length) {
    const std::size_t left = values.size() - begin;
    use(values.data() + begin, left < length ? left : length);
  }
}

/** One column of numbers, read once: a block of values is counted, its extremes found and its powers added up
    while it lies in the first-level cache. */
template <vector_number Number>
class column_pass {
 public:
  column_pass(const numeric_cells& cells, instruction_set set) noexcept : cells_(cells), set_(set) {}

  /// There are vector instructions for values of this type and these cells.
  static bool fits(const numeric_cells& cells, instruction_set set = best_instruction_set()) noexcept {
    return cells.type() == value_type_of<Number> &&
           (cells.grid().steps() > 0 || few_cells_counter<Number>::fits(cells, set));
  }

  /// `counts`: one for each cell and one for missing values.
  void run(std::span<const Number> values, std::uint64_t* counts, extremes& seen, moments& sums,
           std::uint64_t& infinite) const noexcept {
    const std::uint64_t missing_before = counts[cells_.size()];
    std::uint64_t finite = 0;
    bool careful = false;
    in_stretches(values, counts, seen, [&](auto& counter, const Number* begin, std::size_t size) {
      stretch_moments<Number> stretch(set_, begin, size, sums, careful);
      for_each_piece(std::span(begin, size), stretch.block_size, [&](const Number* block, std::size_t length) {
        counter.count(block, length, seen);
        stretch.add(block, length);
      });
      finite += stretch.merge_into(sums);
      careful = !stretch.all_finite();
    });
    infinite += values.size() - (counts[cells_.size()] - missing_before) - finite;
  }
  /// The same of fewer values than a stretch, whose moments wait with those before them.
  void run_block(std::span<const Number> values, std::uint64_t* counts, extremes& seen, running_moments& sums,
                 std::uint64_t& infinite) const noexcept {
    const std::uint64_t missing_before = counts[cells_.size()];
    using block = looked_up_block<Number, std::uint64_t>;
    if (block::fits(cells_, values.size()))
      block(cells_, set_, counts).count(values, seen);
    else
      run(values, counts, seen);
    infinite += values.size() - (counts[cells_.size()] - missing_before) - add_block(set_, values, sums);
  }
  /// Without moments.
  void run(std::span<const Number> values, std::uint64_t* counts, extremes& seen) const noexcept {
    in_stretches(values, counts, seen,
                 [&](auto& counter, const Number* begin, std::size_t size) { counter.count(begin, size, seen); });
  }

 private:
  /// Fewer values are not worth a tree of edges.
  static constexpr std::size_t fewest_in_registers = 512;

  template <class Use>
  void in_stretches(std::span<const Number> values, std::uint64_t* counts, extremes& seen, Use&& use) const noexcept {
    if (few_cells_counter<Number>::fits(cells_, set_) &&
        (values.size() >= fewest_in_registers || cells_.grid().steps() == 0))
      in_parts<few_cells_counter<Number>>(values, counts, seen, use);
    else
      in_parts<table_counter<Number>>(values, counts, seen, use);
  }

  /// Calls `use(counter, begin, size)` for each stretch.
  template <class Counter, class Use>
  void in_parts(std::span<const Number> values, std::uint64_t* counts, extremes& seen, Use& use) const noexcept {
    for_each_piece(values, Counter::most_values, [&](const Number* part, std::size_t length) {
      Counter counter(cells_, set_, counts, length);
      for_each_piece(std::span(part, length), stretch_size,
                     [&](const Number* begin, std::size_t size) { use(counter, begin, size); });
      counter.finish(seen);
    });
  }

  const numeric_cells& cells_;
  instruction_set set_;
};

}  // namespace leeway::detail

#endif
