// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/jensen_shannon.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace jensen_shannon_test {

using row = std::vector<std::uint64_t>;

// Oracle: mpmath (distances.py). G comes from terms that cancel: 2 N roundings of shares.
TEST_CASE("jensen_shannon: distance, limit law and contributions", "[drift][jensen_shannon]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const leeway::category_feature feature = features::categories(c.a);
    const leeway::counts window = features::window(feature, c.b);
    auto bound = leeway::jensen_shannon({.pool = {0.0}, .law = leeway::null_law::asymptotic}).bind(feature);
    const leeway::test_result result = bound(feature.counts(), window);
    CHECK(std::fabs(result.statistic - line.number("js_distance")) <=
          1e-12 * line.number("js_distance") + two_rows::share_error);
    CHECK(exact::same(result.effect, result.statistic));
    if (line.number("degrees_of_freedom") > 1.0)  // with one the density of G has a pole at 0
      CHECK(std::fabs(result.log_p_value - line.number("g_log_p")) <=
            1e-11 * std::fmax(1.0, std::fabs(line.number("g_log_p"))) +
                4.0 * static_cast<double>(c.n + c.m) * two_rows::share_error);
    const double divergence = result.statistic * result.statistic;
    CHECK(std::fabs(bound_checks::sum_of(bound.contributions(feature.counts(), window)) - divergence) <= 1e-14);
  }
}

// Oracle: an interval of a distance that lies within 0 and 1.
TEST_CASE("jensen_shannon: the interval", "[drift][jensen_shannon]") {
  const leeway::category_feature feature = features::categories(row{500, 300, 200});
  auto bound = leeway::jensen_shannon().bind(feature);
  const leeway::test_result moved = bound(feature.counts(), features::window(feature, row{100, 100, 800}));
  CHECK(moved.effect_interval.lower < moved.effect);
  CHECK(moved.effect < moved.effect_interval.upper);
  const leeway::test_result apart = bound(feature.counts(), features::window(feature, row{0, 0, 0, 0, 90}));
  CHECK(away::error(apart.statistic, 1.0) < 1e-15);
  CHECK(apart.effect_interval.upper <= 1.0);
}

// Oracle: the concept's promises.
TEST_CASE("jensen_shannon: empty sides, repeated evaluation", "[drift][jensen_shannon]") {
  const leeway::category_feature colours = features::categories(row{40, 10, 60, 5});
  auto bound = leeway::jensen_shannon().bind(colours);
  bound_checks::check_empty_sides(bound, colours.counts(), leeway::counts(colours.cells().size()));
  bound_checks::check_repeats(bound, colours.counts(), features::window(colours, row{9, 3, 0, 8, 0, 4}),
                              features::window(colours, row{1, 0, 0, 2}));
}

}  // namespace jensen_shannon_test
