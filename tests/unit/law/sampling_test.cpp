// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/sampling.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <cmath>
#include <vector>

#include "leeway/law/chi_squared.hpp"
#include "leeway/law/hypergeometric.hpp"
#include "support/catch.hpp"

namespace sampling_test {

using leeway::random_stream;
using namespace leeway::law;

namespace {

constexpr int draws = 200000;

/**
 * p-value of Pearson's test of draws against the exact upper tails at edges up to 3.5 standard deviations from the
 * mean; cells that expect fewer than 10 join their left neighbour.
 */
template <class Draw, class Upper>
double fit(double mean, double deviation, bool whole, Draw&& draw, Upper&& upper) {
  std::vector<double> edges;
  for (double z = -3.5; z <= 3.5; z += 0.25) {
    const double edge = whole ? std::floor(mean + z * deviation) : mean + z * deviation;
    if (edge > 0.0 && (edges.empty() || edge > edges.back())) edges.push_back(edge);
  }
  std::vector<double> expected = {1.0 * draws}, seen = {0.0}, kept;
  for (const double edge : edges) {
    const double above = draws * upper(edge);
    if (expected.back() - above < 10.0 || above < 10.0) continue;
    expected.back() -= above;
    expected.push_back(above);
    seen.push_back(0.0);
    kept.push_back(edge);
  }
  for (int i = 0; i < draws; ++i) {
    const double x = static_cast<double>(draw());
    std::size_t cell = 0;
    while (cell < kept.size() && x >= kept[cell]) ++cell;
    seen[cell] += 1.0;
  }
  double x2 = 0.0;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    x2 += (seen[i] - expected[i]) * (seen[i] - expected[i]) / expected[i];
  }
  REQUIRE(seen.size() > 1);
  return chi_squared_upper(x2, static_cast<double>(seen.size() - 1)).p;
}

}  // namespace

// Seeds are fixed, so these cases pass or fail for ever; each would fail for a right sampler with probability 1e-8.
constexpr double budget = 1e-8;

// Oracle: the regularised incomplete gamma function.
TEST_CASE("sampling: gamma variates follow their law", "[law][sampling]") {
  random_stream random(11);
  for (double shape : {0.05, 0.3, 1.0, 1.7, 12.0, 500.0, 1e6, 1e9}) {
    CAPTURE(shape);
    CHECK(fit(
              shape, std::sqrt(shape), false, [&] { return gamma_variate(random, shape); },
              [&](double x) { return chi_squared_upper(2.0 * x, 2.0 * shape).p; }) > budget);
  }
}

// Oracle: the regularised incomplete beta function, P(X >= k) = I_p(k, n - k + 1).
TEST_CASE("sampling: binomial variates follow their law", "[law][sampling]") {
  struct parameters {
    std::uint64_t n;
    double p;
  };
  random_stream random(12);
  for (const auto [n, p] : {parameters{5, 0.3},
                            {30, 0.02},
                            {40, 0.9},
                            {99, 0.1},
                            {101, 0.1},
                            {1000, 0.5},
                            {5000, 0.1},
                            {5000, 0.99},
                            {300000, 0.4},
                            {1000000000, 0.3},
                            {1000000000, 3e-9},
                            {1000000000, 2e-7}}) {
    CAPTURE(n, p);
    const double size = static_cast<double>(n);
    CHECK(fit(
              size * p, std::sqrt(size * p * (1.0 - p)), true,
              [&, n = n, p = p] { return binomial_variate(random, n, p); },
              [&, p = p](double k) { return k > size ? 0.0 : boost::math::ibeta(k, size - k + 1.0, p); }) > budget);
  }
}

// Oracle: the exact tails, tested by themselves in hypergeometric_test.cpp.
TEST_CASE("sampling: hypergeometric variates follow their law", "[law][sampling]") {
  struct parameters {
    std::uint64_t draws, successes, population;
  };
  random_stream random(13);
  for (const auto [sample, successes, population] : {parameters{10, 8, 30},
                                                     {3, 5, 6},
                                                     {50, 70, 100},
                                                     {900, 1000, 1100},
                                                     {5000, 1000, 10000},
                                                     {5000, 9990, 10000},
                                                     {60, 600, 6000},
                                                     {200000, 3000, 400000},
                                                     {1000000000, 700000000, 2000000000},
                                                     {1000000000, 30, 2000000000},
                                                     {40000, 40000, 1000000000},
                                                     {1000, 1999999000, 2000000000}}) {
    CAPTURE(sample, successes, population);
    const double share = static_cast<double>(successes) / static_cast<double>(population);
    const double mean = static_cast<double>(sample) * share;
    const double rest = static_cast<double>(population - sample) / static_cast<double>(population - 1);
    CHECK(fit(
              mean, std::sqrt(mean * (1.0 - share) * rest), true,
              [&, n = sample, s = successes, t = population] { return hypergeometric_variate(random, n, s, t); },
              [&, n = sample, s = successes, t = population](double k) {
                return hypergeometric_upper(static_cast<std::uint64_t>(k), n, s, t).p;
              }) > budget);
  }
}

// Oracle: definition; nothing is drawn where only one value is possible.
TEST_CASE("sampling: certain values", "[law][sampling]") {
  random_stream random(14);
  CHECK(binomial_variate(random, 0, 0.5) == 0);
  CHECK(binomial_variate(random, 9, 0.0) == 0);
  CHECK(binomial_variate(random, 9, 1.0) == 9);
  CHECK(hypergeometric_variate(random, 0, 3, 9) == 0);
  CHECK(hypergeometric_variate(random, 9, 3, 9) == 3);
  CHECK(hypergeometric_variate(random, 4, 9, 9) == 4);
  CHECK(hypergeometric_variate(random, 4, 0, 9) == 0);
  CHECK(hypergeometric_variate(random, 0, 0, 0) == 0);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t k = hypergeometric_variate(random, 7, 8, 10);
    CHECK((k >= 5 && k <= 7));
    CHECK(gamma_variate(random, 1e-3) >= 0.0);
  }
}

}  // namespace sampling_test
