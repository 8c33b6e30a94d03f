// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_REPORT_HPP
#define LEEWAY_INTEROP_JSON_REPORT_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/test_result.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/decision/finding.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/drift/contribution.hpp>
#include <leeway/interop/json_contributions.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/interop/json_violations.hpp>
#include <leeway/monitor/equivalence.hpp>
#include <leeway/monitor/report.hpp>

namespace leeway {
namespace detail {

inline constexpr double least_written_p = 1e-300;

inline bool p_underflows(double log_p) noexcept { return !is_nan(log_p) && log_p < std::log(least_written_p); }
inline nlohmann::ordered_json json_p_value(double log_p) {
  return p_underflows(log_p) ? nlohmann::ordered_json(least_written_p) : json_number(std::exp(log_p));
}

inline nlohmann::ordered_json json_flags(leeway::flags flags) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::uint32_t bit = 0; bit < std::size(flag_names); ++bit)
    if (flags.has(static_cast<flag>(std::uint32_t{1} << bit))) list.push_back(flag_names[bit]);
  return list;
}

inline std::string fingerprint_text(std::uint64_t fingerprint) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = digits[(fingerprint >> (60 - 4 * i)) & 15];
  return text;
}

inline std::string_view kind_text(const feature_report& feature) noexcept {
  if (feature.role == role::time) return "time";
  if (feature.role == role::identifier) return "identifier";
  return feature.numeric ? "numeric" : "categorical";
}

inline nlohmann::ordered_json json_finding(const finding& found) {
  const bool underflow = p_underflows(found.log_p_value) || p_underflows(found.adjusted_log_p_value);
  nlohmann::ordered_json json = {{"question", to_string(found.question)},
                                 {"test", found.test},
                                 {"verdict", to_string(found.verdict)},
                                 {"effect", json_number(found.effect)},
                                 {"effect_lower", json_number(found.effect_interval.lower)},
                                 {"effect_upper", json_number(found.effect_interval.upper)},
                                 {"effect_lower_bound", json_number(found.effect_lower_bound)},
                                 {"tolerance", {found.tolerance.warning, found.tolerance.drift}},
                                 {"p_value", json_p_value(found.log_p_value)},
                                 {"log_p_value", json_number(found.log_p_value)},
                                 {"adjusted_p_value", json_p_value(found.adjusted_log_p_value)},
                                 {"smallest_effect", json_number(found.smallest_effect)},
                                 {"what", found.what},
                                 {"flags", json_flags(leeway::flags{}.set(flag::p_underflow, underflow))},
                                 {"notes", found.notes}};
  if (found.own.windows > 0)
    json["own_windows"] = {{"count", found.own.windows},
                           {"limit", json_number(found.own.effect)},
                           {"exceeded", json_number(found.own.exceeded)}};
  return json;
}

inline nlohmann::ordered_json json_test(const shown_test& shown) {
  const test_result& result = shown.result;
  const interval p = result.log_p_interval;
  leeway::flags flags = result.flags;
  flags.set(flag::p_underflow, p_underflows(result.log_p_value) || p_underflows(p.lower) || p_underflows(p.upper));
  return {{"test", result.test},
          {"decides", shown.decides},
          {"method", to_string(result.method)},
          {"statistic", json_number(result.statistic)},
          {"statistic_lower", json_number(result.statistic_interval.lower)},
          {"statistic_upper", json_number(result.statistic_interval.upper)},
          {"p_value", json_p_value(result.log_p_value)},
          {"p_value_lower", json_p_value(p.lower)},
          {"p_value_upper", json_p_value(p.upper)},
          {"log_p_value", json_number(result.log_p_value)},
          {"degrees_of_freedom", json_number(result.degrees_of_freedom)},
          {"effect", json_number(result.effect)},
          {"effect_lower", json_number(result.effect_interval.lower)},
          {"effect_upper", json_number(result.effect_interval.upper)},
          {"baseline_n", result.baseline_n},
          {"window_n", result.window_n},
          {"flags", json_flags(flags)},
          {"contributions", to_json(std::span<const contribution>(shown.contributions))}};
}

/// Moments and extremes of numbers: for people, they decide nothing.
inline void add_numbers(nlohmann::ordered_json& side, const side_summary& seen) {
  side["mean"] = json_number(seen.moments.mean());
  side["standard_deviation"] = json_number(seen.moments.standard_deviation());
  side["smallest"] = json_number(seen.smallest);
  side["largest"] = json_number(seen.largest);
}

/// What learning noticed, then what the questions note, each once.
inline std::vector<std::string> all_notes(const feature_report& feature) {
  std::vector<std::string> notes;
  if (!feature.remark.empty()) notes.push_back(feature.remark);
  for (const finding& found : feature.findings)
    for (const std::string& note : found.notes)
      if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
  return notes;
}

inline nlohmann::ordered_json json_feature(const feature_report& feature) {
  const finding* decisive = feature.decisive();
  nlohmann::ordered_json json = {
      {"name", feature.name},
      {"kind", kind_text(feature)},
      {"value_type", to_string(feature.value_type)},
      {"verdict", to_string(feature.verdict)},
      {"decided_by", decisive != nullptr ? nlohmann::ordered_json(to_string(decisive->question)) : nullptr},
      {"notes", all_notes(feature)},
      {"in_window", feature.in_window},
      {"baseline", {{"present", feature.baseline.present}, {"missing", feature.baseline.missing}}},
      {"window",
       {{"present", feature.window.present},
        {"missing", feature.window.missing},
        {"unseen", feature.window.unseen},
        {"invalid", feature.window.invalid},
        {"infinite", feature.window.infinite}}},
      {"questions", nlohmann::ordered_json::array()},
      {"tests", nlohmann::ordered_json::array()}};
  if (feature.baseline.invalid > 0) json["baseline"]["invalid"] = feature.baseline.invalid;
  if (feature.numeric) {
    add_numbers(json["baseline"], feature.baseline);
    add_numbers(json["window"], feature.window);
  }
  for (const finding& found : feature.findings) json["questions"].push_back(json_finding(found));
  for (const shown_test& shown : feature.tests) json["tests"].push_back(json_test(shown));
  nlohmann::ordered_json deciles = nlohmann::ordered_json::array();
  for (const decile& one : feature.deciles)
    deciles.push_back(
        {{"baseline_share", json_number(one.baseline_share)}, {"window_share", json_number(one.window_share)}});
  if (!feature.deciles.empty()) json["deciles"] = std::move(deciles);
  if (feature.design_effect > 1.0) json["design_effect"] = json_number(feature.design_effect);
  if (feature.rank_error > 0.0) json["rank_error"] = json_number(feature.rank_error);
  if (!is_nan(feature.own_dependence)) json["own_dependence"] = json_number(feature.own_dependence);
  json["model_monitor"] = {{"simple", json_number(feature.simple_distance)},
                           {"robust", json_number(feature.robust_distance)}};
  return json;
}

}  // namespace detail

/** A report as `drift.json`, format 1 (described by `docs/drift.schema.json`). Numbers that do not exist are null,
    infinite ones "Infinity" and "-Infinity"; a p-value below 1e-300 is written 1e-300 with the flag `p_underflow`,
    beside its exact logarithm. Every feature of the baseline is listed. */
[[nodiscard]] inline nlohmann::ordered_json to_json(const report& judged) {
  nlohmann::ordered_json features = nlohmann::ordered_json::array();
  for (const feature_report& feature : judged.features) features.push_back(detail::json_feature(feature));
  nlohmann::ordered_json window = {{"name", judged.window_name}, {"rows", judged.window_rows}};
  if (judged.no_rows) window["no_rows"] = true;
  if (judged.usual_rows > 0) window["usual_rows"] = judged.usual_rows;
  return {{"leeway", judged.library_version},
          {"format", 1},
          {"baseline",
           {{"name", judged.baseline_name},
            {"rows", judged.baseline_rows},
            {"fingerprint", detail::fingerprint_text(judged.baseline_fingerprint)}}},
          {"window", std::move(window)},
          {"decision",
           {{"significance", json_number(judged.significance)},
            {"correction", to_string(judged.correction)},
            {"family", judged.family},
            {"verdict", to_string(judged.verdict)}}},
          {"features", std::move(features)},
          {"missing_columns", judged.missing_columns},
          {"extra_columns", judged.extra_columns},
          {"violations", detail::violation_list(judged.violations)}};
}

/** The same, with what may have moved by `share` of rows or more, as `not_certainly_below` says; `at_most` is null
    where nothing could be compared.
    @throws std::invalid_argument when `share` is not above 0 and at most 1 */
[[nodiscard]] inline nlohmann::ordered_json to_json(const report& judged, double share) {
  nlohmann::ordered_json open = nlohmann::ordered_json::array();
  for (const possible_move& one : not_certainly_below(judged, share))
    open.push_back(
        {{"feature", one.feature}, {"question", to_string(one.question)}, {"at_most", json_number(one.at_most)}});
  nlohmann::ordered_json document = to_json(judged);
  document["certainly_below"] = {{"share", json_number(share)}, {"open", std::move(open)}};
  return document;
}

}  // namespace leeway

#endif
