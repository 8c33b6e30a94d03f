// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_EDGES_HPP
#define LEEWAY_CELLS_EDGES_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/cells/binning.hpp>

namespace leeway {

/// Cells between edges that the user gives: (-inf, e1], (e1, e2], ..., (ek, +inf). Edges that the values cannot tell
/// apart, or that all values lie above, are one or none.
class edges {
 public:
  /// @throws std::invalid_argument unless the edges increase strictly and none is NaN
  explicit edges(std::vector<double> values) : values_(std::move(values)) {
    for (std::size_t i = 0; i < values_.size(); ++i) {
      if (detail::is_nan(values_[i])) detail::throw_invalid_argument("edges: edge " + std::to_string(i) + " is NaN");
      if (i > 0 && order_key(values_[i]) <= order_key(values_[i - 1]))
        detail::throw_invalid_argument("edges: edge " + std::to_string(i) + " = " + detail::exact_text(values_[i]) +
                                       " does not lie above " + detail::exact_text(values_[i - 1]));
    }
  }

  numeric_cells learn(sorted_sample sample) const {
    const numeric_cells scale(sample.type, {}, false);
    std::vector<std::uint64_t> keys;
    const double lowest = scale.value(detail::lowest_key(sample.type));
    for (double value : values_)
      if (value >= lowest) detail::push_edge(keys, scale.key(value));
    return {sample.type, std::move(keys), false};
  }

 private:
  std::vector<double> values_;
};

}  // namespace leeway

#endif
