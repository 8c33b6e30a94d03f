// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_TOLERANCES_HPP
#define LEEWAY_INTEROP_JSON_TOLERANCES_HPP

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/constraints/constraints.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_text.hpp>

namespace leeway {
namespace detail {

inline bool is_question(std::string_view name) noexcept {
  for (question q : {question::distribution, question::missing, question::unseen, question::spike})
    if (to_string(q) == name) return true;
  return false;
}

}  // namespace detail

/// `{"distribution": [0.05, 0.1], ...}`: warning, then drift.
inline nlohmann::ordered_json to_json(std::span<const tolerated_change> tolerances) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const tolerated_change& change : tolerances)
    object[change.question] = nlohmann::ordered_json::array({json_number(change.warning), json_number(change.drift)});
  return object;
}

/** The other way round.
    @throws json_error for a question that does not exist, and unless 0 <= warning <= drift <= 1 */
[[nodiscard]] inline std::vector<tolerated_change> read_tolerances(const json_place& place) {
  place.object();
  std::vector<tolerated_change> result;
  for (const auto& item : place.value().items()) {
    if (!detail::is_question(item.key())) place.fail("there is no question \"" + item.key() + "\"");
    const json_place pair = place.at(item.key());
    const std::vector<json_place> ends = pair.items();
    if (ends.size() != 2) pair.unwanted("[warning, drift]");
    const tolerated_change change{item.key(), ends[0].share(), ends[1].share()};
    if (change.warning > change.drift) pair.unwanted("a warning tolerance not above the drift tolerance");
    result.push_back(change);
  }
  return result;
}

}  // namespace leeway

#endif
