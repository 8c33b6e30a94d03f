// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/noncentral_chi_squared.hpp"

#include <cmath>

#include "golden.hpp"
#include "leeway/law/chi_squared.hpp"
#include "support/catch.hpp"

namespace noncentral_chi_squared_test {

using namespace leeway::law;

// Oracle: Poisson mixture at 60 digits (laws.py). Beyond a noncentrality of 1e5 a saddlepoint approximation, whose
// error is of the order of 1 / noncentrality, a hundredth of it in the middle.
TEST_CASE("noncentral chi-squared: both tails agree with mpmath", "[law][noncentral]") {
  const std::vector<golden::line> lines = golden::read("laws_noncentral.csv");
  REQUIRE(lines.size() > 90);
  for (const golden::line& line : lines) {
    CAPTURE(line.number(0), line.number(1), line.number(2));
    const double bound = line.number(2) > 1e5 ? 1e-6 : 1e-11;
    const tail upper = noncentral_chi_squared_upper(line.number(0), line.number(1), line.number(2));
    CHECK(golden::error(upper.p, line.number(3)) < bound);
    CHECK(std::expm1(upper.log_p) == Approx(-line.number(4)).epsilon(bound));
  }
}

// Oracle: the same table read the other way round. The table's own x is a double, and the noncentrality moves with the
// logarithm of p by about sqrt(noncentrality) / |z|, hence the wider bound where both are large.
TEST_CASE("noncentral chi-squared: the noncentrality for a power undoes the tail", "[law][noncentral]") {
  for (const golden::line& line : golden::read("laws_noncentral.csv")) {
    if (line.number(3) < 1e-12 || line.number(4) < 1e-12) continue;
    CAPTURE(line.number(0), line.number(1), line.number(2), line.number(3));
    const double found = line.number(3) <= 0.5
                             ? noncentrality_for_power(line.number(1), line.number(0), line.number(3))
                             : noncentrality_interval(line.number(0), line.number(1), 1.0 - 2.0 * line.number(4)).upper;
    CHECK(found == Approx(line.number(2)).epsilon(line.number(2) > 1e5 ? 1e-8 : 1e-9).margin(1e-9));
  }
}

// Oracle: the planning figures every power table has (Cohen 1988): 5 % test, 80 % power, 1 and 9 degrees of freedom.
TEST_CASE("noncentral chi-squared: published noncentralities", "[law][noncentral]") {
  CHECK(noncentrality_for_power(1.0, chi_squared_critical(0.05, 1.0), 0.8) == Approx(7.85).margin(0.005));
  CHECK(noncentrality_for_power(9.0, chi_squared_critical(0.05, 9.0), 0.8) == Approx(15.65).margin(0.005));
  CHECK(noncentrality_for_power(19.0, chi_squared_critical(0.01, 19.0), 0.9) == Approx(33.26).margin(0.01));
}

// Oracle: definition of the interval by its two tails.
TEST_CASE("noncentral chi-squared: the interval has equal tails, 0 where it is not excluded", "[law][noncentral]") {
  for (double dof : {1.0, 9.0, 99.0}) {
    for (double x : {0.01, 0.5, 9.0, 25.0, 130.0, 4000.0, 1e6}) {
      CAPTURE(dof, x);
      const leeway::interval ends = noncentrality_interval(x, dof, 0.95);
      REQUIRE(ends.lower <= ends.upper);
      if (ends.lower > 0.0) {
        CHECK(noncentral_chi_squared_upper(x, dof, ends.lower).p == Approx(0.025).epsilon(1e-7));
      } else {
        CHECK(chi_squared_upper(x, dof).p >= 0.025);
      }
      if (ends.upper > 0.0) {
        CHECK(noncentral_chi_squared_upper(x, dof, ends.upper).p == Approx(0.975).epsilon(1e-8));
      } else {
        CHECK(chi_squared_upper(x, dof).p >= 0.975);
      }
    }
  }
}

// Oracle: definition.
TEST_CASE("noncentral chi-squared: ends and no value", "[law][noncentral]") {
  CHECK(noncentrality_for_power(9.0, 0.0, 0.8) == 0.0);
  CHECK(noncentrality_for_power(9.0, 1.0, 0.8) == 0.0);
  CHECK(std::isnan(noncentrality_for_power(0.0, 1.0, 0.8)));
  CHECK(std::isnan(noncentrality_for_power(9.0, 1.0, 1.0)));
  CHECK(std::isnan(noncentrality_for_power(9.0, leeway::no_value, 0.5)));
  CHECK(std::isnan(noncentrality_interval(3.0, 9.0, 1.0).lower));
  CHECK(noncentral_chi_squared_upper(20.0, 9.0, 0.0).p == chi_squared_upper(20.0, 9.0).p);
}

}  // namespace noncentral_chi_squared_test
