// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/evaluate.hpp>

#include <cmath>
#include <vector>

#include <leeway/monitor/table_monitor.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/reports.hpp"

namespace evaluate_test {

using leeway::question;
using leeway::verdict;

namespace {

leeway::baseline learn(const reports::table& table) { return leeway::learn(table.columns(), {.name = "calm"}); }

leeway::window count(const leeway::baseline& past, const reports::table& live) {
  leeway::table_monitor monitor(past, live.columns());
  monitor.observe(live.columns());
  return monitor.open();
}

}  // namespace

// Oracle: design 5: three questions a feature, and unseen where new values mean something: income has values of its
// own.
TEST_CASE("evaluate: the family is known before the window", "[monitor]") {
  const reports::table table = reports::make(1, 4000);
  const leeway::baseline past = learn(table);
  leeway::evaluator evaluator(past);
  CHECK(evaluator.family() == 3 + 4 + 4);
  CHECK(evaluator(leeway::window(past)).family == 11);
  CHECK(evaluator(count(past, reports::make(2, 1))).family == 11);
  const leeway::report report = evaluator(count(past, reports::make(2, 3000, 1.0)));
  CHECK(report.family == 11);
  std::size_t asked = 0;
  for (const leeway::feature_report& feature : report.features) asked += feature.findings.size();
  CHECK(asked == 11);
}

// Oracle: the definitions: Holm over the family by hand, the rule of the verdict, the worst of the features.
TEST_CASE("evaluate: findings follow from the tests", "[monitor]") {
  const reports::table table = reports::make(1, 4000);
  const leeway::baseline past = learn(table);
  const leeway::report report = leeway::evaluate(past, count(past, reports::make(3, 4000, 0.8)));
  CHECK(report.is_drift());
  CHECK(reports::column(report, "income").is_drift());
  CHECK(reports::column(report, "visits").verdict == verdict::stable);
  verdict worst = verdict::stable;
  double smallest = 0.0;
  for (const leeway::feature_report& feature : report.features) {
    verdict of_feature = verdict::stable;
    for (std::size_t i = 0; i < feature.findings.size(); ++i) {
      const leeway::finding& found = feature.findings[i];
      CHECK(found.test == feature.tests[i].result.test);
      CHECK(feature.tests[i].decides);
      CHECK(exact::same(found.log_p_value, feature.tests[i].result.log_p_value));
      CHECK(found.verdict == leeway::judge(found, 0.01));
      CHECK(found.adjusted_log_p_value >= found.log_p_value);
      of_feature = leeway::worst(of_feature, found.verdict);
      smallest = std::fmin(smallest, found.log_p_value);
    }
    CHECK(feature.verdict == of_feature);
    worst = leeway::worst(worst, of_feature);
  }
  CHECK(report.verdict == worst);
  const leeway::finding& decisive = *reports::column(report, "income").decisive();
  CHECK(decisive.question == question::distribution);
  CHECK(away::error(decisive.adjusted_log_p_value, smallest + std::log(11.0)) < 1e-12);
}

// Oracle: by hand.
TEST_CASE("evaluate: the two sides are described", "[monitor]") {
  reports::table table = reports::make(1, 500);
  table.income[3] = exact::infinity;
  const leeway::baseline past = learn(table);
  reports::table live = reports::make(2, 3);
  live.income = {exact::nan, -exact::infinity, 2.5};
  live.visits = {1, 1000, 2};
  live.colour = {"red", "mauve", {}};
  const leeway::report report = leeway::evaluate(past, count(past, live));
  const leeway::feature_report& income = reports::column(report, "income");
  CHECK(income.numeric);
  CHECK(income.baseline.infinite == 1);
  CHECK(income.window.infinite == 1);
  CHECK(income.window.missing == 1);
  CHECK(income.window.present == 2);
  CHECK(exact::same(income.window.smallest, -exact::infinity));
  CHECK(exact::same(income.window.largest, 2.5));
  CHECK(exact::same(income.window.moments.mean(), 2.5));
  CHECK(reports::column(report, "visits").window.unseen == 1);
  const leeway::feature_report& colour = reports::column(report, "colour");
  CHECK_FALSE(colour.numeric);
  CHECK(colour.window.unseen == 1);
  CHECK(colour.window.missing == 1);
  CHECK(colour.deciles.empty());
  double then = 0.0;
  double now = 0.0;
  for (const leeway::decile& one : income.deciles) {
    then += one.baseline_share;
    now += one.window_share;
  }
  CHECK(away::error(then, 1.0) < 1e-12);
  CHECK(away::error(now, 1.0) < 1e-12);
  CHECK(report.window_rows == 3);
  CHECK(report.baseline_rows == 500);
}

// Oracle: design 5: columns that look like time or identifiers are named, not tested, and ask nothing.
TEST_CASE("evaluate: what is not tested", "[monitor]") {
  std::vector<double> clock;
  std::vector<std::string> names;
  for (int i = 0; i < 200; ++i) {
    clock.push_back(i);
    names.push_back("key " + std::to_string(i));
  }
  const std::vector<std::string_view> keys(names.begin(), names.end());
  const std::vector<leeway::column> columns{{"when", std::span<const double>(clock)},
                                            {"who", std::span<const std::string_view>(keys)}};
  const leeway::baseline past = leeway::learn(columns);
  leeway::evaluator evaluator(past);
  CHECK(evaluator.family() == 0);
  leeway::table_monitor monitor(past, columns);
  monitor.observe(columns);
  const leeway::report report = monitor.evaluate();
  CHECK(report.verdict == verdict::too_few);
  for (const leeway::feature_report& feature : report.features) {
    CHECK_FALSE(feature.tested());
    CHECK(feature.findings.empty());
    CHECK(feature.decisive() == nullptr);
    CHECK_FALSE(feature.remark.empty());
    CHECK_FALSE(feature.is_drift());
  }
}

// Oracle: design 5: the deciding test is a choice, its tolerance too; the others are shown and decide nothing.
TEST_CASE("evaluate: the policy chooses", "[monitor]") {
  const reports::table table = reports::make(1, 4000);
  const leeway::baseline past = learn(table);
  leeway::decision_policy policy;
  policy.numeric = leeway::test_kind::population_stability;
  policy.categorical = leeway::test_kind::l_infinity;
  policy.shown = {leeway::test_kind::kolmogorov_smirnov};
  leeway::tolerances own;
  own.distribution = {0.9, 0.95};
  policy.feature_tolerances.emplace_back("income", own);
  const leeway::report report = leeway::evaluate(past, count(past, reports::make(3, 4000, 0.8)), policy);
  const leeway::feature_report& income = reports::column(report, "income");
  CHECK(income.findings.at(0).test == "population_stability");
  CHECK(exact::same(income.findings.at(0).tolerance.drift, 0.95));
  CHECK(income.findings.at(0).verdict != verdict::drift);
  CHECK(reports::column(report, "colour").findings.at(0).test == "l_infinity");
  CHECK_FALSE(income.tests.at(income.tests.size() - 1).decides);
  CHECK(income.tests.at(income.tests.size() - 1).result.test == "kolmogorov_smirnov");
  CHECK(reports::column(report, "colour").tests.size() == reports::column(report, "colour").findings.size());
}

// Oracle: another baseline's window is refused, and so is a policy that makes no sense.
TEST_CASE("evaluate: refuses", "[monitor]") {
  const reports::table table = reports::make(1, 400);
  const reports::table other = reports::make(2, 400);
  const leeway::baseline past = learn(table);
  CHECK_THROWS_AS(leeway::evaluate(past, leeway::window(learn(other))), std::invalid_argument);
  CHECK_THROWS_AS(leeway::evaluator(past, {.significance = 0.0}), std::invalid_argument);
}

}  // namespace evaluate_test
