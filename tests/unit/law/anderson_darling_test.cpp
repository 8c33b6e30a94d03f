// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The limit law is right in every tail that a report can show, and its standardisation is that of Scholz and Stephens.
#include "leeway/law/anderson_darling.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"
#include "unit/law/golden.hpp"

namespace anderson_darling_test {

using namespace leeway::law;

// Oracle: Anderson and Darling's series and Smirnov's formula with mpmath at 50 digits and more (rank_laws.py).
TEST_CASE("anderson_darling: the limit law agrees with mpmath", "[law]") {
  for (const golden::row& line : golden::table("rank_anderson_darling.csv")) {
    const double z = line.number("x");
    CAPTURE(z);
    CHECK(golden::error(anderson_darling_upper(z), line.number("p"), line.number("log_p")) < 1e-12);
    if (z >= 0.05) CHECK(golden::error(anderson_darling_upper(z).log_p, line.number("log_p")) < 1e-12);
    if (z >= 0.1) CHECK(anderson_darling_critical(line.number("log_p")) == Approx(z).epsilon(1e-11));
  }
}

// Oracle: the table of Anderson and Darling (1954), corrected by Marsaglia and Marsaglia (2004).
TEST_CASE("anderson_darling: published critical values", "[law]") {
  CHECK(anderson_darling_critical(std::log(0.10)) == Approx(1.933).margin(5e-4));
  CHECK(anderson_darling_critical(std::log(0.05)) == Approx(2.492).margin(5e-4));
  CHECK(anderson_darling_critical(std::log(0.01)) == Approx(3.878).margin(1e-3));
}

// Oracle: the leading term sqrt(3) erfc(sqrt z), which the tail approaches from above.
TEST_CASE("anderson_darling: far out", "[law]") {
  for (double z : {50.0, 200.0, 600.0}) {
    const double ratio = anderson_darling_upper(z).p / (std::sqrt(3.0) * std::erfc(std::sqrt(z)));
    CHECK(ratio > 1.0);
    CHECK(ratio < 1.0 + 0.5 / z);
  }
}

// Oracle: a tail falls; the three ways to find it meet without a step.
TEST_CASE("anderson_darling: no steps where formulas change", "[law]") {
  for (double seam : {0.8, 32.0})
    CHECK(anderson_darling_upper(seam - 1e-13).log_p ==
          Approx(anderson_darling_upper(seam + 1e-13).log_p).epsilon(1e-12));
  double before = 0.0;
  for (double z = 0.04; z < 1e7; z *= 1.03) {
    const double log_p = anderson_darling_upper(z).log_p;
    CAPTURE(z);
    CHECK(log_p < before);
    before = log_p;
  }
}

// Oracle: the tail itself.
TEST_CASE("anderson_darling: the critical value undoes the tail", "[law]") {
  for (double log_p = -1e-12; log_p > -1e6; log_p *= 1.9) {
    CAPTURE(log_p);
    CHECK(anderson_darling_upper(anderson_darling_critical(log_p)).log_p == Approx(log_p).epsilon(1e-11));
  }
}

// Oracle: sums as they are written, in long double.
TEST_CASE("anderson_darling: harmonic sums", "[law]") {
  long double first = 0.0L;
  long double second = 0.0L;
  for (std::uint64_t last = 0; last < 3000; ++last) {
    if (last > 0) {
      first += 1.0L / static_cast<long double>(last);
      second += 1.0L / (static_cast<long double>(last) * static_cast<long double>(last));
    }
    const leeway::detail::harmonic_sums found(last);
    CAPTURE(last);
    CHECK(found.first == Approx(static_cast<double>(first)).epsilon(3e-15));
    CHECK(found.second == Approx(static_cast<double>(second)).epsilon(3e-15));
  }
}

// Oracle: the formula of Scholz and Stephens (1987) with its double sum, in exact rationals (rank_laws.py).
TEST_CASE("anderson_darling: the deviation of the two-sample statistic", "[law]") {
  for (const golden::row& line : golden::table("rank_anderson_darling_deviation.csv")) {
    const std::uint64_t n = line.count("n");
    const std::uint64_t m = line.count("m");
    CAPTURE(n, m);
    CHECK(golden::error(anderson_darling_deviation(n, m), line.number("deviation")) < 1e-11);
    CHECK(anderson_darling_deviation(m, n) == Approx(anderson_darling_deviation(n, m)).epsilon(1e-15));
  }
  // The limit: sqrt(2 pi^2 / 3 - 6).
  CHECK(anderson_darling_deviation(1ULL << 50, 1ULL << 50) ==
        Approx(std::sqrt(2.0 * 9.8696044010893586 / 3.0 - 6.0)).epsilon(1e-12));
}

// Oracle: the law of finite samples on a fine grid (rank_laws.py): within 3 % where tests decide, conservative far out.
TEST_CASE("anderson_darling: sizes from 50 on", "[law]") {
  int compared = 0;
  for (const golden::row& line : golden::table("rank_finite_sizes.csv")) {
    if (line.text("test") != "anderson_darling") continue;
    const double p = line.number("p");
    CAPTURE(line.count("n"), line.count("m"), p);
    const double ratio = anderson_darling_two_sample(line.number("statistic"), line.count("n"), line.count("m")).p / p;
    CHECK(ratio > (p > 0.004 ? 0.975 : 1.0));
    CHECK(ratio < (p > 0.004 ? 1.015 : 2.5));
    ++compared;
  }
  CHECK(compared == 36);
}

// Oracle: definition.
TEST_CASE("anderson_darling: ends and no value", "[law]") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(exact::same(anderson_darling_upper(0.0).p, 1.0));
  CHECK(exact::same(anderson_darling_upper(-1.0).p, 1.0));
  CHECK(exact::same(anderson_darling_upper(1e-300).p, 1.0));
  CHECK(exact::same(anderson_darling_upper(infinity).log_p, -infinity));
  CHECK(std::isnan(anderson_darling_upper(leeway::no_value).p));
  CHECK(exact::same(anderson_darling_critical(0.0), 0.0));
  CHECK(exact::same(anderson_darling_critical(-infinity), infinity));
  CHECK(std::isnan(anderson_darling_critical(0.1)));
  CHECK(std::isnan(anderson_darling_deviation(1, 2)));
  CHECK(std::isnan(anderson_darling_two_sample(1.0, 0, 9).p));
  CHECK(anderson_darling_two_sample(1.0, 60, 60).p == Approx(anderson_darling_upper(1.0).p).epsilon(1e-14));
}

}  // namespace anderson_darling_test
