// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <leeway/baseline/renamed.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/interop/json_report.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/interop/json_violations.hpp>
#include <leeway/monitor/constraint_tolerances.hpp>

#include "beside.hpp"
#include "checking.hpp"
#include "commands.hpp"
#include "live_table.hpp"
#include "renames.hpp"
#include "stated_names.hpp"
#include "stored.hpp"
#include "table_input.hpp"
#include "text.hpp"

namespace program {
namespace {

void validate(const check_arguments& arguments) {
  if (arguments.format != "text" && arguments.format != "json")
    throw std::invalid_argument("--format " + arguments.format + ": wanted text or json");
  if (arguments.expect_rows && arguments.windows.time.empty())
    throw std::invalid_argument("--expect-rows: wanted windows of time, --window and --time");
}

std::optional<double> certain_share(const check_arguments& arguments) {
  if (arguments.certainly_below.empty()) return std::nullopt;
  const double share = parse_share("--certainly-below", arguments.certainly_below);
  if (share > 1.0)
    throw std::invalid_argument("--certainly-below " + arguments.certainly_below + ": more than all rows; 10% is 0.1");
  if (!(share > 0.0))
    throw std::invalid_argument("--certainly-below " + arguments.certainly_below + ": nothing is certainly below that");
  return share;
}

leeway::constraints wanted_constraints(const check_arguments& arguments, const leeway::baseline& past) {
  if (std::optional<leeway::constraints> stored = load_constraints(arguments.baseline)) return *std::move(stored);
  warn("no " + std::string(constraints_file) + " beside the baseline: only columns and drift are checked");
  return columns_only(past);
}

}  // namespace

checking prepared(const check_arguments& arguments) {
  validate(arguments);
  const std::optional<double> below = certain_share(arguments);
  outcome result(split_all(arguments.fail_on), below);
  leeway::decision_policy policy = arguments.policy();
  view how{wants_colours(), arguments.all, arguments.shown_tests(policy)};
  how.certainly_below = below;
  const leeway::schema_file stated = load_schema(arguments.schema);
  leeway::baseline past = leeway::renamed(load_baseline(arguments.baseline), stated.schema);
  leeway::constraints wanted = wanted_constraints(arguments, past);
  rename(wanted, stated.schema);
  require_known_columns(stated, arguments.schema, past, wanted);
  leeway::apply(stated, wanted);
  warn_of_unknown_columns(wanted, constraints_beside(arguments.baseline), past);
  std::optional<leeway::seasonal_baseline> seasons = load_seasons(arguments.baseline);
  if (seasons) seasons = renamed(*seasons, stated.schema);
  if (beside_model_monitor(arguments.beside)) how.beside = wanted;
  leeway::decision_policy with_own = leeway::with_tolerances(policy, wanted);
  season_judges give_report(judge(past, with_own, wanted, arguments.pools_nothing()), std::move(seasons), with_own,
                            wanted, arguments.pools_nothing());
  return {arguments, std::move(past), std::move(give_report), std::move(result), std::move(how)};
}

namespace {

live_table count_rows(const check_arguments& arguments, const leeway::baseline& past) {
  table_input input(arguments.input, {.columns_may_come = true});
  live_table live(past, input.names(), missing_texts(split_all(arguments.input.missing)), arguments.input.shown_name());
  while (input.next()) live.observe(input.cells());
  input.require_rows();
  input.warn_of_bad_lines();
  return live;
}

/// Which command tells more about the worst column.
std::string next_step(const check_arguments& arguments, const leeway::report& report) {
  const leeway::feature_report* worst = worst_column(report);
  if (worst == nullptr) return {};
  const std::string why = why_option(worst->name) + "\n";
  if (arguments.out.empty()) return "why: check again with --out DIR, then leeway show DIR" + why;
  return "written: " + path_in(arguments.out, std::string(report_file)) + ", " +
         path_in(arguments.out, std::string(violations_file)) + "     why: leeway show " + shell_word(arguments.out) +
         why;
}

exit_code check_all_rows(checking& check) {
  const leeway::report report = check.give_report(count_rows(check.arguments, check.past));
  check.result.add(report);
  give(check, report);
  return check.result.code();
}

}  // namespace

void give(const checking& check, const leeway::report& report) {
  const check_arguments& arguments = check.arguments;
  if (!arguments.out.empty()) write_files(arguments.out, report_files(report, check.how));
  if (arguments.format == "json")
    print(leeway::json_text(report_document(report, check.how)));
  else
    print(report_text(report, check.how) + next_step(arguments, report));
}

nlohmann::ordered_json report_document(const leeway::report& report, const view& how) {
  return how.certainly_below ? leeway::to_json(report, *how.certainly_below) : leeway::to_json(report);
}

std::vector<file_content> report_files(const leeway::report& report, const view& how) {
  const std::span<const leeway::violation> violations(report.violations);
  return {{std::string(report_file), leeway::json_text(report_document(report, how))},
          {std::string(violations_file), leeway::json_text(leeway::to_json(violations))}};
}

std::string why_option(const std::string& column) { return " --why " + shell_word(printable(column)); }

int check(const check_arguments& arguments) {
  if (are_counted(arguments.input.paths)) return check_counted(arguments);
  if (arguments.baselines.size() > 1)
    throw std::invalid_argument("--baseline " + arguments.baselines[1] + ": several are for counted windows");
  checking prepared_check = prepared(arguments);
  return arguments.windows.wanted() ? check_windows(prepared_check) : check_all_rows(prepared_check);
}

}  // namespace program
