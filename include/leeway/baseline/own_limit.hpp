// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_OWN_LIMIT_HPP
#define LEEWAY_BASELINE_OWN_LIMIT_HPP

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include <leeway/base/interval.hpp>

namespace leeway {

/// Fewer windows than this say nothing about what is rare among them.
inline constexpr std::size_t fewest_own_windows = 20;

/// An effect that calm windows rarely exceed: the 99th percentile of the baseline's own windows.
struct own_limit {
  double effect = no_value;    ///< no value below `fewest_own_windows`
  double exceeded = no_value;  ///< how often one more calm window lies above it
  std::size_t windows = 0;
};

namespace detail {

/// The smallest k with k / (W + 1) of at least 99 %, or W where there is none.
constexpr std::size_t limit_rank(std::size_t windows) noexcept {
  return (std::min)(windows, windows + 1 - (windows + 1) / 100);
}

/// The k-th smallest, counted from 1.
inline double order_statistic(std::vector<double> values, std::size_t k) {
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(k - 1);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

}  // namespace detail

/** Of W exchangeable windows and one more, the last lies above the k-th smallest of the others with a probability of at
    most 1 - k / (W + 1). k is the smallest that makes this 1 %, or W where there are fewer than 99 windows. The effects
    are numbers, none NaN. O(W); allocates nothing. */
inline own_limit limit_of(std::vector<double> effects) {
  own_limit result;
  result.windows = effects.size();
  if (result.windows < fewest_own_windows) return result;
  const std::size_t rank = detail::limit_rank(result.windows);
  result.exceeded = static_cast<double>(result.windows + 1 - rank) / static_cast<double>(result.windows + 1);
  result.effect = detail::order_statistic(std::move(effects), rank);
  return result;
}

}  // namespace leeway

#endif
