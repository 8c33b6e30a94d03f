// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/chi_squared.hpp"

#include <cmath>
#include <limits>

#include "golden.hpp"
#include "support/catch.hpp"

namespace chi_squared_test {

using namespace leeway::law;

// Oracle: series and continued fraction in mpmath at 60 digits (laws.py).
TEST_CASE("chi-squared: the tail agrees with mpmath from 1 to far below 1e-300", "[law][chi_squared]") {
  const std::vector<golden::line> lines = golden::read("laws_chi_squared.csv");
  REQUIRE(lines.size() > 100);
  for (const golden::line& line : lines) {
    CAPTURE(line.number(0), line.number(1), line.number(3));
    CHECK(golden::error(chi_squared_upper(line.number(0), line.number(1)), line.number(2), line.number(3)) < 1e-12);
  }
}

// Oracle: the tail, established above. d log p / d log x is of the order of x/2, so x is asked to (1e-12 + rounding).
TEST_CASE("chi-squared: the critical value undoes the tail", "[law][chi_squared]") {
  for (const golden::line& line : golden::read("laws_chi_squared.csv")) {
    const double p = line.number(2);
    if (p < 1e-290 || p > 0.999999) continue;
    CAPTURE(line.number(0), line.number(1), p);
    CHECK(chi_squared_critical(p, line.number(1)) == Approx(line.number(0)).epsilon(1e-10));
  }
}

// Oracle: closed form exp(-x/2) with two degrees of freedom.
TEST_CASE("chi-squared: two degrees of freedom are an exponential law", "[law][chi_squared]") {
  for (double x : {1e-12, 0.5, 3.0, 50.0, 1200.0, 5000.0, 1e8}) {
    CAPTURE(x);
    CHECK(chi_squared_upper(x, 2.0).log_p == Approx(-0.5 * x).epsilon(1e-14));
  }
}

// Oracle: definition.
TEST_CASE("chi-squared: ends and no value", "[law][chi_squared]") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(chi_squared_upper(0.0, 3.0).p == 1.0);
  CHECK(chi_squared_upper(-1.0, 3.0).p == 1.0);
  CHECK(chi_squared_upper(infinity, 3.0).log_p == -infinity);
  CHECK(std::isnan(chi_squared_upper(1.0, 0.0).p));
  CHECK(std::isnan(chi_squared_upper(leeway::no_value, 3.0).p));
  CHECK(chi_squared_critical(1.0, 3.0) == 0.0);
  CHECK(chi_squared_critical(0.0, 3.0) == infinity);
  CHECK(std::isnan(chi_squared_critical(-0.1, 3.0)));
  CHECK(std::isnan(chi_squared_critical(0.1, -3.0)));
}

}  // namespace chi_squared_test
