// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/feature_questions.hpp>

#include <algorithm>
#include <vector>

#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/reports.hpp"

using leeway::question;
using leeway::verdict;
using row = std::vector<std::uint64_t>;

namespace {

template <class Feature>
leeway::feature_report ask(const Feature& feature, const leeway::counts& window, double significance = 0.01) {
  const leeway::decision_policy policy;
  leeway::feature_questions questions(feature, policy);
  leeway::feature_report report;
  questions.ask(feature.counts(), window, report);
  for (leeway::finding& found : report.findings) found.adjusted_log_p_value = found.log_p_value;
  questions.judge_all(feature.counts(), window, significance, 1, report);
  return report;
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
  REQUIRE(found.notes.size() == 1);
  CHECK(found.notes[0] == "real, not surely above 5 %");
}

// Oracle: two coarse bins cannot say whether what lies inside them moved.
TEST_CASE("feature_questions: the resolution", "[monitor]") {
  const leeway::numeric_feature feature = features::numbers(row{5000, 5000});
  const leeway::feature_report report = ask(feature, features::window(feature, row{5000, 5000}));
  const leeway::finding& found = reports::find(report, question::distribution);
  REQUIRE(found.notes.size() == 1);
  CHECK(found.notes[0] == "cannot tell at this resolution");
}
