// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/kolmogorov_paths.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "support/catch.hpp"

namespace kolmogorov_paths_test {

using namespace leeway::detail;

namespace {

/// Groups of equal records as runs; neighbours that are alone become one run of different records.
std::vector<leeway::law::record_run> runs_of(const std::vector<std::uint64_t>& groups) {
  std::vector<leeway::law::record_run> runs;
  for (const std::uint64_t size : groups) {
    if (size == 1 && !runs.empty() && !runs.back().tied) {
      ++runs.back().records;
    } else {
      runs.push_back({size, size != 1});
    }
  }
  return runs;
}

/// Probability of a hit, by following every path: recursion without bands, diagonals or scaling.
double every_path(int i, int j, int n, int m, int c, const std::vector<bool>& looked_at) {
  if (looked_at[static_cast<std::size_t>(i + j)] && std::abs(i * m - j * n) >= c) return 1.0;
  if (i == n && j == m) return 0.0;
  const double left = n - i + m - j;
  double p = 0.0;
  if (i < n) p += (n - i) / left * every_path(i + 1, j, n, m, c, looked_at);
  if (j < m) p += (m - j) / left * every_path(i, j + 1, n, m, c, looked_at);
  return p;
}

}  // namespace

// Oracle: every path followed forwards, whereas the recursion runs backwards; every c, several groupings of the
// records.
TEST_CASE("kolmogorov paths: small lattices, every gap, with and without ties", "[law][kolmogorov]") {
  const std::vector<std::vector<std::uint64_t>> groupings = {
      {1, 1, 1, 1, 1, 1, 1, 1, 1}, {9}, {2, 2, 2, 2, 1}, {1, 5, 3}, {4, 0, 4, 1}, {1, 1, 6, 1}, {3, 3, 3}};
  std::vector<double> scratch(100);
  for (int n : {1, 4, 5, 8}) {
    const int m = 9 - n;
    for (const auto& groups : groupings) {
      std::vector<bool> looked_at(10, false);
      std::size_t place = 0;
      for (const std::uint64_t size : groups) looked_at[place += size] = true;
      for (int c = 1; c <= n * m; ++c) {
        CAPTURE(n, m, c, groups);
        const double expected = every_path(0, 0, n, m, c, looked_at);
        kolmogorov_paths paths(static_cast<std::uint64_t>(n), static_cast<std::uint64_t>(m),
                               static_cast<wide_unsigned>(c), scratch);
        CHECK(paths.with_ties(runs_of(groups)) / kolmogorov_unit == Approx(expected).epsilon(1e-14));
        if (groups.size() == 9) {
          kolmogorov_paths plain(static_cast<std::uint64_t>(n), static_cast<std::uint64_t>(m),
                                 static_cast<wide_unsigned>(c), scratch);
          CHECK(plain.without_ties() / kolmogorov_unit == Approx(expected).epsilon(1e-14));
        }
      }
    }
  }
}

// Oracle: guard values behind the announced width stay untouched; the announced cells are an upper bound by design.
TEST_CASE("kolmogorov paths: the row keeps within its announced width", "[law][kolmogorov]") {
  const std::vector<std::uint64_t> groups = {100, 1, 1, 50, 3, 3, 42, 300, 200};
  for (double share : {0.01, 0.1, 0.5, 1.0}) {
    const std::uint64_t n = 400, m = 300;
    const auto c = static_cast<wide_unsigned>(share * 120000.0);
    for (const auto& grouping : {groups, std::vector<std::uint64_t>(700, 1)}) {
      const std::vector<leeway::law::record_run> runs = runs_of(grouping);
      const double width = kolmogorov_width(400.0, 300.0, share * 120000.0, runs);
      REQUIRE(width < 350.0);
      std::vector<double> scratch(400, -7.0);
      kolmogorov_paths(n, m, c, scratch).with_ties(runs);
      for (std::size_t i = static_cast<std::size_t>(width); i < scratch.size(); ++i) REQUIRE(scratch[i] < 0.0);
    }
  }
}

// Oracle: one lane, that is no vectors; in every form that this processor runs, with and without ties.
TEST_CASE("kolmogorov paths: every instruction set gives the same bits", "[law][kolmogorov]") {
  using leeway::detail::instruction_set;
  const std::vector<leeway::law::record_run> runs = runs_of({1, 1, 30, 7, 1, 1, 1, 200, 5, 1, 90, 1, 3, 60});
  std::vector<double> scratch(500);
  for (auto set : {instruction_set::plain, instruction_set::sse4, instruction_set::avx2, instruction_set::avx512}) {
    if (set > leeway::detail::best_instruction_set()) continue;
    for (std::uint64_t n : {201U, 300U, 399U})
      for (unsigned share = 1; share < 40; share += 3) {
        const std::uint64_t m = 402 - n;
        const auto c = static_cast<wide_unsigned>(n * m / 40 * share);
        const auto hit = [&](instruction_set one, bool ties) {
          kolmogorov_paths paths(n, m, c, scratch);
          return std::bit_cast<std::uint64_t>(ties ? paths.with_ties(runs, one) : paths.without_ties(one));
        };
        CAPTURE(n, share);
        CHECK(hit(set, false) == hit(instruction_set::one_lane, false));
        CHECK(hit(set, true) == hit(instruction_set::one_lane, true));
      }
  }
}

}  // namespace kolmogorov_paths_test
