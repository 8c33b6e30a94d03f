// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/binomial.hpp"

#include <cmath>

#include "golden.hpp"
#include "support/catch.hpp"

namespace binomial_test {

using namespace leeway::law;

// Oracle: the binomial sum solved by Newton's method in mpmath (laws.py).
TEST_CASE("binomial: Clopper and Pearson's bounds agree with mpmath", "[law][binomial]") {
  const std::vector<golden::line> lines = golden::read("laws_clopper_pearson.csv");
  REQUIRE(lines.size() > 40);
  for (const golden::line& line : lines) {
    CAPTURE(line.count(0), line.count(1), line.number(2));
    const double error = line.number(2);
    CHECK(golden::error(clopper_pearson_lower(line.count(0), line.count(1), error), line.number(3)) < 1e-12);
    CHECK(golden::error(clopper_pearson_upper(line.count(0), line.count(1), error), line.number(4)) < 1e-12);
    const leeway::interval both = clopper_pearson(line.count(0), line.count(1), 1.0 - 2.0 * error);
    CHECK(both.lower == Approx(line.number(3)).epsilon(1e-7));  // 1 - 2e-9 holds 5e-8 of the error
    CHECK(both.upper == Approx(line.number(4)).epsilon(1e-7));
  }
}

// Oracle: rule of three's exact form, 1 - error^(1/n) without successes.
TEST_CASE("binomial: no success at all", "[law][binomial]") {
  for (std::uint64_t n : {1ULL, 20ULL, 100000ULL, 1000000000ULL}) {
    CHECK(clopper_pearson_upper(0, n, 0.05) ==
          Approx(-std::expm1(std::log(0.05) / static_cast<double>(n))).epsilon(1e-12));
    CHECK(clopper_pearson_lower(0, n, 0.05) == 0.0);
    CHECK(clopper_pearson_lower(n, n, 0.05) == Approx(std::pow(0.05, 1.0 / static_cast<double>(n))).epsilon(1e-12));
  }
}

// Oracle: the formulas of Wilson and Newcombe and the pooled test in mpmath (laws.py).
TEST_CASE("binomial: Newcombe's interval and the pooled test agree with mpmath", "[law][binomial]") {
  const std::vector<golden::line> lines = golden::read("laws_newcombe.csv");
  REQUIRE(lines.size() > 10);
  for (const golden::line& line : lines) {
    CAPTURE(line.count(0), line.count(1), line.count(2), line.count(3), line.number(4));
    const leeway::interval found = newcombe(line.count(0), line.count(1), line.count(2), line.count(3), line.number(4));
    CHECK(found.lower == Approx(line.number(5)).epsilon(1e-12).margin(1e-14));
    CHECK(found.upper == Approx(line.number(6)).epsilon(1e-12).margin(1e-14));
    CHECK(two_proportions(line.count(0), line.count(1), line.count(2), line.count(3)).p ==
          Approx(line.number(7)).epsilon(1e-12));
  }
}

// Oracle: Newcombe (1998), table II, method 10.
TEST_CASE("binomial: Newcombe's published intervals", "[law][binomial]") {
  const leeway::interval first = newcombe(48, 80, 56, 70, 0.95);
  CHECK(first.lower == Approx(0.0524).margin(5e-5));
  CHECK(first.upper == Approx(0.3339).margin(5e-5));
  const leeway::interval second = newcombe(3, 10, 9, 10, 0.95);
  CHECK(second.lower == Approx(0.1705).margin(5e-5));
  CHECK(second.upper == Approx(0.8090).margin(5e-5));
  const leeway::interval third = newcombe(0, 29, 5, 56, 0.95);
  CHECK(third.lower == Approx(-0.0381).margin(5e-5));
  CHECK(third.upper == Approx(0.1926).margin(5e-5));
}

// Oracle: definition.
TEST_CASE("binomial: ends and no value", "[law][binomial]") {
  CHECK(std::isnan(clopper_pearson_lower(0, 0, 0.05)));
  CHECK(std::isnan(clopper_pearson_upper(3, 2, 0.05)));
  CHECK(std::isnan(clopper_pearson(1, 2, 1.0).lower));
  CHECK(std::isnan(wilson(1, 2, 0.0).lower));
  CHECK(std::isnan(newcombe(0, 0, 1, 2, 0.95).lower));
  CHECK(std::isnan(two_proportions(0, 0, 1, 2).p));
  CHECK(two_proportions(0, 5, 0, 7).p == 1.0);
  CHECK(two_proportions(5, 5, 7, 7).p == 1.0);
}

}  // namespace binomial_test
