// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/hypergeometric.hpp"

#include <cmath>

#include "golden.hpp"
#include "support/catch.hpp"

namespace hypergeometric_test {

using namespace leeway::law;

// Oracle: sums of point probabilities in mpmath at 60 digits (laws.py). Up to 1e5 terms, each with three roundings:
// their random walk is about sqrt(3e5) * 1e-16 = 6e-14; for populations of 1e9 twice as long.
TEST_CASE("hypergeometric: the upper tail agrees with mpmath", "[law][hypergeometric]") {
  const std::vector<golden::line> lines = golden::read("laws_hypergeometric.csv");
  REQUIRE(lines.size() > 40);
  for (const golden::line& line : lines) {
    CAPTURE(line.count(0), line.count(1), line.count(2), line.count(3), line.number(5));
    const tail upper = hypergeometric_upper(line.count(0), line.count(1), line.count(2), line.count(3));
    CHECK(golden::error(upper, line.number(4), line.number(5)) < 1e-12);
    // The same event from the records not drawn, the failures, and the other side.
    const std::uint64_t population = line.count(3);
    const std::uint64_t failures = population - line.count(2);
    const std::uint64_t draws = line.count(1);
    if (line.count(0) <= draws) {
      const tail mirrored = hypergeometric_lower(draws - line.count(0), draws, failures, population);
      CHECK(golden::error(mirrored, line.number(4), line.number(5)) < 1e-12);
    }
  }
}

// Oracle: brute force over all tables with whole weights, every margin of a population of 12. The logarithm of a point
// is a sum of nine terms of about 2 and four of about 5, hence up to 3e-14.
TEST_CASE("hypergeometric: all small tables", "[law][hypergeometric]") {
  const auto choose = [](std::uint64_t n, std::uint64_t k) {
    double ways = k > n ? 0.0 : 1.0;
    for (std::uint64_t i = 0; i < k && k <= n; ++i)
      ways = ways * static_cast<double>(n - i) / static_cast<double>(i + 1);
    return std::round(ways);
  };
  for (std::uint64_t draws = 0; draws <= 12; ++draws) {
    for (std::uint64_t successes = 0; successes <= 12; ++successes) {
      double above = 0.0;
      for (std::uint64_t k = 13; k-- > 0;) {
        if (k <= draws) above += choose(successes, k) * choose(12 - successes, draws - k);
        CAPTURE(draws, successes, k);
        CHECK(hypergeometric_upper(k, draws, successes, 12).p == Approx(above / choose(12, draws)).epsilon(3e-14));
        CHECK(hypergeometric_lower(k, draws, successes, 12).p + hypergeometric_upper(k + 1, draws, successes, 12).p ==
              Approx(1.0).epsilon(3e-14));
      }
    }
  }
}

// Oracle: all tables in exact integers, and for the large ones mpmath at 60 digits (laws.py).
TEST_CASE("fisher: the two-sided p-value agrees with exact integers", "[law][hypergeometric]") {
  const std::vector<golden::line> lines = golden::read("laws_fisher.csv");
  REQUIRE(lines.size() > 15);
  for (const golden::line& line : lines) {
    CAPTURE(line.count(0), line.count(1), line.count(2), line.count(3), line.number(5));
    const auto found = fisher_two_sided(line.count(0), line.count(1), line.count(2), line.count(3));
    CHECK(golden::error(found, line.number(4), line.number(5)) < 1e-12);
    const auto swapped = fisher_two_sided(line.count(2), line.count(3), line.count(0), line.count(1));
    CHECK(golden::error(swapped, line.number(4), line.number(5)) < 1e-12);
    const auto failures =
        fisher_two_sided(line.count(1) - line.count(0), line.count(1), line.count(3) - line.count(2), line.count(3));
    CHECK(golden::error(failures, line.number(4), line.number(5)) < 1e-12);
  }
}

// Oracle: Fisher's lady tasting tea (1935): 3 of 4 against 1 of 4 has two-sided p = 34/70.
TEST_CASE("fisher: the lady tasting tea", "[law][hypergeometric]") {
  CHECK(fisher_two_sided(3, 4, 1, 4).p == Approx(34.0 / 70.0).epsilon(1e-15));
  CHECK(fisher_two_sided(4, 4, 0, 4).p == Approx(2.0 / 70.0).epsilon(1e-15));
  CHECK(fisher_two_sided(2, 4, 2, 4).p == 1.0);
}

// Oracle: definition.
TEST_CASE("hypergeometric: ends and no value", "[law][hypergeometric]") {
  CHECK(hypergeometric_upper(0, 3, 4, 10).p == 1.0);
  CHECK(hypergeometric_upper(4, 3, 4, 10).p == 0.0);
  CHECK(hypergeometric_upper(2, 3, 9, 10).p == 1.0);
  CHECK(hypergeometric_lower(1, 3, 9, 10).p == 0.0);
  CHECK(std::isnan(hypergeometric_upper(1, 11, 4, 10).p));
  CHECK(std::isnan(hypergeometric_lower(1, 3, 11, 10).p));
  CHECK(std::isnan(fisher_two_sided(3, 2, 0, 5).p));
  CHECK(std::isnan(fisher_two_sided(0, 0, 0, 0).p));
  CHECK(fisher_two_sided(0, 0, 3, 5).p == 1.0);
  CHECK(fisher_two_sided(0, 4, 0, 5).p == 1.0);
}

}  // namespace hypergeometric_test
