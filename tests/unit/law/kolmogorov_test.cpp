// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/kolmogorov.hpp"

#include <cmath>
#include <limits>

#include "golden.hpp"
#include "support/catch.hpp"

namespace kolmogorov_test {

using namespace leeway::law;

// Oracle: the alternating and the theta series with 60 terms at 60 digits (laws.py). The exponent 2x^2 carries half a
// unit in the last place, which is all of p's error: 2x^2 * 2.2e-16.
TEST_CASE("kolmogorov: the limit law agrees with mpmath", "[law][kolmogorov]") {
  const std::vector<golden::line> lines = golden::read("laws_kolmogorov.csv");
  REQUIRE(lines.size() > 20);
  for (const golden::line& line : lines) {
    const double x = line.number(0);
    CAPTURE(x);
    const tail found = kolmogorov_upper(x);
    CHECK(golden::error(found, line.number(1), line.number(2)) < std::fmin(1e-12, 4e-16 * (4.0 + 2.0 * x * x)));
    if (x < 0.8 && line.number(3) > -700.0) CHECK(golden::error(found.log_p, line.number(2)) < 1e-12);
    if (x >= 0.05) CHECK(kolmogorov_critical(line.number(2)) == Approx(x).epsilon(1e-13));
  }
}

// Oracle: Smirnov's (1948) table.
TEST_CASE("kolmogorov: published critical values", "[law][kolmogorov]") {
  CHECK(kolmogorov_critical(std::log(0.10)) == Approx(1.22385).margin(5e-6));
  CHECK(kolmogorov_critical(std::log(0.05)) == Approx(1.35810).margin(5e-6));
  CHECK(kolmogorov_critical(std::log(0.01)) == Approx(1.62762).margin(5e-6));
}

// Oracle: the tail itself, over its whole range; both series meet without a step.
TEST_CASE("kolmogorov: the critical value undoes the tail", "[law][kolmogorov]") {
  double before = 0.0;
  for (double log_p = -1e-200; log_p > -1e6; log_p = log_p * 1.7 - 1e-201) {
    CAPTURE(log_p);
    const double x = kolmogorov_critical(log_p);
    CHECK(kolmogorov_upper(x).log_p == Approx(log_p).epsilon(1e-12));
    CHECK(x > before);
    before = x;
  }
  CHECK(kolmogorov_upper(0.8 - 1e-15).p == Approx(kolmogorov_upper(0.8 + 1e-15).p).epsilon(1e-14));
}

// Oracle: definition.
TEST_CASE("kolmogorov: ends and no value", "[law][kolmogorov]") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(kolmogorov_upper(0.0).p == 1.0);
  CHECK(kolmogorov_upper(1e-300).p == 1.0);
  CHECK(kolmogorov_upper(infinity).log_p == -infinity);
  CHECK(std::isnan(kolmogorov_upper(leeway::no_value).p));
  CHECK(kolmogorov_critical(0.0) == 0.0);
  CHECK(kolmogorov_critical(-infinity) == infinity);
  CHECK(std::isnan(kolmogorov_critical(0.1)));
  CHECK(std::isnan(kolmogorov_critical(leeway::no_value)));
}

}  // namespace kolmogorov_test
