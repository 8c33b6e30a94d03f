// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/feature_questions.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"
#include "support/reports.hpp"

namespace feature_questions_test {

using leeway::question;
using leeway::verdict;
using row = std::vector<std::uint64_t>;

namespace {

template <class Feature>
leeway::feature_report ask(const Feature& feature, const leeway::counts& window, double significance = 0.01,
                           const leeway::decision_policy& policy = {}) {
  leeway::feature_questions questions(feature, policy);
  leeway::feature_report report;
  questions.ask(feature.counts(), window, significance, 1, report);
  for (leeway::finding& found : report.findings) found.adjusted_log_p_value = found.log_p_value;
  questions.judge_all(significance, report);
  return report;
}

/// The feature with so many own windows like the baseline, of which one moved this far.
leeway::category_feature with_own_windows(const leeway::category_feature& feature, std::size_t windows, double sure) {
  leeway::feature_parts<leeway::category_cells> parts = feature.parts();
  parts.own = leeway::own_windows(2);
  for (std::size_t w = 0; w < windows; ++w) {
    const double moved = w == 3 ? sure : 0.0;
    parts.own.add(row{500, 500, 0}, {{moved, moved}, {}, {}, {moved, moved}});
  }
  return leeway::category_feature(parts);
}

/// So many times the rows.
leeway::counts times(const leeway::counts& rows, std::uint64_t factor) {
  leeway::counts result(rows.size());
  for (std::size_t cell = 0; cell <= rows.size(); ++cell)
    result.add(cell, factor * (cell < rows.size() ? rows[cell] : rows.missing()));
  return result;
}

}  // namespace

// Oracle: design 5.
TEST_CASE("feature_questions: what is asked", "[monitor]") {
  const leeway::decision_policy policy;
  CHECK(leeway::feature_questions(features::categories(row{10, 20}), policy).size() == 4);
  CHECK(leeway::feature_questions(features::numbers(row{10, 20}), policy).size() == 3);
  leeway::feature_parts<leeway::category_cells> parts = features::categories(row{10, 20}).parts();
  parts.role = leeway::role::identifier;
  CHECK(leeway::feature_questions(leeway::category_feature(parts), policy).size() == 0);
}

// Oracle: by hand: two fifths of the rows left one category for two others; words name the largest move.
TEST_CASE("feature_questions: answers with words", "[monitor]") {
  const leeway::category_feature feature = features::categories(row{700, 300, 400});
  const leeway::feature_report report = ask(feature, features::window(feature, row{140, 700, 560}));
  CHECK(report.verdict == verdict::drift);
  CHECK(reports::find(report, question::distribution).what == "\"c0000\" 50 -> 10 %");
  CHECK(reports::find(report, question::spike).what == "\"c0001\" 21.4 -> 50 %");
  CHECK(reports::find(report, question::missing).what == "missing 0 -> 0 %");
  CHECK(reports::find(report, question::missing).verdict == verdict::stable);
  CHECK(std::count_if(report.tests.begin(), report.tests.end(), [](const auto& one) { return one.decides; }) == 4);
}

// Oracle: a move of 3 % among a million is real and not surely above 5 %.
TEST_CASE("feature_questions: real but small", "[monitor]") {
  const leeway::category_feature feature = features::categories(row{500'000, 500'000});
  const leeway::feature_report report = ask(feature, features::window(feature, row{530'000, 470'000}));
  const leeway::finding& found = reports::find(report, question::distribution);
  CHECK(found.verdict == verdict::stable);
  CHECK(found.notes == std::vector<std::string>{"real, not surely above 5 %", "certainly below 5 %"});
}

// Oracle: two coarse bins cannot say whether what lies inside them moved.
TEST_CASE("feature_questions: the resolution", "[monitor]") {
  const leeway::numeric_feature feature = features::numbers(row{5000, 5000});
  const leeway::feature_report report = ask(feature, features::window(feature, row{5000, 5000}));
  const leeway::finding& found = reports::find(report, question::distribution);
  REQUIRE(found.notes.size() == 1);
  CHECK(found.notes[0] == "cannot tell at this resolution");
}

// Oracle: by hand: a move of 15 %, surely above 10 %. Own windows that surely moved by 18 % make it no alarm; by 11 %
// make it a warning; 19 of them, or a policy that wants none, leave it a drift.
TEST_CASE("feature_questions: own windows raise the tolerance", "[monitor]") {
  const leeway::category_feature feature = features::categories(row{50'000, 50'000});
  const leeway::counts window = features::window(feature, row{6500, 3500});
  const auto distribution = [&](const leeway::category_feature& learned, const leeway::decision_policy& policy = {}) {
    return reports::find(ask(learned, window, 0.01, policy), question::distribution);
  };
  CHECK(distribution(feature).verdict == verdict::drift);

  // Windows of 1000 records; of ten times as many the same was to be expected, for nothing varied but that window.
  const leeway::category_feature calm = with_own_windows(feature, 25, 0.18);
  const leeway::finding raised =
      reports::find(ask(calm, features::window(feature, row{1300, 700})), question::distribution);
  CHECK(raised.verdict < verdict::warning);
  CHECK(raised.own.windows == 25);
  CHECK(exact::same(raised.own.effect, 0.18));
  CHECK(exact::same(raised.tolerance.warning, 0.18));
  CHECK(away::error(raised.tolerance.drift, 0.23) < 1e-12);
  REQUIRE(raised.notes.size() >= 2);
  CHECK(raised.notes[0] == "real, not surely above 18 %");
  CHECK(raised.notes[1] == "its own windows moved by up to 18 %");

  const leeway::finding warned = distribution(with_own_windows(feature, 25, 0.11));
  CHECK(warned.verdict == verdict::warning);
  CHECK(warned.notes.empty());

  const leeway::finding few = distribution(with_own_windows(feature, 19, 0.18));
  CHECK(few.verdict == verdict::drift);
  CHECK(exact::same(few.tolerance.warning, 0.05));
  CHECK(few.notes == std::vector<std::string>{"only 19 own windows: the tolerance stays as it is"});

  leeway::decision_policy flat;
  flat.own_windows = false;
  const leeway::finding unmoved = distribution(with_own_windows(feature, 25, 0.18), flat);
  CHECK(unmoved.verdict == verdict::drift);
  CHECK(unmoved.own.windows == 0);
}

// Oracle: how much the windows vary is told whatever the policy: here each of them equals all, where chance would not.
TEST_CASE("feature_questions: dependence is told", "[monitor]") {
  leeway::feature_parts<leeway::category_cells> parts = features::categories(row{500, 500}).parts();
  parts.own = leeway::own_windows(4);
  for (std::uint64_t w = 0; w < 30; ++w)
    parts.own.add(row{w % 2 == 0 ? 30U : 20U, w % 2 == 0 ? 20U : 30U, 0, 0, 0}, {});
  const leeway::category_feature swinging(parts);
  const leeway::counts window = features::window(swinging, row{55, 45});
  const leeway::feature_report report = ask(swinging, window);
  // (30 - 25)^2 / 25 twice, less by 1 / 30 for being part of all: 2 (1 + 1 / 29).
  CHECK(away::error(report.own_dependence, 2.0 * 30.0 / 29.0) < 1e-10);
  CHECK(exact::same(report.design_effect, 1.0));
  for (const leeway::shown_test& one : report.tests) CHECK(one.result.flags.has(leeway::flag::dependent_rows));
  const leeway::feature_report calm = ask(features::categories(row{500, 500}), window);
  CHECK(std::isnan(calm.own_dependence));
  for (const leeway::shown_test& one : calm.tests) CHECK_FALSE(one.result.flags.has(leeway::flag::dependent_rows));
}

// Oracle: seven equal rows at a time with a design effect of 7 tell what one of each would have told, number by number.
TEST_CASE("feature_questions: rows that come together", "[monitor]") {
  const leeway::category_feature one = features::categories(row{420, 180, 90, 3, 1}, 12);
  const leeway::counts window = features::window(one, row{60, 50, 9, 1}, 4);
  leeway::feature_parts<leeway::category_cells> parts = one.parts();
  parts.statistics = leeway::column_statistics(times(one.counts(), 7));
  parts.rarity = leeway::detail::rarity_of(parts.cells, parts.statistics.counts());
  parts.design_effect = 7.0;
  const leeway::feature_report expected = ask(one, window);
  const leeway::feature_report report = ask(leeway::category_feature(parts), times(window, 7));
  REQUIRE(report.findings.size() == expected.findings.size());
  for (std::size_t i = 0; i < report.findings.size(); ++i)
    CHECK(reports::same(report.findings[i], expected.findings[i]));
  REQUIRE(report.tests.size() == expected.tests.size());
  for (std::size_t i = 0; i < report.tests.size(); ++i) {
    leeway::shown_test plain = expected.tests[i];
    plain.result.flags.set(leeway::flag::dependent_rows);
    CHECK(reports::same(report.tests[i], plain));
  }
  CHECK(exact::same(report.design_effect, 7.0));

  const leeway::numeric_feature numbers = features::numbers(row{30, 60, 0, 20, 90}, 5);
  leeway::feature_parts<leeway::numeric_cells> several = numbers.parts();
  several.statistics = leeway::column_statistics(times(numbers.counts(), 3));
  several.design_effect = 3.0;
  const leeway::counts live = features::window(numbers, row{10, 30, 5, 5, 10});
  const leeway::feature_report plain = ask(numbers, live);
  const leeway::feature_report together = ask(leeway::numeric_feature(several), times(live, 3));
  for (std::size_t i = 0; i < plain.findings.size(); ++i) CHECK(reports::same(together.findings[i], plain.findings[i]));
}

// Oracle: what judge_all says of a window of that size with the baseline's shape would have been called, for the
// tolerance that it is judged with.
TEST_CASE("feature_questions: plans agree with reports", "[monitor]") {
  const leeway::category_feature feature = with_own_windows(features::categories(row{6000, 3000, 1000}, 500), 25, 0.08);
  const leeway::decision_policy policy;
  leeway::feature_questions questions(feature, policy);
  for (std::uint64_t rows : {10U, 100U, 1000U, 100'000U}) {
    const leeway::feature_report report = ask(feature, leeway::resized(feature.counts(), rows));
    const std::vector<leeway::planned_question> planned = questions.plan(rows, 0.01, 1);
    REQUIRE(planned.size() == report.findings.size());
    for (std::size_t i = 0; i < planned.size(); ++i) {
      CAPTURE(rows, to_string(planned[i].question));
      CHECK(planned[i].question == report.findings[i].question);
      CHECK(exact::same(planned[i].tolerance.warning, report.findings[i].tolerance.warning));
      CHECK(exact::same(planned[i].tolerance.drift, report.findings[i].tolerance.drift));
      CHECK(exact::same(planned[i].warning, report.findings[i].smallest_effect));
      CHECK(planned[i].real <= planned[i].warning + 1e-8);
      CHECK(planned[i].warning <= planned[i].drift + 1e-8);
      CHECK((planned[i].warning > planned[i].tolerance.warning || planned[i].warning >= 1.0));
    }
  }
  leeway::feature_parts<leeway::category_cells> parts = features::categories(row{10, 20}).parts();
  parts.role = leeway::role::time;
  CHECK(leeway::feature_questions(leeway::category_feature(parts), policy).plan(100, 0.01, 1).empty());
}

}  // namespace feature_questions_test
