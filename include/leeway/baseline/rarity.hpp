// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_RARITY_HPP
#define LEEWAY_BASELINE_RARITY_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>

#include <leeway/cells/category_cells.hpp>
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway {

/// How many values the baseline holds once and twice: what a fresh sample would show that the baseline has not.
struct rarity {
  std::uint64_t seen_once = 0;
  std::uint64_t seen_twice = 0;

  void count(std::uint64_t times) noexcept {
    if (times == 1) ++seen_once;
    if (times == 2) ++seen_twice;
  }
  rarity& operator+=(const rarity& other) noexcept {
    seen_once += other.seen_once;
    seen_twice += other.seen_twice;
    return *this;
  }
  friend bool operator==(const rarity&, const rarity&) = default;
};

namespace detail {

/// As far as each value has a cell of its own.
inline rarity rarity_of(const numeric_cells& cells, const leeway::counts& counts) noexcept {
  rarity result;
  for (std::size_t cell = 0; cell < counts.size(); ++cell)
    if (cells.single_valued(cell)) result.count(counts[cell]);
  return result;
}
inline rarity rarity_of(const category_cells& cells, const leeway::counts& counts) noexcept {
  rarity result;
  for (std::size_t cell = 0; cell < cells.rest(); ++cell) result.count(counts[cell]);
  return result;
}

/// Of values without a cell of their own, as many as a `share` of the rows holds: `all` less those that cells show.
inline rarity rare_share(const rarity& all, const rarity& shown, double share) noexcept {
  const auto part = [&](std::uint64_t values, std::uint64_t with_cells) {
    const std::uint64_t others = values > with_cells ? values - with_cells : 0;
    return static_cast<std::uint64_t>(std::ceil(static_cast<double>(others) * share));
  };
  return {part(all.seen_once, shown.seen_once), part(all.seen_twice, shown.seen_twice)};
}

}  // namespace detail
}  // namespace leeway

#endif
