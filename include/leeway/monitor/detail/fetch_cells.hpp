// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_FETCH_CELLS_HPP
#define LEEWAY_MONITOR_DETAIL_FETCH_CELLS_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/cells/detail/edge_grid.hpp>
#include <leeway/cells/detail/offset_scale.hpp>
#include <leeway/cells/detail/place_kernel.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/column_statistics.hpp>

namespace leeway::detail {

/// Asks memory for all that counting some values will need: their entries of the table, then, when these have come,
/// edges and counters. A column that has left the cache is then waited for once and not value by value.
template <std::floating_point Real>
void fetch_cells(const numeric_cells& cells, std::span<const Real> values, const column_statistics& into) noexcept {
  constexpr std::size_t most = 128;
  constexpr std::size_t few_cells = 64;  // in so few cache lines that asking first gains nothing
  using word = typename offset_scale<Real>::unsigned_bits;
  if (cells.size() <= few_cells || cells.grid().steps() == 0 || values.size() > most) return;
  const offset_scale<Real> scale = cells.grid().template scale<Real>();
  alignas(64) word buckets[most];
  run_kernel<place_kernel<Real>>(best_instruction_set(), values.data(), values.size(), &scale,
                                 static_cast<word>(cells.grid().missing()), static_cast<word*>(buckets));
  const auto* table = reinterpret_cast<const unsigned char*>(cells.grid().table());
  for (std::size_t i = 0; i < values.size(); ++i) __builtin_prefetch(table + sizeof(std::uint16_t) * buckets[i]);
  for (std::size_t i = 0; i < values.size(); ++i) into.fetch(cells.fetch_edges(buckets[i]));
}

}  // namespace leeway::detail

#endif
