// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_CHECKING_HPP
#define LEEWAY_PROGRAM_CHECKING_HPP

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/baseline/baseline.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/monitor/rows_question.hpp>

#include "arguments.hpp"
#include "files.hpp"
#include "outcome.hpp"
#include "row_windows.hpp"
#include "seasons.hpp"
#include "terminal.hpp"

/// What both ways of checking share: all rows as one window, and many windows.
namespace program {

/// Everything that is known before a row is read.
struct checking {
  const check_arguments& arguments;
  leeway::baseline past;
  season_judges give_report;
  outcome result;
  view how;

  /// Of the baseline's own windows, where they are as long; 0 where not.
  std::uint64_t usual_rows(const row_windows& rows) const {
    return leeway::usual_rows(past.schedule(), rows.length().text());
  }
};

/// Reads the baseline and what lies beside it. Throws for options that make no sense.
checking prepared(const check_arguments& arguments);
/// `drift.json`: what the text says.
nlohmann::ordered_json report_document(const leeway::report& report, const view& how);
/// `drift.json` and `constraint_violations.json`.
std::vector<file_content> report_files(const leeway::report& report, const view& how);
/// Writes files and prints, as the options say.
void give(const checking& check, const leeway::report& report);
/// " --why COLUMN" of the column that a reader should look at first.
std::string why_option(const std::string& column);

/// One report a window.
exit_code check_windows(checking& check);
/// One report a baseline, of windows that were counted elsewhere. `checking` holds the first baseline.
exit_code check_counted(const check_arguments& arguments);
/// The files hold counted windows; throws when only some of them do.
bool are_counted(const std::vector<std::string>& files);

}  // namespace program

#endif
