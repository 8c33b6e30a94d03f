// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// How many rows to wait for is decided before there are any: the plan must say what reports will say.
#include <leeway/monitor/planner.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <leeway/monitor/evaluate.hpp>
#include <leeway/statistics/resized.hpp>
#include <leeway/window/window.hpp>

#include "support/catch.hpp"
#include "support/reports.hpp"

namespace planner_test {

using leeway::plan_level;
using leeway::planner;
using leeway::question;

namespace {

constexpr plan_level levels[] = {plan_level::real, plan_level::warning, plan_level::drift};

leeway::baseline learn(std::size_t rows) { return leeway::learn(reports::make(1, rows).columns(), {.name = "past"}); }

/// A window of so many rows in which every column looks like the baseline.
leeway::window like(const leeway::baseline& past, std::uint64_t rows) {
  leeway::window result(past);
  for (std::size_t i = 0; i < past.features().size(); ++i)
    result.column(i) = leeway::column_statistics(leeway::resized(statistics_of(past.features()[i]).counts(), rows));
  result.add_rows(rows);
  return result;
}

double move_of(planner& plans, std::uint64_t rows, const std::string& feature, question asked, plan_level level) {
  for (const leeway::planned_feature& one : plans.with_rows(rows))
    if (one.feature == feature && one.planned.question == asked) return one.planned.move(level);
  throw std::runtime_error("not planned: " + feature);
}

}  // namespace

// Oracle: the report of a window of that size and shape.
TEST_CASE("planner: agrees with reports", "[monitor]") {
  const leeway::baseline past = learn(3000);
  leeway::decision_policy policy;
  policy.significance = 0.05;
  policy.tolerances.distribution = {0.08, 0.2};
  planner plans(past, policy);
  leeway::evaluator evaluator(past, policy);
  CHECK(plans.family() == evaluator.family());
  for (std::uint64_t rows : {1U, 50U, 700U, 20'000U}) {
    const leeway::report report = evaluator(like(past, rows));
    const std::vector<leeway::planned_feature> planned = plans.with_rows(rows);
    REQUIRE(planned.size() == plans.family());
    std::size_t next = 0;
    for (const leeway::feature_report& feature : report.features)
      for (const leeway::finding& found : feature.findings) {
        CAPTURE(rows, feature.name, to_string(found.question));
        CHECK(planned[next].feature == feature.name);
        CHECK(planned[next].planned.question == found.question);
        CHECK(exact::same(planned[next].planned.warning, found.smallest_effect));
        ++next;
      }
  }
}

// Oracle: more rows show more, and less of a claim is shown sooner: up to one record on either side.
TEST_CASE("planner: larger windows show smaller moves", "[monitor]") {
  planner plans(learn(5000));
  std::vector<leeway::planned_feature> before = plans.with_rows(25);
  for (std::uint64_t rows = 100; rows <= 1'000'000; rows *= 4) {
    const std::vector<leeway::planned_feature> now = plans.with_rows(rows);
    for (std::size_t i = 0; i < now.size(); ++i) {
      CAPTURE(rows, now[i].feature, to_string(now[i].planned.question));
      for (plan_level level : levels) CHECK(now[i].planned.move(level) <= before[i].planned.move(level));
      CHECK(now[i].planned.real <= now[i].planned.warning + 1e-8);
      CHECK(now[i].planned.warning <= now[i].planned.drift + 1e-8);
    }
    before = now;
  }
}

// Oracle: brute force: with that many rows the move is seen, with one less it is not.
TEST_CASE("planner: rows for a move", "[monitor]") {
  planner plans(learn(5000));
  for (const char* feature : {"income", "colour"})
    for (question asked : {question::distribution, question::missing, question::spike})
      for (plan_level level : levels)
        for (double move : {0.12, 0.3}) {
          CAPTURE(feature, to_string(asked), static_cast<int>(level), move);
          const std::optional<std::uint64_t> rows = plans.rows_for(feature, asked, move, level);
          if (!rows) {
            CHECK(move_of(plans, planner::most_rows, feature, asked, level) > move);
            continue;
          }
          CHECK(move_of(plans, *rows, feature, asked, level) <= move);
          CHECK(move_of(plans, *rows - 1, feature, asked, level) > move);
        }
  CHECK(plans.rows_for("income", question::distribution, 0.3, plan_level::drift).has_value());
  CHECK(plans.rows_for("income", question::distribution, 0.3, plan_level::warning) <
        plans.rows_for("income", question::distribution, 0.3, plan_level::drift));
}

// Oracle: a move within the tolerance is never called, whatever the window; nor is one that the baseline is too small
// for.
TEST_CASE("planner: what no window shows", "[monitor]") {
  planner plans(learn(5000));
  CHECK_FALSE(plans.rows_for("income", question::distribution, 0.05, plan_level::warning));
  CHECK_FALSE(plans.rows_for("income", question::distribution, 0.10, plan_level::drift));
  CHECK_FALSE(plans.rows_for("colour", question::missing, 0.01, plan_level::warning));
  CHECK_FALSE(plans.rows_for("income", question::unseen, 0.5, plan_level::real));  // not asked of numbers like these
  planner few(learn(20));
  CHECK_FALSE(few.rows_for("income", question::distribution, 0.2, plan_level::warning));
  CHECK(plans.rows_for("income", question::distribution, 1.0, plan_level::drift));
}

// Oracle: by hand: rows in tens are worth a tenth of the rows.
TEST_CASE("planner: rows that come together", "[monitor]") {
  const leeway::baseline past = learn(50'000);
  auto parts = std::get<leeway::numeric_feature>(past.features()[0]).parts();
  parts.design_effect = 10.0;
  const leeway::baseline together(past.origin(), past.rows(),
                                  {leeway::numeric_feature(parts), past.features()[1], past.features()[2]});
  planner plain(past);
  planner plans(together);
  const auto rows = plain.rows_for("income", question::distribution, 0.2, plan_level::drift);
  const auto more = plans.rows_for("income", question::distribution, 0.2, plan_level::drift);
  REQUIRE(rows);
  REQUIRE(more);
  CHECK(*more > 10 * *rows);  // the baseline is worth less too
  CHECK(*more < 13 * *rows);
}

// Oracle: the contract, and the messages.
TEST_CASE("planner: refuses", "[monitor]") {
  const leeway::baseline past = learn(100);
  CHECK_THROWS_AS(planner(past, {.significance = 0.0}), std::invalid_argument);
  planner plans(past);
  CHECK_THROWS_WITH(plans.rows_for("age", question::distribution, 0.2, plan_level::drift),
                    "planner: the baseline has no feature \"age\"");
  for (double move : {0.0, -0.1, 1.01, exact::nan})
    CHECK_THROWS_AS(plans.rows_for("income", question::distribution, move, plan_level::drift), std::invalid_argument);
}

}  // namespace planner_test
