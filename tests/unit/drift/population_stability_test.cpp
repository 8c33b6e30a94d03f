// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/population_stability.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace population_stability_test {

using leeway::zero_policy;
using row = std::vector<std::uint64_t>;

// Oracle: mpmath (distances.py); the p-value's law is chi-squared of s times the Jeffreys form, whatever is shown.
// Cells empty on both sides are no cells of a categorical feature, hence the column for occupied ones.
TEST_CASE("population_stability: index, effect, contributions", "[drift][psi]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const leeway::category_feature feature = features::categories(c.a);
    const leeway::counts window = features::window(feature, c.b);
    const leeway::grouped_options options{.pool = {0.0}, .law = leeway::null_law::asymptotic};
    const double tolerance = 1e-11;  // relative; absolute below 1
    for (const auto& [zero, column] : {std::pair{zero_policy::jeffreys(), "psi_jeffreys_occupied"},
                                       {zero_policy::raw(), "psi_raw"},
                                       {zero_policy::at_least(1e-4), "psi_eps_1e-4"}}) {
      auto bound = leeway::population_stability(options, zero).bind(feature);
      const leeway::test_result result = bound(feature.counts(), window);
      CHECK(away::log_error(result.statistic, line.number(column)) < tolerance);
      CHECK(away::log_error(bound_checks::sum_of(bound.contributions(feature.counts(), window)), result.statistic) <
            tolerance);
      const double freedom = line.number("degrees_of_freedom");
      if (freedom < 1.0) continue;
      const double evidence = c.size() * line.number("psi_jeffreys_occupied");
      CHECK(away::log_error(result.log_p_value, leeway::law::chi_squared_upper(evidence, freedom).log_p) < 1e-9);
      CHECK(away::log_error(result.effect, std::fmax(0.0, line.number("psi_jeffreys_occupied") - freedom / c.size())) <
            tolerance);
    }
  }
}

// Oracle: the concept's promises.
TEST_CASE("population_stability: empty sides, repeated evaluation", "[drift][psi]") {
  const leeway::numeric_feature numbers = features::numbers(row{40, 10, 60, 5});
  auto bound = leeway::population_stability().bind(numbers);
  bound_checks::check_empty_sides(bound, numbers.counts(), leeway::counts(4));
  bound_checks::check_repeats(bound, numbers.counts(), features::window(numbers, row{9, 3, 0, 8}),
                              features::window(numbers, row{1, 0, 0, 2}));
}

}  // namespace population_stability_test
