// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DETAIL_CELL_PAIR_HPP
#define LEEWAY_DRIFT_DETAIL_CELL_PAIR_HPP

#include <cstddef>
#include <cstdint>

namespace leeway::detail {

/// One of so many cells of two rows of counts.
struct cell_pair {
  std::uint64_t a;  ///< records of the baseline in the cell
  std::uint64_t n;  ///< and in the row
  std::uint64_t b;  ///< the same of the window
  std::uint64_t m;
  std::size_t cells;
};

}  // namespace leeway::detail

#endif
