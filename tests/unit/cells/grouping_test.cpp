// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Tests see groups, not cells: a group that takes in the wrong gap is a wrong null law.
#include <leeway/cells/grouping.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace grouping_test {

using leeway::grouping;

namespace {

std::vector<std::uint64_t> groups_of(const grouping& g) {
  std::vector<std::uint64_t> result;
  for (std::size_t cell = 0; cell < g.cells(); ++cell) result.push_back(g.group(cell));
  return result;
}

}  // namespace

// Oracle: grouping.py (exact fractions).
TEST_CASE("grouping: golden groups of equal mass", "[cells]") {
  for (const golden::row& row : golden::table("grouping_by_mass.csv")) {
    CAPTURE(row.text("name"));
    const std::vector<std::uint64_t> counts = row.counts("counts");
    const grouping g = grouping::by_mass(counts, row.count("asked"));
    CHECK(groups_of(g) == row.counts("coarse"));
    CHECK(g.size() == row.count("groups"));
    std::vector<std::uint64_t> masses(g.size(), 99);
    g.sum(counts, masses);
    CHECK(masses == row.counts("masses"));
  }
}

// Oracle: grouping.py (exact fractions).
TEST_CASE("grouping: golden rare categories", "[cells]") {
  for (const golden::row& row : golden::table("grouping_pooling.csv")) {
    CAPTURE(row.text("name"));
    const std::vector<std::uint64_t> a = row.counts("a");
    const std::vector<std::uint64_t> b = row.counts("b");
    std::uint64_t n = 0, m = 0;
    for (std::size_t k = 0; k < a.size(); ++k) n += a[k], m += b[k];
    std::vector<std::uint64_t> pooled;
    for (std::size_t k = 0; k < a.size(); ++k)
      pooled.push_back(leeway::expects_fewer_than(row.number("threshold"), a[k] + b[k], n, m) ? 1 : 0);
    CHECK(pooled == row.counts("pooled"));
  }
}

// Oracle: whole numbers: c min(n, m) < 5 (n + m). Rounding the share first pools (149, 5, 154), which expects exactly
// 5.
TEST_CASE("grouping: exactly the threshold is not below it", "[cells]") {
  CHECK_FALSE(leeway::expects_fewer_than(5.0, 154, 149, 5));
  std::size_t wrong = 0;
  for (std::uint64_t n = 1; n < 200; n += 3)
    for (std::uint64_t m = 1; m < 200; ++m)
      for (std::uint64_t c = 0; c < 400; c += 7)
        wrong += leeway::expects_fewer_than(5.0, c, n, m) != (c * (n < m ? n : m) < 5 * (n + m)) ? 1U : 0U;
  CHECK(wrong == 0);
  CHECK_FALSE(leeway::expects_fewer_than(5.0, 0, 0, 0));
}

// Oracle: by hand: an empty cell belongs to the full one above it, or to the last full one.
TEST_CASE("grouping: occupied cells", "[cells]") {
  using counts = std::vector<std::uint64_t>;
  CHECK(groups_of(grouping::occupied(counts{0, 3, 0, 0, 2, 1, 0})) == counts{0, 0, 1, 1, 1, 2, 2});
  CHECK(grouping::occupied(counts{0, 3, 0, 0, 2, 1, 0}).size() == 3);
  CHECK(groups_of(grouping::occupied(counts{4, 5})) == counts{0, 1});
  CHECK(groups_of(grouping::occupied(counts{0, 0})) == counts{0, 0});
  CHECK(grouping::occupied(counts{0, 0}).size() == 1);
  CHECK(grouping::occupied(counts{}).size() == 0);
  CHECK(grouping::by_mass(counts{}, 10).size() == 0);
  CHECK(groups_of(grouping::identity(3)) == counts{0, 1, 2});
  CHECK(grouping::identity(0).size() == 0);
}

// Oracle: brute force: the sum over each group, and nothing lost.
TEST_CASE("grouping: sums", "[cells]") {
  leeway::random_stream draws(20260115);
  for (int repeat = 0; repeat < 50; ++repeat) {
    std::vector<std::uint64_t> baseline, window;
    for (int cell = 0; cell < 40; ++cell) {
      baseline.push_back(draws.below(3) == 0 ? 0 : draws.below(20));
      window.push_back(draws.below(50));
    }
    for (const grouping& g : {grouping::by_mass(baseline, 7), grouping::occupied(baseline), grouping::identity(40)}) {
      std::vector<std::uint64_t> coarse(g.size()), expected(g.size());
      for (std::size_t cell = 0; cell < 40; ++cell) expected[g.group(cell)] += window[cell];
      g.sum(window, coarse);
      CHECK(coarse == expected);
      for (std::size_t cell = 1; cell < 40; ++cell) REQUIRE(g.group(cell) - g.group(cell - 1) <= 1);
    }
  }
}

// Oracle: brute force: a cell is a group of its own when fewer than groups - 1 others go before it: those with more
// records, and as many before it. The others share the last group.
TEST_CASE("grouping: the most frequent cells", "[cells]") {
  leeway::random_stream draws(20260207);
  for (std::size_t cells : {1u, 2u, 5u, 31u, 32u, 33u, 80u})
    for (std::size_t groups : {1u, 2u, 5u, 32u}) {
      CAPTURE(cells, groups);
      std::vector<std::uint64_t> counts;
      for (std::size_t cell = 0; cell < cells; ++cell) counts.push_back(draws.below(12));
      const grouping g = grouping::most_frequent(counts, groups);
      CHECK(g.cells() == cells);
      CHECK(g.size() == (std::min)(cells, groups));
      std::size_t next = 0;
      for (std::size_t cell = 0; cell < cells; ++cell) {
        std::size_t before = 0;
        for (std::size_t other = 0; other < cells; ++other)
          before += counts[other] > counts[cell] || (counts[other] == counts[cell] && other < cell) ? 1U : 0U;
        const bool own = cells <= groups || before + 1 < groups;
        CHECK(g.group(cell) == (own ? next : groups - 1));
        next += own ? 1U : 0U;
      }
    }
}

// Oracle: by hand.
TEST_CASE("grouping: the most frequent of few", "[cells]") {
  using counts = std::vector<std::uint64_t>;
  CHECK(groups_of(grouping::most_frequent(counts{5, 1, 9, 1, 7}, 3)) == counts{2, 2, 0, 2, 1});
  CHECK(groups_of(grouping::most_frequent(counts{5, 1, 9}, 3)) == counts{0, 1, 2});
  CHECK(groups_of(grouping::most_frequent(counts{4, 4, 4}, 2)) == counts{0, 1, 1});
  CHECK(groups_of(grouping::most_frequent(counts{4, 4}, 1)) == counts{0, 0});
  CHECK(grouping::most_frequent(counts{}, 5).size() == 0);
}

}  // namespace grouping_test
