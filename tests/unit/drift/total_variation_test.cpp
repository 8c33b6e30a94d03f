// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/total_variation.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"
#include "support/samples.hpp"
#include "support/two_rows.hpp"

namespace total_variation_test {

using row = std::vector<std::uint64_t>;

// Oracle: exact rationals (distances.py).
TEST_CASE("total_variation: distance and contributions", "[drift][total_variation]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const leeway::category_feature feature = features::categories(c.a);
    const leeway::counts window = features::window(feature, c.b);
    auto bound = leeway::total_variation({.pool = {0.0}, .law = leeway::null_law::asymptotic}).bind(feature);
    const leeway::test_result result = bound(feature.counts(), window);
    CHECK(std::fabs(result.statistic - line.number("total_variation")) <=
          1e-12 * line.number("total_variation") + two_rows::share_error);
    CHECK(std::fabs(bound_checks::sum_of(bound.contributions(feature.counts(), window)) - result.statistic) <= 1e-14);
    CHECK(exact::same(result.effect, bound.share_moved(feature.counts(), window).value));
  }
}

// Oracle: mean and variance over 20000 pairs of samples; 5 standard errors (the seed is fixed) and 3 % for the
// difference between normal and binomial cells.
TEST_CASE("total_variation: null mean and variance", "[drift][total_variation]") {
  leeway::random_stream draws(4);
  for (const samples::shares& law : {samples::equal(2), samples::equal(10), samples::zipf(20, 1.0)}) {
    double sum = 0.0;
    double squares = 0.0;
    double mean = 0.0;
    double variance = 0.0;
    constexpr int runs = 20'000;
    for (int run = 0; run < runs; ++run) {
      const row a = samples::draw(draws, 5000, law);
      const row b = samples::draw(draws, 2000, law);
      const double x = leeway::total_variation_distance(a, b);
      sum += x;
      squares += x * x;
      mean += leeway::detail::total_variation_null_mean(a, b) / runs;
      if (run % 100 == 0) variance += leeway::detail::total_variation_variance(a, b) / (runs / 100);
    }
    const double spread = squares / runs - (sum / runs) * (sum / runs);
    CHECK(std::fabs(sum / runs - mean) < 5.0 * std::sqrt(spread / runs) + 0.01 * mean);
    CHECK(away::error(spread, variance) < 5.0 * std::sqrt(2.0 / runs) + 0.03);
  }
}

// Oracle: the concept's promises.
TEST_CASE("total_variation: empty sides, repeated evaluation", "[drift][total_variation]") {
  const leeway::category_feature colours = features::categories(row{40, 10, 60, 5});
  auto bound = leeway::total_variation().bind(colours);
  bound_checks::check_empty_sides(bound, colours.counts(), leeway::counts(colours.cells().size()));
  bound_checks::check_repeats(bound, colours.counts(), features::window(colours, row{9, 3, 0, 8, 0, 4}),
                              features::window(colours, row{1, 0, 0, 2}));
}

}  // namespace total_variation_test
