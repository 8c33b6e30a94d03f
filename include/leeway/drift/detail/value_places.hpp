// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DETAIL_VALUE_PLACES_HPP
#define LEEWAY_DRIFT_DETAIL_VALUE_PLACES_HPP

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/cells/detail/choose_grid.hpp>
#include <leeway/cells/detail/offset_scale.hpp>

namespace leeway::detail {

/// A scale whose buckets hold about equally many of the sorted values, at most `most` buckets.
template <std::floating_point Real, class Key>
offset_scale<Real> scale_of(std::span<const Key> sorted, std::size_t most) {
  constexpr std::size_t places = 1024;
  std::vector<std::uint64_t> ends;
  for (std::size_t i = 1; i < places && !sorted.empty(); ++i) {
    const auto value = static_cast<double>(from_order_key<Real>(sorted[i * (sorted.size() - 1) / places]));
    const auto end = std::bit_cast<std::uint64_t>(value);
    if (ends.empty() || ends.back() != end) ends.push_back(end);
  }
  const edge_grid grid = grid_choice(ends, sizeof(Real) == 4).grid();
  constexpr Real end = (std::numeric_limits<Real>::max)();
  offset_scale<Real> scale =
      grid.steps() > 0 ? grid.template scale<Real>() : offset_scale<Real>{-end, end, Real(0), Real(1)};
  scale.first = scale.position(scale.lowest);
  scale.shift = 0;
  while (scale.shift < 8 * sizeof(Real) - 1 && scale.bucket(scale.highest) >= most) ++scale.shift;
  return scale;
}

}  // namespace leeway::detail

#endif
