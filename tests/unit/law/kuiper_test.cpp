// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The limit law of Kuiper's statistic is right in every tail that a report can show.
#include "leeway/law/kuiper.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"
#include "unit/law/golden.hpp"

namespace kuiper_test {

using namespace leeway::law;

// Oracle: Kuiper's own alternating series with 900 digits where p is near 1 (rank_laws.py); the library transforms it
// there.
TEST_CASE("kuiper: the limit law agrees with mpmath", "[law]") {
  for (const golden::row& line : golden::table("rank_kuiper.csv")) {
    const double x = line.number("x");
    CAPTURE(x);
    CHECK(golden::error(kuiper_upper(x), line.number("p"), line.number("log_p")) < 1e-12);
    if (x >= 0.1) CHECK(golden::error(kuiper_upper(x).log_p, line.number("log_p")) < 1e-12);
    if (x >= 0.1) CHECK(kuiper_critical(line.number("log_p")) == Approx(x).epsilon(1e-12));
  }
}

// Oracle: the table of Kuiper (1960) and Stephens (1970).
TEST_CASE("kuiper: published critical values", "[law]") {
  CHECK(kuiper_critical(std::log(0.10)) == Approx(1.620).margin(5e-4));
  CHECK(kuiper_critical(std::log(0.05)) == Approx(1.747).margin(5e-4));
  CHECK(kuiper_critical(std::log(0.01)) == Approx(2.001).margin(5e-4));
}

// Oracle: the tail itself, over its whole range; both series meet without a step.
TEST_CASE("kuiper: the critical value undoes the tail", "[law]") {
  double before = 0.0;
  for (double log_p = -1e-100; log_p > -1e6; log_p = log_p * 1.7 - 1e-201) {
    CAPTURE(log_p);
    const double x = kuiper_critical(log_p);
    CHECK(kuiper_upper(x).log_p == Approx(log_p).epsilon(1e-11));
    CHECK(x > before);
    before = x;
  }
  CHECK(kuiper_upper(1.2 - 1e-14).p == Approx(kuiper_upper(1.2 + 1e-14).p).epsilon(1e-12));
}

// Oracle: by hand.
TEST_CASE("kuiper: Stephens' factor", "[law]") { CHECK(kuiper_factor(16.0) == Approx(4.215).epsilon(1e-15)); }

// Oracle: definition.
TEST_CASE("kuiper: ends and no value", "[law]") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(exact::same(kuiper_upper(0.0).p, 1.0));
  CHECK(exact::same(kuiper_upper(1e-300).p, 1.0));
  CHECK(exact::same(kuiper_upper(infinity).log_p, -infinity));
  CHECK(std::isnan(kuiper_upper(leeway::no_value).p));
  CHECK(exact::same(kuiper_critical(0.0), 0.0));
  CHECK(exact::same(kuiper_critical(-infinity), infinity));
  CHECK(std::isnan(kuiper_critical(0.1)));
}

}  // namespace kuiper_test
