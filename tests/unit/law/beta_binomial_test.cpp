// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/beta_binomial.hpp"

#include <cmath>

#include "golden.hpp"
#include "support/catch.hpp"

namespace beta_binomial_test {

using namespace leeway::law;

// Oracle: sums of point probabilities in mpmath at 60 digits (laws.py); whole and other parameters, unimodal, growing,
// falling and U-shaped laws. The parameters' own conditioning adds nothing: they are exact doubles.
TEST_CASE("beta-binomial: both tails agree with mpmath", "[law][beta_binomial]") {
  const std::vector<golden::line> lines = golden::read("laws_beta_binomial.csv");
  REQUIRE(lines.size() > 80);
  for (const golden::line& line : lines) {
    const std::uint64_t k = line.count(0);
    const std::uint64_t m = line.count(1);
    CAPTURE(k, m, line.number(2), line.number(3), line.number(5));
    const tail upper = beta_binomial_upper(k, m, line.number(2), line.number(3));
    CHECK(golden::error(upper, line.number(4), line.number(5)) < 1e-12);
    const tail mirrored = beta_binomial_lower(m - k, m, line.number(3), line.number(2));
    CHECK(golden::error(mirrored, line.number(4), line.number(5)) < 1e-12);
    const tail lower = k > 0 ? beta_binomial_lower(k - 1, m, line.number(2), line.number(3)) : impossible;
    CHECK(lower.p + upper.p == Approx(1.0).epsilon(1e-12));
  }
}

// Oracle: a uniform share makes all m + 1 counts equally likely; a share known to be 1/(m+1)-like: Polya's urn of ones.
TEST_CASE("beta-binomial: flat and one-sided closed forms", "[law][beta_binomial]") {
  for (std::uint64_t m : {1ULL, 7ULL, 1000ULL, 1000000000ULL}) {
    for (std::uint64_t k : {std::uint64_t{0}, std::uint64_t{1}, m / 3, m / 2 + 1, m}) {
      CAPTURE(m, k);
      const double share = static_cast<double>(m + 1 - k) / static_cast<double>(m + 1);
      CHECK(beta_binomial_upper(k, m, 1.0, 1.0).p == Approx(share).epsilon(1e-12));
    }
  }
  // One weight of n + 1: P(X >= 1) = m / (n + m).
  CHECK(beta_binomial_upper(1, 50, 1.0, 200.0).p == Approx(50.0 / 250.0).epsilon(1e-14));
}

// Oracle: with beta = 1 the sum telescopes, P(X <= k) = [Gamma(k+1+alpha) / k!] / [Gamma(m+1+alpha) / m!], in mpmath
// (laws.py). Long sums end as integrals.
TEST_CASE("beta-binomial: a thousand million records of a wide law", "[law][beta_binomial]") {
  const std::vector<golden::line> lines = golden::read("laws_beta_binomial_wide.csv");
  REQUIRE(lines.size() == 50);
  for (const golden::line& line : lines) {
    const std::uint64_t k = line.count(0);
    CAPTURE(k, line.number(2));
    const tail lower = beta_binomial_lower(k, line.count(1), line.number(2), 1.0);
    CHECK(golden::error(lower, line.number(3), line.number(4)) < 1e-12);
    const tail upper = beta_binomial_upper(k + 1, line.count(1), line.number(2), 1.0);
    CHECK(upper.p == Approx(-std::expm1(line.number(4))).epsilon(1e-12));
  }
}

// Oracle: the sum over whole parameters goes through the hypergeometric law, that beside them does not; the law is
// smooth.
TEST_CASE("beta-binomial: whole and other parameters meet", "[law][beta_binomial]") {
  for (std::uint64_t k : {1ULL, 40ULL, 100ULL, 130ULL, 400ULL}) {
    const double below = beta_binomial_upper(k, 1000, 10.0 - 1e-9, 90.0).log_p;
    const double above = beta_binomial_upper(k, 1000, 10.0 + 1e-9, 90.0).log_p;
    const double at = beta_binomial_upper(k, 1000, 10.0, 90.0).log_p;
    CAPTURE(k, below, above, at);
    CHECK(at == Approx(0.5 * (below + above)).epsilon(1e-12).margin(1e-14));
  }
}

// Oracle: definition.
TEST_CASE("beta-binomial: ends and no value", "[law][beta_binomial]") {
  CHECK(beta_binomial_upper(0, 5, 1.5, 2.5).p == 1.0);
  CHECK(beta_binomial_upper(6, 5, 1.5, 2.5).p == 0.0);
  CHECK(beta_binomial_lower(5, 5, 1.5, 2.5).p == 1.0);
  CHECK(beta_binomial_upper(1, 0, 1.5, 2.5).p == 0.0);
  CHECK(std::isnan(beta_binomial_upper(1, 5, 0.0, 2.5).p));
  CHECK(std::isnan(beta_binomial_upper(1, 5, 1.0, leeway::no_value).p));
}

}  // namespace beta_binomial_test
