// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_CONSTRAINTS_HPP
#define LEEWAY_INTEROP_JSON_CONSTRAINTS_HPP

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include <leeway/constraints/constraints.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/interop/json_constraints_reader.hpp>
#include <leeway/interop/json_merge.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_text.hpp>
#include <leeway/interop/json_tolerances.hpp>

namespace leeway {
namespace detail {

inline nlohmann::ordered_json json_switch(bool on) { return on ? "Enabled" : "Disabled"; }

/// What Model Monitor has no key for; null when there is nothing.
inline nlohmann::ordered_json own_constraints(const feature_constraints& feature) {
  nlohmann::ordered_json own;
  if (!feature.exact_type) own["exact_type"] = false;
  if (feature.minimum) own["minimum"] = json_number(*feature.minimum);
  if (feature.maximum) own["maximum"] = json_number(*feature.maximum);
  if (!feature.tolerances.empty()) own["tolerances"] = to_json(std::span<const tolerated_change>(feature.tolerances));
  return own;
}

inline nlohmann::ordered_json json_feature(const feature_constraints& feature) {
  nlohmann::ordered_json json;
  json["name"] = feature.name;
  json["inferred_type"] = to_string(feature.inferred_type);
  if (feature.completeness) json["completeness"] = json_number(*feature.completeness);
  if (feature.non_negative) json["num_constraints"]["is_non_negative"] = *feature.non_negative;
  if (!feature.domain.empty()) json["string_constraints"]["domains"] = feature.domain;
  if (!feature.evaluate) json["monitoringConfigOverrides"]["evaluate_constraints"] = json_switch(false);
  if (!feature.emit_metrics) json["monitoringConfigOverrides"]["emit_metrics"] = json_switch(false);
  nlohmann::ordered_json own = own_constraints(feature);
  if (!own.is_null()) json["leeway"] = std::move(own);
  return json;
}

inline nlohmann::ordered_json json_config(const constraints& wanted) {
  nlohmann::ordered_json json;
  json["evaluate_constraints"] = json_switch(wanted.evaluate);
  json["emit_metrics"] = json_switch(wanted.emit_metrics);
  json["datatype_check_threshold"] = json_number(wanted.datatype_check_threshold);
  json["domain_content_threshold"] = json_number(wanted.domain_content_threshold);
  nlohmann::ordered_json& drift = json["distribution_constraints"];
  drift["perform_comparison"] = json_switch(wanted.compare_distributions);
  drift["comparison_threshold"] = json_number(wanted.comparison_threshold);
  drift["comparison_method"] = wanted.comparison_method;
  if (wanted.categorical_comparison_threshold)
    drift["categorical_comparison_threshold"] = json_number(*wanted.categorical_comparison_threshold);
  drift["categorical_drift_method"] = wanted.categorical_drift_method;
  return json;
}

/// Takes the overrides of both switches out of a feature, wherever they stand.
inline void drop_overrides(nlohmann::ordered_json& feature) {
  for (std::string_view holder : {"", "num_constraints", "string_constraints"}) {
    if (!holder.empty() && !feature.contains(holder)) continue;
    nlohmann::ordered_json& place = holder.empty() ? feature : feature[std::string(holder)];
    for (std::string_view key : override_keys) {
      if (!place.is_object() || !place.contains(key)) continue;
      nlohmann::ordered_json& overrides = place[std::string(key)];
      overrides.erase("evaluate_constraints");
      overrides.erase("emit_metrics");
      if (overrides.empty()) place.erase(std::string(key));
    }
  }
}

inline nlohmann::ordered_json rewritten_feature(nlohmann::ordered_json document, const feature_constraints& before,
                                                const feature_constraints& after) {
  nlohmann::ordered_json old = json_feature(before);
  nlohmann::ordered_json now = json_feature(after);
  if (before.evaluate != after.evaluate || before.emit_metrics != after.emit_metrics) {
    drop_overrides(document);
    drop_overrides(old);
  } else {
    drop_overrides(old);
    drop_overrides(now);
  }
  carry_over(document, old, now);
  return document;
}

}  // namespace detail

/// The content of a new `constraints.json`: Model Monitor's keys, and those it does not have below "leeway".
[[nodiscard]] inline nlohmann::ordered_json to_json(const constraints& wanted) {
  nlohmann::ordered_json json;
  json["version"] = 0.0;
  json["features"] = nlohmann::ordered_json::array();
  for (const feature_constraints& feature : wanted.features) json["features"].push_back(detail::json_feature(feature));
  json["monitoring_config"] = detail::json_config(wanted);
  return json;
}

/** A `constraints.json` that was read, with what has changed since: everything else in it, unknown keys included, stays
    as it was. `document` is what `parse_json` gave.
    @throws json_error when `document` does not hold constraints */
[[nodiscard]] inline nlohmann::ordered_json rewritten(nlohmann::ordered_json document, const constraints& wanted) {
  const constraints before = read_constraints({document, "constraints"});
  nlohmann::ordered_json features = nlohmann::ordered_json::array();
  for (const feature_constraints& feature : wanted.features) {
    const feature_constraints* known = before.find(feature.name);
    if (known == nullptr) {
      features.push_back(detail::json_feature(feature));
      continue;
    }
    const auto place = static_cast<std::size_t>(known - before.features.data());
    features.push_back(detail::rewritten_feature(document["features"][place], *known, feature));
  }
  document["features"] = std::move(features);
  const nlohmann::ordered_json old = detail::json_config(before);
  const nlohmann::ordered_json now = detail::json_config(wanted);
  if (old == now) return document;
  if (!document.contains("monitoring_config")) document["monitoring_config"] = nlohmann::ordered_json::object();
  carry_over(document["monitoring_config"], old, now);
  return document;
}

}  // namespace leeway

#endif
