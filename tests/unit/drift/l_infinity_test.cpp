// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/l_infinity.hpp>

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"
#include "support/samples.hpp"
#include "support/two_rows.hpp"

namespace l_infinity_test {

using leeway::l_infinity;
using row = std::vector<std::uint64_t>;

// Oracle: exact rationals (distances.py), Model Monitor's form among them.
TEST_CASE("l_infinity: agrees with exact arithmetic", "[drift][l_infinity]") {
  for (const char* file : {"distances_counts.csv", "distances_large.csv"}) {
    for (const golden::row& line : golden::table(file)) {
      CAPTURE(line.text("name"));
      const two_rows c(line);
      const double expected = line.number("l_infinity");
      CHECK(std::fabs(leeway::l_infinity_distance(c.a, c.b) - expected) <= 1e-15 * expected + two_rows::share_error);
      CHECK(exact::same(leeway::l_infinity_distance(c.a, c.b), leeway::l_infinity_distance(c.b, c.a)));
      CHECK(std::fabs(leeway::robust_distance(expected, c.n, c.m) - line.number("l_infinity_robust")) <= 1e-14);
    }
  }
}

// Oracle: exact rationals; the contribution is the signed difference of the cell that moved most.
TEST_CASE("l_infinity: statistic, rise and contribution", "[drift][l_infinity]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const leeway::category_feature feature = features::categories(c.a);
    const leeway::counts window = features::window(feature, c.b);
    auto bound = l_infinity(leeway::pooling{0.0}).bind(feature);
    const leeway::test_result result = bound(feature.counts(), window);
    CHECK(std::fabs(result.statistic - line.number("l_infinity")) <= two_rows::share_error);
    CHECK(std::fabs(result.effect - line.number("largest_rise")) <= two_rows::share_error);
    CHECK(std::fabs(std::fabs(bound_checks::sum_of(bound.contributions(feature.counts(), window))) -
                    result.statistic) <= two_rows::share_error);
    CHECK(result.log_p_value <= 0.0);
    const leeway::share_of_rows moved = bound.share_moved(feature.counts(), window);
    CHECK(moved.between.lower <= moved.lower_bound);
    CHECK(moved.lower_bound <= moved.value);
    CHECK(moved.value <= moved.between.upper);
  }
}

// Oracle: with two categories the test is Fisher's (proportions.py); with more the smallest such p-value times their
// number.
TEST_CASE("l_infinity: p-values", "[drift][l_infinity]") {
  for (const golden::row& line : golden::table("drift_proportions.csv")) {
    const std::uint64_t n = line.count("n");
    const std::uint64_t m = line.count("m");
    if (line.count("a") + line.count("b") == 0 || line.count("a") + line.count("b") == n + m) continue;
    CAPTURE(line.text("a"), n, line.text("b"), m);
    const leeway::category_feature feature = features::categories(row{line.count("a"), n - line.count("a")});
    const leeway::test_result result =
        l_infinity(leeway::pooling{0.0})
            .bind(feature)(feature.counts(), features::window(feature, row{line.count("b"), m - line.count("b")}));
    CHECK(away::log_error(result.log_p_value, line.number("fisher_log_p")) < 1e-10);
  }
}

// Oracle: by hand: what rose and what fell.
TEST_CASE("l_infinity: what moved", "[drift][l_infinity]") {
  const leeway::category_feature feature = features::categories(row{600, 300, 100});
  const leeway::counts window = features::window(feature, row{200, 480, 320});
  auto bound = l_infinity().bind(feature);
  const leeway::contribution largest = bound.contributions(feature.counts(), window).at(0);
  CHECK(largest.cell.value == "c0000");
  CHECK(away::error(largest.amount, -0.4) < 1e-15);
  const leeway::contribution rose = bound.largest_move(feature.counts(), window);
  CHECK(rose.cell.value == "c0002");
  CHECK(away::error(rose.amount, 0.22) < 1e-14);
}

// Oracle: by hand: a value that the baseline has in one of fifty records takes a third of the window.
TEST_CASE("l_infinity: a number that becomes frequent", "[drift][l_infinity]") {
  std::vector<double> baseline;
  for (int i = 0; i < 5000; ++i) baseline.push_back(i % 50);
  std::vector<double> live;
  for (int i = 0; i < 900; ++i) live.push_back(i % 3 == 0 ? 17.0 : i % 50);
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(baseline));
  auto bound = l_infinity().bind(feature);
  const leeway::counts window = features::count(feature, live);
  CHECK(bound(feature.counts(), window).log_p_value < -100.0);
  const leeway::contribution rose = bound.largest_move(feature.counts(), window);
  CHECK(exact::same(rose.cell.range.upper, 17.0));
  CHECK(bound.share_moved(feature.counts(), window).lower_bound > 0.2);
}

// Oracle: by simulation: a category that shares its cell with two hundred others rises by what would be called in four
// of five windows: it is, in three of four and more. By a sixth of that it hides in the pool. 300 runs have a standard
// error of 2.5 %.
TEST_CASE("l_infinity: what rises in the pool", "[drift][l_infinity]") {
  const row baseline(200, 60);
  const leeway::category_feature feature = features::categories(baseline);
  auto bound = l_infinity().bind(feature);
  const double log_significance = std::log(0.001);
  for (std::uint64_t m : {600U, 2000U}) {
    leeway::random_stream draws(m);
    const samples::shares calm = samples::equal(200);
    const double effect = bound.smallest_effect(
        feature.counts(), features::window(feature, samples::draw(draws, m, calm)), log_significance, 0.02);
    CAPTURE(m, effect);
    REQUIRE(effect < 1.0);
    const auto called = [&](double rise) {
      samples::shares moved = calm;
      for (double& share : moved) share *= 1.0 - rise;
      moved[7] += rise;
      int calls = 0;
      for (int run = 0; run < 300; ++run) {
        const leeway::counts window = features::window(feature, samples::draw(draws, m, moved));
        const bool surprising = bound(feature.counts(), window).log_p_value <= log_significance;
        calls += surprising && bound.share_moved(feature.counts(), window).lower_bound > 0.02 ? 1 : 0;
      }
      return calls;
    };
    CHECK(called(effect) >= 225);
    if (m == 600) CHECK(called(effect / 6.0) <= 5);
  }
}

// Oracle: one rare category beside common ones is its own pool: it costs nothing.
TEST_CASE("l_infinity: a pool of one", "[drift][l_infinity]") {
  const auto smallest = [](const row& baseline, leeway::pooling pool) {
    const leeway::category_feature feature = features::categories(baseline);
    const leeway::counts window = features::window(feature, row{150, 149, 1});
    return l_infinity(pool).bind(feature).smallest_effect(feature.counts(), window, -7.0, 0.02);
  };
  CHECK(away::error(smallest({5000, 5000, 20}, {}), smallest({5000, 5000, 20}, {0.0})) < 1e-9);
}

// Oracle: the concept's promises.
TEST_CASE("l_infinity: empty sides, repeated evaluation", "[drift][l_infinity]") {
  const leeway::category_feature colours = features::categories(row{40, 10, 60, 5});
  auto bound = l_infinity().bind(colours);
  bound_checks::check_empty_sides(bound, colours.counts(), leeway::counts(colours.cells().size()));
  bound_checks::check_repeats(bound, colours.counts(), features::window(colours, row{9, 3, 0, 8, 0, 4}),
                              features::window(colours, row{1, 0, 0, 2}));
}

}  // namespace l_infinity_test
