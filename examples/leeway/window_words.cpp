// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "window_words.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#include "text.hpp"

namespace program {
namespace {

using leeway::verdict;
using side = text_table::side;

/// An instant as the windows are called: no finer than they are.
std::string short_text(const std::string& instant, const std::string& name) {
  if (name.size() >= instant.size() || name.empty()) return printable(instant);
  const bool zone = name.back() == 'Z';
  return printable(instant.substr(0, name.size() - (zone ? 1 : 0)) + (zone ? "Z" : ""));
}

/// The lines of a table, its heading first, with a line wherever no row came for a while.
std::string with_gaps(const text_table& table, const std::vector<window_line>& windows) {
  const std::string lines = table.text();
  std::string text;
  std::size_t begin = 0;
  const auto copy_line = [&] {
    const std::size_t end = lines.find('\n', begin) + 1;
    text += lines.substr(begin, end - begin);
    begin = end;
  };
  copy_line();
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const window_place& place = windows[i].place;
    if (i > 0 && windows[i - 1].place.end != place.start)
      text += "  no rows " + short_text(windows[i - 1].place.end, place.name) + " - " +
              short_text(place.start, place.name) + "\n";
    copy_line();
  }
  return text;
}

/// Nothing for none, so that what is there catches the eye.
std::string count_text(std::size_t number) { return number == 0 ? std::string() : std::to_string(number); }

std::string tail_of(const window_line& line) {
  if (!line.not_judged.empty()) return printable(line.not_judged);
  if (line.verdict == verdict::too_few && line.worst.empty()) return power_text(line.smallest_effect);
  if (line.worst.empty()) return printable(line.moved);
  return shortened(printable(line.worst), 40) + ": " + printable(line.moved);
}

std::string rows_text(const window_line& line) {
  return grouped(line.rows) + (line.place.complete ? "" : " incomplete");
}

text_table::cell verdict_cell(const window_line& line, const view& how) {
  if (!line.not_judged.empty()) return {"not judged"};
  return {std::string(verdict_word(line.verdict)), verdict_style(line.verdict, how)};
}

std::string lines_text(const window_list& series, const view& how) {
  text_table table(
      {side::left, side::right, side::left, side::right, side::right, side::right, side::right, side::left});
  table.add(
      {{"window"}, {"rows"}, {"verdict"}, {"drift"}, {"warning"}, {"too few"}, {"constraints"}, {"worst column"}});
  for (const window_line& line : series.windows)
    table.add({{printable(line.place.name)},
               {rows_text(line)},
               verdict_cell(line, how),
               {count_text(line.drift.size())},
               {count_text(line.warning.size())},
               {count_text(line.too_few.size())},
               {count_text(static_cast<std::size_t>(line.constraints))},
               {tail_of(line)}});
  return with_gaps(table, series.windows);
}

std::string totals_text(const window_list& series) {
  std::array<std::size_t, 4> verdicts{};
  for (const window_line& line : series.windows)
    if (line.not_judged.empty()) ++verdicts[static_cast<std::size_t>(line.verdict)];
  const auto of = [&](verdict v) { return verdicts[static_cast<std::size_t>(v)]; };
  std::string text =
      std::to_string(of(verdict::drift)) + " of " + counted(series.windows.size(), "window") + " drifted";
  if (of(verdict::warning) > 0) text += ", " + std::to_string(of(verdict::warning)) + " with a warning";
  if (of(verdict::too_few) > 0)
    text += ", " + std::to_string(of(verdict::too_few)) + " with too few rows in some column";
  if (const std::size_t none = series.not_judged(); none > 0) text += ", " + std::to_string(none) + " not judged";
  return text + ", " + std::to_string(of(verdict::stable)) + " stable\n";
}

std::string lost_text(const rows_in_no_window& lost) {
  std::string text;
  for (const std::string& sentence : lost.sentences()) text += printable(sentence) + "\n";
  return text;
}

std::string head_text(const window_list& series) {
  const std::string length = series.window + (series.time.empty() ? " rows" : "");
  return printable(series.name) + "  " + counted(series.rows(), "row") + " in " +
         counted(series.windows.size(), "window") + " of " + printable(length) + "     against  " +
         printable(series.baseline_name) + ", " + counted(series.baseline_rows, "row") + "\n";
}

}  // namespace

std::string series_text(const window_list& series, const view& how) {
  return head_text(series) + lines_text(series, how) + totals_text(series) + lost_text(series.lost) +
         guarantee_text(series.significance, series.correction, "windows");
}

std::string column_text(const window_list& series, std::string_view column,
                        std::span<const leeway::feature_report> reports, const view& how) {
  text_table table({side::left, side::right, side::left, side::right, side::right, side::left});
  table.add({{"window"}, {"present"}, {"verdict"}, {"moved"}, {"between"}, {"what moved"}});
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const leeway::feature_report& feature = reports[i];
    const std::string name = printable(series.windows[i].place.name);
    if (const std::string& why = series.windows[i].not_judged; !why.empty()) {
      table.add({{name}, {}, {"not judged"}, {}, {}, {printable(why)}});
      continue;
    }
    if (feature.findings.empty()) {
      table.add({{name}, {grouped(feature.window.present)}, {"not tested"}, {}, {}, {}});
      continue;
    }
    const leeway::finding& told = told_finding(feature);
    table.add({{name},
               {grouped(feature.window.present)},
               {std::string(verdict_word(feature.verdict)), verdict_style(feature.verdict, how)},
               {share_text(std::fabs(told.effect))},
               {between_text(told.effect_interval)},
               {what_moved(feature)}});
  }
  return printable(column) + " of " + printable(series.name) + " in windows of " + printable(series.window) +
         "     against  " + printable(series.baseline_name) + "\n" + with_gaps(table, series.windows);
}

}  // namespace program
