// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Canary against control: two live windows, and the baseline only lends the cells.
#include <leeway/monitor/compare.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <leeway/monitor/table_monitor.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/reports.hpp"
#include "support/samples.hpp"

namespace compare_test {

using leeway::question;
using leeway::verdict;

namespace {

leeway::baseline learn(const reports::table& table) { return leeway::learn(table.columns(), {.name = "past"}); }

leeway::window count(const leeway::baseline& past, const reports::table& live, std::string name) {
  leeway::table_monitor monitor(past, live.columns());
  monitor.observe(live.columns());
  leeway::window result = monitor.open();
  result.rename(std::move(name));
  return result;
}

}  // namespace

// Oracle: Kolmogorov and Smirnov's, Fisher's and Pearson's tests do not know which sample came first; nor may groups of
// numbers, which would otherwise fit the one whose mass chose them.
TEST_CASE("compare: p-values are the same either way", "[monitor]") {
  const leeway::baseline past = learn(reports::make(1, 3000));
  leeway::decision_policy policy;
  policy.tests.grouped.law = leeway::null_law::asymptotic;  // draws would differ
  for (const auto& [kind, shift] : {std::pair{leeway::test_kind::kolmogorov_smirnov, 0.0},
                                    {leeway::test_kind::kolmogorov_smirnov, 0.3},
                                    {leeway::test_kind::chi_squared, 0.0},
                                    {leeway::test_kind::chi_squared, 0.3}}) {
    policy.numeric = kind;
    const leeway::window control = count(past, reports::make(2, 700), "control");
    const leeway::window canary = count(past, reports::make(3, 400, shift), "canary");
    const leeway::report there = leeway::compare(past, control, canary, policy);
    const leeway::report back = leeway::compare(past, canary, control, policy);
    for (std::size_t i = 0; i < 3; ++i)
      for (question asked : {question::distribution, question::missing}) {
        const leeway::finding& x = reports::find(there.features[i], asked);
        const leeway::finding& y = reports::find(back.features[i], asked);
        CAPTURE(i, to_string(asked), to_string(kind), shift);
        CHECK(away::log_error(x.log_p_value, y.log_p_value) < 1e-10);
        CHECK(away::error(x.effect, y.effect) < 1e-10);
        CHECK(away::error(x.effect_lower_bound, y.effect_lower_bound) < 1e-10);
      }
  }
}

// Oracle: a baseline made of the control's counts over the same cells, by hand: edges as given, values that stand once
// as far as they have cells; the canary counted against it.
TEST_CASE("compare: equals a baseline of those rows", "[monitor]") {
  const leeway::baseline past = learn(reports::make(4, 3000));
  const reports::table before = reports::make(5, 900);
  const reports::table now = reports::make(6, 500, 0.8);
  std::vector<leeway::any_feature> features;
  for (std::size_t i = 0; i < 3; ++i)
    leeway::detail::with(past.features()[i], [&](const auto& feature) {
      auto parts = feature.parts();
      using cells = std::decay_t<decltype(parts.cells)>;
      if constexpr (std::is_same_v<cells, leeway::numeric_cells>) {
        const std::vector<std::uint64_t> keys(parts.cells.keys().begin(), parts.cells.keys().end());
        parts.cells = leeway::numeric_cells(parts.cells.type(), keys, false);
      }
      parts.statistics = leeway::column_statistics(parts.cells.size());
      for (std::size_t row = 0; row < before.rows(); ++row) {
        if constexpr (std::is_same_v<cells, leeway::numeric_cells>) {
          if (i == 0)
            parts.statistics.observe(parts.cells, before.income[row]);
          else
            parts.statistics.observe(parts.cells, before.visits[row]);
        } else {
          parts.statistics.observe(parts.cells, before.colour[row]);
        }
      }
      parts.rarity = {};
      for (std::size_t cell = 0; cell < parts.cells.size(); ++cell) {
        bool alone = true;
        if constexpr (std::is_same_v<cells, leeway::numeric_cells>)
          alone = parts.cells.single_valued(cell);
        else
          alone = cell < parts.cells.rest();
        if (alone) parts.rarity.count(parts.statistics.counts()[cell]);
      }
      features.emplace_back(leeway::feature_baseline(parts));
    });
  const leeway::baseline control({.name = "control"}, 900, features);
  const leeway::report expected = leeway::evaluate(control, count(control, now, "canary"));
  const leeway::report report = leeway::compare(past, count(past, before, "control"), count(past, now, "canary"));
  CHECK(reports::same(report, expected));
  CHECK(report.baseline_name == "control");
  CHECK(report.baseline_rows == 900);
  CHECK(report.window_name == "canary");
  CHECK(report.baseline_fingerprint == control.fingerprint());
  CHECK(report.features[0].verdict == verdict::drift);
}

// Oracle: the past lends the cells alone: both windows moved far from it, and not from each other.
TEST_CASE("compare: the baseline does not judge", "[monitor]") {
  const leeway::baseline past = learn(reports::make(7, 3000));
  const leeway::report report = leeway::compare(past, count(past, reports::make(8, 2000, 1.0), "control"),
                                                count(past, reports::make(9, 2000, 1.0), "canary"));
  CHECK(report.verdict < verdict::warning);
  CHECK(leeway::evaluate(past, count(past, reports::make(9, 2000, 1.0), "canary")).is_drift());
}

// Oracle: nothing changed, so an alarm has at most the significance, with KS and with groups of given cells. Fails by
// chance with at most 1e-6.
TEST_CASE("compare: calm pairs", "[monitor]") {
  const leeway::baseline past = learn(reports::make(10, 2000));
  for (leeway::test_kind kind : {leeway::test_kind::kolmogorov_smirnov, leeway::test_kind::chi_squared}) {
    leeway::decision_policy policy;
    policy.numeric = kind;
    policy.shown.clear();
    policy.significance = 0.05;
    policy.tolerances = {{0.0, 0.1}, {0.0, 0.1}, {0.0, 0.1}, {0.0, 0.1}};
    policy.tests.grouped.effort.most_draws = 999;
    constexpr std::uint64_t runs = 150;
    std::uint64_t alarms = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
      const leeway::window before = count(past, reports::make(100 + run, 150), "before");
      const leeway::window now = count(past, reports::make(500 + run, 300), "now");
      const leeway::report report = leeway::compare(past, before, now, policy);
      double smallest = 0.0;
      for (const leeway::feature_report& feature : report.features)
        for (const leeway::finding& found : feature.findings)
          smallest = std::fmin(smallest, found.adjusted_log_p_value);
      alarms += smallest <= std::log(0.05) ? 1U : 0U;
    }
    CAPTURE(to_string(kind), alarms);
    CHECK(alarms <= samples::at_most(runs, 0.05, 1e-6));
  }
}

// Oracle: the contract.
TEST_CASE("compare: windows of another baseline are refused", "[monitor]") {
  const leeway::baseline past = learn(reports::make(11, 300));
  const leeway::baseline other = learn(reports::make(12, 300));
  CHECK_THROWS_AS(leeway::compare(past, leeway::window(other), leeway::window(past)), std::invalid_argument);
  CHECK_THROWS_AS(leeway::compare(past, leeway::window(past), leeway::window(other)), std::invalid_argument);
  CHECK_THROWS_AS(leeway::compare(past, leeway::window(past), leeway::window(past), {.significance = 0.0}),
                  std::invalid_argument);
  CHECK(leeway::compare(past, leeway::window(past), leeway::window(past)).verdict == verdict::too_few);
}

}  // namespace compare_test
