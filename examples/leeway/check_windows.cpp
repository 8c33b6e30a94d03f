// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/verdict.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/monitor/rows_question.hpp>
#include <leeway/version.hpp>
#include <leeway/window/window_series.hpp>

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

  /// `empty`: a table for each of the windows that no row came for, where they are asked about.
  template <class Empty>
  void judge_all_to(std::int64_t index, const seasonal_table& counted, Empty&& empty) {
    const bool asked = check_.arguments.expect_rows && !rows_.length().counts_records();
    if (asked && last_)
      for (std::int64_t none = *last_ + 1, end = end_of_gap(index); none < end; ++none) judge_window(none, empty(none));
    last_ = index;
    judge_window(index, counted);
  }

  void judge_window(std::int64_t index, const seasonal_table& counted) {
    window_place place = rows_.describe(index, counted.live.window().rows());
    leeway::report report;
    try {
      report = check_.give_report(rows_, index, counted);
    } catch (const unknown_season& season) {
      return leave_out(std::move(place), counted.live.window().rows(), season.what());
    }
    report.window_name = check_.arguments.input.source_name() + " " + place.name;
    leeway::ask_rows(report, check_.arguments.expect_rows, check_.usual_rows(rows_));
    check_.result.add(report);
    if (!check_.arguments.out.empty())
      files_.add(path_in(check_.arguments.out, place.folder), report_files(report, check_.how));
    if (check_.how.all) tables_ += report_text(report, check_.how) + "\n";
    series_.significance = report.significance;
    series_.correction = report.correction;
    series_.family = report.family;
    series_.verdict = leeway::worst(series_.verdict, report.verdict);
    series_.windows.push_back(line_of(std::move(place), report));
  }

  /// After the last window: what came beside them, and the files.
  void finish() {
    series_.lost = rows_.lost();
    if (rows_.waits_for_time())
      throw std::invalid_argument("--time " + series_.time + ": " + series_.lost.timeless.first);
    if (series_.windows.empty())
      throw std::runtime_error("--time " + series_.time + ": no row has a time that can be read; " +
                               series_.lost.timeless.first_place().text() + " says " + series_.lost.timeless.first);
    require_judged();
    if (check_.arguments.out.empty()) return;
    const std::vector<file_content> list = {{std::string(windows_file), leeway::json_text(to_json(series_))}};
    files_.add(check_.arguments.out, list);
    files_.put_into_place();
  }

  const window_list& series() const noexcept { return series_; }
  /// Of every window, where all are shown.
  const std::string& tables() const noexcept { return tables_; }

 private:
  void leave_out(window_place place, std::uint64_t rows, std::string why) {
    check_.result.add_not_judged();
    series_.verdict = leeway::worst(series_.verdict, leeway::verdict::too_few);
    series_.windows.push_back(unjudged_line(std::move(place), rows, std::move(why)));
  }

  /// Names the first window that is not judged; an error where none is.
  void require_judged() const {
    const std::size_t none = series_.not_judged();
    if (none == 0) return;
    const auto first = std::find_if(series_.windows.begin(), series_.windows.end(),
                                    [](const window_line& line) { return !line.not_judged.empty(); });
    const std::string which = first->place.name + ": " + first->not_judged;
    if (none == series_.windows.size()) throw std::runtime_error("no window can be judged, the first " + which);
    warn(counted(none, "window") + " not judged, the first " + which);
  }

  /// In a gap of years the first ones only.
  std::int64_t end_of_gap(std::int64_t index) const {
    constexpr std::uint64_t most = leeway::window_series::most_empty_windows;
    const std::uint64_t empty = static_cast<std::uint64_t>(index) - static_cast<std::uint64_t>(*last_) - 1;
    if (empty <= most) return index;
    warn("no row came for " + counted(empty, "window") + " before " + rows_.describe(index, 0).name + ": the first " +
         grouped(most) + " of them are listed");
    return *last_ + 1 + static_cast<std::int64_t>(most);
  }

  checking& check_;
  const row_windows& rows_;
  window_list series_;
  std::optional<std::int64_t> last_{};
  pending_files files_;
  std::string tables_;
};

/// Which command tells more about the worst window.
std::string next_step(const std::string& out, const window_list& series) {
  const window_line* worst = series.worst();
  if (out.empty()) return worst == nullptr ? "" : "why: check again with --out DIR, then leeway show DIR\n";
  std::string text = "written: " + path_in(out, std::string(windows_file)) + " and a folder for each window" +
                     (series.not_judged() > 0 ? " that is judged" : "");
  if (worst == nullptr) return text + "\n";
  return text + "     why: leeway show " + shell_word(path_in(out, worst->place.folder)) +
         (worst->worst.empty() ? "" : why_option(worst->worst)) + "\n";
}

}  // namespace

exit_code check_windows(checking& check) {
  const check_arguments& arguments = check.arguments;
  table_input input(arguments.input, {.columns_may_come = true});
  row_windows rows(arguments.windows, parse_rows(arguments.input.rows), input.names(), input.columns_may_come());
  window_checker checker(check, rows);
  const missing_texts missing(split_all(arguments.input.missing));
  check.give_report.read_columns(input.names());
  const auto fresh = [&](std::int64_t) {
    return seasonal_table{live_table(check.past, input.names(), missing, "window"), check.give_report.value()};
  };
  read_windows(input, rows, fresh,
               [&](std::int64_t index, const seasonal_table& counted) { checker.judge_all_to(index, counted, fresh); });
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
