// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/one_sample_kolmogorov_smirnov.hpp>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"
#include "support/samples.hpp"

namespace one_sample_kolmogorov_smirnov_test {

using leeway::one_sample_kolmogorov_smirnov;
using leeway::p_method;

namespace {

double normal(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }
double exponential(double x) { return -std::expm1(-x); }
double uniform(double x) { return x < 0.0 ? 0.0 : (x > 1.0 ? 1.0 : x); }

}  // namespace

// Oracle: statistics by scipy.stats.kstest, probabilities by Durbin's matrix in ball arithmetic or the far sum
// (one_sample_laws.py).
TEST_CASE("one_sample_kolmogorov_smirnov: agrees with scipy and the exact law", "[drift]") {
  for (const golden::row& line : golden::table("one_sample_test.csv")) {
    const std::vector<double> values = line.numbers("values");
    CAPTURE(line.text("law"), values.size(), line.number("p"));
    const leeway::test_result result =
        one_sample_kolmogorov_smirnov(values, line.text("law") == "normal" ? normal : exponential);
    CHECK(away::error(result.statistic, line.number("statistic")) < 1e-13);
    CHECK(std::fabs(std::exp(result.log_p_value) - line.number("p")) < 1e-9 * line.number("p") + 1e-15);
    CHECK(result.method == p_method::exact);
    CHECK(result.window_n == values.size());
    CHECK(result.baseline_n == 0);
  }
}

// Oracle: by hand: F_n jumps by a third at .1, .2 and .9; the largest gap is at .2: 2/3 - .2.
TEST_CASE("one_sample_kolmogorov_smirnov: the distance by hand", "[drift]") {
  const std::vector<double> values = {0.9, 0.1, exact::nan, 0.2};
  const leeway::test_result result = one_sample_kolmogorov_smirnov(values, uniform);
  CHECK(away::error(result.statistic, 2.0 / 3.0 - 0.2) < 1e-15);
  CHECK(result.window_n == 3);
  CHECK(exact::same(result.effect, result.statistic));
  CHECK(exact::same(result.effect_interval.lower, 0.0));
  CHECK(exact::same(result.effect_interval.upper, 1.0));
  CHECK_FALSE(result.flags.has(leeway::flag::ties));
  CHECK(result.test == "one_sample_kolmogorov_smirnov");
}

// Oracle: the definition: continuous laws have no ties; infinities have a place; NaN has none.
TEST_CASE("one_sample_kolmogorov_smirnov: ties, infinities, nothing at all", "[drift]") {
  const std::vector<double> ties = {0.5, 0.5, 0.7};
  const leeway::test_result result = one_sample_kolmogorov_smirnov(ties, uniform);
  CHECK(result.flags.has(leeway::flag::ties));
  CHECK(away::error(result.statistic, 0.5) < 1e-15);
  const std::vector<double> infinite = {-exact::infinity, exact::infinity};
  CHECK(away::error(one_sample_kolmogorov_smirnov(infinite, normal).statistic, 0.5) < 1e-15);
  const std::vector<double> none = {exact::nan};
  const leeway::test_result nothing = one_sample_kolmogorov_smirnov(none, normal);
  CHECK(nothing.method == p_method::none);
  CHECK(std::isnan(nothing.log_p_value));
  CHECK(nothing.window_n == 0);
}

// Oracle: the promise to refuse what is no distribution function.
TEST_CASE("one_sample_kolmogorov_smirnov: refuses what is no law", "[drift]") {
  const std::vector<double> values = {0.1, 0.4, 0.6};
  CHECK_THROWS_AS(one_sample_kolmogorov_smirnov(values, [](double x) { return 1.0 - x; }), std::invalid_argument);
  CHECK_THROWS_AS(one_sample_kolmogorov_smirnov(values, [](double x) { return 2.0 * x; }), std::invalid_argument);
  CHECK_THROWS_AS(one_sample_kolmogorov_smirnov(values, [](double) { return -0.1; }), std::invalid_argument);
  CHECK_THROWS_AS(one_sample_kolmogorov_smirnov(values, [](double) { return exact::nan; }), std::invalid_argument);
  CHECK_NOTHROW(one_sample_kolmogorov_smirnov(values, [](double) { return 0.5; }));
}

// Oracle: p-values of data from the law itself are uniform; counted at .1 and .01 with bounds that calm chance exceeds
// once in 1e8. With mean and deviation estimated they are not: nearly none is below .1, which is why the page warns.
TEST_CASE("one_sample_kolmogorov_smirnov: uniform under the law, useless with estimated parameters", "[drift]") {
  constexpr std::uint64_t runs = 3000;
  std::uint64_t at_10 = 0;
  std::uint64_t at_1 = 0;
  std::uint64_t estimated_at_10 = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260215, run);
    const std::vector<double> values = exact::normals(draws, 60);
    const double log_p = one_sample_kolmogorov_smirnov(values, normal).log_p_value;
    at_10 += log_p <= std::log(0.10) ? 1U : 0U;
    at_1 += log_p <= std::log(0.01) ? 1U : 0U;
    double mean = 0.0;
    double square = 0.0;
    for (double value : values) mean += value / 60.0;
    for (double value : values) square += (value - mean) * (value - mean) / 60.0;
    const auto fitted = [&](double x) { return normal((x - mean) / std::sqrt(square)); };
    estimated_at_10 += one_sample_kolmogorov_smirnov(values, fitted).log_p_value <= std::log(0.10) ? 1U : 0U;
  }
  CHECK(at_10 <= samples::at_most(runs, 0.10, 1e-8));
  CHECK(at_1 <= samples::at_most(runs, 0.01, 1e-8));
  CHECK(runs - at_10 <= samples::at_most(runs, 0.90, 1e-8));
  CHECK(estimated_at_10 < runs / 200);
}

}  // namespace one_sample_kolmogorov_smirnov_test
