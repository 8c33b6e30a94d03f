// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// How far records moved, from counts: right where every value has a cell, between bounds elsewhere, with a p-value
// whose law is the baseline's own.
#include <leeway/drift/wasserstein.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/drift/compare_samples.hpp>
#include <leeway/drift/wasserstein_statistic.hpp>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"

namespace wasserstein_test {

using leeway::null_law;
using leeway::wasserstein;
using row = std::vector<std::uint64_t>;
using values = std::vector<double>;

namespace {

leeway::numeric_feature learn(const values& sample) { return leeway::learn(std::span<const double>(sample)); }

values draw(leeway::random_stream& draws, std::size_t size, double shift = 0.0) {
  values result(size);
  for (double& x : result) x = draws.normal() + shift;
  return result;
}

/// About the first value, so that no offset takes digits.
double deviation(const values& sample) {
  double sum = 0.0;
  double squares = 0.0;
  for (double x : sample) {
    sum += x - sample[0];
    squares += (x - sample[0]) * (x - sample[0]);
  }
  const auto n = static_cast<double>(sample.size());
  return std::sqrt((squares - sum * (sum / n)) / (n - 1.0));
}

/// The baseline's deviation is kept about a mean that is a double: some units in its last place are what it may be off.
double rounding_of_mean(const values& sample) {
  return (std::max)(1e-12, 4.0 * std::fabs(sample[0]) * 0x1p-52 / deviation(sample));
}

}  // namespace

// Oracle: exact fractions (distance_laws.py).
TEST_CASE("wasserstein: exact when every value is a cell", "[drift][wasserstein]") {
  for (const golden::row& line : golden::table("distance_samples.csv")) {
    CAPTURE(line.text("name"));
    const values a = line.numbers("baseline");
    const leeway::test_result result = compare_samples(wasserstein(), a, line.numbers("window"));
    CHECK(result.test == "wasserstein");
    CHECK(away::error(result.statistic, line.number("wasserstein")) < 1e-12);
    CHECK(away::error(result.statistic_interval.lower, result.statistic) < 1e-12);
    CHECK(away::error(result.statistic_interval.upper, result.statistic) < 1e-12);
    CHECK(away::error(result.effect, line.number("wasserstein") / deviation(a)) < rounding_of_mean(a));
  }
}

// Oracle: a shift by delta moves every record by delta: W1 = delta. From 1024 cells, up to what cells hide.
TEST_CASE("wasserstein: a shift", "[drift][wasserstein]") {
  leeway::random_stream draws(20260219);
  const values baseline = draw(draws, 20'000);
  const leeway::numeric_feature feature = learn(baseline);
  values shifted = baseline;
  for (double& x : shifted) x += 0.25;
  auto bound = wasserstein().bind(feature);
  const leeway::counts window = features::count(feature, shifted);
  const leeway::test_result result = bound(feature.counts(), window);
  CHECK(away::error(result.statistic, 0.25) < 0.01);
  CHECK(result.statistic_interval.lower <= 0.25 + 1e-3);  // the largest record left the line
  CHECK(result.statistic_interval.upper >= 0.25 - 1e-3);
  CHECK(result.method == leeway::p_method::asymptotic);
  CHECK(result.log_p_value < -100.0);
  CHECK(result.effect_interval.lower > 0.2);
  CHECK(result.effect_interval.upper < 0.3);
}

// Oracle: quartiles of an even distribution on 0 to 1 are 1/2 apart, its deviation is sqrt(1/12).
TEST_CASE("wasserstein: what the effect is measured in", "[drift][wasserstein]") {
  values even;
  for (int i = 0; i < 4000; ++i) even.push_back((i + 0.5) / 4000.0);
  const leeway::numeric_feature feature = learn(even);
  const leeway::counts window = features::count(feature, values(2000, 0.75));
  const leeway::test_result by_deviation = wasserstein().bind(feature)(feature.counts(), window);
  const leeway::test_result by_quartiles =
      wasserstein({}, leeway::effect_scale::quartiles).bind(feature)(feature.counts(), window);
  CHECK(away::error(by_deviation.effect, by_deviation.statistic * std::sqrt(12.0)) < 1e-3);
  CHECK(away::error(by_quartiles.effect, by_quartiles.statistic * 1.3489795 / 0.5) < 3e-3);
  // A baseline of counts alone has no moments: the deviation of its cells.
  const leeway::numeric_feature counted = features::numbers(row{1, 500, 500, 500, 500, 1});
  const leeway::test_result plain =
      wasserstein().bind(counted)(counted.counts(), features::window(counted, row{0, 0, 0, 0, 900, 0}));
  CHECK(plain.effect / plain.statistic > 0.7);
  CHECK(plain.effect / plain.statistic < 1.0);  // four cells of width 1: sqrt(12 / 16)
  const leeway::numeric_feature constant = learn(values(50, 3.0));
  const leeway::test_result moved =
      wasserstein().bind(constant)(constant.counts(), features::count(constant, values(50, 4.0)));
  CHECK(std::isnan(moved.effect));
  CHECK(std::isnan(moved.effect_interval.lower));
  CHECK(moved.log_p_value < std::log(1e-6));
}

// Oracle: p-values of the limit law and of draws are those of one question; four standard errors of 9999 draws, and the
// limit law's known excess in the body.
TEST_CASE("wasserstein: draws and limit law agree", "[drift][wasserstein]") {
  leeway::random_stream draws(20260220);
  const leeway::numeric_feature feature = learn(draw(draws, 3000));
  auto limit = wasserstein({.law = null_law::asymptotic}).bind(feature);
  auto drawn = wasserstein({.law = null_law::monte_carlo}).bind(feature);
  for (double shift : {0.0, 0.05, 0.08}) {
    const leeway::counts window = features::count(feature, draw(draws, 2000, shift));
    const double p = std::exp(limit(feature.counts(), window).log_p_value);
    const double q = std::exp(drawn(feature.counts(), window).log_p_value);
    CAPTURE(shift, p, q);
    CHECK(q < p * 1.3 + 0.02);
    CHECK(q > p * 0.3 - 0.01);
  }
}

// Oracle: which law may be used, as documented.
TEST_CASE("wasserstein: where the limit law is left", "[drift][wasserstein]") {
  leeway::random_stream draws(20260221);
  const auto method = [&](const values& baseline, const values& live) {
    const leeway::numeric_feature feature = learn(baseline);
    return wasserstein({.effort = {99}}).bind(feature)(feature.counts(), features::count(feature, live)).method;
  };
  CHECK(method(draw(draws, 1000), draw(draws, 1000)) == leeway::p_method::asymptotic);
  CHECK(method(draw(draws, 1000), draw(draws, 999)) == leeway::p_method::urn_monte_carlo);
  values mostly_one = draw(draws, 2000);
  for (std::size_t i = 0; i < 1700; ++i) mostly_one[i] = 0.0;
  CHECK(method(mostly_one, mostly_one) == leeway::p_method::hypergeometric_monte_carlo);
  const auto wild = [&] {
    values result = draw(draws, 2000);
    for (double& x : result) x = std::exp(4.0 * x);  // half of all length lies beyond the last ten records
    return result;
  };
  CHECK(method(wild(), wild()) == leeway::p_method::urn_monte_carlo);
}

// Oracle: 400 pairs of two laws whose distance is known: the interval holds it in 95 % at least, less four standard
// errors.
TEST_CASE("wasserstein: the interval of the effect", "[drift][wasserstein]") {
  leeway::random_stream draws(20260222);
  for (double shift : {0.0, 0.1, 1.0}) {
    int held = 0;
    for (int run = 0; run < 200; ++run) {
      const leeway::numeric_feature feature = learn(draw(draws, 1500));
      auto bound = wasserstein({.law = null_law::asymptotic}).bind(feature);
      const leeway::interval found =
          bound(feature.counts(), features::count(feature, draw(draws, 1200, shift))).effect_interval;
      held += found.lower <= shift && shift <= found.upper ? 1 : 0;
    }
    CAPTURE(shift, held);
    CHECK(held >= 178);
  }
}

// Oracle: exponential laws three apart, in closed form up to the baseline's largest record, beyond which nothing is
// seen. The noise is that of both sides, and the deviation of few records that effects are measured in has one as well.
TEST_CASE("wasserstein: the interval of a large effect", "[drift][wasserstein]") {
  leeway::random_stream draws(20260230);
  int held = 0;
  for (int run = 0; run < 200; ++run) {
    values baseline(500);
    values live(4000);
    for (double& x : baseline) x = draws.exponential();
    for (double& x : live) x = 3.0 + draws.exponential();
    const double end = *std::max_element(baseline.begin(), baseline.end());
    const double apart = 2.0 + std::exp(-3.0) + std::expm1(3.0) * (std::exp(-3.0) - std::exp(-end));
    const leeway::numeric_feature feature = learn(baseline);
    auto bound = wasserstein({.law = null_law::asymptotic}).bind(feature);
    const leeway::interval found = bound(feature.counts(), features::count(feature, live)).effect_interval;
    held += found.lower <= apart && apart <= found.upper ? 1 : 0;
  }
  CAPTURE(held);
  CHECK(held >= 178);
}

// Oracle: the smallest effect is called with at least 80 % power, less four standard errors: a D of that size, in the
// shape that shows least (the records of a stretch moved to its end), is significant.
TEST_CASE("wasserstein: the smallest effect is seen", "[drift][wasserstein]") {
  leeway::random_stream draws(20260223);
  values even(4000);
  for (double& x : even) x = draws.uniform();
  const leeway::numeric_feature feature = learn(even);
  auto bound = wasserstein().bind(feature);
  const double log_p = std::log(0.01);
  const auto live = [&](double gap) {
    values result(3000);
    for (double& x : result) {
      x = draws.uniform();
      if (x > 0.5 - gap && x < 0.5) x = 0.5;
    }
    return features::count(feature, result);
  };
  const double smallest = bound.smallest_effect(feature.counts(), live(0.0), log_p, 0.0);
  CHECK(smallest > 0.05);
  CHECK(smallest < 0.5);
  int seen = 0;
  for (int run = 0; run < 100; ++run) seen += bound(feature.counts(), live(smallest)).log_p_value <= log_p ? 1 : 0;
  CHECK(seen >= 64);
}

// Oracle: the concept's promises.
TEST_CASE("wasserstein: empty sides, repeated evaluation", "[drift][wasserstein]") {
  const leeway::numeric_feature feature = features::numbers(row{40, 10, 60, 5});
  auto bound = wasserstein().bind(feature);
  bound_checks::check_empty_sides(bound, feature.counts(), leeway::counts(4));
  bound_checks::check_repeats(bound, feature.counts(), features::window(feature, row{9, 3, 0, 8}),
                              features::window(feature, row{1, 0, 0, 2}));
}

}  // namespace wasserstein_test
