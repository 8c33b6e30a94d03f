// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/anderson_darling.hpp>

#include <cmath>
#include <vector>

#include <leeway/law/anderson_darling.hpp>

#include "support/catch.hpp"
#include "support/rank_checks.hpp"

namespace anderson_darling_test {

using leeway::anderson_darling;
using leeway::null_law;
using row = std::vector<std::uint64_t>;

// Oracle: exact rationals, which agree with scipy also with ties (rank_laws.py).
TEST_CASE("anderson_darling: the statistic of raw samples", "[drift]") {
  rank_checks::check_statistic(anderson_darling(), "anderson_darling");
}

// Oracle: all splits of small samples (rank_laws.py).
TEST_CASE("anderson_darling: draws are those of the exact law", "[drift]") {
  rank_checks::check_draws([](const leeway::ordered_options& options) { return anderson_darling(options); },
                           "exact_anderson_darling");
}

// Oracle: the raw records.
TEST_CASE("anderson_darling: cells of different values lose nothing", "[drift]") {
  rank_checks::check_cells_of_different_values(anderson_darling());
}

// Oracle: by hand: with two cells the statistic is (N - 1)/N times Pearson's chi-squared.
TEST_CASE("anderson_darling: statistic, effect and p-value", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row{800, 200});
  const leeway::counts window = features::window(feature, row{100, 400});
  const leeway::test_result result =
      anderson_darling({.law = null_law::asymptotic}).bind(feature)(feature.counts(), window);
  const double size = 1000.0 * 500.0 / 1500.0;
  const double pearson = size * 0.36 / (0.6 * 0.4);
  CHECK(result.test == "anderson_darling");
  CHECK(away::error(result.statistic, pearson * 1499.0 / 1500.0) < 1e-14);
  CHECK(away::error(result.effect, std::sqrt(1.5 * 1499.0 / 1500.0)) < 1e-14);
  CHECK(result.effect_interval.upper - result.effect == Approx(std::sqrt(3.841459 / size)).epsilon(1e-6));
  CHECK(result.effect - result.effect_interval.lower == Approx(std::sqrt(3.841459 / size)).epsilon(1e-6));
  CHECK(exact::same(result.log_p_value, leeway::law::anderson_darling_two_sample(result.statistic, 1000, 500).log_p));
}

// Oracle: with two values this is Pearson's statistic, whose law has a heavier tail than the limit law: so it is
// drawn. 3.84 and 6.63 are the 5 % and 1 % points of chi-squared with one degree of freedom.
TEST_CASE("anderson_darling: few values are drawn, not taken for continuous", "[drift]") {
  std::vector<double> past(3000, 0.0);
  for (std::size_t i = 0; i < 1500; ++i) past[i] = 1.0;
  const leeway::numeric_feature two = leeway::learn(std::span<const double>(past));
  std::vector<double> live(3000, 0.0);
  for (std::size_t i = 0; i < 1576; ++i) live[i] = 1.0;  // s (76/3000)^2 4 = 3.85
  const leeway::test_result drawn = anderson_darling().bind(two)(two.counts(), features::count(two, live));
  const leeway::test_result limit =
      anderson_darling({.law = null_law::asymptotic}).bind(two)(two.counts(), features::count(two, live));
  CHECK(drawn.method == leeway::p_method::hypergeometric_monte_carlo);
  CHECK(drawn.statistic == Approx(3.85).margin(0.02));
  CHECK(std::exp(drawn.log_p_value) > 0.04);
  CHECK(std::exp(limit.log_p_value) < 0.012);
}

// Oracle: the laws that the records are drawn from: with two cells the effect is |p - q| / sqrt(h (1 - h)).
TEST_CASE("anderson_darling: the interval of the effect", "[drift]") {
  rank_checks::check_interval(anderson_darling({.law = null_law::asymptotic}), {0.5, 0.5}, {0.5, 0.5}, 0.0);
  // The common share depends on the sizes: .54 and .595.
  rank_checks::check_interval(anderson_darling({.law = null_law::asymptotic}), {0.5, 0.5}, {0.6, 0.4},
                              0.1 / std::sqrt(0.57 * 0.43));
}

// Oracle: 4 D^3 / 3 by hand.
TEST_CASE("anderson_darling: the smallest effect", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row(1000, 20));
  const leeway::counts window = features::window(feature, row(1000, 20));
  auto bound = anderson_darling().bind(feature);
  const double log_p = std::log(1e-4);
  const double critical = leeway::law::anderson_darling_critical(log_p);
  const double wanted = std::pow(std::sqrt(critical) + 0.8416212 / 1.41421356, 2.0);
  CHECK(bound.smallest_effect(feature.counts(), window, log_p, 0.01) ==
        Approx(std::cbrt(0.75 * wanted / 10'000.0) + 0.001).epsilon(0.02));
}

// Oracle: the law of finite samples on a fine grid, right to .2 % (rank_laws.py): what is added to the limit law is
// enough, and not added for who asks for the limit law.
TEST_CASE("anderson_darling: the p-value of the limit law is not too small", "[drift]") {
  for (const golden::row& line : golden::table("rank_finite_sizes.csv")) {
    if (line.text("test") != "anderson_darling") continue;
    const row n{line.count("n"), 0};
    const row m{0, line.count("m")};
    const double limit = leeway::law::anderson_darling_two_sample(line.number("statistic"), n[0], m[1]).p;
    const double raised = limit * (1.0 + leeway::detail::anderson_darling_policy{}.limit_error(n, m));
    CAPTURE(n[0], m[1], line.number("p"), limit, raised);
    CHECK(raised > line.number("p") * 0.998);
  }
  const leeway::numeric_feature feature = features::numbers(row(100, 20));
  const leeway::counts window = features::window(feature, row(100, 6));
  const auto log_p = [&](null_law law) {
    return anderson_darling({.law = law}).bind(feature)(feature.counts(), window).log_p_value;
  };
  CHECK(log_p(null_law::asymptotic) <= log_p(null_law::automatic));
}

// Oracle: the concept's promises.
TEST_CASE("anderson_darling: empty sides, repeated evaluation, constants", "[drift]") {
  rank_checks::check_promises(anderson_darling());
}

}  // namespace anderson_darling_test
