// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_RESIZED_HPP
#define LEEWAY_STATISTICS_RESIZED_HPP

#include <cstddef>
#include <cstdint>

#include <leeway/statistics/counts.hpp>

namespace leeway {

/** Counts of the same shape with `records` records in all, missing ones included: what so many rows would have shown,
    or what rows that come together are worth. Rounds cumulated counts, so sums over adjacent cells are off by less than
    one record. All 0 where `shape` is empty. O(cells); allocates. */
inline counts resized(const counts& shape, std::uint64_t records) {
  __extension__ using wide = unsigned __int128;
  counts result(shape.size());
  const std::uint64_t total = shape.present() + shape.missing();
  if (total == 0) return result;
  std::uint64_t cumulated = 0;
  std::uint64_t given = 0;
  for (std::size_t cell = 0; cell <= shape.size(); ++cell) {
    cumulated += cell < shape.size() ? shape[cell] : shape.missing();
    const auto due = static_cast<std::uint64_t>((static_cast<wide>(cumulated) * records * 2 + total) /
                                                (static_cast<wide>(total) * 2));
    result.add(cell, due - given);
    given = due;
  }
  return result;
}

}  // namespace leeway

#endif
