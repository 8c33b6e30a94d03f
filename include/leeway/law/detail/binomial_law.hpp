// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_BINOMIAL_LAW_HPP
#define LEEWAY_LAW_DETAIL_BINOMIAL_LAW_HPP

#include <cmath>
#include <cstdint>

#include <leeway/law/detail/near_mode.hpp>
#include <leeway/law/detail/stirling.hpp>

namespace leeway::detail {

/// The binomial law of `size` trials in the terms of `log_sum` and `ratio_of_uniforms`; 0 < p < 1, q = 1 - p.
struct binomial_law {
  double size;
  double p;
  double q;
  double odds = p / q;

  double mean() const noexcept { return size * p; }
  double deviation() const noexcept { return std::sqrt(size * p * q); }
  /// P(k+1) / P(k) = gain(k) / loss(k).
  double gain(std::uint64_t k) const noexcept { return (size - static_cast<double>(k)) * odds; }
  double loss(std::uint64_t k) const noexcept { return static_cast<double>(k + 1); }
  double step(std::uint64_t k) const noexcept { return gain(k) / loss(k); }
  near_mode around(std::uint64_t mode) const noexcept {
    const double k = static_cast<double>(mode) - 0.5;
    return near_mode(odds).falling(size - k).rising(k + 1.0);
  }
  double log_point(std::uint64_t k) const noexcept { return log_point_at(static_cast<double>(k)); }
  double log_point_at(double k) const noexcept {
    const double difference = std::fma(-size, p, k);
    return stirling_rest(size) - stirling_rest(k) - stirling_rest(size - k) - deviance(size * p, difference) -
           deviance(size * q, -difference);
  }
};

}  // namespace leeway::detail

#endif
