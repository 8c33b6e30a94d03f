// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Many columns and many looks: chance gets many chances, and a vote of columns hides the one that matters.
//
// Failure budget: 2 comparisons, each with a binomial bound that chance misses with a probability of 1e-9.
#include <leeway/leeway.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace many_columns_test {
namespace {

constexpr double failure = 1e-9;

struct columns {
  std::vector<std::vector<double>> values{};
  std::vector<std::string> names{};

  std::vector<leeway::column> view() const {
    std::vector<leeway::column> result;
    for (std::size_t i = 0; i < values.size(); ++i) result.push_back(defects::numbers(names[i], values[i]));
    return result;
  }
};

columns make(std::uint64_t seed, std::size_t count, std::size_t rows) {
  leeway::random_stream draws(seed);
  columns made;
  for (std::size_t i = 0; i < count; ++i) {
    made.values.push_back(defects::normals(draws, rows));
    made.names.push_back("column " + std::to_string(i));
  }
  return made;
}

}  // namespace

// Most monitors test each column at 5 % and correct nothing. Oracle: one law on both sides.
TEST_CASE("forty calm columns do not make an alarm likely", "[defects]") {
  constexpr std::uint64_t runs = 200;
  std::uint64_t uncorrected = 0;
  std::uint64_t ours = 0;
  leeway::decision_policy policy{.significance = 0.05};
  policy.tolerances = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};
  policy.shown.clear();
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260481, run);
    std::vector<leeway::any_feature> past;
    std::vector<leeway::counts> live;
    for (std::size_t i = 0; i < 40; ++i) {
      leeway::feature_parts<leeway::category_cells> parts =
          features::categories(samples::draw(draws, 2000, samples::equal(4))).parts();
      parts.name += std::to_string(i);
      const leeway::category_feature feature(std::move(parts));
      live.push_back(features::window(feature, samples::draw(draws, 1000, samples::equal(4))));
      past.emplace_back(feature);
    }
    const leeway::baseline table({}, 2000, past);
    leeway::window open(table);
    for (std::size_t i = 0; i < live.size(); ++i) open.column(i) = leeway::column_statistics(live[i]);
    open.add_rows(1000);
    const leeway::report judged = leeway::evaluate(table, open, policy);
    bool any = false;
    for (const leeway::feature_report& feature : judged.features)
      any = any || reports::find(feature, leeway::question::distribution).log_p_value <= std::log(0.05);
    uncorrected += any ? 1U : 0U;
    ours += defects::alarms(judged.verdict) ? 1U : 0U;
  }
  CAPTURE(uncorrected, ours);
  CHECK(uncorrected >= defects::at_least(runs, 0.8, failure));  // 1 - 0.95^40 = 0.87
  CHECK(ours <= samples::at_most(runs, 0.05, failure));
}

// Some monitors call a table drifted when half of its columns are. Oracle: one column of twenty has moved altogether.
TEST_CASE("one column of twenty makes the report drift", "[defects]") {
  const columns past = make(1, 20, 1000);
  columns live = make(2, 20, 1000);
  for (double& x : live.values[7]) x += 3.0;
  const leeway::report judged = defects::table(past.view(), live.view());
  CHECK(judged.is_drift());
  for (std::size_t i = 0; i < 20; ++i) CHECK(judged.features[i].is_drift() == (i == 7));
}

// Oracle: a correction for k questions must not shrink because some of them could not be answered.
TEST_CASE("columns that vanish do not make the others significant", "[defects]") {
  const columns past = make(3, 10, 1000);
  columns live = make(4, 10, 1000);
  for (double& x : live.values[0]) x += 0.2;
  const leeway::report whole = defects::table(past.view(), live.view());
  live.values.resize(1);
  live.names.resize(1);
  const leeway::report alone = defects::table(past.view(), live.view());
  CHECK(alone.family == whole.family);
  CHECK(alone.missing_columns.size() == 9);
  REQUIRE(alone.features.size() == 10);
  for (std::size_t i = 0; i < whole.features[0].findings.size(); ++i) {
    const leeway::finding& then = whole.features[0].findings[i];
    const leeway::finding& now = alone.features[0].findings[i];
    CHECK(exact::same(now.log_p_value, then.log_p_value));
    CHECK(now.adjusted_log_p_value >= now.log_p_value);
  }
  const leeway::finding& best = reports::find(alone.features[0], leeway::question::distribution);
  CHECK(std::fabs(best.adjusted_log_p_value - best.log_p_value - std::log(static_cast<double>(alone.family))) < 1e-9);
}

// A 5 % test that is looked at every day alarms within a month in four cases of five, and nothing in its report says
// why. Oracle: the second look at more of an open window; the first look at each closed one is one look.
TEST_CASE("looking again at a growing window is flagged", "[defects]") {
  const columns past = make(5, 1, 500);
  const columns live = make(6, 1, 400);
  const std::vector<leeway::column> blocks = live.view();
  const auto flagged = [](const leeway::report& judged) {
    bool all = true;
    for (const leeway::shown_test& shown : judged.features.front().tests)
      all = all && shown.result.flags.has(leeway::flag::repeated_looks);
    return all;
  };
  leeway::table_monitor growing(leeway::learn(past.view()), blocks);
  growing.observe(blocks);
  CHECK_FALSE(flagged(growing.evaluate()));
  CHECK_FALSE(flagged(growing.evaluate()));  // the same records, the same answer
  growing.observe(blocks);
  CHECK(flagged(growing.evaluate()));
  leeway::table_monitor tumbling(leeway::learn(past.view()), blocks, leeway::every(100));
  for (const leeway::report& closed : tumbling.observe(blocks)) CHECK_FALSE(flagged(closed));
}

}  // namespace many_columns_test
