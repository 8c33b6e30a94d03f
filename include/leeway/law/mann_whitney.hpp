// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_MANN_WHITNEY_HPP
#define LEEWAY_LAW_MANN_WHITNEY_HPP

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/order_key.hpp>
#include <leeway/law/normal.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::law {

/// Variance of U for samples of n and m records without ties. No value when a side is empty.
inline double mann_whitney_variance(std::uint64_t n, std::uint64_t m) noexcept {
  if (n == 0 || m == 0) return no_value;
  const auto a = static_cast<double>(n);
  const auto b = static_cast<double>(m);
  return a * b / 12.0 * (a + b + 1.0);
}

/**
 * Variance of U given the ties: two rows of counts, equal records in one place, places in order. What the correction
 * for ties, nm/12 (N + 1 - sum (t^3 - t) / (N (N - 1))), gives, as a sum of squares that loses nothing when nearly all
 * records are equal. No value when a side is empty; 0 when all are equal. O(places).
 */
inline double mann_whitney_variance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  std::uint64_t n = 0;
  std::uint64_t m = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    n += a[k];
    m += b[k];
  }
  if (n == 0 || m == 0) return no_value;
  const auto all = static_cast<double>(n + m);
  double squares = 0.0;
  double below = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const auto tied = static_cast<double>(a[k] + b[k]);
    const double centred = below + 0.5 * (tied - all);
    squares += tied * centred * centred;
    below += tied;
  }
  return static_cast<double>(n) * static_cast<double>(m) / all * (squares / (all - 1.0));
}

/**
 * P(|U - nm/2| >= |u - nm/2|) by the normal law with a continuity correction of 1/2; sure when the variance is 0. No
 * value for no value.
 */
inline tail mann_whitney_normal(double u, double middle, double variance) noexcept {
  if (leeway::detail::is_nan(u) || leeway::detail::is_nan(variance)) return {};
  const double distance = (std::max)(0.0, std::fabs(u - middle) - 0.5);
  if (!(variance > 0.0)) return sure;
  return normal_two_sided(distance / std::sqrt(variance));
}

/// From this product of the sizes on there is no exact law.
inline constexpr std::uint64_t mann_whitney_exact_below = 600;

/**
 * P(|U - nm/2| >= |u - nm/2|) without ties, exactly, for n m < 600: the number of orders with each u, by multiplying
 * and dividing polynomials (Gauss), in whole numbers below 2^53. No value beyond, for an empty side or u > nm.
 */
inline tail mann_whitney_exact(std::uint64_t u, std::uint64_t n, std::uint64_t m) noexcept {
  if (n == 0 || m == 0 || n >= mann_whitney_exact_below || m >= mann_whitney_exact_below) return {};
  const std::uint64_t largest = n * m;
  if (largest >= mann_whitney_exact_below || u > largest) return {};
  const auto lower = static_cast<std::size_t>((std::min)(u, largest - u));
  if (2 * lower >= largest) return sure;
  std::array<double, mann_whitney_exact_below> ways{};
  ways[0] = 1.0;
  double orders = 1.0;
  const auto least = static_cast<std::size_t>((std::min)(n, m));
  const auto most = static_cast<std::size_t>((std::max)(n, m));
  for (std::size_t i = 1; i <= least; ++i) {  // times (1 - q^(most + i)) / (1 - q^i)
    for (std::size_t k = lower; k >= most + i; --k) ways[k] -= ways[k - most - i];
    for (std::size_t k = i; k <= lower; ++k) ways[k] += ways[k - i];
    orders = orders * static_cast<double>(most + i) / static_cast<double>(i);
  }
  double sum = 0.0;
  for (std::size_t k = 0; k <= lower; ++k) sum += ways[k];
  return from_probability(2.0 * sum / orders);
}

}  // namespace leeway::law

#endif
