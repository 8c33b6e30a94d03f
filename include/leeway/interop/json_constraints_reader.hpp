// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_CONSTRAINTS_READER_HPP
#define LEEWAY_INTEROP_JSON_CONSTRAINTS_READER_HPP

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <leeway/constraints/constraints.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_tolerances.hpp>

namespace leeway {
namespace detail {

/// Both spellings that files have.
inline constexpr std::string_view override_keys[] = {"monitoringConfigOverrides", "monitoring_config_overrides"};

inline bool read_switch(const json_place& place) {
  if (place.value().is_boolean()) return place.boolean();
  if (place.value() == "Enabled") return true;
  if (place.value() != "Disabled") place.unwanted("\"Enabled\" or \"Disabled\"");
  return false;
}
inline void read_switch(const json_place& parent, std::string_view key, bool& into) {
  if (const auto place = parent.find(key)) into = read_switch(*place);
}
inline void read_share(const json_place& parent, std::string_view key, double& into) {
  if (const auto place = parent.find(key)) into = place->share();
}

/// Overrides stand in the feature or inside its constraints; what one of them switches off is off.
inline void read_overrides(const json_place& parent, feature_constraints& feature) {
  for (std::string_view key : override_keys) {
    const std::optional<json_place> overrides = parent.find(key);
    if (!overrides) continue;
    bool evaluate = true;
    bool emit_metrics = true;
    read_switch(*overrides, "evaluate_constraints", evaluate);
    read_switch(*overrides, "emit_metrics", emit_metrics);
    feature.evaluate = feature.evaluate && evaluate;
    feature.emit_metrics = feature.emit_metrics && emit_metrics;
  }
}

inline void read_own_constraints(const json_place& own, feature_constraints& feature) {
  own.only({"exact_type", "minimum", "maximum", "tolerances", "remark"});
  if (const auto place = own.find("exact_type")) feature.exact_type = place->boolean();
  if (const auto place = own.find("minimum")) feature.minimum = place->number();
  if (const auto place = own.find("maximum")) feature.maximum = place->number();
  if (feature.minimum && feature.maximum && *feature.minimum > *feature.maximum)
    own.at("minimum").unwanted("a number not above the maximum");
  if (const auto place = own.find("tolerances")) feature.tolerances = read_tolerances(*place);
}

inline feature_constraints read_feature(const json_place& place) {
  feature_constraints feature;
  feature.name = place.at("name").text();
  if (const auto type = place.find("inferred_type")) {
    const std::optional<inferred_type> known = parse_inferred_type(type->text());
    if (!known) type->unwanted("Integral, Fractional, Boolean, String or Unknown");
    feature.inferred_type = *known;
  }
  if (const auto share = place.find("completeness")) feature.completeness = share->share();
  read_overrides(place, feature);
  if (const auto numbers = place.find("num_constraints")) {
    if (const auto sign = numbers->find("is_non_negative")) feature.non_negative = sign->boolean();
    read_overrides(*numbers, feature);
  }
  if (const auto words = place.find("string_constraints")) {
    if (const auto domain = words->find("domains")) feature.domain = domain->texts();
    read_overrides(*words, feature);
  }
  if (const auto own = place.find("leeway")) read_own_constraints(*own, feature);
  return feature;
}

/// The files have short names, the vendor's guide also long ones.
inline std::string read_method(const json_place& place) {
  for (std::string_view known : {"Robust", "Simple", "linf_robust", "linf_simple"})
    if (place.text() == known) return place.text();
  place.unwanted("\"Robust\" or \"Simple\"");
}
inline std::string read_categorical_method(const json_place& place) {
  if (place.text() != "LInfinity" && place.text() != "ChiSquared") place.unwanted("\"LInfinity\" or \"ChiSquared\"");
  return place.text();
}

/// With the keys of 2019 and a misspelling that the vendor's guide had.
inline void read_distribution(const json_place& place, constraints& wanted) {
  read_switch(place, "enable_comparisons", wanted.compare_distributions);
  read_switch(place, "perform_comparison", wanted.compare_distributions);
  read_share(place, "min_domain_mass", wanted.domain_content_threshold);
  read_share(place, "comparison_threshold", wanted.comparison_threshold);
  wanted.categorical_comparison_threshold.reset();
  if (const auto share = place.find("categorical_comparison_threshold"))
    wanted.categorical_comparison_threshold = share->share();
  if (const auto method = place.find("comparion_method")) wanted.comparison_method = read_method(*method);
  if (const auto method = place.find("comparison_method")) wanted.comparison_method = read_method(*method);
  if (const auto method = place.find("categorical_drift_method"))
    wanted.categorical_drift_method = read_categorical_method(*method);
}

inline void read_config(const json_place& place, constraints& wanted) {
  read_switch(place, "evaluate_constraints", wanted.evaluate);
  read_switch(place, "emit_metrics", wanted.emit_metrics);
  if (const auto distribution = place.find("distribution_constraints")) read_distribution(*distribution, wanted);
  read_share(place, "datatype_check_threshold", wanted.datatype_check_threshold);
  read_share(place, "domain_content_threshold", wanted.domain_content_threshold);
}

}  // namespace detail

/** Reads a `constraints.json` of any age. Unknown keys are passed over, but for those below "leeway"; `rewritten` keeps
    them, and `unknown_keys` names them. What is absent has Model Monitor's default, and what a feature does not state
    is not checked.
    @throws json_error naming file, column, key and value of what makes no sense */
[[nodiscard]] inline constraints read_constraints(const json_place& document) {
  constraints wanted;
  for (const json_place& place : document.at("features").items()) {
    const std::string name = place.at("name").text();
    if (wanted.find(name) != nullptr) place.fail("a second feature is called \"" + name + "\"");
    wanted.features.push_back(detail::read_feature(place.called(document.where() + ": column \"" + name + "\"")));
  }
  if (const auto config = document.find("monitoring_config"))
    detail::read_config(config->called(document.where()), wanted);
  return wanted;
}

}  // namespace leeway

#endif
