// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The shorter way to an alarm must lead to the same alarms as a whole report, under every correction.
#include <leeway/monitor/alarm_judge.hpp>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/table_monitor.hpp>

#include "support/catch.hpp"
#include "support/reports.hpp"

namespace alarm_judge_test {

using leeway::alarm_judge;
using leeway::correction;
using leeway::question_alarm;

namespace {

leeway::baseline learn(const reports::table& table) { return leeway::learn(table.columns(), {.name = "calm"}); }

leeway::window count(const leeway::baseline& past, const reports::table& live) {
  leeway::table_monitor monitor(past, live.columns());
  monitor.observe(live.columns());
  return monitor.open();
}

/// Columns that are changed by different amounts, from nothing to plainly.
reports::table changed(std::uint64_t seed, std::size_t rows) {
  leeway::random_stream draws(seed);
  reports::table live = reports::make(seed, rows, 0.6 * draws.uniform());
  const std::uint64_t lost = draws.below(8);
  const std::uint64_t news = draws.below(8);
  const std::uint64_t fives = draws.below(8);
  for (std::size_t i = 0; i < rows; ++i) {
    if (draws.below(100) < lost) live.income[i] = exact::nan;
    if (draws.below(100) < news) live.colour[i] = "mauve";
    if (draws.below(100) < fives) live.visits[i] = 5;
  }
  return live;
}

bool same(const question_alarm& short_way, const leeway::finding& found) {
  const bool sure = std::isnan(found.effect_lower_bound) ? exact::same(short_way.sure, 0.0)
                                                         : exact::same(short_way.sure, found.effect_lower_bound);
  const bool value = exact::same(short_way.value, std::isnan(found.effect) ? 0.0 : found.effect);
  return sure && value && short_way.question == found.question &&
         short_way.raised == (found.verdict >= leeway::verdict::warning);
}

}  // namespace

// Oracle: `evaluate`, question by question, on windows with none, some and many alarms.
TEST_CASE("alarm_judge: alarms as a report does", "[monitor]") {
  const leeway::baseline past = learn(reports::make(1, 4000));
  std::size_t raised = 0;
  std::size_t quiet = 0;
  for (correction how :
       {correction::holm, correction::bonferroni, correction::benjamini_hochberg, correction::benjamini_yekutieli}) {
    leeway::decision_policy policy;
    policy.correction = how;
    policy.tolerances.distribution = {0.01, 0.1};
    policy.feature_tolerances = {{"visits", {}}};
    policy.shown.clear();
    alarm_judge judge(past, policy);
    leeway::evaluator evaluate(past, policy);
    CHECK(judge.family() == evaluate.family());
    for (std::uint64_t seed = 2; seed < 42; ++seed) {
      const leeway::window live = count(past, changed(seed, 100 + 50 * static_cast<std::size_t>(seed)));
      const std::vector<std::vector<question_alarm>> all = judge.all(live);
      const leeway::report report = evaluate(live);
      for (std::size_t i = 0; i < all.size(); ++i) {
        REQUIRE(all[i].size() == report.features[i].findings.size());
        for (std::size_t q = 0; q < all[i].size(); ++q) {
          INFO(seed << " " << report.features[i].name << " " << q);
          CHECK(same(all[i][q], report.features[i].findings[q]));
          (all[i][q].raised ? raised : quiet) += 1;
        }
      }
    }
  }
  CHECK(raised > 100);
  CHECK(quiet > 100);
}

// Oracle: a report of a window in which all other features stand still. The smallest p-value of the report is the
// feature's: what Bonferroni says of it is what `alone` says under Holm, and what Holm says is at most more.
TEST_CASE("alarm_judge: a feature that alone has changed", "[monitor]") {
  const reports::table then = reports::make(1, 4000);
  const leeway::baseline past = learn(then);
  leeway::decision_policy policy;
  policy.shown.clear();
  alarm_judge judge(past, policy);
  leeway::evaluator holm(past, policy);
  policy.correction = correction::bonferroni;
  leeway::evaluator bonferroni(past, policy);
  std::size_t raised = 0;
  for (std::uint64_t seed = 2; seed < 42; ++seed) {
    const std::size_t rows = 400;
    reports::table live = then;
    live.income.resize(rows);
    live.visits.resize(rows);
    live.colour.resize(rows);
    live.income = changed(seed, rows).income;
    const leeway::window counted = count(past, live);
    const std::vector<question_alarm> alone = judge.alone(0, counted.columns()[0].counts());
    const leeway::report strict = bonferroni(counted);
    const leeway::report usual = holm(counted);
    for (std::size_t q = 0; q < alone.size(); ++q) {
      CHECK(same(alone[q], strict.features[0].findings[q]));
      CHECK((!alone[q].raised || usual.features[0].findings[q].verdict >= leeway::verdict::warning));
      raised += alone[q].raised ? 1U : 0U;
    }
  }
  CHECK(raised > 10);
}

// Oracle: by definition: nothing to compare is no alarm; untested features have no questions.
TEST_CASE("alarm_judge: empty windows and untested features", "[monitor]") {
  reports::table table = reports::make(1, 500);
  std::vector<double> clock;
  for (int i = 0; i < 500; ++i) clock.push_back(i);
  std::vector<leeway::column> columns = table.columns();
  columns.push_back({"clock", std::span<const double>(clock)});
  const leeway::baseline past = leeway::learn(columns, {.name = "timed"});
  alarm_judge judge(past, {});
  const std::vector<std::vector<question_alarm>> all = judge.all(leeway::window(past));
  REQUIRE(all.size() == 4);
  CHECK(all[3].empty());
  for (const std::vector<question_alarm>& feature : all)
    for (const question_alarm& one : feature) {
      CHECK_FALSE(one.raised);
      CHECK(exact::same(one.sure, 0.0));
    }
  leeway::decision_policy senseless;
  senseless.significance = 0.0;
  CHECK_THROWS_AS(alarm_judge(past, senseless), std::invalid_argument);
}

}  // namespace alarm_judge_test
