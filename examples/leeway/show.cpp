// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <leeway/base/frame.hpp>
#include <leeway/interop/json_report.hpp>
#include <leeway/interop/json_schema_file.hpp>
#include <leeway/interop/json_text.hpp>

#include "baseline_words.hpp"
#include "commands.hpp"
#include "file_kinds.hpp"
#include "files.hpp"
#include "nearest_name.hpp"
#include "stored.hpp"
#include "terminal.hpp"
#include "text.hpp"
#include "window_list.hpp"
#include "window_words.hpp"

namespace program {
namespace {

[[noreturn]] void no_such_column(const std::string& wanted, const std::string& where,
                                 const std::vector<std::string>& names) {
  throw std::invalid_argument("--why " + wanted + ": no such column in " + where + nearest_hint(wanted, names));
}

std::vector<std::string> names_in(const leeway::report& report) {
  std::vector<std::string> names;
  for (const leeway::feature_report& one : report.features) names.push_back(one.name);
  return names;
}

std::vector<std::string> names_in(const leeway::baseline& past) {
  std::vector<std::string> names;
  for (const leeway::any_feature& one : past.features()) names.emplace_back(leeway::name_of(one));
  return names;
}

std::string why_of_report(const leeway::report& report, const std::string& wanted, const std::string& where) {
  const leeway::feature_report* feature = report.find(wanted);
  if (feature == nullptr) no_such_column(wanted, where, names_in(report));
  return column_text(report, *feature, {wants_colours(), true, {}});
}

std::string why_of_baseline(const leeway::baseline& past, const std::string& wanted, const std::string& where) {
  const leeway::any_feature* feature = past.find(wanted);
  if (feature == nullptr) no_such_column(wanted, where, names_in(past));
  return column_text(past, *feature);
}

/// What can be said of a window without its baseline.
std::string window_text(const std::string& path, std::span<const std::byte> bytes) {
  std::string text;
  try {
    leeway::byte_reader in = leeway::unframe(leeway::state_kind::window, bytes);
    leeway::read_sections(in, [&](std::uint32_t tag, leeway::byte_reader& section) {
      if (tag != 1) return;
      const auto fingerprint = section.take<std::uint64_t>();
      const std::string name(section.take_text());
      text = "window " + printable(name) + ": " + counted(section.take<std::uint64_t>(), "row") +
             ", counted against the baseline " + leeway::detail::fingerprint_text(fingerprint) + "\n";
    });
  } catch (const leeway::bad_state& error) {
    throw std::runtime_error(path + ": " + error.what());
  }
  return text;
}

void show_schema(const std::string& path) { print(leeway::json_text(leeway::schema_document(load_baseline(path)))); }

void show_baseline(const show_arguments& arguments) {
  const leeway::baseline past = load_baseline(arguments.path);
  print(arguments.why.empty() ? baseline_text(past) : why_of_baseline(past, arguments.why, arguments.path));
}

void show_report(const show_arguments& arguments) {
  const leeway::report report = load_report(arguments.path);
  view how{wants_colours(), true, {}};
  how.certainly_below = certainly_below_in(arguments.path);
  print(arguments.why.empty() ? report_text(report, how) : why_of_report(report, arguments.why, arguments.path));
}

/// One column in the report of every window.
std::string why_of_windows(const window_list& series, const std::string& wanted, const std::string& path) {
  const std::string folder = is_folder(path) ? path : std::filesystem::path(path).parent_path().string();
  std::vector<leeway::feature_report> reports;
  for (const window_line& line : series.windows) {
    if (!line.not_judged.empty()) {
      reports.emplace_back();
      continue;
    }
    const std::string place = path_in(folder, line.place.folder);
    const leeway::report report = load_report(place);
    const leeway::feature_report* feature = report.find(wanted);
    if (feature == nullptr) no_such_column(wanted, place, names_in(report));
    reports.push_back(*feature);
  }
  return column_text(series, wanted, reports, {wants_colours(), true, {}});
}

void show_windows(const show_arguments& arguments) {
  const window_list series = load_windows(arguments.path);
  print(arguments.why.empty() ? series_text(series, {wants_colours(), true, {}})
                              : why_of_windows(series, arguments.why, arguments.path));
}

/// Whether the second file in a folder was written after the first; false where one is not there.
bool is_newer(const std::string& folder, std::string_view first, std::string_view second) {
  std::error_code none;
  const auto before = std::filesystem::last_write_time(path_in(folder, std::string(first)), none);
  if (none) return false;
  const auto after = std::filesystem::last_write_time(path_in(folder, std::string(second)), none);
  return !none && after > before;
}

void show_folder(const show_arguments& arguments) {
  struct kind {
    std::string_view file;
    void (*show)(const show_arguments&);
    bool there = false;
  };
  std::array<kind, 3> kinds = {
      {{baseline_file, show_baseline}, {report_file, show_report}, {windows_file, show_windows}}};
  const kind* last = nullptr;
  for (kind& one : kinds) {
    one.there = file_exists(path_in(arguments.path, std::string(one.file)));
    if (one.there) last = &one;
  }
  if (kinds[1].there && kinds[2].there) {  // of one check and another, of which the later counts
    const bool windows_last = is_newer(arguments.path, report_file, windows_file);
    kind& older = windows_last ? kinds[1] : kinds[2];
    older.there = false;
    last = windows_last ? &kinds[2] : &kinds[1];
    warn(path_in(arguments.path, std::string(older.file)) + " is of an earlier check, and not shown");
  }
  if (last == nullptr)
    throw std::runtime_error(arguments.path + ": neither " + std::string(baseline_file) + " nor " +
                             std::string(report_file) + " nor " + std::string(windows_file) + " in this folder");
  if (!arguments.why.empty()) return last->show(arguments);
  for (const kind& one : kinds) {
    if (one.there) one.show(arguments);
    if (one.there && &one != last) print("\n");
  }
}

void show_file(const show_arguments& arguments) {
  const std::vector<std::byte> bytes = read_file(arguments.path);
  refuse_other_kinds(arguments.path, bytes);
  if (is_state(bytes) && is_kind(bytes, leeway::state_kind::window))
    print(window_text(arguments.path, bytes));
  else if (is_json(arguments.path, bytes))
    holds_windows(arguments.path) ? show_windows(arguments) : show_report(arguments);
  else
    show_baseline(arguments);
}

}  // namespace

int show(const show_arguments& arguments) {
  if (arguments.schema)
    show_schema(arguments.path);
  else if (is_folder(arguments.path))
    show_folder(arguments);
  else
    show_file(arguments);
  return done;
}

}  // namespace program
