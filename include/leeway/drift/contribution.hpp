// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_CONTRIBUTION_HPP
#define LEEWAY_DRIFT_CONTRIBUTION_HPP

#include <cstddef>
#include <cstdint>
#include <string>

#include <leeway/base/interval.hpp>

namespace leeway {

/// Names a cell to people: a right-closed range of numbers, one category, or a pool of cells.
struct cell_label {
  enum class kind : std::uint8_t { range, value, pool };

  kind what = kind::range;
  interval range{};  ///< ends may be infinite
  std::string value{};
  std::size_t pooled = 0;  ///< how many cells share the pool
};

/// What one cell adds to a statistic, with the shares of rows then and now.
struct contribution {
  cell_label cell{};
  double baseline_share = no_value;
  double window_share = no_value;
  double amount = no_value;
};

}  // namespace leeway

#endif
