// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/verdict.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/version.hpp>

#include "checking.hpp"
#include "commands.hpp"
#include "live_table.hpp"
#include "pending_files.hpp"
#include "read_windows.hpp"
#include "row_windows.hpp"
#include "table_input.hpp"
#include "text.hpp"
#include "window_list.hpp"
#include "window_words.hpp"

namespace program {
namespace {

/// Judges windows as they close, and keeps a line of each.
class window_checker {
 public:
  window_checker(checking& check, const row_windows& rows) : check_(check), rows_(rows) {
    const check_arguments& arguments = check.arguments;
    series_.library_version = std::string(leeway::version);
    series_.name = arguments.input.shown_name();
    series_.time = arguments.windows.time;
    series_.window = rows.length().text();
    series_.baseline_name = check.past.origin().name;
    series_.baseline_rows = check.past.rows();
    series_.baseline_fingerprint = check.past.fingerprint();
    series_.verdict = leeway::verdict::stable;
  }

  void judge_window(std::int64_t index, const seasonal_table& counted) {
    window_place place = rows_.describe(index, counted.live.window().rows());
    leeway::report report = check_.give_report(rows_, index, counted);
    report.window_name = check_.arguments.input.source_name() + " " + place.name;
    check_.result.add(report);
    if (!check_.arguments.out.empty()) files_.add(path_in(check_.arguments.out, place.folder), report_files(report));
    if (check_.how.all) tables_ += report_text(report, check_.how) + "\n";
    series_.significance = report.significance;
    series_.correction = report.correction;
    series_.family = report.family;
    series_.verdict = leeway::worst(series_.verdict, report.verdict);
    series_.windows.push_back(line_of(std::move(place), report));
  }

  /// After the last window: what came beside them, and the files.
  void finish() {
    series_.timeless = rows_.timeless();
    series_.late = rows_.late();
    if (series_.windows.empty())
      throw std::runtime_error("--time " + series_.time + ": no row has a time that can be read; line " +
                               std::to_string(series_.timeless.first_line) + " says " + series_.timeless.first);
    if (check_.arguments.out.empty()) return;
    const std::vector<file_content> list = {{std::string(windows_file), leeway::json_text(to_json(series_))}};
    files_.add(check_.arguments.out, list);
    files_.put_into_place();
  }

  const window_list& series() const noexcept { return series_; }
  /// Of every window, where all are shown.
  const std::string& tables() const noexcept { return tables_; }

 private:
  checking& check_;
  const row_windows& rows_;
  window_list series_;
  pending_files files_;
  std::string tables_;
};

/// Which command tells more about the worst window.
std::string next_step(const std::string& out, const window_list& series) {
  const window_line* worst = series.worst();
  if (out.empty()) return worst == nullptr ? "" : "why: check again with --out DIR, then leeway show DIR\n";
  std::string text = "written: " + path_in(out, std::string(windows_file)) + " and a folder for each window";
  if (worst == nullptr) return text + "\n";
  return text + "     why: leeway show " + shell_word(path_in(out, worst->place.folder)) + why_option(worst->worst) +
         "\n";
}

}  // namespace

exit_code check_windows(checking& check) {
  const check_arguments& arguments = check.arguments;
  table_input input(arguments.input, {.columns_may_come = true});
  row_windows rows(arguments.windows, parse_rows(arguments.input.rows), input.names());
  window_checker checker(check, rows);
  const missing_texts missing(split_all(arguments.input.missing));
  check.give_report.read_columns(input.names());
  read_windows(
      input, rows,
      [&](std::int64_t) {
        return seasonal_table{live_table(check.past, input.names(), missing, "window"), check.give_report.value()};
      },
      [&](std::int64_t index, const seasonal_table& counted) { checker.judge_window(index, counted); });
  input.require_rows();
  input.warn_of_bad_lines();
  checker.finish();
  const window_list& series = checker.series();
  if (arguments.format == "json")
    print(leeway::json_text(to_json(series)));
  else
    print(series_text(series, check.how) + (check.how.all ? "\n" + checker.tables() : std::string()) +
          next_step(arguments.out, series));
  return check.result.code();
}

}  // namespace program
