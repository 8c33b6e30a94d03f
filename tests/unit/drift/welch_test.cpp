// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Tests of moments are shown beside the others and decide nothing; the oracle is distance_forms.py (scipy, mpmath).
// Moments of values near 1e6 keep nine of their digits.
#include <leeway/drift/welch.hpp>

#include <cmath>
#include <vector>

#include <leeway/law/normal.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace welch_test {
namespace {

leeway::moments of(const std::vector<double>& values) {
  leeway::moments result;
  for (double x : values) result.observe(x);
  return result;
}

}  // namespace

TEST_CASE("welch: agrees with the oracle", "[drift]") {
  for (const golden::row& line : golden::table("moment_tests.csv")) {
    const leeway::test_result result = leeway::welch(of(line.numbers("a")), of(line.numbers("b")));
    CAPTURE(line.text("t"));
    CHECK(result.test == "welch");
    CHECK(away::error(result.statistic, line.number("t")) < 1e-9);
    CHECK(away::error(result.degrees_of_freedom, line.number("degrees_of_freedom")) < 1e-9);
    CHECK(std::fabs(result.log_p_value - std::log(line.number("p"))) <
          1e-8 * std::fmax(1.0, std::fabs(result.log_p_value)));
    CHECK(std::fabs(result.effect - line.number("cohen_d")) < 1e-9);
    CHECK(result.effect_interval.lower < result.effect);
    CHECK(result.effect < result.effect_interval.upper);
  }
}

TEST_CASE("welch: too few records and constants", "[drift]") {
  const leeway::moments varied = of({1.0, 2.0, 4.0});
  CHECK(leeway::welch(of({1.0}), varied).method == leeway::p_method::none);
  CHECK(leeway::welch(varied, leeway::moments{}).method == leeway::p_method::none);
  const leeway::test_result same = leeway::welch(of({3.0, 3.0, 3.0}), of({3.0, 3.0}));
  CHECK(same.log_p_value == 0.0);
  CHECK(same.statistic == 0.0);
}

}  // namespace welch_test
