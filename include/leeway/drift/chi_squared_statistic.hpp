// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_CHI_SQUARED_STATISTIC_HPP
#define LEEWAY_DRIFT_CHI_SQUARED_STATISTIC_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/drift/share_of_rows.hpp>

namespace leeway {
namespace detail {

/// What a cell adds to sum (p - q)^2 / (p + q), from shares p and q.
inline double squared_difference(double p, double q) noexcept {
  const double sum = p + q;
  return sum > 0.0 ? (p - q) * (p - q) / sum : 0.0;
}

/// What a cell adds to Pearson's X2.
inline double pearson_term(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m) noexcept {
  if (a + b == 0) return 0.0;
  const double difference = share(a, n) - share(b, m);
  return effective_size(n, m) * difference * difference / share(a + b, n + m);
}

}  // namespace detail

/// Cells in which either side has a record.
inline std::size_t occupied_cells(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  std::size_t occupied = 0;
  for (std::size_t k = 0; k < a.size(); ++k) occupied += a[k] + b[k] > 0 ? 1u : 0u;
  return occupied;
}

/// Pearson's X2 of the 2 x K table of two rows of counts, no continuity correction; NaN when a side is empty or they
/// differ in length. O(K).
inline double chi_squared_statistic(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = detail::total(a);
  const std::uint64_t m = detail::total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return no_value;
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) sum += detail::pearson_term(a[k], n, b[k], m);
  return sum;
}

/// Cohen's w as it would be at equal sizes: sqrt(1/2 sum (p - q)^2 / (p + q)), within 0 and 1.
inline double cohen_w(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = detail::total(a);
  const std::uint64_t m = detail::total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return no_value;
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k)
    sum += detail::squared_difference(detail::share(a[k], n), detail::share(b[k], m));
  return std::sqrt(sum / 2.0);
}

}  // namespace leeway

#endif
