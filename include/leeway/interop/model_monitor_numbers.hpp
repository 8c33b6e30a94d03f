// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_MODEL_MONITOR_NUMBERS_HPP
#define LEEWAY_INTEROP_MODEL_MONITOR_NUMBERS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/binning.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/cells/weighted_numbers.hpp>
#include <leeway/interop/model_monitor_sketch.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway::model_monitor {

/// The numbers of a sketch from the smallest to the largest, each once. None is NaN. O(k log k).
inline std::vector<weighted_number> sorted_numbers(const kll_sketch& sketch) {
  std::vector<weighted_number> numbers;
  for (std::size_t level = 0; level < sketch.levels.size(); ++level)
    for (double x : sketch.levels[level]) numbers.push_back({order_key(x), 1, std::uint64_t{1} << level});
  put_together(numbers);
  return numbers;
}

/// Cells of equal mass and their counts out of a sketch: at most `bins`. O(k log k).
inline counted_cells cells_of(const kll_sketch& sketch, std::size_t bins) {
  return leeway::cells_of(sorted_numbers(sketch), value_type::float64, bins);
}

/// One of the bars of a histogram: records from `lower` to `upper`, the latter excluded but for the last bar.
struct histogram_bar {
  double lower = 0.0;
  double upper = 0.0;
  std::uint64_t records = 0;
};

/// Whether the bars stand side by side from the left to the right. All may be one number.
inline bool is_histogram(std::span<const histogram_bar> bars) noexcept {
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (!leeway::detail::is_finite(bars[i].lower) || !leeway::detail::is_finite(bars[i].upper)) return false;
    if (i > 0 && order_key(bars[i].lower) != order_key(bars[i - 1].upper)) return false;
    if (bars[i].lower > bars[i].upper) return false;
  }
  if (bars.empty()) return false;
  const bool one_number = !(bars.front().lower < bars.back().upper);
  for (const histogram_bar& bar : bars)
    if (!one_number && !(bar.lower < bar.upper)) return false;
  return true;
}

/** Cells and counts out of a histogram: a cell a bar, and one on either side for numbers that the baseline does not
    have. A bar whose range is one number is an atom. `bars` is a histogram. */
inline counted_cells cells_of(std::span<const histogram_bar> bars) {
  std::vector<std::uint64_t> keys;
  leeway::detail::push_edge(keys, order_key(bars.front().lower) - 1);
  for (std::size_t i = 0; i + 1 < bars.size(); ++i) leeway::detail::push_edge(keys, order_key(bars[i].upper) - 1);
  leeway::detail::push_edge(keys, order_key(bars.back().upper));
  counted_cells result{numeric_cells(value_type::float64, std::move(keys), false), {}};
  result.counts = leeway::counts(result.cells.size());
  for (const histogram_bar& bar : bars) {
    const bool last = &bar == &bars.back();
    const std::uint64_t inside =
        last ? order_key(bar.upper) : (std::max)(order_key(bar.upper) - 1, order_key(bar.lower));
    result.counts.add(result.cells.index_of_key(inside), bar.records);
  }
  return result;
}

}  // namespace leeway::model_monitor

#endif
