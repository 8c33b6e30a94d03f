// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_MODEL_MONITOR_HPP
#define LEEWAY_INTEROP_MODEL_MONITOR_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/baseline/baseline.hpp>
#include <leeway/cells/equal_mass.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/constraints/suggest.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/interop/json_constraints.hpp>
#include <leeway/interop/json_constraints_keys.hpp>
#include <leeway/interop/json_constraints_reader.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/interop/model_monitor_features.hpp>
#include <leeway/interop/model_monitor_statistics.hpp>
#include <leeway/monitor/constraint_tolerances.hpp>
#include <leeway/monitor/words.hpp>

/// Moves in from Amazon SageMaker Model Monitor: its files become a baseline and its rules.
namespace leeway::model_monitor {

struct load_options {
  provenance origin{"model monitor baseline"};     ///< what the baseline says of itself
  std::size_t bins = 1024;                         ///< cells of a numeric column
  std::string statistics_file{"statistics.json"};  ///< what errors call the files
  std::string constraints_file{"constraints.json"};
};

/// What happened to one column.
struct column_note {
  std::string name{};
  source from = source::nothing;
  bool tested = false;
  double rank_error = 0.0;           ///< of cumulated shares, for certain
  std::vector<std::string> notes{};  ///< what could not be taken over, and what else there is to know
};

struct loaded_files {
  leeway::baseline past;
  leeway::constraints wanted{};
  /// What a new `constraints.json` holds: the one that was read with all its keys, or what the statistics suggest.
  nlohmann::ordered_json constraints_document{};
  decision_policy policy{};  ///< with the tolerances that the constraints state
  std::vector<column_note> columns{};
  std::vector<std::string> notes{};  ///< of settings
};

namespace detail {

inline double rank_error_of(const any_feature& feature) noexcept {
  return leeway::detail::with(feature, [](const auto& one) { return one.rank_error(); });
}

inline baseline baseline_of(const table_summary& table, const load_options& options,
                            std::vector<column_note>& columns) {
  std::vector<any_feature> features;
  std::uint64_t rows = table.rows.value_or(0);
  for (const column_summary& column : table.columns) {
    taken_column taken = take_over(column, options.bins);
    const std::uint64_t own = column.present + column.missing;
    if (!table.rows) rows = rows < own ? own : rows;
    if (table.rows && own != *table.rows)
      taken.notes.push_back(std::to_string(own) + " records present or missing, item_count is " +
                            std::to_string(*table.rows));
    columns.push_back({column.name, taken.from, role_of(taken.feature) == role::feature, rank_error_of(taken.feature),
                       std::move(taken.notes)});
    features.push_back(std::move(taken.feature));
  }
  return baseline(options.origin, rows, std::move(features));
}

inline constraints suggested(const baseline& past, const table_summary& table) {
  std::vector<inferred_type> types;
  for (const column_summary& column : table.columns) types.push_back(column.type);
  constraints wanted = suggest(past, types);
  for (feature_constraints& feature : wanted.features) feature.exact_type = true;
  return wanted;
}

inline void note_settings(const constraints& wanted, std::vector<std::string>& notes) {
  const auto note = [&](bool said, std::string text) {
    if (said) notes.push_back(std::move(text));
  };
  const auto edited = [](double threshold) { return threshold < 0.1 || threshold > 0.1; };
  note(!wanted.evaluate, "evaluate_constraints is Disabled: nothing is a violation");
  note(!wanted.compare_distributions, "perform_comparison is Disabled: drift is shown, and is no violation");
  note(edited(wanted.comparison_threshold),
       "comparison_threshold " + number_text(wanted.comparison_threshold) + " becomes the drift tolerance of numbers");
  const double words = wanted.categorical_comparison_threshold.value_or(wanted.comparison_threshold);
  note(edited(words),
       "categorical comparison threshold " + number_text(words) + " becomes the drift tolerance of categories");
  note(wanted.categorical_drift_method != "LInfinity",
       "categorical_drift_method " + wanted.categorical_drift_method + " is kept and decides nothing");
  note(!wanted.emit_metrics, "emit_metrics is Disabled: kept, and nothing here sends metrics");
}

inline void note_columns(const constraints& wanted, std::vector<column_note>& columns,
                         std::vector<std::string>& notes) {
  for (column_note& column : columns) {
    const feature_constraints* own = wanted.find(column.name);
    if (own == nullptr)
      column.notes.push_back("no constraints: live rows that have it have an extra column");
    else if (!own->evaluate)
      column.notes.push_back("switched off in the constraints: shown, and never a violation");
  }
  for (const feature_constraints& feature : wanted.features) {
    bool known = false;
    for (const column_note& column : columns) known = known || column.name == feature.name;
    if (!known)
      notes.push_back("column \"" + feature.name + "\" has constraints and no statistics: it has to be there, no more");
  }
}

}  // namespace detail

/** Takes over a baseline from a `statistics.json`, and its rules from the `constraints.json` beside it, of either
    generation and with every spelling of overrides; without one the rules are suggested from the statistics.

    Numbers come out of their sketch with a certain rank error, which tests allow for; categories with their counts.
    What cannot be taken over is in the notes, column by column, and such columns are not tested.
    @throws json_error naming file, column, key and value of what makes no sense
    @throws std::invalid_argument for bins outside 2 and 2^20 */
// A template, because texts would become JSON documents by themselves.
template <std::same_as<nlohmann::ordered_json> Document>
[[nodiscard]] loaded_files load(const Document& statistics, const nlohmann::ordered_json* constraints = nullptr,
                                const load_options& options = {}) {
  const equal_mass checked(options.bins);
  const table_summary table = read_statistics(json_place(statistics, options.statistics_file));
  std::vector<column_note> columns;
  baseline past = detail::baseline_of(table, options, columns);
  loaded_files result{std::move(past)};
  result.columns = std::move(columns);
  result.wanted = constraints != nullptr ? read_constraints(json_place(*constraints, options.constraints_file))
                                         : detail::suggested(result.past, table);
  result.constraints_document = constraints != nullptr ? *constraints : to_json(result.wanted);
  result.policy = with_tolerances({}, result.wanted);
  if (constraints == nullptr) return result;
  detail::note_settings(result.wanted, result.notes);
  detail::note_columns(result.wanted, result.columns, result.notes);
  for (const std::string& key : unknown_keys(json_place(*constraints, options.constraints_file)))
    result.notes.push_back("unknown key kept, without effect: " + key);
  return result;
}

/// The same from texts; empty constraints are none. @throws json_error for texts that are no JSON, too
[[nodiscard]] inline loaded_files load(std::string_view statistics, std::string_view constraints = {},
                                       const load_options& options = {}) {
  const nlohmann::ordered_json document = parse_json(statistics, options.statistics_file);
  if (constraints.empty()) return load(document, nullptr, options);
  const nlohmann::ordered_json rules = parse_json(constraints, options.constraints_file);
  return load(document, &rules, options);
}

}  // namespace leeway::model_monitor

#endif
