// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a calm window looks like is learned from the past itself, each window judged by all the others: a season is then
// nobody's alarm, and calm windows stay as strictly judged as before.
#include <leeway/monitor/own_window_collector.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include <leeway/monitor/column_monitor.hpp>
#include <leeway/monitor/table_monitor.hpp>
#include <leeway/window/every.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/reports.hpp"
#include "support/samples.hpp"

namespace own_window_collector_test {

using leeway::baseline;
using leeway::own_window_collector;
using leeway::question;
using leeway::verdict;

namespace {

baseline learn(const reports::table& table) { return leeway::learn(table.columns(), {.name = "past"}); }

/// Income rises and falls with the hour; the other columns are calm.
reports::table seasonal(std::uint64_t seed, std::size_t hours, std::size_t rows) {
  reports::table table = reports::make(seed, hours * rows);
  for (std::size_t i = 0; i < table.rows(); ++i)
    table.income[i] += 2.0 * std::sin(static_cast<double>(i / rows) * 2.0 * 3.141592653589793 / 24.0);
  return table;
}

leeway::window part(const baseline& past, const reports::table& table, std::size_t first, std::size_t last,
                    std::string name) {
  leeway::table_monitor monitor(past, table.columns());
  monitor.observe(table.columns(first, last));
  leeway::window result = monitor.open();
  result.rename(std::move(name));
  return result;
}

own_window_collector collect(const baseline& past, const reports::table& table, std::size_t rows,
                             const leeway::decision_policy& policy = {}) {
  own_window_collector collector(past, std::to_string(rows), policy);
  for (std::size_t first = 0; first < table.rows(); first += rows)
    collector.add(part(past, table, first, first + rows, "window " + std::to_string(first / rows)));
  return collector;
}

const leeway::own_question_review& find(const leeway::own_review& review, const std::string& feature, question asked) {
  for (const leeway::own_question_review& one : review.questions)
    if (one.feature == feature && one.question == asked) return one;
  throw std::runtime_error("not reviewed: " + feature);
}

std::size_t alarms(const std::vector<bool>& of_windows) {
  return static_cast<std::size_t>(std::count(of_windows.begin(), of_windows.end(), true));
}

}  // namespace

// Oracle: nothing changed: an alarm in a window has at most the significance, 1 %. Fails by chance with at most 1e-6.
// Nor do calm windows raise a tolerance: of 500 rows none surely moves by what is worth a warning.
TEST_CASE("own_window_collector: calm windows", "[monitor]") {
  const reports::table table = reports::make(1, 60 * 500);
  const own_window_collector collector = collect(learn(table), table, 500);
  CHECK(collector.size() == 60);
  const leeway::own_review review = collector.review();
  CHECK(review.questions.size() == 3 + 4 + 4);
  CHECK(review.flat_alarms() <= samples::at_most(60, 0.01, 1e-6));
  CHECK(review.learned_alarms() <= review.flat_alarms());
  for (const leeway::own_question_review& one : review.questions) {
    CAPTURE(one.feature, to_string(one.question));
    CHECK(one.limit.windows == 60);
    CHECK(one.limit.effect < one.wanted.warning);
    CHECK(one.flat_alarms.size() == 60);
    CHECK(one.learned_alarms.size() == 60);
  }
}

// Oracle: by construction: the income of an hour lies up to two deviations off, that of the whole table in the middle.
// With flat tolerances all but the hours around the crossing of the mean alarm; with learned ones at most one of 120
// windows a question, the one above the highest but one. Only income drives.
TEST_CASE("own_window_collector: a season", "[monitor]") {
  const reports::table table = seasonal(2, 120, 300);
  const leeway::own_review review = collect(learn(table), table, 300).review();
  CHECK(review.windows.size() == 120);
  CHECK(review.flat_alarms() >= 100);
  CHECK(review.learned_alarms() <= 2);
  CHECK(alarms(find(review, "income", question::distribution).flat_alarms) >= 100);
  CHECK(find(review, "income", question::distribution).limit.effect > 0.3);
  for (const leeway::own_question_review& one : review.questions)
    if (one.feature != "income") CHECK(alarms(one.flat_alarms) <= samples::at_most(120, 0.01, 1e-6));
}

// Oracle: brute force: the limit of the effects of all others, window by window.
TEST_CASE("own_window_collector: each window is judged by the others", "[monitor]") {
  const reports::table table = seasonal(3, 25, 150);
  const baseline past = learn(table);
  const own_window_collector collector = collect(past, table, 150);
  const leeway::own_review review = collector.review();
  const baseline learned = collector.learned();
  const auto& income = std::get<leeway::numeric_feature>(learned.features()[0]);
  const leeway::own_question_review& asked = find(review, "income", question::distribution);
  std::size_t alarmed = 0;
  for (std::size_t w = 0; w < 25; ++w) {
    std::vector<double> others;
    for (std::size_t v = 0; v < 25; ++v)
      if (v != w) others.push_back(income.own().effects()[v].distribution.sure);
    const bool beyond = income.own().effects()[w].distribution.sure > leeway::limit_of(others).effect;
    CHECK(asked.learned_alarms[w] == (asked.flat_alarms[w] && beyond));
    alarmed += beyond ? 1U : 0U;
  }
  CHECK(alarmed == 1);
  CHECK(alarms(asked.flat_alarms) > 15);
}

// Oracle: the definition: the report of the window against the baseline without it.
TEST_CASE("own_window_collector: what is learned", "[monitor]") {
  const reports::table table = seasonal(4, 21, 120);
  const baseline past = learn(table);
  const baseline learned = collect(past, table, 120).learned();
  CHECK(learned.fingerprint() == past.fingerprint());
  CHECK(learned.rows() == past.rows());
  CHECK(learned.schedule().period == "120");
  CHECK(learned.schedule().names.size() == 21);
  CHECK(learned.schedule().names[20] == "window 20");
  CHECK(learned.schedule().rows == std::vector<std::uint64_t>(21, 120));
  for (std::size_t w : {0u, 7u, 20u}) {
    const leeway::window own = part(past, table, w * 120, w * 120 + 120, "own");
    const baseline others = leeway::without(past, own);
    const leeway::report report = leeway::evaluate(others, leeway::moved_to(others, own));
    for (std::size_t i = 0; i < 3; ++i) {
      const leeway::own_windows& kept = leeway::detail::with(
          learned.features()[i], [](const auto& one) -> const auto& { return one.own(); });
      REQUIRE(kept.size() == 21);
      for (const leeway::finding& found : report.features[i].findings) {
        const leeway::own_effect effect = leeway::detail::effect_on(kept.effects()[w], found.question);
        CHECK(exact::same(effect.value, found.effect));
        CHECK(exact::same(effect.sure, found.effect_lower_bound));
      }
      const leeway::counts& row = own.columns()[i].counts();
      const auto coarse = kept.counts(w);
      CHECK(std::accumulate(coarse.begin(), coarse.end() - 1, std::uint64_t{0}) == row.present());
      CHECK(coarse.back() == row.missing());
    }
  }
  const baseline back = baseline::load(learned.save());
  CHECK(back.save() == learned.save());
}

// Oracle: by hand: the coarse cells of the own windows add up to those of the baseline.
TEST_CASE("own_window_collector: coarse counts add up", "[monitor]") {
  const reports::table table = reports::make(5, 22 * 100);
  const baseline past = learn(table);
  const baseline learned = collect(past, table, 100).learned();
  for (std::size_t i = 0; i < 3; ++i)
    leeway::detail::with(learned.features()[i], [&](const auto& feature) {
      const leeway::grouping coarse = leeway::own_cells(feature);
      std::vector<std::uint64_t> expected(coarse.size());
      coarse.sum(feature.counts().cells(), expected);
      std::vector<std::uint64_t> sum(coarse.size());
      for (std::size_t w = 0; w < feature.own().size(); ++w)
        for (std::size_t k = 0; k < coarse.size(); ++k) sum[k] += feature.own().counts(w)[k];
      CHECK(sum == expected);
    });
}

// Oracle: a live hour like those of the past: drift with flat tolerances, none with the learned ones; what lies beyond
// every hour of the past still alarms.
TEST_CASE("own_window_collector: live windows are judged by what was learned", "[monitor]") {
  const reports::table table = seasonal(6, 120, 300);
  const baseline learned = collect(learn(table), table, 300).learned();
  const reports::table live = seasonal(7, 24, 300);
  leeway::decision_policy flat;
  flat.own_windows = false;
  std::size_t flat_alarms = 0;
  std::size_t learned_alarms = 0;
  for (std::size_t hour = 0; hour < 24; ++hour) {
    const leeway::window window = part(learned, live, hour * 300, hour * 300 + 300, "live");
    flat_alarms += leeway::evaluate(learned, window, flat).verdict >= verdict::warning ? 1U : 0U;
    learned_alarms += leeway::evaluate(learned, window).verdict >= verdict::warning ? 1U : 0U;
  }
  CHECK(flat_alarms >= 18);
  CHECK(learned_alarms <= 2);
  reports::table broken = seasonal(8, 1, 300);
  for (double& income : broken.income) income += 4.0;
  const leeway::report report = leeway::evaluate(learned, part(learned, broken, 0, 300, "live"));
  CHECK(report.find("income")->verdict == verdict::drift);
}

// Oracle: the contract: what is not tested is not remembered, and no window stands for nothing or for all.
TEST_CASE("own_window_collector: what says nothing is left out", "[monitor]") {
  std::vector<double> clock;
  std::vector<double> value;
  for (int i = 0; i < 400; ++i) {
    clock.push_back(i);
    value.push_back((i * 37) % 11);
  }
  const std::vector<leeway::column> columns{{"when", std::span<const double>(clock)},
                                            {"value", std::span<const double>(value)}};
  const baseline past = leeway::learn(columns);
  REQUIRE(role_of(past.features()[0]) == leeway::role::time);
  own_window_collector collector(past, "1d");
  leeway::table_monitor monitor(past, columns);
  collector.add(monitor.open());
  monitor.observe(columns);
  collector.add(monitor.open());
  CHECK(collector.size() == 0);
  CHECK(collector.learned().save() == past.save());
  CHECK(collector.review().questions.empty());
  for (std::size_t first : {std::size_t{0}, std::size_t{100}}) {
    leeway::table_monitor own(past, columns);
    const std::vector<leeway::column> rows{{"when", std::span<const double>(clock).subspan(first, 100)},
                                           {"value", std::span<const double>(value).subspan(first, 100)}};
    own.observe(rows);
    collector.add(own.open());
  }
  const baseline learned = collector.learned();
  CHECK(std::get<leeway::numeric_feature>(learned.features()[0]).own().size() == 0);
  CHECK(std::get<leeway::numeric_feature>(learned.features()[1]).own().size() == 2);
  for (const leeway::own_question_review& one : collector.review().questions) {
    CHECK(one.feature == "value");
    CHECK(std::isnan(one.limit.effect));
    CHECK(one.learned_alarms == one.flat_alarms);  // two windows teach nothing
  }
}

// Oracle: the contract.
TEST_CASE("own_window_collector: refuses", "[monitor]") {
  const reports::table table = reports::make(9, 400);
  const baseline past = learn(table);
  CHECK_THROWS_AS(own_window_collector(past, "", {.significance = 2.0}), std::invalid_argument);
  own_window_collector collector(past, "1h");
  CHECK_THROWS_AS(collector.add(leeway::window(learn(reports::make(10, 400)))), std::invalid_argument);
  CHECK_THROWS_AS(collector.add(part(past, reports::make(11, 100, 9.0), 0, 100, "not its own")), std::invalid_argument);
  CHECK(collector.size() == 0);
}

// Oracle: what was learned goes with the feature: one column is watched without its table, and as floats.
TEST_CASE("own_window_collector: what is learned is kept by monitors", "[monitor]") {
  const reports::table table = seasonal(12, 24, 100);
  const baseline learned = collect(learn(table), table, 100).learned();
  const auto& income = std::get<leeway::numeric_feature>(learned.features()[0]);
  leeway::column_monitor alone(income, leeway::every{50});
  leeway::feature_report of_column;
  for (int i = 0; i < 50; ++i)
    if (alone.observe(table.income[static_cast<std::size_t>(i)])) of_column = alone.evaluate();
  CHECK(reports::find(of_column, question::distribution).own.windows == 24);

  std::vector<float> narrow;
  for (double x : table.income) narrow.push_back(static_cast<float>(x));
  const std::vector<leeway::column> columns{
      {"income", std::span<const float>(narrow)}, table.columns()[1], table.columns()[2]};
  leeway::table_monitor monitor(learned, columns);
  CHECK(monitor.evaluate().features.size() == 3);
  CHECK(reports::find(monitor.evaluate().features[0], question::distribution).own.windows == 24);
}

}  // namespace own_window_collector_test
