// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/jensen_shannon_statistic.hpp>

#include <cmath>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace jensen_shannon_statistic_test {

using row = std::vector<std::uint64_t>;

// Oracle: mpmath (distances.py). The distance behaves like the length of a difference of shares; G is 2 N times a sum
// in which terms of the size of the shares cancel.
TEST_CASE("jensen_shannon_statistic: agrees with mpmath", "[drift][jensen_shannon]") {
  for (const char* file : {"distances_counts.csv", "distances_large.csv"}) {
    for (const golden::row& line : golden::table(file)) {
      CAPTURE(line.text("name"));
      const two_rows c(line);
      const double distance = line.number("js_distance");
      CHECK(std::fabs(leeway::jensen_shannon_distance(c.a, c.b) - distance) <=
            1e-12 * distance + two_rows::share_error);
      const double divergence = leeway::jensen_shannon_divergence(c.a, c.b);
      CHECK(std::fabs(divergence - distance * distance) <=
            1e-12 * divergence + 2.0 * distance * two_rows::share_error + 1e-31);
      const double g = line.number("g_statistic");
      CHECK(std::fabs(leeway::likelihood_ratio_statistic(c.a, c.b) - g) <=
            1e-12 * g + 2.0 * static_cast<double>(c.n + c.m) * two_rows::share_error);
    }
  }
}

// Oracle: G = 2 N times the divergence with the sizes as weights; the golden column is that divergence.
TEST_CASE("jensen_shannon_statistic: the weighted form", "[drift][jensen_shannon]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const auto all = static_cast<double>(c.n + c.m);
    const double weighted = leeway::likelihood_ratio_statistic(c.a, c.b) / (2.0 * all);
    CHECK(std::fabs(weighted - line.number("js_weighted")) <=
          1e-12 * line.number("js_weighted") + two_rows::share_error);
  }
}

// Oracle: Lin (1991): 0 for equal shares, 1 bit for shares that have nothing in common; a metric (Endres, Schindelin
// 2003).
TEST_CASE("jensen_shannon_statistic: bounds, symmetry, triangle", "[drift][jensen_shannon]") {
  CHECK(exact::same(leeway::jensen_shannon_distance(row{3, 5}, row{6, 10}), 0.0));
  CHECK(away::error(leeway::jensen_shannon_distance(row{3, 0, 5}, row{0, 7, 0}), 1.0) < 1e-15);
  leeway::random_stream draws(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<row> rows(3, row(6));
    for (row& one : rows)
      for (std::uint64_t& count : one) count = draws.below(round % 2 == 0 ? 4 : 1000) + (&count == &one[0] ? 1 : 0);
    const double ab = leeway::jensen_shannon_distance(rows[0], rows[1]);
    const double bc = leeway::jensen_shannon_distance(rows[1], rows[2]);
    const double ac = leeway::jensen_shannon_distance(rows[0], rows[2]);
    CHECK(away::error(ab, leeway::jensen_shannon_distance(rows[1], rows[0])) < 1e-14);
    CHECK(ac <= ab + bc + 1e-15);
    CHECK(ab <= 1.0 + 1e-15);
  }
}

// Oracle: the defining formula in long double on both sides of the place where a series takes over.
TEST_CASE("jensen_shannon_statistic: the series meets the logarithms", "[drift][jensen_shannon]") {
  for (double x : {0.04, 0.049, 0.0499999, 0.0500001, 0.051, 0.06}) {
    const long double p = 0.3L * (1.0L + static_cast<long double>(x));
    const long double q = 0.3L * (1.0L - static_cast<long double>(x));
    const long double expected =
        (p * std::log1p(static_cast<long double>(x)) + q * std::log1p(-static_cast<long double>(x))) / 2.0L;
    const double term = leeway::detail::jensen_shannon_term(static_cast<double>(p), static_cast<double>(q));
    CHECK(away::error(term, static_cast<double>(expected)) < 1e-12);  // the shares are rounded: 2^-53 / x
  }
}

// Oracle: there is no share of nothing.
TEST_CASE("jensen_shannon_statistic: an empty side has no value", "[drift][jensen_shannon]") {
  CHECK(std::isnan(leeway::jensen_shannon_distance(row{0, 0}, row{1, 2})));
  CHECK(std::isnan(leeway::jensen_shannon_divergence(row{1, 2}, row{0, 0})));
  CHECK(std::isnan(leeway::likelihood_ratio_statistic(row{0, 0}, row{0, 0})));
}

}  // namespace jensen_shannon_statistic_test
