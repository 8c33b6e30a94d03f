// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/missing_rate.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"

namespace missing_rate_test {

using row = std::vector<std::uint64_t>;

namespace {
leeway::counts side(std::uint64_t missing, std::uint64_t all) { return features::row(row{all - missing}, 1, missing); }
}  // namespace

// Oracle: exact rational tables (proportions.py), window minus baseline; the limits of the change are tested on their
// own, here folded by hand to a change without a sign.
TEST_CASE("missing_rate: agrees with exact arithmetic", "[drift][missing]") {
  leeway::bound_missing_rate bound;
  for (const golden::row& line : golden::table("drift_proportions.csv")) {
    CAPTURE(line.text("a"), line.text("n"), line.text("b"), line.text("m"));
    const leeway::counts a = side(line.count("a"), line.count("n"));
    const leeway::counts b = side(line.count("b"), line.count("m"));
    const leeway::test_result result = bound(a, b);
    CHECK(result.method == leeway::p_method::exact);
    CHECK(std::fabs(result.statistic - line.number("difference")) < 1e-15);
    CHECK(away::log_error(result.log_p_value, line.number("fisher_log_p")) < 1e-10);
    CHECK(std::fabs(result.effect - std::fabs(line.number("difference"))) < 1e-15);

    const auto limits = [&](double error) {
      return leeway::detail::share_change_interval(line.count("a"), line.count("n"), line.count("b"), line.count("m"),
                                                   error);
    };
    const auto [low, high] = limits(0.025);
    const bool up = low > 0.0;
    const bool down = high < 0.0;
    CHECK(std::fabs(result.effect_interval.lower - (up ? low : (down ? -high : 0.0))) < 1e-15);
    CHECK(std::fabs(result.effect_interval.upper - (up ? high : (down ? -low : std::fmax(-low, high)))) < 1e-15);
    // The one-sided bound is the 90 % end where the change is plain, and 0 where the 95 % interval holds 0.
    const double bound_below = bound.share_moved(a, b).lower_bound;
    const double end = up ? limits(0.05).lower : (down ? -limits(0.05).upper : 0.0);
    if (bound_below > 0.0)
      CHECK(std::fabs(bound_below - end) < 1e-12);
    else
      CHECK(exact::same(bound_below, 0.0));
    if (!up && !down) CHECK(exact::same(bound_below, 0.0));
  }
}

// Oracle: the question is the same from both sides.
TEST_CASE("missing_rate: present instead of missing, then instead of now", "[drift][missing]") {
  leeway::bound_missing_rate bound;
  const double log_p = bound(side(30, 1000), side(40, 700)).log_p_value;
  CHECK(away::log_error(bound(side(40, 700), side(30, 1000)).log_p_value, log_p) < 1e-12);
  CHECK(away::log_error(bound(side(970, 1000), side(660, 700)).log_p_value, log_p) < 1e-12);
}

// Oracle: by hand: all missing on one side, nothing on the other; 6452 and 5350 of 5407 as in the shipped storms.
TEST_CASE("missing_rate: all missing", "[drift][missing]") {
  leeway::bound_missing_rate bound;
  const leeway::test_result result = bound(side(6452, 6452), side(57, 5407));
  CHECK(away::error(result.statistic, 57.0 / 5407.0 - 1.0) < 1e-15);
  CHECK(result.log_p_value < -5000.0);
  CHECK(result.effect_interval.lower > 0.98);
  CHECK(exact::same(bound(side(10, 10), side(7, 7)).log_p_value, 0.0));
  const leeway::contribution move = bound.largest_move(side(6452, 6452), side(57, 5407));
  CHECK(move.cell.value == "missing");
  CHECK(exact::same(move.amount, result.statistic));
}

// Oracle: the concept's promises.
TEST_CASE("missing_rate: empty sides, repeated evaluation", "[drift][missing]") {
  leeway::bound_missing_rate bound;
  bound_checks::check_empty_sides(bound, side(3, 10), leeway::counts(1));
  bound_checks::check_repeats(bound, side(3, 10), side(9, 10), side(0, 50));
}

}  // namespace missing_rate_test
