// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/unseen_rate.hpp>

#include <cmath>
#include <string>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"

namespace unseen_rate_test {

using row = std::vector<std::uint64_t>;

namespace {

/// log P(X >= k) for X beta-binomial(m; alpha, n), term by term.
double log_missed(std::uint64_t k, double m, double alpha, double n) {
  const auto log_beta = [](double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); };
  double sum = 0.0;
  for (double x = static_cast<double>(k); x <= m; x += 1.0)
    sum += std::exp(std::lgamma(m + 1) - std::lgamma(x + 1) - std::lgamma(m - x + 1) + log_beta(x + alpha, m - x + n) -
                    log_beta(alpha, n));
  return std::log(sum);
}

}  // namespace

// Oracle: by hand: nothing was seen once, so unseen records are those of one value, or of two, that the baseline
// missed: any of its three or one more. lgamma near 1200 leaves 1e-12 of a term.
TEST_CASE("unseen_rate: a closed vocabulary", "[drift][unseen]") {
  const leeway::category_feature feature = features::categories(row{400, 300, 300});
  auto bound = leeway::unseen_rate().bind(feature);
  for (std::uint64_t unseen : {0u, 1u, 2u, 5u, 20u, 50u}) {
    CAPTURE(unseen);
    const leeway::test_result result =
        bound(feature.counts(), features::window(feature, row{100, 50, 50 - unseen, 0, unseen}));
    const double one = std::log(4.0) + log_missed(unseen, 200.0, 1.0, 1000.0);
    const double two = std::log(10.0) + log_missed(unseen, 200.0, 2.0, 1000.0);
    CHECK(away::log_error(result.log_p_value, std::fmin(0.0, std::fmax(one, two))) < 1e-9);
    CHECK(away::error(result.statistic, static_cast<double>(unseen) / 200.0) < 1e-15);
    CHECK(result.method == leeway::p_method::asymptotic);
  }
}

// Oracle: Good (1953): the expected unseen share is that of the values seen once.
TEST_CASE("unseen_rate: an open vocabulary", "[drift][unseen]") {
  row baseline(200, 4);
  baseline.insert(baseline.end(), 200, 1);  // 200 of 1000 records stand alone
  const leeway::category_feature feature = features::categories(baseline);
  auto bound = leeway::unseen_rate().bind(feature);
  const auto with = [&](std::uint64_t unseen) {
    return features::window(feature, [&] {
      row cells(402, 0);
      cells[0] = 500 - unseen;
      cells[401] = unseen;
      return cells;
    }());
  };
  CHECK(std::fabs(bound(feature.counts(), with(100)).statistic) < 1e-15);
  CHECK(std::exp(bound(feature.counts(), with(100)).log_p_value) > 0.3);
  CHECK(std::exp(bound(feature.counts(), with(200)).log_p_value) < 1e-6);
  CHECK(bound.share_moved(feature.counts(), with(200)).lower_bound > 0.1);
  CHECK(exact::same(bound.share_moved(feature.counts(), with(50)).value, 0.0));
  const leeway::contribution move = bound.largest_move(feature.counts(), with(200));
  CHECK(away::error(move.baseline_share, 0.2) < 1e-15);
  CHECK(away::error(move.window_share, 0.4) < 1e-15);
}

// Oracle: design 5: numbers are asked for new values only where every value of the baseline has a cell, and repeats.
TEST_CASE("unseen_rate: which numbers are asked", "[drift][unseen]") {
  std::vector<double> few;
  std::vector<double> many;
  for (int i = 0; i < 3000; ++i) {
    few.push_back(i % 7);
    many.push_back(0.001 * i);
  }
  const leeway::numeric_feature grades = leeway::learn(std::span<const double>(few));
  CHECK(leeway::has_unseen_question(grades));
  CHECK_FALSE(leeway::has_unseen_question(leeway::learn(std::span<const double>(many))));
  CHECK_FALSE(leeway::has_unseen_question(leeway::learn(std::span<const double>(many), leeway::every_value{})));
  CHECK_FALSE(leeway::has_unseen_question(leeway::learn(std::span<const double>())));
  CHECK(leeway::has_unseen_question(features::categories(row{})));
  CHECK(leeway::unseen_records(grades, features::count(grades, std::vector<double>{0.0, 6.0, 6.5, -1.0, 7.0, 3.0})) ==
        3);
}

// Oracle: the definition of a conditional probability, term by term: numbers of which more than a tenth stood alone
// would not have been asked. Of 100 records `once` stand alone, no value is seen twice, some 30 are known.
TEST_CASE("unseen_rate: numbers are asked because few of them stand alone", "[drift][unseen]") {
  for (int once : {0, 4, 8, 9, 10}) {
    std::vector<double> records;
    for (int i = 0; i < once; ++i) records.push_back(1000.0 + i);
    for (int i = 0; records.size() < 100; ++i) records.push_back(i % 20);
    const leeway::numeric_feature feature = leeway::learn(std::span<const double>(records), leeway::every_value{});
    REQUIRE(feature.rarity().seen_once == static_cast<std::uint64_t>(once));
    REQUIRE(feature.rarity().seen_twice == 0);
    REQUIRE(leeway::has_unseen_question(feature));
    auto bound = leeway::unseen_rate().bind(feature);
    for (int unseen : {0, 2, 11, 25, 40, 90}) {
      std::vector<double> live(static_cast<std::size_t>(unseen), 500.5);
      live.resize(200, 3.0);
      const double both = once + unseen;
      const double seen = log_missed(static_cast<std::uint64_t>(unseen), 200.0, once + 1.0, 100.0 - once);
      const double chosen = both > 10.0 ? log_missed(static_cast<std::uint64_t>(both - 10.0), 200.0, 11.0, 90.0) : 0.0;
      const double known = 21.0 + once;
      const double one = std::log(known) + log_missed(static_cast<std::uint64_t>(unseen), 200.0, 1.0, 100.0);
      const double two =
          std::log(known * (known + 1.0) / 2.0) + log_missed(static_cast<std::uint64_t>(unseen), 200.0, 2.0, 100.0);
      CAPTURE(once, unseen, seen, chosen);
      const double wanted = std::fmin(0.0, std::fmax(seen - chosen, std::fmax(one, two)));
      CHECK(away::log_error(bound(feature.counts(), features::count(feature, live)).log_p_value, wanted) < 1e-9);
    }
    if (once == 10)  // one more, and nobody would have asked: nothing can be concluded
      CHECK(exact::same(bound(feature.counts(), features::count(feature, std::vector<double>(200, 500.5))).log_p_value,
                        0.0));
  }
}

// Oracle: 60 of 2000 records hold a value that none of 2000 did: by hand that is 2^-60 for each of few known values.
TEST_CASE("unseen_rate: one new value in a closed vocabulary", "[drift][unseen]") {
  const leeway::category_feature colours = features::categories(row{900, 600, 400, 99, 1});
  auto of_colours = leeway::unseen_rate().bind(colours);
  CHECK(of_colours(colours.counts(), features::window(colours, row{880, 580, 380, 100, 0, 0, 60})).log_p_value < -25.0);
  std::vector<double> then;
  for (int i = 0; i < 2000; ++i) then.push_back(i == 0 ? 77.0 : i % 12);
  std::vector<double> now(1940, 5.0);
  now.resize(2000, 12.0);
  const leeway::numeric_feature grades = leeway::learn(std::span<const double>(then));
  REQUIRE(leeway::has_unseen_question(grades));
  auto of_grades = leeway::unseen_rate().bind(grades);
  CHECK(of_grades(grades.counts(), features::count(grades, now)).log_p_value < -25.0);
}

// Oracle: the binomial law of the window, summed, and which windows are called, asked one by one. The baseline's error
// counts as well, which makes the claim a little larger than the window alone would.
TEST_CASE("unseen_rate: the smallest effect", "[drift][unseen]") {
  for (const row& baseline : {row{400, 300, 300}, row{8000, 6000, 6000}, row(40, 25)}) {
    const leeway::category_feature feature = features::categories(baseline);
    auto bound = leeway::unseen_rate().bind(feature);
    for (std::uint64_t m : {100u, 500u, 3000u})
      for (double tolerance : {0.0, 0.01, 0.05}) {
        const double log_significance = std::log(0.01 / 30.0);
        std::uint64_t called = 0;
        for (;; ++called) {
          row cells(feature.cells().size(), 0);
          cells[0] = m - called;
          cells.back() = called;
          const leeway::counts live = features::window(feature, cells);
          if (bound(feature.counts(), live).log_p_value <= log_significance &&
              bound.share_moved(feature.counts(), live).lower_bound > tolerance)
            break;
        }
        row calm(feature.cells().size(), 0);
        calm[0] = m;
        const double effect =
            bound.smallest_effect(feature.counts(), features::window(feature, calm), log_significance, tolerance);
        double power = 0.0;
        const auto size = static_cast<double>(m);
        for (auto k = static_cast<double>(called); k <= size; k += 1.0)
          power += std::exp(std::lgamma(size + 1.0) - std::lgamma(k + 1.0) - std::lgamma(size - k + 1.0) +
                            k * std::log(effect) + (size - k) * std::log1p(-effect));
        CAPTURE(baseline.size(), m, tolerance, called, effect, power);
        CHECK(power > 0.79);
        CHECK(power < 0.84);
      }
  }
}

// Oracle: known by hash beyond the most frequent 4096 is known.
TEST_CASE("unseen_rate: rare known categories are not unseen", "[drift][unseen]") {
  std::vector<std::string> names;
  for (int i = 0; i < 9000; ++i) names.push_back(std::to_string(i % 6000));
  const std::vector<std::string_view> views(names.begin(), names.end());
  const leeway::category_feature feature = leeway::learn(std::span<const std::string_view>(views));
  leeway::counts window(feature.cells().size());
  for (const std::string& name : names) window.add(feature.cells().index(std::string_view(name)));
  CHECK(leeway::unseen_records(feature, window) == 0);
}

// Oracle: the concept's promises.
TEST_CASE("unseen_rate: empty sides, repeated evaluation", "[drift][unseen]") {
  const leeway::category_feature colours = features::categories(row{40, 10, 1, 2});
  auto bound = leeway::unseen_rate().bind(colours);
  bound_checks::check_empty_sides(bound, colours.counts(), leeway::counts(colours.cells().size()));
  bound_checks::check_repeats(bound, colours.counts(), features::window(colours, row{9, 3, 0, 8, 0, 4}),
                              features::window(colours, row{1, 0, 0, 2}));
}

}  // namespace unseen_rate_test
