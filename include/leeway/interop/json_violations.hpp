// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_VIOLATIONS_HPP
#define LEEWAY_INTEROP_JSON_VIOLATIONS_HPP

#include <span>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/constraints/violation.hpp>
#include <leeway/interop/json_place.hpp>

namespace leeway {
namespace detail {

inline nlohmann::ordered_json violation_list(std::span<const violation> violations) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const violation& one : violations)
    list.push_back(
        {{"feature_name", one.feature}, {"constraint_check_type", one.check}, {"description", one.description}});
  return list;
}

}  // namespace detail

/// The content of a `constraint_violations.json`, as Model Monitor writes it.
[[nodiscard]] inline nlohmann::ordered_json to_json(std::span<const violation> violations) {
  return nlohmann::ordered_json::object({{"violations", detail::violation_list(violations)}});
}

/** Reads a `constraint_violations.json`; unknown keys are passed over.
    @throws json_error naming file, key and value */
[[nodiscard]] inline std::vector<violation> read_violations(const json_place& document) {
  std::vector<violation> result;
  for (const json_place& one : document.at("violations").items())
    result.push_back(
        {one.at("feature_name").text(), one.at("constraint_check_type").text(), one.at("description").text()});
  return result;
}

}  // namespace leeway

#endif
