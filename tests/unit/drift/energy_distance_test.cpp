// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The energy distance from counts, its law and its effect.
#include <leeway/drift/energy_distance.hpp>

#include <cmath>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/drift/compare_samples.hpp>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"

namespace energy_distance_test {

using leeway::energy_distance;
using leeway::null_law;
using row = std::vector<std::uint64_t>;
using values = std::vector<double>;

namespace {

leeway::numeric_feature learn(const values& sample) { return leeway::learn(std::span<const double>(sample)); }

values draw(leeway::random_stream& draws, std::size_t size, double shift = 0.0) {
  values result(size);
  for (double& x : result) x = draws.normal() + shift;
  return result;
}

}  // namespace

// Oracle: exact fractions (distance_laws.py).
TEST_CASE("energy_distance: exact when every value is a cell", "[drift][energy_distance]") {
  for (const golden::row& line : golden::table("distance_samples.csv")) {
    CAPTURE(line.text("name"));
    const leeway::test_result result =
        compare_samples(energy_distance(), line.numbers("baseline"), line.numbers("window"));
    CHECK(result.test == "energy_distance");
    CHECK(away::error(result.statistic, line.number("energy")) < 1e-12);
    CHECK(away::error(result.statistic_interval.lower, result.statistic) < 1e-12);
    CHECK(away::error(result.statistic_interval.upper, result.statistic) < 1e-12);
    CHECK(away::error(result.effect, line.number("energy") / (2.0 * line.number("mean_distance"))) < 1e-12);
    CHECK(result.effect_interval.lower <= result.effect);
    CHECK(result.effect <= result.effect_interval.upper);
    CHECK(result.effect_interval.upper <= 1.0);
  }
}

// Oracle: for normal laws apart by delta, 2 E|N(delta, 2)| - 2 E|N(0, 2)| in closed form.
TEST_CASE("energy_distance: a shift of a normal law", "[drift][energy_distance]") {
  leeway::random_stream draws(20260224);
  const leeway::numeric_feature feature = learn(draw(draws, 50'000));
  const leeway::test_result result =
      energy_distance().bind(feature)(feature.counts(), features::count(feature, draw(draws, 50'000, 0.5)));
  const double pi = std::acos(-1.0);
  const double apart = 2.0 / std::sqrt(pi) * std::exp(-0.0625) + 0.5 * std::erf(0.25);
  CHECK(away::error(result.statistic, 2.0 * apart - 4.0 / std::sqrt(pi)) < 0.05);
  CHECK(away::error(result.effect, result.statistic / (2.0 * apart)) < 0.01);
  CHECK(result.method == leeway::p_method::asymptotic);
  CHECK(result.log_p_value < -100.0);
}

// Oracle: the tail of the first weight decides far out: log p is about -s E / (2 weight).
TEST_CASE("energy_distance: p-values far below 1e-300", "[drift][energy_distance]") {
  leeway::random_stream draws(20260225);
  const leeway::numeric_feature feature = learn(draw(draws, 20'000));
  auto bound = energy_distance().bind(feature);
  const leeway::test_result far = bound(feature.counts(), features::count(feature, draw(draws, 20'000, 1.0)));
  const leeway::test_result farther = bound(feature.counts(), features::count(feature, draw(draws, 20'000, 1.2)));
  CHECK(far.log_p_value < -1000.0);
  CHECK(away::error(farther.log_p_value / far.log_p_value, farther.statistic / far.statistic) < 0.01);
}

// Oracle: draws and limit law answer one question; four standard errors of 9999 draws and a tenth of p.
TEST_CASE("energy_distance: draws and limit law agree", "[drift][energy_distance]") {
  leeway::random_stream draws(20260226);
  const leeway::numeric_feature feature = learn(draw(draws, 3000));
  auto limit = energy_distance({.law = null_law::asymptotic}).bind(feature);
  auto drawn = energy_distance({.law = null_law::monte_carlo}).bind(feature);
  for (double shift : {0.0, 0.04, 0.07}) {
    const leeway::counts window = features::count(feature, draw(draws, 2000, shift));
    const double p = std::exp(limit(feature.counts(), window).log_p_value);
    const double q = std::exp(drawn(feature.counts(), window).log_p_value);
    CAPTURE(shift, p, q);
    CHECK(std::fabs(q - p) < 0.15 * p + 4.0 * std::sqrt(p / 9999.0));
  }
}

// Oracle: which law may be used, as documented; the cost of the draws is not the point here.
TEST_CASE("energy_distance: where the limit law is left", "[drift][energy_distance]") {
  leeway::random_stream draws(20260227);
  const auto method = [&](const values& baseline, const values& live) {
    const leeway::numeric_feature feature = learn(baseline);
    return energy_distance({.effort = {99}}).bind(feature)(feature.counts(), features::count(feature, live)).method;
  };
  CHECK(method(draw(draws, 1000), draw(draws, 1000)) == leeway::p_method::asymptotic);
  CHECK(method(draw(draws, 999), draw(draws, 1000)) == leeway::p_method::urn_monte_carlo);
  values mostly_one = draw(draws, 2000);
  for (std::size_t i = 0; i < 1700; ++i) mostly_one[i] = 0.0;
  CHECK(method(mostly_one, mostly_one) == leeway::p_method::hypergeometric_monte_carlo);
}

// Oracle: 200 pairs whose distance is known: the interval holds it in 95 % at least, less four standard errors.
TEST_CASE("energy_distance: the interval of the effect", "[drift][energy_distance]") {
  leeway::random_stream draws(20260228);
  const double pi = std::acos(-1.0);
  for (double shift : {0.0, 0.3, 1.0}) {
    const double apart = 2.0 / std::sqrt(pi) * std::exp(-shift * shift / 4.0) + shift * std::erf(shift / 2.0);
    const double effect = (2.0 * apart - 4.0 / std::sqrt(pi)) / (2.0 * apart);
    int held = 0;
    for (int run = 0; run < 200; ++run) {
      const leeway::numeric_feature feature = learn(draw(draws, 1500));
      auto bound = energy_distance({.law = null_law::asymptotic}).bind(feature);
      const leeway::interval found =
          bound(feature.counts(), features::count(feature, draw(draws, 1200, shift))).effect_interval;
      held += found.lower <= effect + 1e-12 && effect <= found.upper ? 1 : 0;
    }
    CAPTURE(shift, held);
    CHECK(held >= 178);
  }
}

// Oracle: as promised: a D of that size, in the shape that shows least, is significant with 80 % power, less four
// standard errors.
TEST_CASE("energy_distance: the smallest effect is seen", "[drift][energy_distance]") {
  leeway::random_stream draws(20260229);
  values even(4000);
  for (double& x : even) x = draws.uniform();
  const leeway::numeric_feature feature = learn(even);
  auto bound = energy_distance().bind(feature);
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

// Oracle: by hand: a constant baseline, and a window elsewhere: as far apart as can be.
TEST_CASE("energy_distance: constants", "[drift][energy_distance]") {
  const leeway::test_result apart = compare_samples(energy_distance(), values(30, 3.0), values(30, 5.0));
  CHECK(away::error(apart.statistic, 4.0) < 1e-14);
  CHECK(away::error(apart.effect, 1.0) < 1e-14);
  const leeway::test_result same = compare_samples(energy_distance(), values(30, 3.0), values(20, 3.0));
  CHECK(exact::same(same.statistic, 0.0));
  CHECK(exact::same(same.effect, 0.0));
  CHECK(exact::same(same.log_p_value, 0.0));
}

// Oracle: the concept's promises.
TEST_CASE("energy_distance: empty sides, repeated evaluation", "[drift][energy_distance]") {
  const leeway::numeric_feature feature = features::numbers(row{40, 10, 60, 5});
  auto bound = energy_distance().bind(feature);
  bound_checks::check_empty_sides(bound, feature.counts(), leeway::counts(4));
  bound_checks::check_repeats(bound, feature.counts(), features::window(feature, row{9, 3, 0, 8}),
                              features::window(feature, row{1, 0, 0, 2}));
}

}  // namespace energy_distance_test
