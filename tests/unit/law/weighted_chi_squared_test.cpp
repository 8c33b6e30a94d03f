// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Quadratic forms of normal errors have no table: the tail must be right in the body, where it decides, and far out,
// where it orders.
#include <leeway/law/weighted_chi_squared.hpp>

#include <cmath>
#include <vector>

#include <leeway/law/chi_squared.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace weighted_chi_squared_test {

using leeway::law::tail;
using leeway::law::weighted_chi_squared_upper;
using weights = std::vector<double>;

// Oracle: partial fractions, and Ruben's positive series, in mpmath (distance_laws.py).
TEST_CASE("weighted_chi_squared: agrees with mpmath in both tails", "[law]") {
  for (const golden::row& line : golden::table("distance_weighted_chi_squared.csv")) {
    const weights w = line.numbers("weights");
    CAPTURE(w.size(), line.text("x"), line.text("p"));
    const tail found = weighted_chi_squared_upper(line.number("x"), w);
    CHECK(away::log_error(found.log_p, line.number("log_p")) < 1e-12);
    if (line.number("p") > 1e-290) CHECK(away::error(found.p, line.number("p")) < 1e-12);
  }
}

// Oracle: equal weights are one chi-squared variable, established by its own golden table.
TEST_CASE("weighted_chi_squared: equal weights", "[law]") {
  for (std::size_t count : {1U, 2U, 9U, 100U})
    for (double x : {1e-3, 0.5, 1.0, 3.0, 40.0, 1e3, 1e4}) {
      const double scaled = x * static_cast<double>(count);
      CAPTURE(count, scaled);
      const double expected = leeway::law::chi_squared_upper(scaled, static_cast<double>(count)).log_p;
      CHECK(away::log_error(weighted_chi_squared_upper(0.3 * scaled, weights(count, 0.3)).log_p, expected) < 1e-11);
    }
}

// Oracle: a power of two scales every operation exactly; weights of nothing add nothing; the order does not matter
// beyond rounding.
TEST_CASE("weighted_chi_squared: scale, order and zeros", "[law]") {
  const weights w{5.0, 1.0, 0.2, 0.2, 0.01};
  for (double x : {0.5, 6.0, 60.0, 6000.0}) {
    const double log_p = weighted_chi_squared_upper(x, w).log_p;
    for (int exponent : {-900, -30, 30, 900}) {
      weights scaled;
      for (double weight : w) scaled.push_back(std::ldexp(weight, exponent));
      CHECK(exact::same(weighted_chi_squared_upper(std::ldexp(x, exponent), scaled).log_p, log_p));
    }
    CHECK(away::log_error(weighted_chi_squared_upper(x, weights{0.2, 0.01, 1.0, 0.0, 5.0, 0.2}).log_p, log_p) < 1e-12);
  }
}

// Oracle: the tail falls, also where the integral changes sides.
TEST_CASE("weighted_chi_squared: falls without a step", "[law]") {
  const weights w{1.0, 0.25, 1.0 / 9.0, 0.0625};
  double before = 0.0;
  for (double x = 0.01; x < 12.0; x += 0.01) {
    const double log_p = weighted_chi_squared_upper(x, w).log_p;
    CHECK(log_p < before);
    CHECK(log_p > before - 0.08);
    before = log_p;
  }
}

// Oracle: definition; the exponential rate of the largest weight far out.
TEST_CASE("weighted_chi_squared: ends and no value", "[law]") {
  const weights w{1.0, 0.5};
  CHECK(exact::same(weighted_chi_squared_upper(0.0, w).p, 1.0));
  CHECK(exact::same(weighted_chi_squared_upper(-1.0, w).log_p, 0.0));
  CHECK(exact::same(weighted_chi_squared_upper(exact::infinity, w).log_p, -exact::infinity));
  for (double x : {1e20, 1e89, 1e91, 1e300})
    CHECK(away::error(weighted_chi_squared_upper(x, w).log_p, -x / 2.0) < 1e-12);
  CHECK(std::isnan(weighted_chi_squared_upper(exact::nan, w).p));
  CHECK(std::isnan(weighted_chi_squared_upper(1.0, weights{}).p));
  CHECK(std::isnan(weighted_chi_squared_upper(1.0, weights{0.0, 0.0}).p));
  CHECK(std::isnan(weighted_chi_squared_upper(1.0, weights{1.0, -0.5}).p));
  CHECK(std::isnan(weighted_chi_squared_upper(1.0, weights{1.0, exact::infinity}).p));
}

}  // namespace weighted_chi_squared_test
