// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_RENAMED_HPP
#define LEEWAY_BASELINE_RENAMED_HPP

#include <string>
#include <utility>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/schema.hpp>

namespace leeway {
/** The past with the names that the columns of a schema have now, where it says what they were called (`was`). A
    feature that has its new name already is left alone: the same schema may be used before and after. O(features x
    columns); allocates; another fingerprint wherever a name changes.
    @throws std::invalid_argument naming both names, where the baseline has neither or both of them, or where two
    columns were one */
inline baseline renamed(const baseline& past, const schema& wanted) {
  if (const std::string reason = detail::unclear_renaming(wanted); !reason.empty())
    detail::throw_invalid_argument("schema: " + reason);
  for (const column_schema& column : wanted.columns) {
    const bool old_one = past.find(column.was) != nullptr;
    if (column.was.empty() || old_one != (past.find(column.name) != nullptr)) continue;
    if (!old_one && column.kind == column_kind::ignored) continue;  // never learned
    detail::throw_invalid_argument("schema: column \"" + column.name + "\" was \"" + column.was +
                                   "\", and the baseline has " + (old_one ? "both" : "neither"));
  }
  std::vector<any_feature> features;
  for (const any_feature& f : past.features())
    detail::with(f, [&](const auto& one) {
      auto parts = one.parts();
      if (const column_schema* column = wanted.find_renamed(one.name())) parts.name = column->name;
      features.emplace_back(feature_baseline(std::move(parts)));
    });
  return baseline(past.origin(), past.rows(), std::move(features), past.schedule());
}

}  // namespace leeway

#endif
