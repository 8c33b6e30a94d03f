// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/monte_carlo.hpp"

#include <array>
#include <cmath>
#include <map>
#include <stdexcept>
#include <vector>

#include "leeway/law/beta_binomial.hpp"
#include "leeway/law/chi_squared.hpp"
#include "leeway/law/hypergeometric.hpp"
#include "support/catch.hpp"

namespace monte_carlo_test {

using leeway::random_stream;
using namespace leeway::law;

namespace {

using counts = std::vector<std::uint64_t>;

/// Pearson's p-value of how often the law drew each vector against how often it should have, cells given as vectors.
template <class Law>
double joint_fit(Law law, std::uint64_t m, double (*probability)(const counts&)) {
  constexpr int draws = 200000;
  random_stream random(21);
  std::map<counts, double> seen;
  counts window(3);
  for (int i = 0; i < draws; ++i) {
    law.draw(random, window);
    REQUIRE(window[0] + window[1] + window[2] == m);
    seen[window] += 1.0;
  }
  double x2 = 0.0, total = 0.0, cells = 0.0;
  for (std::uint64_t a = 0; a <= m; ++a) {
    for (std::uint64_t b = 0; a + b <= m; ++b) {
      const counts vector = {a, b, m - a - b};
      const double share = probability(vector);
      total += share;
      if (share <= 0.0) {
        CHECK(seen.count(vector) == 0);
        continue;
      }
      cells += 1.0;
      x2 += (seen[vector] - draws * share) * (seen[vector] - draws * share) / (draws * share);
    }
  }
  CHECK(total == Approx(1.0).epsilon(1e-12));
  return chi_squared_upper(x2, cells - 1.0).p;
}

double choose(std::uint64_t n, std::uint64_t k) {
  if (k > n) return 0.0;
  double ways = 1.0;
  for (std::uint64_t i = 0; i < k; ++i) ways *= static_cast<double>(n - i) / static_cast<double>(i + 1);
  return ways;
}

/// Weights 2, 5, 4 and m = 6: balls of each colour are put back doubled; count the ways.
double urn_probability(const counts& window) {
  return choose(window[0] + 1, window[0]) * choose(window[1] + 4, window[1]) * choose(window[2] + 3, window[2]) /
         choose(16, 6);
}

/// Pooled counts 3, 5, 4 and m = 6.
double split_probability(const counts& window) {
  return choose(3, window[0]) * choose(5, window[1]) * choose(4, window[2]) / choose(12, 6);
}

}  // namespace

// Oracle: counting, for every count vector of a small urn; fails for a right law with probability 1e-8.
TEST_CASE("monte carlo: small count vectors have their exact probabilities", "[law][monte_carlo]") {
  CHECK(joint_fit(urn_law(counts{2, 5, 4}, 6), 6, urn_probability) > 1e-8);
  CHECK(joint_fit(split_law(counts{3, 5, 4}, 6), 6, split_probability) > 1e-8);
}

// Oracle: the marginal laws, beta-binomial and hypergeometric, of a cell and of two cells together. The share of draws
// at or beyond k is within 6 standard errors of its probability (failure 2e-9 each).
TEST_CASE("monte carlo: margins of large count vectors", "[law][monte_carlo]") {
  const counts weights = {500, 1, 2000, 0, 300, 2200};
  const counts pooled = {900, 40, 0, 6000, 60, 3000};
  constexpr int draws = 100000;
  urn_law urn(weights, 3000);
  const split_law split(pooled, 3000);
  random_stream random(22);
  counts window(6);
  const std::vector<std::uint64_t> steps = {240, 270, 290, 300, 310, 330, 360};
  const std::vector<std::uint64_t> split_steps = {240, 255, 265, 270, 275, 285, 300};
  std::vector<double> one(7), two(7), split_one(7), split_two(7);
  for (int i = 0; i < draws; ++i) {
    urn.draw(random, window);
    REQUIRE(window[3] == 0);
    for (std::size_t s = 0; s < 7; ++s) {
      one[s] += window[0] >= steps[s] ? 1.0 : 0.0;
      two[s] += window[0] + window[4] >= steps[s] + 180 ? 1.0 : 0.0;
    }
    split.draw(random, window);
    REQUIRE(window[2] == 0);
    for (std::size_t s = 0; s < 7; ++s) {
      split_one[s] += window[0] >= split_steps[s] ? 1.0 : 0.0;
      split_two[s] += window[4] + window[0] >= split_steps[s] + 18 ? 1.0 : 0.0;
    }
  }
  const auto check = [&](double seen, double p) {
    CHECK(std::fabs(seen / draws - p) < 6.0 * std::sqrt(p * (1.0 - p) / draws) + 1e-12);
  };
  for (std::size_t s = 0; s < 7; ++s) {
    check(one[s], beta_binomial_upper(steps[s], 3000, 500.0, 4501.0).p);
    check(two[s], beta_binomial_upper(steps[s] + 180, 3000, 800.0, 4201.0).p);
    check(split_one[s], hypergeometric_upper(split_steps[s], 3000, 900, 10000).p);
    check(split_two[s], hypergeometric_upper(split_steps[s] + 18, 3000, 960, 10000).p);
  }
}

// Oracle: the hypergeometric tail, which a Monte Carlo p-value of one cell estimates; within 6 standard errors.
TEST_CASE("monte carlo: the p-value estimates the tail", "[law][monte_carlo]") {
  const split_law law(counts{400, 600}, 300);
  counts window(2);
  const auto statistic = [&](random_stream& random) {
    law.draw(random, window);
    return static_cast<double>(window[0]);
  };
  const monte_carlo_tail found = monte_carlo(statistic, 135.0, 1, 99999, 0);
  const double p = hypergeometric_upper(135, 300, 400, 1000).p;
  CHECK(found.draws == 99999);
  CHECK(std::fabs(found.p - p) < 6.0 * std::sqrt(p / 1e5) + 1e-5);
  const monte_carlo_tail again = monte_carlo(statistic, 135.0, 1, 99999, 0);
  CHECK(found.exceedances == again.exceedances);
  CHECK(monte_carlo(statistic, 135.0, 2, 99999, 0).exceedances != found.exceedances);
}

// Oracle: Besag & Clifford's (1991) rule by counting.
TEST_CASE("monte carlo: stops at the wanted number of exceedances", "[law][monte_carlo]") {
  double next = 0.0;
  const auto counter = [&](random_stream&) { return next += 1.0; };
  monte_carlo_tail found = monte_carlo(counter, 5.0, 1, 100, 3);  // draws 5, 6, 7 exceed
  CHECK(found.draws == 7);
  CHECK(found.exceedances == 3);
  CHECK(found.p == Approx(3.0 / 7.0));
  next = 0.0;
  found = monte_carlo(counter, 99.0, 1, 100, 3);
  CHECK(found.draws == 100);
  CHECK(found.exceedances == 2);
  CHECK(found.p == Approx(3.0 / 101.0));
  next = 0.0;
  found = monte_carlo(counter, 1000.0, 1, 100, 0);
  CHECK(found.p == Approx(1.0 / 101.0));
  next = 0.0;
  CHECK(monte_carlo(counter, 3.0 * (1.0 + 5e-13), 1, 3, 0).exceedances == 1);  // equal but for rounding
  CHECK(std::isnan(monte_carlo(counter, leeway::no_value, 1).p));
  CHECK(std::isnan(monte_carlo(counter, 1.0, 1, 0).p));
}

// Oracle: the definition of a p-value, P(p <= a) <= a, with 20000 simulated observations from the null law; 6 standard
// errors above a.
TEST_CASE("monte carlo: p-values are valid under the null", "[law][monte_carlo]") {
  int below_20 = 0, below_5 = 0;
  for (std::uint64_t run = 0; run < 20000; ++run) {
    random_stream source(99, run);
    const auto uniform = [](random_stream& random) { return random.uniform(); };
    const double p = monte_carlo(uniform, source.uniform(), 100 + run, 199, 10).p;
    below_20 += p <= 0.2 ? 1 : 0;
    below_5 += p <= 0.05 ? 1 : 0;
  }
  CHECK(below_20 <= 20000 * 0.2 + 6.0 * std::sqrt(20000 * 0.16));
  CHECK(below_20 >= 20000 * 0.18 - 6.0 * std::sqrt(20000 * 0.16));
  CHECK(below_5 <= 20000 * 0.05 + 6.0 * std::sqrt(20000 * 0.0475));
  CHECK(below_5 >= 20000 * 0.045 - 6.0 * std::sqrt(20000 * 0.0475));
}

// Oracle: definition.
TEST_CASE("monte carlo: refuses what is no law", "[law][monte_carlo]") {
  CHECK_THROWS_AS(urn_law(counts{}, 5), std::invalid_argument);
  CHECK_THROWS_AS(urn_law(counts{0, 0}, 5), std::invalid_argument);
  CHECK_THROWS_AS(split_law(counts{2, 2}, 5), std::invalid_argument);
  split_law all(counts{2, 3}, 5);
  counts window(2);
  random_stream random(1);
  all.draw(random, window);
  CHECK(window == counts{2, 3});
  CHECK(all.cells() == 2);
}

}  // namespace monte_carlo_test
