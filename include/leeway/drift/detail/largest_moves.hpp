// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DETAIL_LARGEST_MOVES_HPP
#define LEEWAY_DRIFT_DETAIL_LARGEST_MOVES_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/drift/share_of_rows.hpp>

namespace leeway::detail {

/// The totals of two rows of counts, and the first of the cells whose shares rose most and of those that moved most.
struct largest_moves {
  std::uint64_t baseline = 0;
  std::uint64_t window = 0;
  std::size_t risen = 0;
  std::size_t moved = 0;
  double distance = 0.0;  ///< by which `moved` did

  /// A side is empty: nothing else is known.
  bool none() const noexcept { return baseline == 0 || window == 0; }
};

inline largest_moves find_largest_moves(std::span<const std::uint64_t> then,
                                        std::span<const std::uint64_t> now) noexcept {
  largest_moves seen{total(then), total(now)};
  if (seen.none()) return seen;
  const double of_n = 1.0 / real_count(seen.baseline);
  const double of_m = 1.0 / real_count(seen.window);
  double highest = -1.0;
  seen.distance = -1.0;
  for (std::size_t k = 0; k < then.size(); ++k) {
    // Nearly all cells moved less, by more than rounding does: that is seen without divisions.
    const double about = real_count(now[k]) * of_m - real_count(then[k]) * of_n;
    if (about < highest - 1e-14 && std::fabs(about) < seen.distance - 1e-14) continue;
    const double difference = share(now[k], seen.window) - share(then[k], seen.baseline);
    if (difference > highest) {
      highest = difference;
      seen.risen = k;
    }
    if (std::fabs(difference) > seen.distance) {
      seen.distance = std::fabs(difference);
      seen.moved = k;
    }
  }
  return seen;
}

}  // namespace leeway::detail

#endif
