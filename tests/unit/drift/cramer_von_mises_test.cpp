// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/cramer_von_mises.hpp>

#include <cmath>
#include <vector>

#include <leeway/law/cramer_von_mises.hpp>

#include "support/catch.hpp"
#include "support/rank_checks.hpp"

namespace cramer_von_mises_test {

using leeway::cramer_von_mises;
using leeway::null_law;
using row = std::vector<std::uint64_t>;

// Oracle: exact rationals, which agree with scipy where there are no ties (rank_laws.py).
TEST_CASE("cramer_von_mises: the statistic of raw samples", "[drift]") {
  rank_checks::check_statistic(cramer_von_mises(), "cramer_von_mises");
}

// Oracle: all splits of small samples (rank_laws.py).
TEST_CASE("cramer_von_mises: draws are those of the exact law", "[drift]") {
  rank_checks::check_draws([](const leeway::ordered_options& options) { return cramer_von_mises(options); },
                           "exact_cramer_von_mises");
}

// Oracle: the raw records.
TEST_CASE("cramer_von_mises: cells of different values lose nothing", "[drift]") {
  rank_checks::check_cells_of_different_values(cramer_von_mises());
}

// Oracle: by hand: shares .8/.2 and .2/.8 in two given cells; F - G is .3 at the middle of each.
TEST_CASE("cramer_von_mises: statistic, effect and p-value", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row{800, 200});
  const leeway::counts window = features::window(feature, row{100, 400});
  const leeway::test_result result =
      cramer_von_mises({.law = null_law::asymptotic}).bind(feature)(feature.counts(), window);
  const double size = 1000.0 * 500.0 / 1500.0;
  const double t = size * 0.09 + 0.25 / 1500.0;
  CHECK(result.test == "cramer_von_mises");
  CHECK(away::error(result.statistic, t) < 1e-14);
  CHECK(away::error(result.effect, 0.3) < 1e-15);
  // 0.46136: Anderson and Darling's table.
  CHECK(result.effect_interval.lower == Approx(0.3 - std::sqrt(0.46136 / size)).epsilon(1e-5));
  CHECK(result.effect_interval.upper == Approx(0.3 + std::sqrt(0.46136 / size)).epsilon(1e-5));
  CHECK(result.method == leeway::p_method::asymptotic);
  CHECK(exact::same(result.log_p_value, leeway::law::cramer_von_mises_two_sample(result.statistic, 1000, 500).log_p));
}

// Oracle: the laws that the records are drawn from: two cells of .5 and of .6 and .4; F - G is .05 at both middles.
TEST_CASE("cramer_von_mises: the interval of the effect", "[drift]") {
  rank_checks::check_interval(cramer_von_mises({.law = null_law::asymptotic}), {0.5, 0.5}, {0.6, 0.4}, 0.05);
  rank_checks::check_interval(cramer_von_mises({.law = null_law::asymptotic}), {0.5, 0.5}, {0.5, 0.5}, 0.0);
}

// Oracle: D^3 / 3 by hand: 2000 equal records a side in 1000 cells, half of which may not hold more than 1/64.
TEST_CASE("cramer_von_mises: the smallest effect", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row(1000, 20));
  const leeway::counts window = features::window(feature, row(1000, 20));
  auto bound = cramer_von_mises().bind(feature);
  const double log_p = std::log(1e-4);
  const double critical = leeway::law::cramer_von_mises_critical(log_p);
  const double wanted = std::pow(std::sqrt(critical) + 0.8416212 / 3.14159265, 2.0);
  const double hidden = 0.001;  // all of a cell's records may be at either end
  CHECK(bound.smallest_effect(feature.counts(), window, log_p, 0.01) ==
        Approx(std::cbrt(3.0 * wanted / 10'000.0) + hidden).epsilon(0.02));
  CHECK(bound.smallest_effect(feature.counts(), window, log_p, 0.4) > 0.4);
}

// Oracle: the law of finite samples on a fine grid, right to .2 % (rank_laws.py): what is added to the limit law is
// enough, and not added for who asks for the limit law.
TEST_CASE("cramer_von_mises: the p-value of the limit law is not too small", "[drift]") {
  for (const golden::row& line : golden::table("rank_finite_sizes.csv")) {
    if (line.text("test") != "cramer_von_mises") continue;
    const row n{line.count("n"), 0};
    const row m{0, line.count("m")};
    const double limit = leeway::law::cramer_von_mises_two_sample(line.number("statistic"), n[0], m[1]).p;
    const double raised = limit * (1.0 + leeway::detail::cramer_von_mises_policy{}.limit_error(n, m));
    CAPTURE(n[0], m[1], line.number("p"), limit, raised);
    CHECK(raised > line.number("p") * 0.998);
  }
  const leeway::numeric_feature feature = features::numbers(row(100, 20));
  const leeway::counts window = features::window(feature, row(100, 6));
  const auto log_p = [&](null_law law) {
    return cramer_von_mises({.law = law}).bind(feature)(feature.counts(), window).log_p_value;
  };
  CHECK(log_p(null_law::asymptotic) <= log_p(null_law::automatic));
}

// Oracle: the concept's promises.
TEST_CASE("cramer_von_mises: empty sides, repeated evaluation, constants", "[drift]") {
  rank_checks::check_promises(cramer_von_mises());
}

}  // namespace cramer_von_mises_test
