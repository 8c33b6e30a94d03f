// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_LEARN_SKETCH_HPP
#define LEEWAY_BASELINE_LEARN_SKETCH_HPP

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/cells/weighted_numbers.hpp>
#include <leeway/statistics/column_statistics.hpp>
#include <leeway/statistics/quantile_sketch.hpp>

namespace leeway {

/** Learns one column from a sketch, such as that of a stream, or of shards merged: cells of equal mass that end at
    numbers the sketch holds, and their counts as it knows them. Its `rank_error(error)` becomes the feature's: tests
    allow for it. Of a sketch that still holds every number the cells and counts are those of `learn`. Extremes are
    exact; moments are not known. O(kept log); allocates.
    @throws std::invalid_argument unless 2 <= bins <= 2^20 */
template <number T>
numeric_feature learn(const quantile_sketch<T>& past, std::size_t bins = 1024, std::string name = "value",
                      double error = 1e-6) {
  counted_cells counted = cells_of(past.items(), value_type_of<T>, equal_mass(bins).bins());
  counted.counts.add(counted.cells.size(), past.missing());
  feature_parts<numeric_cells> parts;
  parts.name = std::move(name);
  parts.rank_error = past.rank_error(error);
  if (!(parts.rank_error > 0.0)) parts.rarity = detail::rarity_of(counted.cells, counted.counts);
  parts.cells = std::move(counted.cells);
  parts.statistics = column_statistics(std::move(counted.counts), past.extremes());
  return numeric_feature(std::move(parts));
}

}  // namespace leeway

#endif
