// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The law is pieced together from three formulas; each is held against another way of computing it, and the seams with
// it.
#include <leeway/law/kolmogorov_one_sample.hpp>

#include <cmath>
#include <cstdio>

#include <leeway/law/kolmogorov.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"

namespace kolmogorov_one_sample_test {

using leeway::law::kolmogorov_one_sample_is_exact;
using leeway::law::kolmogorov_one_sample_upper;
using leeway::law::tail;

// Oracle: Durbin's matrix in ball arithmetic, Birnbaum and Tingey's sum and its integral with 60 digits
// (one_sample_laws.py).
TEST_CASE("kolmogorov_one_sample: agrees with Durbin's matrix and the far sum", "[law][kolmogorov_one_sample]") {
  std::size_t exactly = 0;
  std::size_t nearly = 0;
  double worst = 0.0;
  for (const golden::row& line : golden::table("one_sample_law.csv")) {
    const std::uint64_t n = line.count("n");
    const double d = line.number("d");
    CAPTURE(n, d, line.number("p"));
    const tail found = kolmogorov_one_sample_upper(n, d);
    const bool promised = line.count("exact") == 1;
    CHECK(kolmogorov_one_sample_is_exact(n, d) == promised);
    const double error = line.number("p") > 1e-290 ? away::error(found.p, line.number("p")) : 0.0;
    const double log_error = away::log_error(found.log_p, line.number("log_p"));
    if (promised) {
      ++exactly;
      CHECK(error < 1e-12);
      CHECK(log_error < 1e-12);
    } else {
      ++nearly;
      CHECK(error < (static_cast<double>(n) * d * d < 2.5 ? 3e-7 : 1e-8));
      CHECK(log_error < 3e-7);
      worst = std::fmax(worst, error);
    }
  }
  CHECK(exactly > 150);
  CHECK(nearly > 10);
  std::printf("beyond 2048 records: relative error of p at most %.2g\n", worst);
}

// Oracle: closed forms: n = 1; the ends (Ruben & Gambino 1982): n! (2d - 1/n)^n of P(D < d) for 1/2n < d <= 1/n, and
// 2 (1 - d)^n for d >= 1 - 1/n.
TEST_CASE("kolmogorov_one_sample: closed forms at the ends", "[law][kolmogorov_one_sample]") {
  for (double d : {0.5001, 0.7, 0.999})
    CHECK(away::error(kolmogorov_one_sample_upper(1, d).p, 2.0 * (1.0 - d)) < 1e-13);
  for (std::uint64_t n : {2u, 3u, 6u, 11u}) {
    const double size = static_cast<double>(n);
    double factorial = 1.0;
    for (std::uint64_t k = 2; k <= n; ++k) factorial *= static_cast<double>(k);
    for (double part : {0.55, 0.8, 1.0}) {
      const double lower = factorial * std::pow((2.0 * part - 1.0) / size, size);
      CHECK(std::fabs(kolmogorov_one_sample_upper(n, part / size).log_p - std::log1p(-lower)) < 1e-13);
    }
    for (double part : {0.95, 0.4, 1e-6}) {
      const double d = 1.0 - part / size;
      CHECK(away::error(kolmogorov_one_sample_upper(n, d).p, 2.0 * std::pow(1.0 - d, size)) < 1e-12);
    }
  }
}

// Oracle: the two formulas meet: at n d^2 = 4.9 straying to both sides is less than 2e-13 of the rest, at n = 2048 the
// expansion differs from the exact law by less than the error that is promised.
TEST_CASE("kolmogorov_one_sample: seams", "[law][kolmogorov_one_sample]") {
  for (std::uint64_t n : {25u, 200u, 2048u}) {
    const double at = std::sqrt(4.9 / static_cast<double>(n));
    const tail before = kolmogorov_one_sample_upper(n, at * (1.0 - 1e-13));
    const tail after = kolmogorov_one_sample_upper(n, at * (1.0 + 1e-13));
    CHECK(std::fabs(before.log_p - after.log_p) < 1e-11);
    CHECK(before.p >= after.p);
  }
  for (double x : {0.5, 0.8, 1.2, 1.5}) {
    const tail last = kolmogorov_one_sample_upper(2048, x / std::sqrt(2048.0));
    CHECK(away::error(leeway::detail::one_sample_approximately(2048.0, x / std::sqrt(2048.0)).p, last.p) < 3e-7);
  }
  for (double x : {1.6, 1.9, 2.2}) {
    const tail last = kolmogorov_one_sample_upper(2048, x / std::sqrt(2048.0));
    CHECK(away::error(leeway::detail::one_sample_approximately(2048.0, x / std::sqrt(2048.0)).p, last.p) < 1e-8);
  }
}

// Oracle: definition; P(D >= d) falls in d and in n.
TEST_CASE("kolmogorov_one_sample: falls in d and in n", "[law][kolmogorov_one_sample]") {
  for (std::uint64_t n : {1u, 4u, 33u, 700u, 5000u, 1'000'000u}) {
    double last = 0.0;
    bool falls = true;
    for (double d = 0.3 / std::sqrt(static_cast<double>(n)); d < 1.0; d *= 1.07) {
      const double log_p = kolmogorov_one_sample_upper(n, d).log_p;
      falls = falls && log_p <= last;
      last = log_p;
    }
    CAPTURE(n);
    CHECK(falls);
  }
  for (double d : {0.03, 0.2, 0.6}) {
    double last = 0.0;
    bool falls = true;
    for (std::uint64_t n : {10u, 20u, 100u, 1000u, 2048u, 2049u, 10'000u}) {
      const double log_p = kolmogorov_one_sample_upper(n, d).log_p;
      falls = falls && log_p <= last;
      last = log_p;
    }
    CHECK(falls);
  }
}

// Oracle: Kolmogorov's (1933) limit, which the law tends to as 1 / sqrt(n): here to the shift of 1 / (6 sqrt n) in x.
TEST_CASE("kolmogorov_one_sample: the limit", "[law][kolmogorov_one_sample]") {
  const double root = 1e6;
  for (double x : {0.5, 1.0, 1.5, 3.0}) {
    const double limit = leeway::law::kolmogorov_upper(x + 1.0 / (6.0 * root)).log_p;
    CHECK(std::fabs(kolmogorov_one_sample_upper(1'000'000'000'000, x / root).log_p - limit) < 1e-10);
  }
}

// Oracle: definition.
TEST_CASE("kolmogorov_one_sample: ends and no value", "[law][kolmogorov_one_sample]") {
  CHECK(exact::same(kolmogorov_one_sample_upper(10, 0.05).p, 1.0));
  CHECK(exact::same(kolmogorov_one_sample_upper(10, -1.0).p, 1.0));
  CHECK(exact::same(kolmogorov_one_sample_upper(10, 1.0).log_p, -exact::infinity));
  CHECK(exact::same(kolmogorov_one_sample_upper(10, exact::infinity).p, 0.0));
  CHECK(std::isnan(kolmogorov_one_sample_upper(0, 0.5).p));
  CHECK(std::isnan(kolmogorov_one_sample_upper(10, exact::nan).p));
  CHECK(std::isfinite(kolmogorov_one_sample_upper(1000, 1.0 - 1e-15).log_p));
}

}  // namespace kolmogorov_one_sample_test
