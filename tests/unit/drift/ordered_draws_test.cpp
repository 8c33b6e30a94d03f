// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Draws are those of the law they claim, so that p-values keep their size however few the records are.
#include <leeway/drift/ordered_draws.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace ordered_draws_test {

using leeway::counts;
using row = std::vector<std::uint64_t>;
using values = std::vector<double>;

namespace {

double mean(std::span<const std::uint64_t> counts) {
  double sum = 0.0;
  double records = 0.0;
  for (std::size_t k = 0; k < counts.size(); ++k) {
    sum += static_cast<double>(counts[k]) * static_cast<double>(k);
    records += static_cast<double>(counts[k]);
  }
  return sum / records;
}

/// Of the difference of the mean positions of the records.
double p_value(const leeway::numeric_feature& feature, const counts& a, const counts& b,
               const leeway::monte_carlo_effort& effort) {
  leeway::ordered_cells cells(feature, 16);
  leeway::ordered_draws draws(cells);
  cells.fill(a, b);
  return draws.p_value(cells, a, b, effort, [](auto p, auto q) { return std::fabs(mean(p) - mean(q)); });
}

leeway::numeric_feature learn(const values& sample) { return leeway::learn(std::span<const double>(sample)); }

/// How often a p-value of calm data is at most 10 % and 2 %.
template <class Run>
void check_size(std::uint64_t runs, Run&& p_of) {
  std::uint64_t at_10 = 0;
  std::uint64_t at_2 = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    const double p = p_of(run);
    at_10 += p <= 0.10 ? 1U : 0U;
    at_2 += p <= 0.02 ? 1U : 0U;
  }
  CAPTURE(runs, at_10, at_2);
  CHECK(at_10 <= samples::at_most(runs, 0.10, 1e-8));
  CHECK(at_2 <= samples::at_most(runs, 0.02, 1e-8));
  CHECK(at_10 >= runs / 20);  // and it is a test
}

}  // namespace

// Oracle: all splits of eight values into five and three.
TEST_CASE("ordered_draws: re-assignments follow the exact law", "[drift]") {
  const row a{1, 1, 0, 2, 1};
  const row b{0, 0, 2, 0, 1};
  const leeway::numeric_feature feature = features::numbers(a);
  std::vector<double> pooled;
  for (std::size_t k = 0; k < a.size(); ++k) pooled.insert(pooled.end(), a[k] + b[k], static_cast<double>(k));
  const double all = std::accumulate(pooled.begin(), pooled.end(), 0.0);
  const auto off = [&](double window) { return std::fabs(window / 3.0 - (all - window) / 5.0); };
  int hits = 0;
  for (std::size_t i = 0; i < 8; ++i)
    for (std::size_t j = i + 1; j < 8; ++j)
      for (std::size_t k = j + 1; k < 8; ++k)
        hits += off(pooled[i] + pooled[j] + pooled[k]) >= off(2.0 + 2.0 + 4.0) - 1e-9 ? 1 : 0;
  const double p = p_value(feature, feature.counts(), features::window(feature, b), {.most_draws = 99'999});
  CHECK(p == Approx(hits / 56.0).epsilon(0.35));  // 200 exceedances: five standard errors
}

// Oracle: the urn is exact for continuous values however few.
TEST_CASE("ordered_draws: the urn keeps its size", "[drift]") {
  const std::size_t sizes[][2] = {{12, 40}, {200, 10}};
  for (const auto& [n, m] : sizes)
    check_size(2000, [&, n = n, m = m](std::uint64_t run) {
      leeway::random_stream draws(20260621, run);
      const leeway::numeric_feature feature = learn(exact::normals(draws, n));
      return p_value(feature, feature.counts(), features::count(feature, exact::normals(draws, m)), {199, run});
    });
}

// Oracle: re-assignment is exact between two windows, whichever row chose the cells.
TEST_CASE("ordered_draws: two windows", "[drift]") {
  check_size(1500, [](std::uint64_t run) {
    leeway::random_stream draws(20260622, run);
    const leeway::numeric_feature feature = learn(exact::normals(draws, 25));
    const counts first = features::count(feature, exact::normals(draws, 20));
    return p_value(feature, first, features::count(feature, exact::normals(draws, 200)), {199, run});
  });
}

// Oracle: one law on both sides, values that repeat: the larger of both p-values keeps its size.
TEST_CASE("ordered_draws: ranks of repeated values", "[drift]") {
  check_size(1500, [](std::uint64_t run) {
    leeway::random_stream draws(20260629, run);
    const auto some = [&](std::size_t size) {
      values result = exact::normals(draws, size);
      for (double& x : result) x = std::round(x * 3.0);
      return result;
    };
    const leeway::numeric_feature feature = learn(some(40));
    return p_value(feature, feature.counts(), features::count(feature, some(60)), {199, run});
  });
}

// Oracle: the seed and the counts are all that it depends on.
TEST_CASE("ordered_draws: the same counts, the same p-value", "[drift]") {
  leeway::random_stream draws(20260630);
  const leeway::numeric_feature feature = learn(exact::normals(draws, 40));
  const counts window = features::count(feature, exact::normals(draws, 30));
  const counts other = features::count(feature, exact::normals(draws, 30));
  leeway::ordered_cells cells(feature, 16);
  leeway::ordered_draws once(cells);
  const auto p_of = [&](const counts& b) {
    cells.fill(feature.counts(), b);
    return once.p_value(cells, feature.counts(), b, {999, 7},
                        [](auto p, auto q) { return std::fabs(mean(p) - mean(q)); });
  };
  const double first = p_of(window);
  p_of(other);
  CHECK(exact::same(p_of(window), first));
  CHECK(exact::same(p_value(feature, feature.counts(), window, {999, 7}), first));
}

// Oracle: each that draws for itself: a memo must not change a bit, not even between columns with equal counts whose
// records stand elsewhere.
TEST_CASE("ordered_draws: shared draws, the same p-value", "[drift]") {
  leeway::random_stream draws(20260631);
  const leeway::law::null_tables tables(2, 16);
  const leeway::numeric_feature first = learn(exact::normals(draws, 60));
  const leeway::numeric_feature second = learn(exact::normals(draws, 60));
  const leeway::numeric_feature given = features::numbers(row{4, 5, 2, 7});
  const auto apart = [](auto p, auto q) { return std::fabs(mean(p) - mean(q)); };
  for (int round = 0; round < 2; ++round)
    for (const leeway::numeric_feature* feature : {&first, &second, &given}) {
      const counts window = feature == &given ? features::window(given, row{1, 0, 6, 3})
                                              : features::count(*feature, exact::normals(draws, 30));
      leeway::ordered_cells cells(*feature, 16);
      cells.fill(feature->counts(), window);
      for (const bool from_both : {false, true}) {
        leeway::ordered_draws alone(cells);
        leeway::ordered_draws shared(cells, tables);
        const double p = alone.p_value(cells, feature->counts(), window, {.most_draws = 999}, apart, from_both);
        CHECK(exact::same(shared.p_value(cells, feature->counts(), window, {.most_draws = 999}, apart, from_both), p));
      }
    }
}

// Oracle: by definition, p is a multiple of what was asked for over the number of draws: 1 of 1.
TEST_CASE("ordered_draws: as many exceedances as are enough", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row{40, 40});
  const counts window = features::window(feature, row{20, 20});
  CHECK(exact::same(p_value(feature, feature.counts(), window, {.enough_exceedances = 1}), 1.0));
}

}  // namespace ordered_draws_test
