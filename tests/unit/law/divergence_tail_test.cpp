// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A p-value that is too small is a false alarm: what Edgeworth's expansion adds to the limit law is held against
// importance sampling (divergence_tails.py), down to 1e-9.
#include <leeway/law/divergence_tail.hpp>

#include <algorithm>
#include <cmath>
#include <string>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"

namespace divergence_tail_test {

using leeway::law::divergence_shape;
using leeway::law::divergence_table;
using leeway::law::divergence_upper;

namespace {

divergence_shape shape_of(const std::string& kind, double w) {
  if (kind == "pearson") return leeway::law::pearson_shape(w);
  if (kind == "likelihood_ratio") return leeway::law::likelihood_ratio_shape(w);
  if (kind == "population_stability") return leeway::law::population_stability_shape();
  return leeway::law::kullback_leibler_shape();
}

divergence_table table_of(const golden::row& line) {
  return {line.number("n"), line.number("m"), line.number("cells"), line.number("inverse_shares"),
          line.text("law") == "urn"};
}

}  // namespace

// Oracle: importance sampling; 5 of its standard errors (a failure in 1e6). Cells expect 75 records at least; what
// order 1/s^2 and the steps of the counts leave is 3 % to p = 1e-3, 10 % to 1e-7, and half of p at 1e-9.
TEST_CASE("divergence_tail: is not too small", "[law][divergence_tail]") {
  std::size_t worse = 0;
  for (const golden::row& line : golden::table("divergence_tails.csv")) {
    CAPTURE(line.text("kind"), line.text("law"), line.number("n"), line.number("m"), line.number("nominal"));
    const divergence_table table = table_of(line);
    const double p =
        divergence_upper(line.number("x"), shape_of(line.text("kind"), table.m / (table.n + table.m)), table).p;
    const double nominal = line.number("nominal");
    const double truth = line.number("p") * (1.0 - 5.0 * line.number("relative_error"));
    const double allowed = nominal >= 1e-3 ? 1.03 : (nominal >= 1e-7 ? 1.1 : 1.5);
    CHECK(truth <= allowed * p);
    CHECK(p >= nominal * (1.0 - 1e-9));
    worse += truth > allowed * nominal ? 1U : 0U;
  }
  CHECK(worse > 20);  // of the plain limit law the same cannot be said
}

// Oracle: the same, from the other side: what is added is not much more than what is missing, for X2 and G.
TEST_CASE("divergence_tail: is not much too large", "[law][divergence_tail]") {
  for (const golden::row& line : golden::table("divergence_tails.csv")) {
    if (line.text("kind") != "pearson" && line.text("kind") != "likelihood_ratio") continue;
    if (line.number("nominal") < 1e-5) continue;
    CAPTURE(line.text("kind"), line.text("law"), line.number("n"), line.number("m"), line.number("nominal"));
    const divergence_table table = table_of(line);
    const double p =
        divergence_upper(line.number("x"), shape_of(line.text("kind"), table.m / (table.n + table.m)), table).p;
    const double truth = line.number("p") * (1.0 + 5.0 * line.number("relative_error"));
    CHECK(p <= 1.1 * std::fmax(truth, line.number("nominal")));
  }
}

// Oracle: known expansions of one sample (n without end). G: Williams' (1976) factor: mean freedom + (S - 1) / (6 m).
// X2: mean freedom, variance 2 freedom + (S - K^2 - 2K + 2) / m (Pearson 1900, Haldane 1937). From the coefficients the
// first two cumulants are those of chi-squared and 2 first, 8 (first + second).
TEST_CASE("divergence_tail: first cumulants of one sample", "[law][divergence_tail]") {
  for (double cells : {2.0, 3.0, 10.0, 50.0})
    for (double uneven : {1.0, 1.7, 6.0}) {
      const double inverse = cells * cells * uneven;
      const divergence_table table{1e15, 500.0, cells, inverse, false};
      const double w = 500.0 / 1e15;
      const leeway::detail::divergence_expansion g =
          leeway::detail::expand(leeway::law::likelihood_ratio_shape(w), table);
      CHECK(2.0 * g.first == Approx((inverse - 1.0) / (6.0 * 500.0)));
      CHECK(std::fabs(g.second) < 1e-12 * inverse);
      CHECK(std::fabs(g.third) < 1e-12 * inverse);
      const leeway::detail::divergence_expansion x2 = leeway::detail::expand(leeway::law::pearson_shape(w), table);
      CHECK(std::fabs(x2.first) < 1e-12);
      CHECK(8.0 * (x2.first + x2.second) == Approx((inverse - cells * cells - 2.0 * cells + 2.0) / 500.0));
    }
}

// Oracle: Haldane's (1940) mean and variance of X2 given both margins of a 2 x K table of equal cells, by all tables of
// three cells of ten pooled records each (counted here).
TEST_CASE("divergence_tail: first cumulants of a small table", "[law][divergence_tail]") {
  const auto choose = [](double k) {
    return std::exp(std::lgamma(201.0) - std::lgamma(k + 1.0) - std::lgamma(201.0 - k));
  };
  double all = 0.0;
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i <= 200; ++i)
    for (int j = (std::max)(0, 40 - i); j <= 200 && i + j <= 240; ++j) {
      const int k = 240 - i - j;
      if (k < 0 || k > 200) continue;
      const double weight = choose(i) * choose(j) * choose(k);
      double x2 = 0.0;
      for (int count : {i, j, k}) x2 += (count - 80.0) * (count - 80.0) / (200.0 * 0.4 * 0.6);
      all += weight;
      sum += weight * x2;
      squares += weight * x2 * x2;
    }
  const double mean = sum / all;
  const double variance = squares / all - mean * mean;
  const divergence_table table{360.0, 240.0, 3.0, 9.0, false};
  const leeway::detail::divergence_expansion found = leeway::detail::expand(leeway::law::pearson_shape(0.4), table);
  CHECK(2.0 + 2.0 * found.first == Approx(mean).epsilon(1e-5));
  CHECK(4.0 + 8.0 * (found.first + found.second) == Approx(variance).epsilon(1e-3));
}

// Oracle: a p-value falls as the statistic grows, and stays between the limit law and 1.
TEST_CASE("divergence_tail: falls everywhere", "[law][divergence_tail]") {
  for (double cells : {2.0, 3.0, 10.0, 300.0})
    for (double n : {300.0, 1e4, 1e7})
      for (double m : {300.0, 1e4, 1e7})
        for (double uneven : {1.0, 5.0, 100.0})
          for (bool urn : {false, true})
            for (const char* kind : {"pearson", "likelihood_ratio", "population_stability", "kullback_leibler"}) {
              if ((std::min)(n, m) < 20.0 * cells * uneven) continue;  // some twenty expected in the smallest cell
              const divergence_table table{n, m, cells, cells * cells * uneven, urn};
              const divergence_shape shape = shape_of(kind, m / (n + m));
              double last = 0.0;
              bool falls = true;
              bool larger = true;
              for (double x = 0.01; x < 2e4; x *= 1.05) {
                const double log_p = divergence_upper(x, shape, table).log_p;
                falls = falls && log_p <= last;
                larger = larger && log_p >= leeway::law::chi_squared_upper(x, cells - 1.0).log_p;
                last = log_p;
              }
              CAPTURE(cells, n, m, uneven, urn, kind);
              CHECK(falls);
              CHECK(larger);
            }
}

// Oracle: definition.
TEST_CASE("divergence_tail: ends and no value", "[law][divergence_tail]") {
  const divergence_table table{100.0, 50.0, 3.0, 9.0, false};
  const divergence_shape shape = leeway::law::pearson_shape(1.0 / 3.0);
  CHECK(exact::same(divergence_upper(0.0, shape, table).p, 1.0));
  CHECK(exact::same(divergence_upper(-2.0, shape, table).p, 1.0));
  CHECK(exact::same(divergence_upper(exact::infinity, shape, table).log_p, -exact::infinity));
  CHECK(std::isnan(divergence_upper(exact::nan, shape, table).p));
  CHECK(std::isnan(divergence_upper(1.0, shape, {100.0, 50.0, 1.0, 1.0, false}).p));
}

}  // namespace divergence_tail_test
