// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// G is the statistic that Jensen-Shannon takes its p-value from; here it is the number shown. Oracle: mpmath
// (distances.py).
#include <leeway/drift/likelihood_ratio.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace likelihood_ratio_test {

using row = std::vector<std::uint64_t>;

TEST_CASE("likelihood_ratio: statistic, limit law and contributions", "[drift]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const leeway::category_feature feature = features::categories(c.a);
    const leeway::counts window = features::window(feature, c.b);
    auto bound = leeway::likelihood_ratio({.pool = {0.0}, .law = leeway::null_law::asymptotic}).bind(feature);
    const leeway::test_result result = bound(feature.counts(), window);
    const double rounding = 2.0 * static_cast<double>(c.n + c.m) * two_rows::share_error;
    CHECK(std::fabs(result.statistic - line.number("g_statistic")) <= 1e-12 * line.number("g_statistic") + rounding);
    CHECK(std::fabs(bound_checks::sum_of(bound.contributions(feature.counts(), window)) - result.statistic) <=
          1e-12 * result.statistic + 4.0 * rounding);
    if (line.number("degrees_of_freedom") > 1.0)
      CHECK(std::fabs(result.log_p_value - line.number("g_log_p")) <=
            1e-11 * std::fmax(1.0, std::fabs(line.number("g_log_p"))) + 2.0 * rounding);
  }
}

TEST_CASE("likelihood_ratio: empty sides, repeated evaluation", "[drift]") {
  const leeway::category_feature colours = features::categories(row{40, 10, 60, 5});
  auto bound = leeway::likelihood_ratio().bind(colours);
  bound_checks::check_empty_sides(bound, colours.counts(), leeway::counts(colours.cells().size()));
  bound_checks::check_repeats(bound, colours.counts(), features::window(colours, row{9, 3, 0, 8, 0, 4}),
                              features::window(colours, row{1, 0, 0, 2}));
}

}  // namespace likelihood_ratio_test
