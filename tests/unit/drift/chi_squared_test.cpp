// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/chi_squared.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace chi_squared_test {

using leeway::chi_squared;
using leeway::null_law;
using row = std::vector<std::uint64_t>;

// Oracle: mpmath's incomplete gamma of exact rationals (distances.py). The tail is as steep as X2 / 2 at most, so what
// rounding costs X2 it costs the logarithm; 1e-11 for the law itself, whose own tests are sharper.
TEST_CASE("chi_squared: the limit law agrees with mpmath", "[drift][chi_squared]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const leeway::category_feature feature = features::categories(c.a);
    auto bound = chi_squared({.pool = {0.0}, .law = null_law::asymptotic}).bind(feature);
    const leeway::counts window = features::window(feature, c.b);
    const leeway::test_result result = bound(feature.counts(), window);
    const double rounding = two_rows::share_error * std::sqrt(c.size()) * 2.0 * std::sqrt(line.number("chi_squared"));
    CHECK(std::fabs(result.statistic - line.number("chi_squared")) <=
          1e-12 * line.number("chi_squared") + rounding + 1e-24);
    CHECK(exact::same(result.degrees_of_freedom, line.number("degrees_of_freedom")));
    CHECK(std::fabs(result.log_p_value - line.number("chi_squared_log_p")) <=
          1e-11 * std::fmax(1.0, std::fabs(line.number("chi_squared_log_p"))) + rounding);
    CHECK(std::fabs(result.effect - line.number("effect_w")) <= 1e-12 + two_rows::share_error);
    CHECK(away::error(bound_checks::sum_of(bound.contributions(feature.counts(), window)), result.statistic) < 1e-12);
  }
}

// Oracle: with two cells X2 is the square of the pooled z, so its exact counterpart is Fisher's test (proportions.py).
// A Monte Carlo p-value of most draws is within 5 standard errors of it (the seed is fixed; once in 1e6 pairs), a
// p-value stopped at 200 exceedances within 5 / sqrt(200) of itself; a share of 1 % of the error is for single cells.
TEST_CASE("chi_squared: Monte Carlo agrees with the exact law of two cells", "[drift][chi_squared]") {
  for (const golden::row& line : golden::table("drift_proportions.csv")) {
    const std::uint64_t n = line.count("n");
    const std::uint64_t m = line.count("m");
    // Fisher's ordering of the tables is that of X2 only where both sides are of one size.
    if (n != m || n > 200 || line.count("a") + line.count("b") == 0 || line.count("a") + line.count("b") == n + m)
      continue;
    CAPTURE(line.text("a"), line.text("b"), n);
    const leeway::category_feature feature = features::categories(row{line.count("a"), n - line.count("a")});
    auto bound = chi_squared({.pool = {0.0}, .law = null_law::monte_carlo}).bind(feature);
    const leeway::test_result result =
        bound(feature.counts(), features::window(feature, row{line.count("b"), m - line.count("b")}));
    const double p = std::exp(result.log_p_value);
    const double expected = line.number("fisher_p");
    CHECK(p <= 1.0);
    CHECK(p >= expected * (1.0 - 5.0 / std::sqrt(200.0)) - 5.0 * std::sqrt(expected / 9999.0));
    CHECK(p <= (expected * (1.0 + 5.0 / std::sqrt(200.0)) + 5.0 * std::sqrt(expected / 9999.0)) / 0.99 + 2e-4);
  }
}

// Oracle: Cohen's w of independent halves, and the noncentral interval around a w known from X2 at equal sizes: w^2 =
// X2/N.
TEST_CASE("chi_squared: the effect and its interval", "[drift][chi_squared]") {
  const leeway::category_feature feature = features::categories(row{500, 300, 200});
  auto bound = chi_squared({.law = null_law::asymptotic}).bind(feature);
  const leeway::test_result result = bound(feature.counts(), features::window(feature, row{400, 400, 200}));
  CHECK(away::error(result.effect, std::sqrt(result.statistic / 2000.0)) < 1e-14);
  CHECK(result.effect_interval.lower < result.effect);
  CHECK(result.effect_interval.upper > result.effect);
  const leeway::test_result same = bound(feature.counts(), features::window(feature, row{500, 300, 200}));
  CHECK(exact::same(same.statistic, 0.0));
  CHECK(exact::same(same.effect_interval.lower, 0.0));
}

// Oracle: one category on both sides says nothing; p is 1 and the law is exact.
TEST_CASE("chi_squared: constant columns", "[drift][chi_squared]") {
  const leeway::category_feature feature = features::categories(row{70});
  const leeway::test_result result = chi_squared().bind(feature)(feature.counts(), features::window(feature, row{30}));
  CHECK(exact::same(result.log_p_value, 0.0));
  CHECK(result.method == leeway::p_method::exact);
  CHECK(exact::same(result.degrees_of_freedom, 0.0));
}

// Oracle: the concept's promises.
TEST_CASE("chi_squared: empty sides, repeated evaluation", "[drift][chi_squared]") {
  const leeway::category_feature colours = features::categories(row{40, 10, 60, 5});
  auto bound = chi_squared().bind(colours);
  bound_checks::check_empty_sides(bound, colours.counts(), leeway::counts(colours.cells().size()));
  bound_checks::check_repeats(bound, colours.counts(), features::window(colours, row{9, 3, 0, 8, 0, 4}),
                              features::window(colours, row{1, 0, 0, 2}));
  const leeway::numeric_feature numbers = features::numbers(row{40, 0, 60, 5});
  auto of_numbers = chi_squared().bind(numbers);
  bound_checks::check_empty_sides(of_numbers, numbers.counts(), leeway::counts(4));
  bound_checks::check_repeats(of_numbers, numbers.counts(), features::window(numbers, row{9, 3, 0, 8}),
                              features::window(numbers, row{1, 0, 0, 0}));
}

}  // namespace chi_squared_test
