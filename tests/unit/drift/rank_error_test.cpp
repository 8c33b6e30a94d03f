// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A baseline out of a quantile sketch has counts that are off by what the sketch lost. Each test has to stay on the
// safe side of what it would say of the true counts: bounds wider, p-values not smaller.
#include <algorithm>
#include <cmath>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/drift/any_test.hpp>
#include <leeway/drift/unseen_rate.hpp>
#include <leeway/window/recounted.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"

namespace rank_error_test {

using leeway::test_kind;
using row = std::vector<std::uint64_t>;

namespace {

struct two_baselines {
  leeway::numeric_feature truth;
  leeway::numeric_feature sketched;
};

leeway::numeric_feature with(const leeway::numeric_feature& feature, const leeway::counts& counts, double rank_error) {
  leeway::feature_parts<leeway::numeric_cells> parts = feature.parts();
  parts.statistics = leeway::column_statistics(counts);
  parts.rank_error = rank_error;
  return leeway::numeric_feature(std::move(parts));
}

/// Counts whose cumulated sums are off by up to `reach` records, at random, or always on the same side.
leeway::counts shaken(leeway::random_stream& draws, const leeway::counts& counts, std::uint64_t reach) {
  leeway::counts result(counts.size());
  const std::uint64_t all = counts.present();
  const std::uint64_t way = draws.below(3);
  std::uint64_t cumulated = 0;
  std::uint64_t given = 0;
  for (std::size_t cell = 0; cell < counts.size(); ++cell) {
    cumulated += counts[cell];
    const std::uint64_t off = way == 0 ? draws.below(2 * reach + 1) : (way == 1 ? 0 : 2 * reach);
    std::uint64_t end = cumulated + off > reach ? cumulated + off - reach : 0;
    end = std::min(all, std::max(given, end));
    if (cell + 1 == counts.size()) end = all;
    result.add(cell, end - given);
    given = end;
  }
  return result;
}

std::uint64_t worst_error(const leeway::counts& a, const leeway::counts& b) {
  std::int64_t off = 0;
  std::int64_t worst = 0;
  for (std::size_t cell = 0; cell < a.size(); ++cell) {
    off += static_cast<std::int64_t>(a[cell]) - static_cast<std::int64_t>(b[cell]);
    worst = std::max(worst, std::abs(off));
  }
  return static_cast<std::uint64_t>(worst);
}

two_baselines baselines(leeway::random_stream& draws, std::size_t n, std::uint64_t reach, bool few) {
  std::vector<double> values = exact::normals(draws, n);
  if (few)
    for (double& x : values) x = std::round(3.0 * x);
  const leeway::numeric_feature truth = leeway::learn(std::span<const double>(values), leeway::equal_mass(64));
  const leeway::counts counts = shaken(draws, truth.counts(), reach);
  const double rank_error = static_cast<double>(worst_error(counts, truth.counts())) / static_cast<double>(n);
  return {with(truth, truth.counts(), 0.0), with(truth, counts, rank_error)};
}

leeway::counts window(leeway::random_stream& draws, const leeway::numeric_feature& feature, std::size_t m, double shift,
                      bool few) {
  std::vector<double> values = exact::normals(draws, m);
  for (double& x : values) x = few ? std::round(3.0 * (x + shift)) : x + shift;
  return features::count(feature, values);
}

}  // namespace

// Oracle: the same test of the true counts, over the same groups. Asymptotic laws for large windows; Monte Carlo is
// left out, where chance decides which of two p-values is the larger.
TEST_CASE("rank_error: bounds hold and p-values do not get smaller", "[drift][rank_error]") {
  leeway::random_stream draws(20261124);
  leeway::test_options options;
  options.grouped.law = leeway::null_law::asymptotic;
  for (int round = 0; round < 60; ++round) {
    const bool few = round % 3 == 0;
    const std::size_t n = 3000 + draws.below(6000);
    const two_baselines both = baselines(draws, n, 1 + draws.below(60), few);
    if (!(both.sketched.rank_error() > 0.0)) continue;
    const double shift = round % 2 == 0 ? 0.0 : 0.1;
    const leeway::counts live = window(draws, both.truth, 2000 + draws.below(4000), shift, few);
    for (test_kind kind :
         {test_kind::kolmogorov_smirnov, test_kind::chi_squared, test_kind::jensen_shannon,
          test_kind::population_stability, test_kind::hellinger, test_kind::likelihood_ratio,
          test_kind::total_variation, test_kind::l_infinity, test_kind::cramer_von_mises, test_kind::wasserstein}) {
      // Groups are chosen by the counts of the sketch, on both sides of the comparison.
      auto of_truth = leeway::bind(kind, with(both.sketched, both.sketched.counts(), 0.0), options);
      auto of_sketch = leeway::bind(kind, both.sketched, options);
      const leeway::test_result known = of_truth(both.truth.counts(), live);
      const leeway::test_result seen = of_sketch(both.sketched.counts(), live);
      CAPTURE(round, known.test, few, shift, both.sketched.rank_error());
      // Shares of the pool enter some laws; they are off by no more than the rank error.
      CHECK(seen.log_p_value >= known.log_p_value - 0.02 * std::fabs(known.log_p_value) - 1e-9);
      CHECK(seen.log_p_interval.upper >= seen.log_p_interval.lower);
      CHECK(seen.statistic_interval.lower <= known.statistic * (1.0 + 1e-9) + 1.0 / static_cast<double>(n));
      CHECK(seen.statistic_interval.upper >= known.statistic * (1.0 - 1e-9));
      const leeway::share_of_rows is = of_truth.share_moved(both.truth.counts(), live);
      const leeway::share_of_rows said = of_sketch.share_moved(both.sketched.counts(), live);
      const bool gap = leeway::effect_of(kind) == leeway::effect_kind::gap;
      // Of total variation chance is taken off, by shares that the sketch does not know exactly.
      const double slack = gap ? 1e-12 : 0.005;
      CHECK(said.lower_bound <= is.lower_bound + slack);
      CHECK(said.between.lower <= is.between.lower + slack);
      CHECK(said.between.upper >= is.between.upper - slack);
      CHECK(of_sketch.smallest_effect(both.sketched.counts(), live, std::log(1e-3), 0.05) >=
            of_truth.smallest_effect(both.truth.counts(), live, std::log(1e-3), 0.05) - slack);
    }
  }
}

// By hand: 1000 against 1000 records, all of the baseline at or below 0, 600 of the window: D = 0.4; with 100 records
// of doubt 0.3 to 0.5, whose p-values are those of D = 0.3.
TEST_CASE("rank_error: Kolmogorov and Smirnov's D less the error", "[drift][rank_error]") {
  const row baseline{1000, 0};
  const row reduced{900, 100};
  const leeway::numeric_feature plain = features::numbers(baseline);
  const leeway::numeric_feature sketched = with(plain, plain.counts(), 0.1);
  const leeway::counts live = features::window(plain, row{600, 400});
  const leeway::test_result result = leeway::kolmogorov_smirnov().bind(sketched)(plain.counts(), live);
  CHECK(exact::same(result.statistic, 0.4));
  CHECK(result.statistic_interval.lower == Approx(0.3).epsilon(1e-12));
  const leeway::numeric_feature least = features::numbers(reduced);
  CHECK(exact::same(result.log_p_value, leeway::kolmogorov_smirnov().bind(least)(least.counts(), live).log_p_value));
  CHECK(result.log_p_interval.lower < result.log_p_interval.upper);
  const leeway::share_of_rows exact_move = leeway::kolmogorov_smirnov().bind(plain).share_moved(plain.counts(), live);
  const leeway::share_of_rows move = leeway::kolmogorov_smirnov().bind(sketched).share_moved(plain.counts(), live);
  CHECK(exact::same(move.value, exact_move.value));
  CHECK(move.lower_bound == Approx(exact_move.lower_bound - 0.1).epsilon(1e-12));
  CHECK(move.between.lower == Approx(exact_move.between.lower - 0.1).epsilon(1e-12));
  // A change that the error can explain has a p-value of 1.
  const leeway::counts near = features::window(plain, row{950, 50});
  CHECK(exact::same(leeway::kolmogorov_smirnov().bind(sketched)(plain.counts(), near).log_p_value, 0.0));
}

TEST_CASE("rank_error: nothing else changes where there is none", "[drift][rank_error]") {
  leeway::random_stream draws(4);
  const leeway::numeric_feature plain = leeway::learn(std::span<const double>(exact::normals(draws, 400)));
  const leeway::counts live = features::count(plain, exact::normals(draws, 300));
  for (test_kind kind : leeway::all_tests) {
    auto bound = leeway::bind(kind, plain);
    const leeway::test_result result = bound(plain.counts(), live);
    CAPTURE(result.test);
    CHECK(result.statistic_interval.upper < exact::infinity);
  }
}

TEST_CASE("rank_error: who counts new values needs all old ones", "[drift][rank_error]") {
  const std::vector<double> flags{0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0};
  const leeway::numeric_feature plain = leeway::learn(std::span<const double>(flags));
  CHECK(leeway::has_unseen_question(plain));
  CHECK_FALSE(leeway::has_unseen_question(with(plain, plain.counts(), 1e-3)));
}

// Rows that were counted have no rank error; what is left of a sketch without them has all of its records.
TEST_CASE("rank_error: of baselines that take other counts", "[drift][rank_error]") {
  const leeway::numeric_feature plain = features::numbers(row{50, 50});
  const leeway::baseline past({}, 100, {with(plain, plain.counts(), 0.02)});
  leeway::window window(past, "own");
  for (int i = 0; i < 20; ++i) window.column(0).observe(plain.cells(), i % 2 == 0 ? -1.0 : 1.0);
  window.add_rows(20);
  const auto error = [](const leeway::baseline& one) {
    return std::get<leeway::numeric_feature>(one.features()[0]).rank_error();
  };
  CHECK(exact::same(error(leeway::recounted(past, window)), 0.0));
  CHECK(exact::same(error(leeway::part_of(past, window)), 0.0));
  CHECK(error(leeway::without(past, window)) == Approx(0.025).epsilon(1e-12));
}

}  // namespace rank_error_test
