// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <list>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/interop/json_report.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/window/window_merge.hpp>

#include "checking.hpp"
#include "commands.hpp"
#include "counted_windows.hpp"
#include "stored.hpp"
#include "text.hpp"

namespace program {
namespace {

/// The windows of one baseline, and how they are checked.
struct counted_group {
  std::uint64_t fingerprint = 0;
  check_arguments arguments{};
};

/// Files with the same fingerprint, in the order in which they were named.
std::vector<counted_group> groups_of(const check_arguments& arguments) {
  std::vector<counted_group> groups;
  for (const std::string& file : arguments.input.paths) {
    const std::uint64_t print = load_window(file).counted().fingerprint();
    auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& one) { return one.fingerprint == print; });
    if (found == groups.end()) {
      found = groups.insert(found, {print, arguments});
      found->arguments.input.paths.clear();
      found->arguments.baseline.clear();
    }
    found->arguments.input.paths.push_back(file);
  }
  return groups;
}

void find_baselines(std::vector<counted_group>& groups, const std::vector<std::string>& baselines) {
  for (const std::string& baseline : baselines) {
    const std::uint64_t print = load_baseline(baseline).fingerprint();
    for (counted_group& group : groups)
      if (group.fingerprint == print && group.arguments.baseline.empty()) group.arguments.baseline = baseline;
  }
  for (const counted_group& group : groups)
    if (group.arguments.baseline.empty())
      throw std::runtime_error(list_of(group.arguments.input.paths) + ": counted against baseline " +
                               leeway::detail::fingerprint_text(group.fingerprint) + ", which no --baseline is");
}

leeway::report report_of(checking& check) {
  std::vector<leeway::collected_window> windows;
  for (const std::string& file : check.arguments.input.paths) windows.push_back(load_window(file, check.past));
  leeway::collected_window sum = leeway::merge_windows(windows);
  sum.rename(check.arguments.input.shown_name());
  return check.give_report(sum.counted());
}

void refuse_options_of_tables(const check_arguments& arguments) {
  if (arguments.windows.wanted())
    throw std::invalid_argument("--window, --time: counted windows are checked as they are");
  if (!arguments.schema.empty())
    throw std::invalid_argument("--schema " + arguments.schema + ": counted windows know columns by their old names");
  if (arguments.expect_rows) throw std::invalid_argument("--expect-rows: counted windows are checked as they are");
  if (!arguments.input.rows.empty())
    throw std::invalid_argument("--rows " + arguments.input.rows + ": counted windows have no rows any more");
}

}  // namespace

bool are_counted(const std::vector<std::string>& files) {
  std::optional<std::string> counted;
  std::optional<std::string> table;
  for (const std::string& file : files) (begins_as_state(file) ? counted : table) = file;
  if (counted && table) throw std::invalid_argument(*counted + " is a counted window, and " + *table + " is none");
  return counted.has_value();
}

exit_code check_counted(const check_arguments& arguments) {
  refuse_options_of_tables(arguments);
  std::vector<counted_group> groups = groups_of(arguments);
  find_baselines(groups, arguments.baselines);
  std::list<checking> checks;
  nlohmann::ordered_json reports = nlohmann::ordered_json::array();
  const bool several = groups.size() > 1;
  const bool list = several && arguments.format == "json";
  for (counted_group& group : groups) {
    if (several && !arguments.out.empty())
      group.arguments.out = path_in(arguments.out, leeway::detail::fingerprint_text(group.fingerprint));
    checking& check = checks.emplace_back(prepared(group.arguments));
    const leeway::report report = report_of(check);
    checks.front().result.add(report);
    if (list) reports.push_back(report_document(report, check.how));
    if (list && !group.arguments.out.empty()) write_files(group.arguments.out, report_files(report, check.how));
    if (!list) give(check, report);
  }
  if (list) print(leeway::json_text(reports));
  return checks.front().result.code();
}

}  // namespace program
