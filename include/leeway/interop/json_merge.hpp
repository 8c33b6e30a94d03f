// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_MERGE_HPP
#define LEEWAY_INTEROP_JSON_MERGE_HPP

#include <nlohmann/json.hpp>

namespace leeway {

/** Makes in `document` the changes that lead from `before` to `after`, and no other: keys that neither knows stay.
    Objects are compared key by key, everything else as a whole. */
inline void carry_over(nlohmann::ordered_json& document, const nlohmann::ordered_json& before,
                       const nlohmann::ordered_json& after) {
  if (before == after) return;
  if (!before.is_object() || !after.is_object() || !document.is_object()) {
    document = after;
    return;
  }
  for (const auto& item : before.items()) {
    if (after.contains(item.key()) || !document.contains(item.key())) continue;
    nlohmann::ordered_json& place = document[item.key()];
    if (place.is_object() && item.value().is_object())
      carry_over(place, item.value(), nlohmann::ordered_json::object());
    if (!place.is_object() || !item.value().is_object() || place.empty()) document.erase(item.key());
  }
  for (const auto& item : after.items()) {
    const auto old = before.find(item.key());
    if (old == before.end()) {
      nlohmann::ordered_json& place = document[item.key()];
      if (place.is_object() && item.value().is_object())
        place.update(item.value(), true);
      else
        place = item.value();
    } else if (*old != item.value()) {
      carry_over(document[item.key()], *old, item.value());
    }
  }
}

}  // namespace leeway

#endif
