// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_EQUAL_WIDTH_HPP
#define LEEWAY_CELLS_EQUAL_WIDTH_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/cells/binning.hpp>

namespace leeway {

/** Cells of equal width between the smallest and the largest finite value of the baseline; the outer ones are open.
    For comparison with tools that bin so: heavy tails put nearly everything into one cell. */
class equal_width {
 public:
  /// @throws std::invalid_argument unless 2 <= bins <= 2^20
  explicit equal_width(std::size_t bins) : bins_(bins) {
    if (bins < 2 || bins > std::size_t{1} << 20)
      detail::throw_invalid_argument("equal_width: bins = " + std::to_string(bins) + " is not within 2 and 1048576");
  }

  numeric_cells learn(sorted_sample sample) const {
    const numeric_cells scale(sample.type, {}, false);
    std::span<const std::uint64_t> finite = sample.keys;
    while (!finite.empty() && !detail::is_finite(scale.value(finite.front()))) finite = finite.subspan(1);
    while (!finite.empty() && !detail::is_finite(scale.value(finite.back()))) finite = finite.first(finite.size() - 1);
    if (finite.empty()) return scale;
    const double lowest = scale.value(finite.front());
    // Halved before the difference is taken: the range of doubles is twice the largest double.
    const double half_width = (scale.value(finite.back()) / 2.0 - lowest / 2.0) / static_cast<double>(bins_);
    std::vector<std::uint64_t> keys;
    for (std::size_t j = 1; j < bins_; ++j)
      detail::push_edge(keys,
                        scale.key(lowest + static_cast<double>(j) * half_width + static_cast<double>(j) * half_width));
    return {sample.type, std::move(keys), false};
  }

 private:
  std::size_t bins_;
};

}  // namespace leeway

#endif
