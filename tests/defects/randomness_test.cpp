// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Monte Carlo p-values: repeatable, never 0, of the right tail, and without a generator that somebody else uses.
//
// Failure budget: 2 comparisons, each with a binomial bound that chance misses with a probability of 1e-9.
#include <leeway/leeway.hpp>

#include <cmath>
#include <cstdlib>
#include <vector>

#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace randomness_test {
namespace {

using row = samples::cell_counts;

leeway::test_result chi_squared(const row& a, const row& b, std::uint64_t draws = 9'999, std::uint64_t seed = 1) {
  const leeway::category_feature feature = features::categories(a);
  leeway::grouped_options options;
  options.law = leeway::null_law::monte_carlo;
  options.effort = {draws, seed};
  return leeway::chi_squared(options).bind(feature)(feature.counts(), features::window(feature, b));
}

}  // namespace

// Some monitors reseed the generator of the whole process before they shuffle. Oracle: the sequence goes on.
TEST_CASE("a test does not touch the random numbers of the program", "[defects]") {
  std::srand(7);
  const int first = std::rand();
  const int second = std::rand();
  std::srand(7);
  CHECK(std::rand() == first);
  chi_squared({30, 30, 40}, {50, 20, 30});
  leeway::random_stream draws(1);
  defects::column(defects::normals(draws, 100), defects::normals(draws, 100));
  CHECK(std::rand() == second);
}

// A permutation p-value of 0 out of 100 shuffles is no p-value.
// Oracle: it is at least one over the draws and one; beyond that an exact bound goes on.
TEST_CASE("a p-value is never exactly 0", "[defects]") {
  for (std::uint64_t draws : {1U, 99U, 999U}) {
    const leeway::test_result moderate = chi_squared({30, 30, 40}, {55, 15, 30}, draws);
    const leeway::test_result extreme = chi_squared({100, 0, 0}, {0, 0, 100}, draws);
    const leeway::test_result beyond = chi_squared({1'000'000, 1}, {1, 1'000'000}, draws);
    CAPTURE(draws);
    CHECK(std::exp(moderate.log_p_value) > 1e-5);
    for (const leeway::test_result& result : {moderate, extreme, beyond}) {
      CHECK(std::isfinite(result.log_p_value));
      CHECK(result.log_p_value < 0.0);
    }
    CHECK(extreme.log_p_value < std::log(1e-20));
    CHECK(beyond.log_p_value < extreme.log_p_value);  // below the smallest double, and still in order
  }
}

// Some monitors give another p-value at each run. Oracle: equal counts, whatever was asked in between.
TEST_CASE("the same counts give the same p-value", "[defects]") {
  const row a{12, 30, 8, 25, 25};
  const row b{20, 22, 14, 20, 24};
  const leeway::test_result first = chi_squared(a, b);
  CHECK(first.method == leeway::p_method::hypergeometric_monte_carlo);
  chi_squared(b, a);
  CHECK(bound_checks::same(chi_squared(a, b), first));
  const leeway::category_feature feature = features::categories(a);
  auto bound = leeway::chi_squared().bind(feature);
  const leeway::counts live = features::window(feature, b);
  const leeway::counts other = features::window(feature, row{1, 2, 3, 4, 5});
  const leeway::test_result before = bound(feature.counts(), live);
  bound(feature.counts(), other);
  CHECK(bound_checks::same(bound(feature.counts(), live), before));
}

//
// Some tools hide the seed. Oracle: it may move a Monte Carlo p-value by no more than six standard errors.
TEST_CASE("the seed decides nothing but the last places", "[defects]") {
  const row a{12, 30, 8, 25, 25};
  const row b{20, 22, 14, 20, 24};
  const double p = std::exp(chi_squared(a, b).log_p_value);
  for (std::uint64_t seed = 2; seed < 12; ++seed) {
    // Draws stop at 200 exceedances: a relative standard error of one in fourteen, of both.
    CHECK(std::fabs(std::exp(chi_squared(a, b, 9'999, seed).log_p_value) / p - 1.0) < 6.0 * 1.42 / std::sqrt(200.0));
  }
}

// One monitor compares a distance with the 5th percentile of its null law in place of the 95th, and alarms nearly
// always. Oracle: one law on both sides, and a change on top of it.
TEST_CASE("the drawn law is read at its upper end", "[defects]") {
  constexpr std::uint64_t runs = 300;
  std::uint64_t above_the_5th = 0;
  std::uint64_t above_the_95th = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260491, run);
    const row a = samples::draw(draws, 120, samples::equal(6));
    const row b = samples::draw(draws, 80, samples::equal(6));
    const double p = std::exp(chi_squared(a, b, 499, run).log_p_value);
    above_the_5th += p < 0.95 ? 1U : 0U;
    above_the_95th += p <= 0.05 ? 1U : 0U;
  }
  CAPTURE(above_the_5th, above_the_95th);
  CHECK(above_the_5th >= defects::at_least(runs, 0.85, 1e-9));
  CHECK(above_the_95th <= samples::at_most(runs, 0.05, 1e-9));
  CHECK(chi_squared({20, 20, 20, 20, 20, 20}, {40, 8, 8, 8, 8, 8}).log_p_value < std::log(0.001));
}

}  // namespace randomness_test
