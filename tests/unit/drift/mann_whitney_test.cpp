// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/mann_whitney.hpp>

#include <cmath>
#include <vector>

#include <leeway/law/mann_whitney.hpp>

#include "support/catch.hpp"
#include "support/rank_checks.hpp"

namespace mann_whitney_test {

using leeway::mann_whitney;
using leeway::null_law;
using leeway::p_method;
using row = std::vector<std::uint64_t>;
using values = std::vector<double>;

// Oracle: exact rationals and scipy, also with ties (rank_laws.py).
TEST_CASE("mann_whitney: the statistic of raw samples", "[drift]") {
  rank_checks::check_statistic(mann_whitney(), "u");
}

// Oracle: scipy.stats.mannwhitneyu with continuity and ties.
TEST_CASE("mann_whitney: the normal law agrees with scipy", "[drift]") {
  const mann_whitney test({.law = null_law::asymptotic});
  for (const golden::row& line : golden::table("rank_statistics.csv")) {
    CAPTURE(line.text("name"));
    const leeway::test_result result = leeway::compare_samples(test, line.numbers("baseline"), line.numbers("window"));
    if (line.count("groups") == 1) continue;  // scipy has 1 or none, by version
    CHECK(away::error(std::exp(result.log_p_value), line.number("normal_p")) < 1e-11);
    CHECK(away::error(result.effect, line.number("u") / (line.number("n") * line.number("m"))) < 1e-15);
  }
}

// Oracle: all splits of small samples (rank_laws.py), exactly so where no value is on both sides.
TEST_CASE("mann_whitney: small samples", "[drift]") {
  rank_checks::check_draws([](const leeway::ordered_options& options) { return mann_whitney(options); },
                           "exact_mann_whitney");
  int compared = 0;
  for (const golden::row& line : golden::table("rank_statistics.csv")) {
    if (std::isnan(line.number("exact_mann_whitney")) || line.count("groups") < line.count("n") + line.count("m"))
      continue;
    CAPTURE(line.text("name"));
    const leeway::test_result result =
        leeway::compare_samples(mann_whitney(), line.numbers("baseline"), line.numbers("window"));
    CHECK(result.method == p_method::exact);
    CHECK(away::error(std::exp(result.log_p_value), line.number("exact_mann_whitney")) < 1e-13);
    ++compared;
  }
  CHECK(compared >= 6);
}

// Oracle: by hand: the order of these is known from the cells although several of a side share one.
TEST_CASE("mann_whitney: exact from cells", "[drift]") {
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(values{1.0, 2.0, 3.0, 4.0}));
  const leeway::test_result result =
      mann_whitney().bind(feature)(feature.counts(), features::count(feature, values{3.5, 3.6, 5.0}));
  CHECK(result.method == p_method::exact);
  CHECK(exact::same(result.statistic, 10.0));
  CHECK(std::exp(result.log_p_value) == Approx(2.0 * (1.0 + 1.0 + 2.0) / 35.0).epsilon(1e-14));
  // 25 and 24 records: too many pairs.
  values more(25);
  for (std::size_t i = 0; i < more.size(); ++i) more[i] = static_cast<double>(i);
  const leeway::numeric_feature large = leeway::learn(std::span<const double>(more));
  for (double& x : more) x += 0.5;
  more.pop_back();
  CHECK(mann_whitney().bind(large)(large.counts(), features::count(large, more)).method == p_method::urn_monte_carlo);
  more.pop_back();
  CHECK(mann_whitney().bind(large)(large.counts(), features::count(large, more)).method == p_method::exact);
  CHECK(exact::same(
      mann_whitney().bind(feature).smallest_effect(feature.counts(), features::count(feature, values{0.5}), -3.0, 0.05),
      1.0));
}

// Oracle: the raw records.
TEST_CASE("mann_whitney: cells of different values lose nothing", "[drift]") {
  rank_checks::check_cells_of_different_values(mann_whitney());
}

// Oracle: the mean of U is nm/2 whatever the size of a cell: 400 pairs of samples, five standard errors.
TEST_CASE("mann_whitney: cells do not lean", "[drift]") {
  double sum = 0.0;
  constexpr std::uint64_t runs = 400;
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260625, run);
    const leeway::numeric_feature feature =
        leeway::learn(std::span<const double>(exact::normals(draws, 60)), leeway::equal_mass(8));
    sum += mann_whitney().bind(feature)(feature.counts(), features::count(feature, exact::normals(draws, 2000))).effect;
  }
  CHECK(sum / runs == Approx(0.5).margin(5.0 * std::sqrt(2061.0 / (12.0 * 60.0 * 2000.0) / runs)));
}

// Oracle: the laws that the records are drawn from.
TEST_CASE("mann_whitney: the interval of the effect", "[drift]") {
  const mann_whitney test({.law = null_law::asymptotic});
  rank_checks::check_interval(test, {0.5, 0.5}, {0.4, 0.6},
                              0.3 + 0.2 + 0.05);  // above .5 * .6, equal .5 * .4 + .5 * .6
  rank_checks::check_interval(test, {0.2, 0.3, 0.5}, {0.5, 0.3, 0.2}, 0.2 * 0.5 + 0.3 * 0.2 + 0.5 * (0.1 + 0.09 + 0.1));
}

// Oracle: D of 1/2 may leave U at its mean (the window's half outside, the other inside); above it must not.
TEST_CASE("mann_whitney: the smallest effect", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row(1000, 20));
  const leeway::counts window = features::window(feature, row(1000, 20));
  auto bound = mann_whitney().bind(feature);
  const double claim = bound.smallest_effect(feature.counts(), window, std::log(1e-4), 0.05);
  CHECK(claim > 0.5);
  CHECK(claim < 0.52);
  const leeway::numeric_feature halves = features::numbers(row{0, 10'000, 0});
  const leeway::test_result unseen = mann_whitney({.law = null_law::asymptotic})
                                         .bind(halves)(halves.counts(), features::window(halves, row{5000, 0, 5000}));
  CHECK(exact::same(unseen.effect, 0.5));
  CHECK(exact::same(unseen.log_p_value, 0.0));
}

// Oracle: the concept's promises.
TEST_CASE("mann_whitney: empty sides, repeated evaluation, constants", "[drift]") {
  rank_checks::check_promises(mann_whitney());
}

}  // namespace mann_whitney_test
