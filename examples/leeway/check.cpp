// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <leeway/constraints/constraints.hpp>
#include <leeway/interop/json_report.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/interop/json_violations.hpp>
#include <leeway/monitor/constraint_tolerances.hpp>

#include "commands.hpp"
#include "files.hpp"
#include "judge.hpp"
#include "live_table.hpp"
#include "stored.hpp"
#include "table_input.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace program {
namespace {

void validate(const check_arguments& arguments) {
  constexpr std::array<std::string_view, 4> levels = {"warning", "drift", "violation", "too_few"};
  for (const std::string& one : split_all(arguments.fail_on))
    if (std::find(levels.begin(), levels.end(), one) == levels.end())
      throw std::invalid_argument("--fail-on " + one + ": wanted warning, drift, violation or too_few");
  if (arguments.format != "text" && arguments.format != "json")
    throw std::invalid_argument("--format " + arguments.format + ": wanted text or json");
}

leeway::constraints wanted_constraints(const check_arguments& arguments, const leeway::baseline& past) {
  if (std::optional<leeway::constraints> stored = load_constraints(arguments.baseline)) return *std::move(stored);
  warn("no " + std::string(constraints_file) + " beside the baseline: only columns and drift are checked");
  return columns_only(past);
}

live_table count_rows(const check_arguments& arguments, const leeway::baseline& past) {
  table_input input(arguments.input);
  live_table live(past, input.names(), missing_texts(split_all(arguments.input.missing)), arguments.input.shown_name());
  while (input.next()) live.observe(input.cells());
  input.require_rows();
  return live;
}

bool has_verdict(const leeway::report& report, leeway::verdict wanted) {
  return std::any_of(report.features.begin(), report.features.end(), [&](const leeway::feature_report& feature) {
    return !feature.findings.empty() && feature.verdict == wanted;
  });
}

bool was_found(const leeway::report& report, const std::string& level) {
  using leeway::verdict;
  if (level == "violation") return !report.violations.empty();
  if (level == "too_few") return has_verdict(report, verdict::too_few);
  return has_verdict(report, verdict::drift) || (level == "warning" && has_verdict(report, verdict::warning));
}

exit_code outcome(const check_arguments& arguments, const leeway::report& report) {
  using leeway::verdict;
  for (const std::string& level : split_all(arguments.fail_on))
    if (was_found(report, level)) return found;
  for (const verdict judged : {verdict::stable, verdict::warning, verdict::drift})
    if (has_verdict(report, judged)) return done;
  return could_not_judge;
}

void write_report(const std::string& folder, const leeway::report& report) {
  const std::vector<file_content> files = {
      {std::string(report_file), leeway::json_text(leeway::to_json(report))},
      {std::string(violations_file),
       leeway::json_text(leeway::to_json(std::span<const leeway::violation>(report.violations)))}};
  write_files(folder, files);
}

/// Which command tells more about the worst column.
std::string next_step(const check_arguments& arguments, const leeway::report& report) {
  const leeway::feature_report* worst = worst_column(report);
  if (worst == nullptr) return {};
  const std::string why = " --why " + shell_word(printable(worst->name)) + "\n";
  if (arguments.out.empty()) return "why: check again with --out DIR, then leeway show DIR" + why;
  return "written: " + path_in(arguments.out, std::string(report_file)) + ", " +
         path_in(arguments.out, std::string(violations_file)) + "     why: leeway show " + shell_word(arguments.out) +
         why;
}

}  // namespace

int check(const check_arguments& arguments) {
  validate(arguments);
  view how{wants_colours(), arguments.all, arguments.shown_tests()};
  const leeway::decision_policy wanted_policy = arguments.policy();
  const leeway::baseline past = load_baseline(arguments.baseline);
  const leeway::constraints wanted = wanted_constraints(arguments, past);
  const leeway::decision_policy policy = leeway::with_tolerances(wanted_policy, wanted);
  const live_table live = count_rows(arguments, past);
  const leeway::report report = judge(past, live, policy, wanted, arguments.pools_nothing());
  if (!arguments.out.empty()) write_report(arguments.out, report);
  if (arguments.format == "json")
    print(leeway::json_text(leeway::to_json(report)));
  else
    print(report_text(report, how) + next_step(arguments, report));
  return outcome(arguments, report);
}

}  // namespace program
