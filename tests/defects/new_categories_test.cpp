// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Categories that the baseline does not have, has seldom, or has by the thousand.
//
// Failure budget: 5 comparisons, each with a binomial bound that chance misses with a probability of 1e-9.
#include <leeway/leeway.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "defects/naive.hpp"
#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace new_categories_test {
namespace {

constexpr double failure = 1e-9;
using row = samples::cell_counts;

/// A window of these counts, the last one unseen.
leeway::counts with_unseen(const leeway::category_feature& feature, row known, std::uint64_t unseen) {
  leeway::counts live = features::window(feature, known);
  live.add(feature.cells().unseen(), unseen);
  return live;
}

leeway::feature_report judge(const leeway::category_feature& feature, const leeway::counts& live,
                             const leeway::decision_policy& policy = {}) {
  const leeway::baseline past({}, feature.counts().present(), {feature});
  leeway::window open(past);
  open.column(0) = leeway::column_statistics(live);
  open.add_rows(live.present() + live.missing());
  return leeway::evaluate(past, open, policy).features.front();
}

}  // namespace

// Some monitors sum over the categories of the baseline only: what is new is not looked at.
// Oracle: a fifth of the rows.
TEST_CASE("a new category is counted, not dropped", "[defects]") {
  const leeway::category_feature feature = features::categories(row{6000, 3000, 1000});
  const row known{4800, 2400, 800};
  CHECK(naive::goodness_of_fit_p(feature.counts().cells().first(3), known) > 0.99);
  const leeway::feature_report judged = judge(feature, with_unseen(feature, known, 2000));
  CHECK(judged.is_drift());
  CHECK(judged.window.present == 10'000);
  CHECK(judged.window.unseen == 2000);
  CHECK(std::fabs(reports::find(judged, leeway::question::unseen).effect - 0.2) < 1e-12);
  CHECK(reports::find(judged, leeway::question::distribution).log_p_value < std::log(1e-9));
  for (const leeway::shown_test& shown : judged.tests) CHECK(shown.result.window_n == 10'000);
}

// Some monitors find an infinite chi-squared and p = 0 for one new value. Oracle: one record of ten thousand.
TEST_CASE("one record of a new category is not drift", "[defects]") {
  const leeway::category_feature feature = features::categories(row{6000, 3000, 1000});
  const row then{6000, 3000, 1000, 0};
  const row now{5999, 3000, 1000, 1};
  CHECK(naive::goodness_of_fit_p(then, now) <= 0.0);
  const leeway::feature_report judged = judge(feature, with_unseen(feature, row{5999, 3000, 1000}, 1));
  CHECK(judged.verdict == leeway::verdict::stable);
  for (const leeway::finding& found : judged.findings) CHECK(found.log_p_value > std::log(0.05));
}

// Some monitors give p = 0 or a plausible one, depending on which side lacks the category.
// Oracle: the table is the same.
TEST_CASE("it does not matter which side lacks a category", "[defects]") {
  for (std::uint64_t records : {6U, 20U, 60U}) {
    const row more{500 - records / 2, 500 - records / 2, records};
    const row fewer{500, 500};
    const leeway::category_feature three = features::categories(more);
    const leeway::category_feature two = features::categories(fewer);
    const double gone =
        leeway::chi_squared().bind(three)(three.counts(), features::window(three, row{500, 500, 0})).log_p_value;
    const leeway::counts live = with_unseen(two, row{500 - records / 2, 500 - records / 2}, records);
    const double come = leeway::chi_squared().bind(two)(two.counts(), live).log_p_value;
    CAPTURE(records, gone, come);
    CHECK(std::isfinite(come));
    CHECK(std::fabs(come - gone) < 0.1);  // two Monte Carlo p-values
  }
}

// Some monitors raise an error for a category that the baseline lacks. Oracle: it is counted.
TEST_CASE("a window of nothing but new categories is drift", "[defects]") {
  const std::vector<std::string_view> past(500, "old");
  const std::vector<std::string_view> live(500, "new");
  const leeway::feature_report judged = defects::column(past, live);
  CHECK(judged.is_drift());
  CHECK(judged.window.unseen == 500);
  for (const leeway::finding& found : judged.findings)
    if (found.question != leeway::question::missing) CHECK(found.log_p_value < std::log(1e-6));
}

// A cell of its own for new values alarms on every open vocabulary: the baseline has none there by definition.
// Oracle: one law on both sides; the naive rule is the same chi-squared with each category in its own cell.
TEST_CASE("new words of an open vocabulary are no drift", "[defects]") {
  constexpr std::uint64_t runs = 200;
  const samples::shares words = samples::zipf(5000, 1.1);
  std::uint64_t naive = 0;
  std::uint64_t distribution = 0;
  std::uint64_t unseen_question = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260451, run);
    const row all = samples::draw(draws, 1000, words);
    const row live = samples::draw(draws, 1000, words);
    row known_then;
    row known_now;
    std::uint64_t unseen = 0;
    for (std::size_t k = 0; k < all.size(); ++k) {
      if (all[k] == 0) unseen += live[k];
      if (all[k] > 0) known_then.push_back(all[k]), known_now.push_back(live[k]);
    }
    const leeway::category_feature feature = features::categories(known_then);
    const leeway::counts window = with_unseen(feature, known_now, unseen);
    leeway::grouped_options own_cells = defects::quick(run);
    own_cells.pool.expected = 0.0;
    own_cells.law = leeway::null_law::asymptotic;
    const double alpha = std::log(0.05);
    naive += leeway::chi_squared(own_cells).bind(feature)(feature.counts(), window).log_p_value <= alpha ? 1U : 0U;
    distribution +=
        leeway::chi_squared(defects::quick(run)).bind(feature)(feature.counts(), window).log_p_value <= alpha ? 1U : 0U;
    unseen_question += leeway::unseen_rate().bind(feature)(feature.counts(), window).log_p_value <= alpha ? 1U : 0U;
  }
  CAPTURE(naive, distribution, unseen_question);
  CHECK(naive >= defects::at_least(runs, 0.5, failure));
  CHECK(distribution <= samples::at_most(runs, 0.05, failure));
  CHECK(unseen_question <= samples::at_most(runs, 0.05, failure));
}

// Limit laws are wrong while cells are small, and most tools say nothing. Oracle: one law on both sides, twenty
// categories of Zipf's law in a hundred records.
TEST_CASE("small counts do not make small p-values", "[defects]") {
  constexpr std::uint64_t runs = 400;
  const samples::shares law = samples::zipf(20, 1.0);
  std::uint64_t limit = 0;
  std::uint64_t ours = 0;
  bool flagged = true;
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260452, run);
    const leeway::category_feature feature = features::categories(samples::draw(draws, 100, law));
    const leeway::counts live = features::window(feature, samples::draw(draws, 100, law));
    leeway::grouped_options plain = defects::quick(run);
    plain.pool.expected = 0.0;
    plain.law = leeway::null_law::asymptotic;
    const leeway::test_result of_limit = leeway::jensen_shannon(plain).bind(feature)(feature.counts(), live);
    limit += of_limit.log_p_value <= std::log(0.05) ? 1U : 0U;
    flagged = flagged && of_limit.flags.has(leeway::flag::small_expected);
    auto bound = leeway::jensen_shannon(defects::quick(run)).bind(feature);
    ours += bound(feature.counts(), live).log_p_value <= std::log(0.05) ? 1U : 0U;
  }
  CAPTURE(limit, ours);
  CHECK(limit > samples::at_most(runs, 0.05, failure));
  CHECK(flagged);
  CHECK(ours <= samples::at_most(runs, 0.05, failure));
}

// With the folklore threshold of 0.2, one of ten classes can nearly vanish unseen.
// Oracle: 8 % of the rows, then 6 %, have gone to another class.
TEST_CASE("one class of ten that goes over to another is drift", "[defects]") {
  const row then(10, 10'000);
  row now = then;
  now[9] = 2'000;
  now[0] = 18'000;
  row half = then;
  half[9] = 4'000;
  half[0] = 16'000;
  CHECK(naive::filled_psi(then, now, 1e-4) < 0.2);
  CHECK(naive::filled_psi(then, half, 1e-4) < 0.1);
  const leeway::category_feature feature = features::categories(then);
  for (const row& live : {now, half}) {
    const leeway::feature_report judged = judge(feature, features::window(feature, live));
    CHECK(judged.is_drift());
    const leeway::finding& spike = reports::find(judged, leeway::question::spike);
    CHECK(spike.verdict == leeway::verdict::drift);
    CHECK(spike.what.find(features::name(0)) != std::string::npos);
  }
}

// Some monitors take the degrees of freedom from an estimated cardinality and the sum over the values they kept.
// Oracle: cells that hold a record, less one.
TEST_CASE("the degrees of freedom are those of the cells that were summed", "[defects]") {
  const leeway::category_feature feature = features::categories(row{500, 300, 150, 40, 3, 2, 2, 2, 1});
  const leeway::counts live = with_unseen(feature, row{480, 310, 160, 30, 2, 0, 0, 3, 0}, 5);
  const leeway::test_result result = leeway::chi_squared().bind(feature)(feature.counts(), live);
  CHECK(exact::same(result.degrees_of_freedom, 4.0));  // four categories, and the pool of the others
  CHECK(leeway::chi_squared().bind(feature).contributions(feature.counts(), live).size() == 5);
  CHECK(result.flags.has(leeway::flag::pooled));
}

// Exact histograms of columns with many values end some jobs. Oracle: named are the 4096 most frequent, known are all.
TEST_CASE("a column with a hundred thousand values does not grow without bound", "[defects]") {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < 100'000; ++i) words.push_back("word" + std::to_string(i % 60'000));
  const std::vector<std::string_view> past(words.begin(), words.end());
  const leeway::category_feature feature = leeway::learn(std::span<const std::string_view>(past));
  CHECK(feature.cells().size() == leeway::most_named_categories + 2);
  CHECK(feature.cells().known_categories() == 60'000);
  CHECK(feature.counts().present() == 100'000);
  CHECK(feature.cells().index("word59999") == feature.cells().rest());
  CHECK(feature.cells().index("word60000") == feature.cells().unseen());
}

// Bins count a value that never was as its neighbour. Oracle: code 25 in a column of 10, 20 and 30.
TEST_CASE("a new number between known ones is not counted as its neighbour", "[defects]") {
  std::vector<double> past;
  std::vector<double> live;
  for (int i = 0; i < 3000; ++i) {
    past.push_back(10.0 * (1 + i * 7 % 3));
    live.push_back(i % 8 == 0 && past.back() > 25.0 ? 25.0 : past.back());
  }
  const leeway::feature_report judged = defects::column(past, live);
  CHECK(judged.window.unseen == static_cast<std::uint64_t>(std::count(live.begin(), live.end(), 25.0)));
  CHECK(judged.window.unseen == 125);
  CHECK(defects::alarms(reports::find(judged, leeway::question::unseen).verdict));
}

// Identifiers are new by nature; a monitor that tests them alarms for ever. Oracle: named with the reason, not tested.
TEST_CASE("identifiers do not alarm", "[defects]") {
  std::vector<std::string> texts;
  for (int i = 0; i < 2000; ++i) texts.push_back("order-" + std::to_string(i));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const std::vector<std::string_view> past(views.begin(), views.begin() + 1000);
  const std::vector<std::string_view> live(views.begin() + 1000, views.end());
  const leeway::feature_report judged = defects::column(past, live);
  CHECK(judged.role == leeway::role::identifier);
  CHECK_FALSE(defects::alarms(judged.verdict));
  CHECK_FALSE(judged.remark.empty());
}

}  // namespace new_categories_test
