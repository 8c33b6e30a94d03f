// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The test is the statistic with the laws of all tests on groups: here that it says the right number, adds up, and
// keeps the promises of a bound test.
#include <leeway/drift/kullback_leibler.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace kullback_leibler_test {

using row = std::vector<std::uint64_t>;

TEST_CASE("kullback_leibler: what it says of two rows", "[drift]") {
  for (const golden::row& line : golden::table("distance_forms.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const leeway::numeric_feature feature = features::numbers(c.a);
    if (feature.cells().size() > 10) continue;  // more would be put into groups
    auto bound = leeway::kullback_leibler().bind(feature);
    const leeway::counts window = features::row(c.b, feature.cells().size());
    const leeway::test_result result = bound(feature.counts(), window);
    CHECK(result.test == "kullback_leibler");
    CHECK(result.log_p_value <= 0.0);
    CHECK(std::fabs(result.statistic - line.number("kl_jeffreys")) <= 1e-12 * line.number("kl_jeffreys") + 1e-14);
    CHECK_FALSE(result.effect_interval.lower > result.effect_interval.upper);
  }
}

TEST_CASE("kullback_leibler: a large change is significant, none is not", "[drift]") {
  const leeway::category_feature feature = features::categories(row{500, 300, 200});
  auto bound = leeway::kullback_leibler().bind(feature);
  CHECK(bound(feature.counts(), features::window(feature, row{100, 100, 800})).log_p_value < -100.0);
  CHECK(bound(feature.counts(), features::window(feature, row{500, 300, 200})).log_p_value > -0.1);
}

TEST_CASE("kullback_leibler: empty sides, repeated evaluation", "[drift]") {
  const leeway::category_feature colours = features::categories(row{40, 10, 60, 5});
  auto bound = leeway::kullback_leibler().bind(colours);
  bound_checks::check_empty_sides(bound, colours.counts(), leeway::counts(colours.cells().size()));
  bound_checks::check_repeats(bound, colours.counts(), features::window(colours, row{9, 3, 0, 8, 0, 4}),
                              features::window(colours, row{1, 0, 0, 2}));
}

}  // namespace kullback_leibler_test
