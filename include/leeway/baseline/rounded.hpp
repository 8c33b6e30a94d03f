// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_ROUNDED_HPP
#define LEEWAY_BASELINE_ROUNDED_HPP

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/cells/binning.hpp>

namespace leeway {
namespace detail {

/** Where the upper ends of cells of doubles lie among floats; never decreasing. Of several that are one float the first
    ends just below it if any of the others is an atom: what lies below an atom is told from the atom. */
inline std::vector<std::uint64_t> rounded_ends(const numeric_cells& cells) {
  std::vector<std::uint64_t> ends;
  for (std::uint64_t key : cells.keys()) ends.push_back(order_key(static_cast<float>(cells.value(key))));
  for (std::size_t first = 0, next = 0; first < ends.size(); first = next) {
    bool atom = false;
    for (next = first + 1; next < ends.size() && ends[next] == ends[first]; ++next)
      atom = atom || cells.single_valued(next);
    if (atom && !cells.single_valued(first) && ends[first] > lowest_key(value_type::float32)) --ends[first];
  }
  return ends;
}

}  // namespace detail

/** A baseline learned from doubles, for a window that holds the same values as floats.

  Edges and atoms are rounded to float; cells that fall together add up. Rounding is monotone, so each double of the
  baseline lies in the cell of its float, but for those closer to an edge than a float can tell. O(cells). */
inline numeric_feature rounded_to_float(const numeric_feature& learned) {
  const numeric_cells& cells = learned.cells();
  const std::vector<std::uint64_t> ends = detail::rounded_ends(cells);
  std::vector<std::uint64_t> keys;
  for (std::uint64_t end : ends) detail::push_edge(keys, end);
  numeric_cells rounded(value_type::float32, std::move(keys), cells.from_ranks());

  feature_parts<numeric_cells> parts = learned.parts();
  parts.statistics = learned.statistics().regrouped(
      rounded.size(),
      [&](std::size_t cell) { return cell < ends.size() ? rounded.index_of_key(ends[cell]) : rounded.size() - 1; },
      [&](std::uint64_t key) { return rounded.key(cells.value(key)); });
  parts.cells = std::move(rounded);
  return numeric_feature(std::move(parts));
}

}  // namespace leeway

#endif
