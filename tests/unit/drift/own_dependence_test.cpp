// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// How much the windows of a baseline vary says whether its rows can be taken for independent ones.
#include <leeway/drift/own_dependence.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace own_dependence_test {

using leeway::own_dependence;
using leeway::own_windows;
using row = std::vector<std::uint64_t>;

namespace {

/// Windows of `size` draws, each of them worth `together` equal rows.
own_windows drawn(leeway::random_stream& draws, std::size_t windows, std::uint64_t size, std::uint64_t together,
                  const samples::shares& law) {
  own_windows result(law.size());
  for (std::size_t w = 0; w < windows; ++w) {
    row counts = samples::draw(draws, size, law);
    for (std::uint64_t& count : counts) count *= together;
    counts.push_back(draws.below(5));  // missing values do not matter
    result.add(counts, {});
  }
  return result;
}

/// Pearson's X2 as everybody writes it: observed and expected counts of both rows.
double pearson(const row& a, const row& b) {
  const double n = static_cast<double>(std::accumulate(a.begin(), a.end(), std::uint64_t{0}));
  const double m = static_cast<double>(std::accumulate(b.begin(), b.end(), std::uint64_t{0}));
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double both = static_cast<double>(a[k] + b[k]);
    if (both < 0.5) continue;
    const double expected_a = both * n / (n + m);
    const double expected_b = both * m / (n + m);
    sum += std::pow(static_cast<double>(a[k]) - expected_a, 2) / expected_a +
           std::pow(static_cast<double>(b[k]) - expected_b, 2) / expected_b;
  }
  return sum;
}

}  // namespace

// Oracle: brute force: the definition, window by window.
TEST_CASE("own_dependence: the definition", "[drift]") {
  leeway::random_stream draws(20260208);
  const own_windows own = drawn(draws, 24, 60, 3, samples::geometric(9, 0.5));
  std::vector<double> ratios;
  for (std::size_t w = 0; w < own.size(); ++w) {
    row one(own.counts(w).begin(), own.counts(w).end() - 1);
    row others(one.size());
    for (std::size_t v = 0; v < own.size(); ++v)
      for (std::size_t k = 0; k < one.size(); ++k) others[k] += v == w ? 0 : own.counts(v)[k];
    std::size_t cells = 0;
    for (std::size_t k = 0; k < one.size(); ++k) cells += one[k] + others[k] > 0 ? 1U : 0U;
    ratios.push_back(pearson(one, others) / static_cast<double>(cells - 1));
  }
  double mean = 0.0;
  for (double ratio : ratios) mean += ratio / static_cast<double>(ratios.size());
  double variance = 0.0;
  for (double ratio : ratios) variance += std::pow(ratio - mean, 2) / static_cast<double>(ratios.size() - 1);
  const leeway::design_effect found = own_dependence(own);
  CHECK(away::error(found.value, mean) < 1e-10);
  CHECK(away::error(found.lower, mean - 1.6448536269514722 * std::sqrt(variance / 24.0)) < 1e-10);
}

// Oracle: X2 has K - 1 on average where rows are independent, and c times as much where c equal rows come together. 400
// windows of 8 degrees of freedom: the standard error is 2.5 % of it; five of them.
TEST_CASE("own_dependence: rows that come together", "[drift]") {
  leeway::random_stream draws(20260209);
  for (std::uint64_t together : {1U, 2U, 10U}) {
    const leeway::design_effect found = own_dependence(drawn(draws, 400, 200, together, samples::equal(9)));
    CAPTURE(together, found.value, found.lower);
    CHECK(away::error(found.value, static_cast<double>(together)) < 0.125);
    CHECK(found.dependent() == (together > 1));
  }
}

// Oracle: `dependent` is one-sided at 95 % and wants 1.2: of calm baselines at most one in twenty is called dependent;
// here it would take a mean 1.2 + 1.64 standard errors of 0.06, five of them. In 400 runs of 60 windows not once.
TEST_CASE("own_dependence: calm baselines are not called dependent", "[drift]") {
  leeway::random_stream draws(20260210);
  std::size_t called = 0;
  for (int run = 0; run < 400; ++run)
    called += own_dependence(drawn(draws, 60, 100, 1, samples::equal(9))).dependent() ? 1U : 0U;
  CHECK(called == 0);
}

// Oracle: the contract: too few windows, or windows that say nothing.
TEST_CASE("own_dependence: without an answer", "[drift]") {
  leeway::random_stream draws(20260211);
  CHECK(std::isnan(own_dependence({}).value));
  CHECK_FALSE(own_dependence({}).dependent());
  CHECK(std::isnan(own_dependence(drawn(draws, 19, 50, 1, samples::equal(4))).value));
  own_windows own = drawn(draws, 19, 50, 1, samples::equal(4));
  for (int i = 0; i < 9; ++i) own.add(row{0, 0, 0, 0, 7}, {});  // only missing values
  CHECK(std::isnan(own_dependence(own).value));
  own.add(row{1, 2, 3, 4, 0}, {});
  CHECK(own_dependence(own).value > 0.0);
  CHECK(std::isnan(own_dependence(drawn(draws, 30, 50, 1, {1.0})).value));
}

// Oracle: the rule: few values have groups of their own, many are put together by mass or by frequency.
TEST_CASE("own_dependence: the cells of own windows", "[drift]") {
  const row few{0, 5, 0, 9, 2};
  CHECK(leeway::own_cells(features::numbers(few)).size() == 3);
  const row many(500, 7);
  const leeway::grouping numbers = leeway::own_cells(features::numbers(many));
  CHECK(numbers.size() == 32);
  for (std::size_t cell = 1; cell < 500; ++cell) REQUIRE(numbers.group(cell) - numbers.group(cell - 1) <= 1);
  CHECK(leeway::own_cells(features::categories(row{1, 2, 3})).size() == 5);  // and the rest, and the unseen
  const leeway::grouping categories = leeway::own_cells(features::categories(many));
  CHECK(categories.size() == 32);
  CHECK(categories.group(30) == 30);
  CHECK(categories.group(31) == 31);
  CHECK(categories.group(501) == 31);
}

// Oracle: brute force over the two cells present and missing: whole windows lose their values together.
TEST_CASE("own_dependence: missing values", "[drift]") {
  leeway::random_stream draws(20260212);
  own_windows own(3);
  std::vector<row> rates;
  for (std::size_t w = 0; w < 40; ++w) {
    rates.push_back({20 + draws.below(30), w % 4 == 0 ? 30 : draws.below(6)});
    own.add(row{rates.back()[0] - 15, 10, 5, rates.back()[1]}, {});
  }
  double mean = 0.0;
  for (std::size_t w = 0; w < 40; ++w) {
    row others(2);
    for (std::size_t v = 0; v < 40; ++v)
      for (std::size_t k = 0; k < 2; ++k) others[k] += v == w ? 0 : rates[v][k];
    mean += pearson(rates[w], others) / 40.0;
  }
  CHECK(away::error(leeway::own_missing_dependence(own).value, mean) < 1e-10);
  CHECK(leeway::own_missing_dependence(own).dependent());
  CHECK(std::isnan(leeway::own_missing_dependence({}).value));
}

}  // namespace own_dependence_test
