// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_TERMINAL_HPP
#define LEEWAY_PROGRAM_TERMINAL_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/drift/any_test.hpp>
#include <leeway/monitor/report.hpp>

/// A report in words, for people.
namespace program {

/// How a report is shown.
struct view {
  bool colours = false;
  bool all = false;                             ///< every stable column too
  std::vector<std::string_view> shown{};        ///< names of tests whose statistic has a column of its own
  std::optional<double> certainly_below{};      ///< a share of rows; which columns may have moved by as much
  std::optional<leeway::constraints> beside{};  ///< with the limits of Model Monitor's rule, where that is shown too
};

/// Colours when standard output is a terminal that wants them.
bool wants_colours();

/// The table of a report: worst first, a line a column, then what was not tested and what is guaranteed.
std::string report_text(const leeway::report& report, const view& how);
/// Everything a report holds about one column.
std::string column_text(const leeway::report& report, const leeway::feature_report& feature, const view& how);
/// The tested column that a reader should look at first; null when none was tested.
const leeway::feature_report* worst_column(const leeway::report& report);
/// The finding that a line about a column is about; it has at least one. A spike is part of a change of the
/// distribution: that one says more where both hold.
const leeway::finding& told_finding(const leeway::feature_report& feature);
/// What moved in a column; for calm ones what else there is to know.
std::string what_moved(const leeway::feature_report& feature);
/// The smallest moves of distributions that would have been called in four of five such windows: of the best and of the
/// worst column. No values where nothing was asked.
leeway::interval smallest_moves(const leeway::report& report);
/// The same in words; nothing for no values.
std::string power_text(leeway::interval moves);
/// What the verdicts promise. `judged`: "reports", "windows".
std::string guarantee_text(double significance, leeway::correction correction, std::string_view judged);

/// "DRIFT", "warning", "too few", "stable".
std::string_view verdict_word(leeway::verdict v);
std::string_view verdict_style(leeway::verdict v, const view& how);
/// "12.3 %", nothing for no value.
std::string share_text(double share);
/// "10.5 - 14.0", nothing for no value.
std::string between_text(leeway::interval between);
/// A p-value from its logarithm, also where it is below every double.
std::string p_text(double log_p);
/// "a (why)   b (why)" in lines that fit, behind a heading.
std::string listed(std::string_view heading, const std::vector<std::string>& items, std::string_view separator = "   ");

}  // namespace program

#endif
