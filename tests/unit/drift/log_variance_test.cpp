// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Tests of moments are shown beside the others and decide nothing; the oracle is distance_forms.py (scipy, mpmath).
// Moments of values near 1e6 keep nine of their digits.
#include <leeway/drift/log_variance.hpp>

#include <cmath>
#include <vector>

#include <leeway/law/normal.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace log_variance_test {
namespace {

leeway::moments of(const std::vector<double>& values) {
  leeway::moments result;
  for (double x : values) result.observe(x);
  return result;
}

}  // namespace

TEST_CASE("log_variance: agrees with the oracle", "[drift]") {
  for (const golden::row& line : golden::table("moment_tests.csv")) {
    const leeway::test_result result = leeway::log_variance(of(line.numbers("a")), of(line.numbers("b")));
    CAPTURE(line.text("t"));
    CHECK(result.test == "log_variance");
    CHECK(std::fabs(result.statistic - line.number("log_variance_z")) < 1e-7);
    CHECK(std::fabs(result.log_p_value - leeway::law::normal_two_sided(line.number("log_variance_z")).log_p) < 1e-6);
    CHECK(result.effect_interval.lower < result.effect);
    CHECK(result.effect < result.effect_interval.upper);
  }
}

TEST_CASE("log_variance: too few records and constants", "[drift]") {
  const leeway::moments varied = of({1.0, 2.0, 4.0});
  CHECK(leeway::log_variance(of({1.0}), varied).method == leeway::p_method::none);
  CHECK(leeway::log_variance(varied, leeway::moments{}).method == leeway::p_method::none);
  const leeway::test_result same = leeway::log_variance(of({3.0, 3.0, 3.0}), of({3.0, 3.0}));
  CHECK(same.log_p_value == 0.0);
  CHECK(same.statistic == 0.0);
}

}  // namespace log_variance_test
