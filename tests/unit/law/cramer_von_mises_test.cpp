// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The limit law is right in every tail that a report can show, and the finite sizes are brought to it as Anderson did.
#include "leeway/law/cramer_von_mises.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"
#include "unit/law/golden.hpp"

namespace cramer_von_mises_test {

using namespace leeway::law;

// Oracle: Anderson and Darling's series and Smirnov's formula with mpmath at 50 digits and more (rank_laws.py). The
// exponent x pi^2 / 2 carries half a unit in the last place, which p has as x * 1e-15.
TEST_CASE("cramer_von_mises: the limit law agrees with mpmath", "[law]") {
  for (const golden::row& line : golden::table("rank_cramer_von_mises.csv")) {
    const double x = line.number("x");
    CAPTURE(x);
    CHECK(golden::error(cramer_von_mises_upper(x), line.number("p"), line.number("log_p")) < 1e-12);
    if (x >= 0.01) CHECK(golden::error(cramer_von_mises_upper(x).log_p, line.number("log_p")) < 1e-12);
    if (x >= 0.02) CHECK(cramer_von_mises_critical(line.number("log_p")) == Approx(x).epsilon(1e-11));
  }
}

// Oracle: the table of Anderson and Darling (1952).
TEST_CASE("cramer_von_mises: published critical values", "[law]") {
  CHECK(cramer_von_mises_critical(std::log(0.10)) == Approx(0.34730).margin(5e-6));
  CHECK(cramer_von_mises_critical(std::log(0.05)) == Approx(0.46136).margin(5e-6));
  CHECK(cramer_von_mises_critical(std::log(0.01)) == Approx(0.74346).margin(5e-6));
}

// Oracle: a tail falls; the three ways to find it meet without a step.
TEST_CASE("cramer_von_mises: no steps where formulas change", "[law]") {
  for (double seam : {0.12, 4.5})
    CHECK(cramer_von_mises_upper(seam - 1e-14).log_p ==
          Approx(cramer_von_mises_upper(seam + 1e-14).log_p).epsilon(1e-12));
  double before = 0.0;
  for (double x = 0.01; x < 1e7; x *= 1.03) {
    const double log_p = cramer_von_mises_upper(x).log_p;
    CAPTURE(x);
    CHECK(log_p < before);
    before = log_p;
  }
}

// Oracle: the tail itself.
TEST_CASE("cramer_von_mises: the critical value undoes the tail", "[law]") {
  for (double log_p = -1e-12; log_p > -1e6; log_p *= 1.9) {
    CAPTURE(log_p);
    CHECK(cramer_von_mises_upper(cramer_von_mises_critical(log_p)).log_p == Approx(log_p).epsilon(1e-11));
  }
}

// Oracle: all orders of two small samples (rank_laws.py), by their mean and variance.
TEST_CASE("cramer_von_mises: moments of small samples", "[law]") {
  // n = 1, m = 2: the three orders have sum (F - G)^2 = 5/4, 1/2, 5/4, times nm/N^2 = 2/9.
  const double t[] = {5.0 / 18.0, 1.0 / 9.0, 5.0 / 18.0};
  const double mean = (t[0] + t[1] + t[2]) / 3.0;
  const double variance = (t[0] * t[0] + t[1] * t[1] + t[2] * t[2]) / 3.0 - mean * mean;
  CHECK(cramer_von_mises_two_sample_moments(1, 2).mean == Approx(mean).epsilon(1e-14));
  CHECK(cramer_von_mises_two_sample_moments(1, 2).variance == Approx(variance).epsilon(1e-13));
  CHECK(cramer_von_mises_two_sample_moments(2, 1).variance == Approx(variance).epsilon(1e-13));
  // Towards the limit: 1/6 and 1/45, also where n m N overflows.
  CHECK(cramer_von_mises_two_sample_moments(1ULL << 50, 1ULL << 49).mean == Approx(1.0 / 6.0).epsilon(1e-14));
  CHECK(cramer_von_mises_two_sample_moments(1ULL << 50, 1ULL << 50).variance == Approx(1.0 / 45.0).epsilon(1e-12));
}

// Oracle: all orders of two samples, counted (rank_laws.py). For 17 and 20 records the limit is within 5 % of p near
// .05, and never far below the exact p.
TEST_CASE("cramer_von_mises: finite samples are near their law", "[law]") {
  int compared = 0;
  for (const golden::row& line : golden::table("rank_cramer_von_mises_small.csv")) {
    const std::uint64_t n = line.count("n");
    const std::uint64_t m = line.count("m");
    const double exact = line.number("p");
    if (n < 17 || m < 17) continue;
    CAPTURE(n, m, exact);
    ++compared;
    const double limit = cramer_von_mises_two_sample(line.number("t"), n, m).p;
    if (exact > 0.02) CHECK(limit == Approx(exact).epsilon(0.05));
    CHECK(limit > 0.9 * exact);
  }
  CHECK(compared > 10);
}

// Oracle: the law of finite samples on a fine grid (rank_laws.py): within 2 % where tests decide, conservative far out.
TEST_CASE("cramer_von_mises: sizes from 50 on", "[law]") {
  int compared = 0;
  for (const golden::row& line : golden::table("rank_finite_sizes.csv")) {
    if (line.text("test") != "cramer_von_mises") continue;
    const double p = line.number("p");
    CAPTURE(line.count("n"), line.count("m"), p);
    const double ratio = cramer_von_mises_two_sample(line.number("statistic"), line.count("n"), line.count("m")).p / p;
    CHECK(ratio > (p > 0.004 ? 0.985 : 1.0));
    CHECK(ratio < (p > 0.004 ? 1.015 : 2.5));
    ++compared;
  }
  CHECK(compared == 36);
}

// Oracle: definition.
TEST_CASE("cramer_von_mises: ends and no value", "[law]") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(exact::same(cramer_von_mises_upper(0.0).p, 1.0));
  CHECK(exact::same(cramer_von_mises_upper(-1.0).p, 1.0));
  CHECK(exact::same(cramer_von_mises_upper(1e-300).p, 1.0));
  CHECK(exact::same(cramer_von_mises_upper(infinity).log_p, -infinity));
  CHECK(std::isnan(cramer_von_mises_upper(leeway::no_value).p));
  CHECK(exact::same(cramer_von_mises_critical(0.0), 0.0));
  CHECK(exact::same(cramer_von_mises_critical(-infinity), infinity));
  CHECK(std::isnan(cramer_von_mises_critical(0.1)));
  CHECK(std::isnan(cramer_von_mises_two_sample(0.3, 0, 5).p));
  CHECK(exact::same(cramer_von_mises_two_sample(0.25, 1, 1).p, 1.0));
}

}  // namespace cramer_von_mises_test
