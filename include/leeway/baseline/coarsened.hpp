// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_COARSENED_HPP
#define LEEWAY_BASELINE_COARSENED_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/cells/binning.hpp>
#include <leeway/cells/equal_mass.hpp>

namespace leeway {
namespace detail {

/// Each record has the value of its cell, and these are so few that `rule` gives each of them an atom.
inline bool keeps_each_value(const numeric_feature& learned, std::size_t bins) noexcept {
  const std::span<const std::uint64_t> records = learned.counts().cells();
  std::size_t occupied = 0;
  for (std::size_t cell = 0; cell < records.size(); ++cell) {
    if (records[cell] == 0) continue;
    if (!learned.cells().single_valued(cell)) return false;
    ++occupied;
  }
  return occupied <= bins / 2;
}

/// The cell below an atom of doubles. Rounded to float its end would be the atom, which then lay on the wrong side.
inline bool is_gap(const numeric_cells& cells, std::size_t cell) noexcept {
  return cells.type() == value_type::float64 && cell + 1 < cells.keys().size() && !cells.single_valued(cell) &&
         cells.single_valued(cell + 1);
}

/// Which edges of the cells `equal_mass` would choose, had each record the value at the upper end of its cell.
inline std::vector<std::uint64_t> edges_at_ranks(const numeric_feature& learned, std::size_t size, std::size_t bins) {
  const numeric_cells& cells = learned.cells();
  std::size_t cell = 0;
  std::uint64_t up_to_cell = learned.counts()[0];
  const auto cell_at = [&](std::size_t rank) {
    while (up_to_cell < rank) up_to_cell += learned.counts()[++cell];
    return is_gap(cells, cell) ? cell + 1 : cell;
  };
  std::vector<std::uint64_t> keys;
  for (std::size_t j = 1; j < bins;) {
    const std::size_t held = cell_at(equal_mass::rank(j, size, bins));
    if (held == cells.keys().size()) break;
    std::size_t next = j + 1;
    while (next < bins && cell_at(equal_mass::rank(next, size, bins)) == held) ++next;
    if (next - j > 1 && held > 0 && cells.single_valued(held)) push_edge(keys, cells.keys()[held - 1]);
    push_edge(keys, cells.keys()[held]);
    j = next;
  }
  return keys;
}

}  // namespace detail

/** The same past in fewer cells: what `rule` would have learned from the same records, as far as the cells that there
    are can tell. The two are equal where the feature was learned in more cells of equal mass than wanted, in a multiple
    of as many, and from no doubles that are each other's neighbours.

  A feature that has no more cells than wanted stays as it is. Values that are common for the coarse cells keep cells of
  their own. Windows counted in the one are refused by the other. O(cells); allocates.
  @throws std::invalid_argument for a feature with own windows, which were judged in the cells that it has: the smaller
  the cells, the less they show of spikes. Such a feature has to be learned in fewer cells. */
inline numeric_feature coarsened(const numeric_feature& learned, equal_mass rule) {
  const numeric_cells& cells = learned.cells();
  const auto size = static_cast<std::size_t>(learned.counts().present());
  const std::size_t bins = size + 1 < rule.bins() ? size + 1 : rule.bins();
  if (cells.size() <= bins || detail::keeps_each_value(learned, bins)) return learned;
  if (learned.own().size() > 0)
    detail::throw_invalid_argument("coarsened: feature \"" + std::string(learned.name()) +
                                   "\" has own windows, judged in its " + std::to_string(cells.size()) +
                                   " cells: learn it in " + std::to_string(rule.bins()));

  numeric_cells coarse(cells.type(), detail::edges_at_ranks(learned, size, bins), cells.from_ranks());
  feature_parts<numeric_cells> parts = learned.parts();
  parts.statistics = learned.statistics().regrouped(
      coarse.size(),
      [&](std::size_t cell) {
        return cell < cells.keys().size() ? coarse.index_of_key(cells.keys()[cell]) : coarse.size() - 1;
      },
      [](std::uint64_t key) { return key; });
  parts.cells = std::move(coarse);
  if (!(parts.rank_error > 0.0)) parts.rarity = detail::rarity_of(parts.cells, parts.statistics.counts());
  return numeric_feature(std::move(parts));
}

/** Every numeric feature in fewer cells; categories as they are. How many cells a monitor counts in is its own choice:
    fewer take less memory and time, and tell less of what moves inside a cell. @throws as above */
inline baseline coarsened(const baseline& past, equal_mass rule) {
  std::vector<any_feature> features;
  for (const any_feature& f : past.features()) {
    const auto* numeric = std::get_if<numeric_feature>(&f);
    features.push_back(numeric != nullptr ? any_feature(coarsened(*numeric, rule)) : f);
  }
  return baseline(past.origin(), past.rows(), std::move(features), past.schedule());
}

}  // namespace leeway

#endif
