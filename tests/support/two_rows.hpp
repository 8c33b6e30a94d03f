// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_TWO_ROWS_HPP
#define LEEWAY_TESTS_SUPPORT_TWO_ROWS_HPP

#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

#include "support/golden.hpp"

/// A case of distances_counts.csv or distances_large.csv.
struct two_rows {
  explicit two_rows(const golden::row& line)
      : a(line.counts("a")),
        b(line.counts("b")),
        n(std::accumulate(a.begin(), a.end(), std::uint64_t{0})),
        m(std::accumulate(b.begin(), b.end(), std::uint64_t{0})) {}

  double size() const { return static_cast<double>(n) * (static_cast<double>(m) / static_cast<double>(n + m)); }
  /// What rounding two shares to doubles does to sqrt(sum (p - q)^2 / pool): at most 2^-52 a cell and side where the
  /// shares add up to 1. For statistics that grow with the square of the difference nothing better can be had from
  /// shares.
  static constexpr double share_error = 0x1p-51;

  std::vector<std::uint64_t> a;
  std::vector<std::uint64_t> b;
  std::uint64_t n;
  std::uint64_t m;
};

#endif
