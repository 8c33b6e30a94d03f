// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_TOTAL_HPP
#define LEEWAY_BASE_DETAIL_TOTAL_HPP

#include <cstddef>
#include <cstdint>
#include <span>

namespace leeway::detail {

inline std::uint64_t total(std::span<const std::uint64_t> counts) noexcept {
  std::uint64_t sums[4] = {};  // side by side: compilers that keep the order add one after the other
  std::size_t i = 0;
  for (; i + 4 <= counts.size(); i += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) sums[lane] += counts[i + lane];
  for (; i < counts.size(); ++i) sums[0] += counts[i];
  return sums[0] + sums[1] + sums[2] + sums[3];
}

}  // namespace leeway::detail

#endif
