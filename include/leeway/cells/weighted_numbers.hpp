// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_WEIGHTED_NUMBERS_HPP
#define LEEWAY_CELLS_WEIGHTED_NUMBERS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <leeway/base/value_type.hpp>
#include <leeway/cells/binning.hpp>
#include <leeway/cells/equal_mass.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/counts.hpp>
#include <leeway/statistics/weighted_number.hpp>

namespace leeway {

/// Cells with the counts of a baseline.
struct counted_cells {
  numeric_cells cells{};
  leeway::counts counts{1};
};

namespace detail {

/// As `equal_mass` has them, ranks being those of the records that the numbers stand for. A number that is stored once
/// and stands for many records is no atom: they were different ones as far as anybody knows.
inline std::vector<std::uint64_t> edges_of(std::span<const weighted_number> numbers, value_type type,
                                           std::uint64_t records, std::size_t bins) {
  std::vector<std::uint64_t> keys;
  std::uint64_t upto = 0;
  std::size_t j = 1;
  for (const weighted_number& one : numbers) {
    upto += one.records;
    std::size_t ranks = 0;
    for (; j < bins && equal_mass::rank(j, static_cast<std::size_t>(records), bins) <= upto; ++j) ++ranks;
    if (ranks > 1 && one.stored > 1)
      push_atom(keys, type, one.key);
    else if (ranks > 0)
      push_edge(keys, one.key);
  }
  return keys;
}

}  // namespace detail

/** Cells of equal mass and their counts by the rule of `equal_mass`: at most `bins` cells end at numbers that the
    sketch holds, or each of them is an atom where they are few. Of a sketch that holds all numbers the cells are those
    that `equal_mass(bins)` learns from them. `numbers` are put together. O(numbers log bins); allocates. */
inline counted_cells cells_of(std::span<const weighted_number> numbers, value_type type, std::size_t bins) {
  std::uint64_t stored = 0;
  std::uint64_t records = 0;
  for (const weighted_number& one : numbers) {
    stored += one.stored;
    records += one.records;
  }
  const auto most = static_cast<std::size_t>((std::min)(stored + 1, static_cast<std::uint64_t>(bins)));
  std::vector<std::uint64_t> keys;
  if (numbers.size() <= most / 2)
    for (const weighted_number& one : numbers) detail::push_atom(keys, type, one.key);
  else
    keys = detail::edges_of(numbers, type, records, most);
  counted_cells result{numeric_cells(type, std::move(keys), true), {}};
  result.counts = leeway::counts(result.cells.size());
  for (const weighted_number& one : numbers) result.counts.add(result.cells.index_of_key(one.key), one.records);
  return result;
}

}  // namespace leeway

#endif
