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

// Oracle: the law's own tail, which the table above checks; guesses are far off where x is far from the mean.
TEST_CASE("noncentral chi-squared: roots from far guesses", "[law][noncentral]") {
  for (double dof : {0.3, 1.0, 2.5, 9.0, 50.0, 1023.0})
    for (double x : {1e-3, 0.4, 3.0, 20.0, 45.0, 300.0, 1100.0, 25'000.0})
      for (double power : {1e-9, 0.001, 0.025, 0.5, 0.8, 0.975, 0.9999}) {
        CAPTURE(dof, x, power);
        const double found = noncentrality_for_power(dof, x, power);
        if (found > 0.0)
          CHECK(golden::error(noncentral_chi_squared_upper(x, dof, found).p, power) < 1e-10);
        else
          CHECK(chi_squared_upper(x, dof).p >= power * (1.0 - 1e-12));
      }
}

// Oracle: to first order an x that is larger by a part e needs a noncentrality of dof e: the tail falls with x by the
// density at dof degrees, and rises with half the noncentrality by twice that at dof + 2.
TEST_CASE("noncentral chi-squared: tiny noncentralities", "[law][noncentral]") {
  for (double dof : {1.0, 3.0, 9.0, 199.0})
    for (double power : {0.025, 0.8, 0.975})
      for (double part : {1e-9, 1e-7, 1e-5}) {
        CAPTURE(dof, power, part);
        const double x = chi_squared_critical(power, dof) * (1.0 + part);
        CHECK(noncentrality_for_power(dof, x, power) == Approx(dof * part).epsilon(1e-3));
      }
}

// Oracle: difference quotients of the tails: their error is of the order of the square of the step.
TEST_CASE("noncentral chi-squared: the derivatives of both tails", "[law][noncentral]") {
  for (double dof : {1.0, 9.0, 31.0})
    for (double x : {4.0, 30.0, 90.0})
      for (double rate : {0.5, 6.0, 40.0}) {
        CAPTURE(dof, x, rate);
        leeway::detail::noncentral_mixture mixture(dof, x);
        const double step = 1e-3 * (1.0 + std::sqrt(rate));
        const auto check = [&](auto tail) {
          const leeway::detail::rate_tail before = tail(rate - step);
          const leeway::detail::rate_tail at = tail(rate);
          const leeway::detail::rate_tail after = tail(rate + step);
          CHECK(at.slope == Approx((after.value - before.value) / (2.0 * step)).epsilon(1e-4).margin(1e-9));
          CHECK(at.bend == Approx((after.slope - before.slope) / (2.0 * step)).epsilon(1e-4).margin(1e-9));
        };
        check([&](double r) { return mixture.upper(r); });
        check([&](double r) { return mixture.lower(r); });
        CHECK(mixture.upper(rate).value + mixture.lower(rate).value == Approx(1.0).epsilon(1e-13));
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
