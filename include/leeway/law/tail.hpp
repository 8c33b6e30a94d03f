// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_TAIL_HPP
#define LEEWAY_LAW_TAIL_HPP

#include <cmath>
#include <limits>

#include <leeway/base/interval.hpp>

namespace leeway::law {

/**
 * A tail probability. `p` may underflow to 0; `log_p` (natural logarithm) stays right far beyond 1e-300 and orders the
 * results that `p` no longer tells apart. Both are `no_value` where there is no probability to give.
 */
struct tail {
  double p = no_value;
  double log_p = no_value;
};

/// From its logarithm; anything above 0 (rounding) is 0.
inline tail from_log(double log_p) noexcept {
  if (log_p >= 0.0) return {1.0, 0.0};
  return {std::exp(log_p), log_p};
}

/// From the probability itself, which must not have underflown.
inline tail from_probability(double p) noexcept {
  if (p >= 1.0) return {1.0, 0.0};
  return {p, std::log(p)};
}

/// From the probability of the opposite event: the right way when that is the smaller one.
inline tail from_complement(double c) noexcept {
  if (c <= 0.0) return {1.0, 0.0};
  return {1.0 - c, std::log1p(-c)};
}

/// The sure event.
inline constexpr tail sure{1.0, 0.0};

/// The impossible event: the only one whose probability is really 0.
inline constexpr tail impossible{0.0, -std::numeric_limits<double>::infinity()};

}  // namespace leeway::law

#endif
