// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "judge.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/baseline/extended.hpp>
#include <leeway/constraints/evaluate.hpp>
#include <leeway/constraints/observed_table.hpp>
#include <leeway/drift/l_infinity.hpp>
#include <leeway/monitor/drift_violations.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/words.hpp>

namespace program {
namespace {

/// A tested column of categories with a cell for each of them.
leeway::extended_feature with_all_cells(const leeway::category_feature& feature, const live_table& live,
                                        std::size_t i) {
  const std::string column = "--pool none: column " + std::string(feature.name());
  if (!live.unseen(i).complete())
    throw std::invalid_argument(column + " has more than " + std::to_string(unseen_values::most_named) +
                                " values that the baseline does not know");
  try {
    return leeway::extended(feature, live.window().columns()[i], live.unseen(i).ranked());
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(column + ": " + error.what());
  }
}

leeway::report evaluate_unpooled(const leeway::baseline& past, const live_table& live,
                                 const leeway::decision_policy& policy) {
  std::vector<leeway::any_feature> features(past.features().begin(), past.features().end());
  std::vector<leeway::column_statistics> columns(live.window().columns().begin(), live.window().columns().end());
  for (std::size_t i = 0; i < features.size(); ++i) {
    const auto* category = std::get_if<leeway::category_feature>(&features[i]);
    if (category == nullptr || category->role() != leeway::role::feature) continue;
    leeway::extended_feature both = with_all_cells(*category, live, i);
    features[i] = std::move(both.baseline);
    columns[i] = std::move(both.window);
  }
  const leeway::baseline wide(past.origin(), past.rows(), std::move(features));
  leeway::window window(wide, std::string(live.window().name()));
  window.add_rows(live.window().rows());
  for (std::size_t i = 0; i < columns.size(); ++i) window.column(i) = std::move(columns[i]);
  leeway::report result = leeway::evaluate(wide, window, policy);
  result.baseline_fingerprint = past.fingerprint();
  return result;
}

/// "new: "azure" 1.2 %, "zinc" 0.4 % and 3 more".
std::string new_values_text(const unseen_values& unseen, std::uint64_t present) {
  constexpr std::size_t most = 5;
  const std::vector<leeway::category_count> values = unseen.ranked();
  std::string text = "new: ";
  for (std::size_t i = 0; i < (std::min)(values.size(), most); ++i)
    text += (i > 0 ? ", \"" : "\"") + values[i].name + "\" " +
            leeway::percent_text(leeway::detail::share(values[i].records, present)) + " %";
  if (values.size() <= most) return text;
  return text + " and " + (unseen.complete() ? std::to_string(values.size() - most) : std::string("many")) + " more";
}

void name_new_values(const live_table& live, leeway::report& report) {
  for (std::size_t i = 0; i < report.features.size(); ++i) {
    leeway::feature_report& feature = report.features[i];
    if (feature.numeric || feature.window.unseen == 0) continue;
    for (leeway::finding& found : feature.findings)
      if (found.question == leeway::question::unseen)
        found.notes.push_back(new_values_text(live.unseen(i), feature.window.present));
  }
}

/// The old distance takes each new value for itself; a window of counts has them in one cell.
void set_old_distances(const leeway::baseline& past, const live_table& live, leeway::report& report) {
  for (std::size_t i = 0; i < report.features.size(); ++i) {
    const auto* category = std::get_if<leeway::category_feature>(&past.features()[i]);
    if (category == nullptr || !live.unseen(i).complete()) continue;
    const leeway::counts& then = category->counts();
    const leeway::counts& now = live.window().columns()[i].counts();
    const std::size_t unseen = category->cells().unseen();
    if (now[unseen] == 0 || then[unseen] > 0 || then.present() == 0) continue;
    std::vector<std::uint64_t> baseline(then.cells().begin(), then.cells().end());
    std::vector<std::uint64_t> window(now.cells().begin(), now.cells().end());
    for (const leeway::category_count& one : live.unseen(i).ranked()) {
      const std::uint64_t records = (std::min)(one.records, window[unseen]);
      window[unseen] -= records;
      baseline.push_back(0);
      window.push_back(records);
    }
    leeway::feature_report& feature = report.features[i];
    feature.simple_distance = leeway::l_infinity_distance(baseline, window);
    feature.robust_distance = leeway::robust_distance(feature.simple_distance, then.present(), now.present());
  }
}

leeway::observed_table observed(const leeway::baseline& past, const live_table& live) {
  leeway::observed_table table =
      leeway::observe(past, live.window(), live.types(), live.missing_columns(), live.extra_columns());
  for (std::size_t i = 0; i < past.features().size(); ++i) {
    const auto found = std::find_if(
        table.columns.begin(), table.columns.end(),
        [&](const leeway::observed_column& column) { return column.name == leeway::name_of(past.features()[i]); });
    if (found == table.columns.end()) continue;
    for (leeway::category_count& one : live.unseen(i).ranked())
      leeway::name_unseen(*found, std::move(one.name), one.records);
  }
  return table;
}

}  // namespace

judge::judge(leeway::baseline past, leeway::decision_policy policy, leeway::constraints wanted, bool pools_nothing)
    : past_(std::move(past)), policy_(std::move(policy)), wanted_(std::move(wanted)) {
  if (!pools_nothing) evaluate_.emplace(past_, policy_);
}

leeway::report judge::evaluate(const live_table& live) {
  return evaluate_ ? (*evaluate_)(live.window()) : evaluate_unpooled(past_, live, policy_);
}

leeway::report judge::operator()(const leeway::window& counted) {
  if (!evaluate_) throw std::invalid_argument("--pool none: counts of new values have no names");
  leeway::report report = (*evaluate_)(counted);
  report.violations = leeway::violations(wanted_, leeway::observe(past_, counted));
  for (leeway::violation& one : leeway::drift_violations(report, wanted_)) report.violations.push_back(std::move(one));
  return report;
}

leeway::report judge::operator()(const live_table& live) {
  leeway::report report = evaluate(live);
  name_new_values(live, report);
  set_old_distances(past_, live, report);
  report.missing_columns = live.missing_columns();
  for (const std::string& column : live.extra_columns()) {
    const leeway::feature_constraints* known = wanted_.find(column);
    if (known == nullptr || known->evaluate) report.extra_columns.push_back(column);
  }
  report.violations = leeway::violations(wanted_, observed(past_, live));
  for (leeway::violation& one : leeway::drift_violations(report, wanted_)) report.violations.push_back(std::move(one));
  return report;
}

}  // namespace program
