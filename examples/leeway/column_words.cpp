// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/monitor/words.hpp>

#include "terminal.hpp"
#include "text.hpp"

namespace program {
namespace {

using side = text_table::side;

std::string side_text(const leeway::side_summary& records, bool window, bool numeric) {
  std::string text = counted(records.present, "value") + ", " + grouped(records.missing) + " missing";
  if (window && records.unseen > 0) text += ", " + grouped(records.unseen) + " never seen before";
  if (records.invalid > 0) text += ", " + no_numbers_text(records.invalid);
  if (records.infinite > 0) text += ", " + grouped(records.infinite) + " infinite";
  if (numeric && !leeway::detail::is_nan(records.smallest))
    text += ", from " + leeway::number_text(records.smallest) + " to " + leeway::number_text(records.largest);
  return text;
}

std::string questions_text(const leeway::feature_report& feature, const view& how) {
  text_table table({side::left, side::left, side::right, side::right, side::right, side::right, side::right,
                    side::right, side::left});
  table.add({{"question"},
             {"verdict"},
             {"moved"},
             {"between"},
             {"tolerated"},
             {"p-value"},
             {"corrected"},
             {"would be seen"},
             {"what moved"}});
  for (const leeway::finding& found : feature.findings)
    table.add(
        {{std::string(to_string(found.question))},
         {std::string(verdict_word(found.verdict)), verdict_style(found.verdict, how)},
         {share_text(std::fabs(found.effect))},
         {between_text(found.effect_interval)},
         {leeway::percent_text(found.tolerance.warning) + " / " + leeway::percent_text(found.tolerance.drift) + " %"},
         {p_text(found.log_p_value)},
         {p_text(found.adjusted_log_p_value)},
         {share_text(found.smallest_effect)},
         {printable(found.what)}});
  std::string text = table.text();
  for (const leeway::finding& found : feature.findings)
    for (const std::string& note : found.notes)
      text += "  " + std::string(to_string(found.question)) + ": " + printable(note) + "\n";
  return text;
}

std::string statistic_text(const leeway::test_result& result) {
  const leeway::interval certified = result.statistic_interval;
  if (!(certified.lower < certified.upper)) return short_number(result.statistic, 6);
  return short_number(result.statistic, 6) + " (" + short_number(certified.lower, 4) + " - " +
         short_number(certified.upper, 4) + ")";
}

std::string tests_text(const leeway::feature_report& feature) {
  text_table table({side::left, side::left, side::right, side::right, side::right, side::left});
  table.add({{"test"}, {""}, {"statistic"}, {"freedom"}, {"p-value"}, {"from"}});
  for (const leeway::shown_test& shown : feature.tests)
    table.add(
        {{std::string(shown.result.test)},
         {shown.decides ? "decides" : ""},
         {statistic_text(shown.result)},
         {leeway::detail::is_nan(shown.result.degrees_of_freedom) ? std::string()
                                                                  : short_number(shown.result.degrees_of_freedom, 9)},
         {p_text(shown.result.log_p_value)},
         {std::string(to_string(shown.result.method))}});
  return table.text();
}

/// The cells of the test that decides about the distribution, the largest part first.
std::string contributions_text(const leeway::feature_report& feature) {
  constexpr std::size_t most = 12;
  const leeway::shown_test* shown = nullptr;
  for (std::size_t i = 0; i < feature.findings.size(); ++i)
    if (feature.findings[i].question == leeway::question::distribution && i < feature.tests.size())
      shown = &feature.tests[i];
  if (shown == nullptr || shown->contributions.empty()) return {};
  std::vector<leeway::contribution> parts = shown->contributions;
  std::stable_sort(parts.begin(), parts.end(),
                   [](const auto& a, const auto& b) { return std::fabs(a.amount) > std::fabs(b.amount); });
  text_table table({side::left, side::right, side::right, side::right});
  table.add({{"where"}, {"then"}, {"now"}, {"adds to " + std::string(shown->result.test)}});
  for (std::size_t i = 0; i < (std::min)(parts.size(), most); ++i)
    table.add({{shortened(printable(leeway::label_text(parts[i].cell)), 50)},
               {share_text(parts[i].baseline_share)},
               {share_text(parts[i].window_share)},
               {short_number(parts[i].amount, 4)}});
  const std::string more =
      parts.size() > most ? "  and " + std::to_string(parts.size() - most) + " more\n" : std::string();
  return table.text() + more;
}

}  // namespace

std::string column_text(const leeway::report& report, const leeway::feature_report& feature, const view& how) {
  std::string text = printable(feature.name) + ": ";
  text += feature.tested() ? std::string(verdict_word(feature.verdict))
                           : "not tested" + (feature.remark.empty() ? "" : ", " + printable(feature.remark));
  text += "     " + printable(report.window_name) + " against " + printable(report.baseline_name) + "\n";
  text += "  " + std::string(feature.numeric ? "numeric" : "categorical") + ", " +
          std::string(to_string(feature.value_type)) + "\n";
  text += "  then  " + side_text(feature.baseline, false, feature.numeric) + "\n";
  text += "  now   " +
          (feature.in_window ? side_text(feature.window, true, feature.numeric) : std::string("not in the window")) +
          "\n";
  if (feature.findings.empty()) return text;
  text += "\n" + questions_text(feature, how) + "\n" + tests_text(feature);
  const std::string parts = contributions_text(feature);
  return parts.empty() ? text : text + "\n" + parts;
}

}  // namespace program
