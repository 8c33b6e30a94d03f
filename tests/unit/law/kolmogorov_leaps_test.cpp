// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// The leaps replace a walk over millions of lattice points; a wrong boundary would shift every p-value a little.
#include "leeway/law/kolmogorov_leaps.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "leeway/law/kolmogorov_paths.hpp"
#include "support/catch.hpp"

namespace kolmogorov_leaps_test {

using namespace leeway::detail;

namespace {

/// Of the C(n + m, m) orders of both samples, how many leave: counted one by one.
std::uint64_t leaving(int i, int j, int n, int m, int c, bool left) {
  left = left || std::abs(i * m - j * n) >= c;
  if (i == n && j == m) return left ? 1 : 0;
  std::uint64_t orders = 0;
  if (i < n) orders += leaving(i + 1, j, n, m, c, left);
  if (j < m) orders += leaving(i, j + 1, n, m, c, left);
  return orders;
}

double choose(int n, int k) {
  double result = 1.0;
  for (int i = 1; i <= k; ++i) result = std::round(result * (n - k + i) / i);
  return result;
}

std::vector<double> scratch_of(std::uint64_t n, std::uint64_t m, wide_unsigned c) {
  const double band = kolmogorov_band(static_cast<double>(n), static_cast<double>(m), static_cast<double>(c));
  return std::vector<double>(static_cast<std::size_t>(band) + kolmogorov_leaps::places_beside, -7.0);
}

}  // namespace

// Oracle: every order of few records, counted; every gap there is.
TEST_CASE("kolmogorov leaps: all orders of a few records", "[law][kolmogorov]") {
  for (const auto& [n, m] : std::vector<std::pair<int, int>>{{1, 2}, {7, 1}, {5, 3}, {3, 7}, {12, 4}, {9, 8}, {16, 3}})
    for (int c = 1; c <= n * m; ++c) {
      CAPTURE(n, m, c);
      const double expected = static_cast<double>(leaving(0, 0, n, m, c, false)) / choose(n + m, m);
      const auto a = static_cast<std::uint64_t>(n);
      const auto b = static_cast<std::uint64_t>(m);
      const auto gap = static_cast<wide_unsigned>(c);
      std::vector<double> scratch = scratch_of(a, b, gap);
      CHECK(kolmogorov_leaps(a, b, gap, scratch).leaves(1e-6) == Approx(expected).epsilon(1e-14));
      CHECK(kolmogorov_leaps(a, b, gap, scratch).stays() == Approx(1.0 - expected).margin(1e-14));
    }
}

// Oracle: the lattice walked point by point, another recursion for another quantity; from p near 1 to 1e-60.
TEST_CASE("kolmogorov leaps: agrees with the walk over all lattice points", "[law][kolmogorov]") {
  std::vector<double> row(4000);
  for (const auto& [n, m] : std::vector<std::pair<std::uint64_t, std::uint64_t>>{
           {1000, 10}, {11, 1003}, {997, 101}, {1000, 500}, {600, 599}, {20'000, 150}, {20'000, 3}})
    for (double x : {0.05, 0.3, 0.6, 0.9, 1.3, 1.8, 2.5, 4.0, 8.0}) {
      const auto all = static_cast<double>(n * m);
      const double gap = std::ceil(x * std::sqrt(all * static_cast<double>(n + m)));
      if (gap > all) continue;
      CAPTURE(n, m, x);
      const auto c = static_cast<wide_unsigned>(gap);
      const double expected = kolmogorov_paths(n, m, c, row).without_ties() / kolmogorov_unit;
      std::vector<double> scratch = scratch_of(n, m, c);
      CHECK(kolmogorov_leaps(n, m, c, scratch).leaves(1e-3 * expected) == Approx(expected).epsilon(1e-12));
      CHECK(kolmogorov_leaps(n, m, c, scratch).stays() == Approx(1.0 - expected).margin(1e-13));
    }
}

// Oracle: one lane, that is no vectors; in every form that this processor runs.
TEST_CASE("kolmogorov leaps: every instruction set gives the same bits", "[law][kolmogorov]") {
  for (auto set : {instruction_set::plain, instruction_set::sse4, instruction_set::avx2, instruction_set::avx512}) {
    if (set > best_instruction_set()) continue;
    for (std::uint64_t m : {3U, 40U, 101U})
      for (double share : {0.02, 0.1, 0.3}) {
        const std::uint64_t n = 1009;
        const auto c = static_cast<wide_unsigned>(share * static_cast<double>(n * m));
        std::vector<double> scratch = scratch_of(n, m, c);
        const auto bits = [&](instruction_set one, bool stays) {
          kolmogorov_leaps leaps(n, m, c, scratch);
          return std::bit_cast<std::uint64_t>(stays ? leaps.stays(one) : leaps.leaves(1e-20, one));
        };
        CAPTURE(m, share);
        CHECK(bits(set, true) == bits(instruction_set::one_lane, true));
        CHECK(bits(set, false) == bits(instruction_set::one_lane, false));
      }
  }
}

}  // namespace kolmogorov_leaps_test
