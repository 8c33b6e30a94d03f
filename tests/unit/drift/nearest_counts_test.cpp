// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A baseline out of a sketch is known up to a rank error: a p-value that takes its counts for true would call noise of
// the sketch drift. What takes their place must lie within the error and be as near to the window as it can.
#include <leeway/drift/nearest_counts.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace nearest_counts_test {

using row = std::vector<std::uint64_t>;

namespace {

double distance(const row& a, const row& b) {
  const auto n = static_cast<double>(std::accumulate(a.begin(), a.end(), std::uint64_t{0}));
  const auto m = static_cast<double>(std::accumulate(b.begin(), b.end(), std::uint64_t{0}));
  double largest = 0.0;
  double below_a = 0.0;
  double below_b = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    below_a += static_cast<double>(a[k]);
    below_b += static_cast<double>(b[k]);
    largest = std::fmax(largest, std::fabs(below_a / n - below_b / m));
  }
  return largest;
}

row random_row(leeway::random_stream& draws, std::size_t cells, std::uint64_t most) {
  row result(cells);
  for (std::uint64_t& count : result) count = draws.below(4) == 0 ? 0 : draws.below(most);
  result[draws.below(cells)] += 1;
  return result;
}

}  // namespace

// Oracle: Kolmogorov's distance can shrink by the reach and no more (triangle inequality), up to half a record that
// whole counts are off; cumulated counts stay within the reach, by summing them up.
TEST_CASE("nearest_counts: within the reach, and as near as that allows", "[drift][rank_error]") {
  leeway::random_stream draws(20261121);
  for (int round = 0; round < 2000; ++round) {
    const std::size_t cells = 1 + draws.below(12);
    const row a = random_row(draws, cells, 40);
    const row b = random_row(draws, cells, 25);
    const std::uint64_t n = std::accumulate(a.begin(), a.end(), std::uint64_t{0});
    const std::uint64_t reach = draws.below(20);
    row nearest(cells);
    leeway::detail::nearest_counts(a, b, reach, nearest);
    CAPTURE(round, a, b, reach, nearest);
    REQUIRE(std::accumulate(nearest.begin(), nearest.end(), std::uint64_t{0}) == n);
    std::int64_t off = 0;
    for (std::size_t k = 0; k < cells; ++k) {
      off += static_cast<std::int64_t>(nearest[k]) - static_cast<std::int64_t>(a[k]);
      REQUIRE(std::abs(off) <= static_cast<std::int64_t>(reach));
    }
    const double size = static_cast<double>(n);
    const double least = std::fmax(0.0, distance(a, b) - static_cast<double>(reach) / size);
    CHECK(distance(nearest, b) <= least + 0.5 / size + 1e-12);
    CHECK(distance(nearest, b) >= least - 1e-12);
  }
}

TEST_CASE("nearest_counts: without a reach nothing changes, and a row may be written over", "[drift][rank_error]") {
  row a{3, 0, 4, 1};
  const row b{1, 1, 1, 1};
  row same(4);
  leeway::detail::nearest_counts(a, b, 0, same);
  CHECK(same == a);
  leeway::detail::nearest_counts(a, b, 100, a);
  CHECK(a == row{2, 2, 2, 2});
}

// By hand: 10 of 100 expected at a share of 30 of 100.
TEST_CASE("nearest_count: one count goes towards the window's share", "[drift][rank_error]") {
  CHECK(leeway::detail::nearest_count(10, 100, 30, 100, 0) == 10);
  CHECK(leeway::detail::nearest_count(10, 100, 30, 100, 5) == 15);
  CHECK(leeway::detail::nearest_count(10, 100, 30, 100, 50) == 30);
  CHECK(leeway::detail::nearest_count(10, 100, 0, 100, 4) == 6);
  CHECK(leeway::detail::nearest_count(10, 100, 0, 100, 40) == 0);
  CHECK(leeway::detail::nearest_count(98, 100, 7, 7, 40) == 100);
}

// 30 of 23 432 divided and multiplied again must not become 31.
TEST_CASE("records_of: whole records stay what they were", "[drift][rank_error]") {
  for (std::uint64_t n : {7u, 23432u, 68385u, 1000003u})
    for (std::uint64_t records = 1; records <= 40 && records <= n; ++records)
      CHECK(leeway::detail::records_of(static_cast<double>(records) / static_cast<double>(n), n) == records);
  CHECK(leeway::detail::records_of(0.0, 100) == 0);
  CHECK(leeway::detail::records_of(exact::nan, 100) == 0);
  CHECK(leeway::detail::records_of(0.011, 100) == 2);
  CHECK(leeway::detail::records_of(2.0, 100) == 100);
}

}  // namespace nearest_counts_test
