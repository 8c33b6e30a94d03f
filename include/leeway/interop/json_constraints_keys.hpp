// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_CONSTRAINTS_KEYS_HPP
#define LEEWAY_INTEROP_JSON_CONSTRAINTS_KEYS_HPP

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/interop/json_place.hpp>

namespace leeway {
namespace detail {

/// Appends the keys of an object that are not among these, each with the way to it.
inline void find_unknown(const json_place& place, std::initializer_list<std::string_view> known,
                         std::vector<std::string>& into) {
  if (!place.value().is_object()) return;
  for (const auto& item : place.value().items())
    if (std::find(known.begin(), known.end(), item.key()) == known.end())
      into.push_back(place.where() + ": " + item.key());
}
inline void find_unknown(const json_place& parent, std::string_view key, std::initializer_list<std::string_view> known,
                         std::vector<std::string>& into) {
  if (const auto place = parent.find(key)) find_unknown(*place, known, into);
}

inline void find_unknown_of_feature(const json_place& feature, std::vector<std::string>& into) {
  constexpr std::string_view either = "monitoringConfigOverrides";
  constexpr std::string_view other = "monitoring_config_overrides";
  find_unknown(
      feature,
      {"name", "inferred_type", "completeness", "num_constraints", "string_constraints", "leeway", either, other},
      into);
  find_unknown(feature, "num_constraints", {"is_non_negative", either, other}, into);
  find_unknown(feature, "string_constraints", {"domains", either, other}, into);
}

}  // namespace detail

/** The keys of a `constraints.json` that nobody knows, with the way to each: kept when the file is rewritten, and
    without effect. One that is misspelt is among them. `document` is what `read_constraints` can read. */
[[nodiscard]] inline std::vector<std::string> unknown_keys(const json_place& document) {
  std::vector<std::string> unknown;
  detail::find_unknown(document, {"version", "features", "monitoring_config"}, unknown);
  for (const json_place& place : document.at("features").items())
    detail::find_unknown_of_feature(place.called(document.where() + ": column \"" + place.at("name").text() + "\""),
                                    unknown);
  const auto config = document.find("monitoring_config");
  if (!config) return unknown;
  detail::find_unknown(*config,
                       {"evaluate_constraints", "emit_metrics", "datatype_check_threshold", "domain_content_threshold",
                        "distribution_constraints"},
                       unknown);
  detail::find_unknown(
      *config, "distribution_constraints",
      {"enable_comparisons", "perform_comparison", "min_domain_mass", "comparison_threshold",
       "categorical_comparison_threshold", "comparion_method", "comparison_method", "categorical_drift_method"},
      unknown);
  return unknown;
}

}  // namespace leeway

#endif
