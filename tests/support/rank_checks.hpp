// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_RANK_CHECKS_HPP
#define LEEWAY_TESTS_SUPPORT_RANK_CHECKS_HPP

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/drift/compare_samples.hpp>
#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/drift/ordered_test.hpp>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"
#include "support/samples.hpp"

/// What the tests on ranks have in common, against rank_statistics.csv and known laws.
namespace rank_checks {

using values = std::vector<double>;

/// Statistic of both samples as they are, where every value is a cell.
template <class Test>
void check_statistic(const Test& test, const std::string& column) {
  for (const golden::row& line : golden::table("rank_statistics.csv")) {
    CAPTURE(line.text("name"));
    const values past = line.numbers("baseline");
    const values live = line.numbers("window");
    const leeway::test_result result = leeway::compare_samples(test, past, live);
    CHECK(result.baseline_n == past.size());
    CHECK(result.window_n == live.size());
    CHECK(std::fabs(result.statistic - line.number(column)) < 1e-13 * std::fmax(1.0, std::fabs(line.number(column))));
    CHECK(result.flags.has(leeway::flag::ties) == (line.count("groups") < line.count("n") + line.count("m")));
  }
}

/// Draws against all splits of small samples: 200 exceedances are five standard errors within 35 %. The draws have 99 %
/// of the error; where Kolmogorov and Smirnov's bound is the smaller, it is that one.
template <class MakeTest>
void check_draws(MakeTest&& make, const std::string& column) {
  int compared = 0;
  const auto test = make(leeway::ordered_options{leeway::null_law::monte_carlo, {.most_draws = 99'999}});
  for (const golden::row& line : golden::table("rank_statistics.csv")) {
    const double exact_p = line.number(column);
    if (std::isnan(exact_p)) continue;
    CAPTURE(line.text("name"), exact_p);
    const leeway::test_result result = leeway::compare_samples(test, line.numbers("baseline"), line.numbers("window"));
    const double bound =
        leeway::compare_samples(leeway::kolmogorov_smirnov(1), line.numbers("baseline"), line.numbers("window"))
            .log_p_value -
        std::log(0.01);
    const double expected = std::fmin(0.0, std::fmin(bound, std::log(exact_p / 0.99)));
    CHECK(std::fabs(result.log_p_value - expected) < 0.35);
    ++compared;
  }
  CHECK(compared > 20);
}

/// From cells of ranks the statistic is that of the raw records as long as no cell hides an order.
template <class Test>
void check_cells_of_different_values(const Test& test) {
  leeway::random_stream draws(20260623);
  for (int round = 0; round < 40; ++round) {
    const values past = exact::normals(draws, 20 + draws.below(300));
    const values live = exact::normals(draws, 2 + draws.below(past.size()));
    const leeway::numeric_feature feature = leeway::learn(std::span<const double>(past));
    const double from_cells = test.bind(feature)(feature.counts(), features::count(feature, live)).statistic;
    const double raw = leeway::compare_samples(test, past, live).statistic;
    CAPTURE(round, past.size(), live.size());
    CHECK(from_cells == Approx(raw).epsilon(2e-3));
  }
}

/// The effect's interval holds the effect between the laws in 95 % of runs. `truth` is the test's effect without
/// chance.
template <class Test>
void check_interval(const Test& test, const samples::shares& then, const samples::shares& now, double truth) {
  constexpr std::uint64_t runs = 600;
  for (const auto& [n, m] : {std::pair{300, 200}, {150, 3000}}) {
    std::uint64_t missed = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
      leeway::random_stream draws(20260624, run);
      const leeway::numeric_feature feature =
          features::numbers(samples::draw(draws, static_cast<std::uint64_t>(n), then));
      const leeway::counts window = features::window(feature, samples::draw(draws, static_cast<std::uint64_t>(m), now));
      const leeway::test_result result = test.bind(feature)(feature.counts(), window);
      missed += result.effect_interval.lower > truth || result.effect_interval.upper < truth ? 1U : 0U;
    }
    CAPTURE(n, m, truth, missed);
    CHECK(missed <= samples::at_most(runs, 0.05, 1e-6));
  }
}

/// The concept's promises, with ties and gaps.
template <class Test>
void check_promises(const Test& test) {
  const leeway::numeric_feature feature =
      leeway::learn(std::span<const double>(values{1.0, 2.0, 2.0, 2.0, 3.5, 4.0, 4.0, 9.0}));
  auto bound = test.bind(feature);
  bound_checks::check_empty_sides(bound, feature.counts(), leeway::counts(feature.cells().size()));
  bound_checks::check_repeats(bound, feature.counts(), features::count(feature, values{2.0, 3.0, 4.0, 10.0}),
                              features::count(feature, values{0.0}));
  const leeway::numeric_feature constant = leeway::learn(std::span<const double>(values(60, 7.0)));
  auto of_constant = test.bind(constant);
  CHECK(exact::same(of_constant(constant.counts(), features::count(constant, values(55, 7.0))).log_p_value, 0.0));
  const leeway::test_result moved = of_constant(constant.counts(), features::count(constant, values(55, 8.0)));
  CHECK(moved.log_p_value < std::log(1e-12));
  CHECK(std::isfinite(moved.statistic));
}

}  // namespace rank_checks

#endif
