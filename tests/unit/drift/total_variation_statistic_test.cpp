// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/total_variation_statistic.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace total_variation_statistic_test {

using leeway::total_variation_distance;
using leeway::total_variation_moved;
using row = std::vector<std::uint64_t>;

// Oracle: exact rationals (distances.py); rounding the shares costs at most 2^-52 a side.
TEST_CASE("total_variation_statistic: agrees with exact arithmetic", "[drift][total_variation]") {
  for (const char* file : {"distances_counts.csv", "distances_large.csv"}) {
    for (const golden::row& line : golden::table(file)) {
      CAPTURE(line.text("name"));
      const two_rows c(line);
      const double expected = line.number("total_variation");
      CHECK(std::fabs(total_variation_distance(c.a, c.b) - expected) <= 1e-12 * expected + two_rows::share_error);
      CHECK(exact::same(total_variation_distance(c.a, c.b), total_variation_distance(c.b, c.a)));
    }
  }
}

// Oracle: the definitions: an excess cannot be more than the distance, and an interval holds its value.
TEST_CASE("total_variation_statistic: the interval is one", "[drift][total_variation]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const leeway::share_of_rows moved = total_variation_moved(c.a, c.b);
    CHECK(moved.value <= total_variation_distance(c.a, c.b));
    CHECK(moved.between.lower <= moved.lower_bound);
    CHECK(moved.lower_bound <= moved.value);
    CHECK(moved.value <= moved.between.upper);
    CHECK(moved.between.lower >= 0.0);
    CHECK(moved.between.upper <= 1.0);
  }
}

// Oracle: E|t + Z| - t by the trapezoidal rule, which is exact to rounding for such integrands.
TEST_CASE("total_variation_statistic: what a difference looks larger by", "[drift][total_variation]") {
  for (double t : {0.0, 0.3, 1.0, 2.5, 6.0}) {
    double sum = 0.0;
    constexpr double step = 1e-3;  // |t + z| has a corner: error below step^2
    for (int i = -12000; i <= 12000; ++i) {
      const double z = i * step;
      sum += std::fabs(t + z) * std::exp(-z * z / 2.0) * step / std::sqrt(2.0 * std::numbers::pi);
    }
    CHECK(std::fabs(leeway::detail::folded_excess(t) - (sum - t)) < 1e-6);
  }
}

// Oracle: the mean of the excess over samples of one law, which is 0 by construction for many well-filled cells: 400
// runs of standard deviation below .5 / sqrt(s) each, so 4.5 of their standard errors fail once in 1e5 (the seed is
// fixed).
TEST_CASE("total_variation_statistic: cells that did not move add nothing on average", "[drift][total_variation]") {
  leeway::random_stream draws(20260107);
  const std::size_t cells = 400;
  const std::uint64_t records = 40'000;
  double sum = 0.0;
  for (int run = 0; run < 400; ++run) {
    row a(cells);
    row b(cells);
    for (std::uint64_t i = 0; i < records; ++i) {
      ++a[draws.below(cells)];
      ++b[draws.below(cells)];
    }
    sum += total_variation_distance(a, b) - leeway::detail::total_variation_chance(a, b);
  }
  CHECK(std::fabs(sum / 400.0) < 4.5 * 0.5 / std::sqrt(20'000.0) / 20.0);
}

// Oracle: there is no share of nothing; samples with nothing in common have moved altogether, but for their size.
TEST_CASE("total_variation_statistic: empty and disjoint sides", "[drift][total_variation]") {
  CHECK(std::isnan(total_variation_distance(row{0, 0}, row{1, 2})));
  CHECK(std::isnan(total_variation_moved(row{1, 2}, row{0, 0}).lower_bound));
  CHECK(std::isnan(total_variation_moved(row{1, 2}, row{0, 0}).between.upper));
  CHECK(exact::same(total_variation_distance(row{5, 0}, row{0, 9}), 1.0));
  CHECK(total_variation_moved(row{5000, 0}, row{0, 9000}).lower_bound > 0.99);
  CHECK(total_variation_moved(row{1, 0}, row{0, 1}).lower_bound < 0.2);
}

// Oracle: rows of different lengths are not counts over the same cells: no value, and nothing is read past the end.
TEST_CASE("statistics: rows that differ in length have no distance", "[drift]") {
  const std::vector<std::uint64_t> a{1, 2, 3};
  const std::vector<std::uint64_t> b{1, 2};
  for (double distance : {leeway::total_variation_distance(a, b), leeway::total_variation_distance(b, a)})
    CHECK(std::isnan(distance));
}

}  // namespace total_variation_statistic_test
