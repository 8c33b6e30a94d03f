// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "stated_names.hpp"

#include <stdexcept>
#include <vector>

#include "commands.hpp"
#include "nearest_name.hpp"

namespace program {
namespace {

std::string not_there(const std::string& file, const std::string& name, const std::vector<std::string>& names) {
  return file + ": column \"" + name + "\" is not in the baseline" + nearest_hint(name, names);
}

}  // namespace

void require_known_columns(const leeway::schema_file& stated, const std::string& file, const leeway::baseline& past,
                           const leeway::constraints& wanted) {
  for (const leeway::feature_constraints& demand : stated.demands) {
    if (past.find(demand.name) != nullptr || wanted.find(demand.name) != nullptr) continue;
    std::vector<std::string> names;
    for (const leeway::any_feature& feature : past.features()) names.emplace_back(leeway::name_of(feature));
    throw std::invalid_argument(not_there(file, demand.name, names));
  }
}

void warn_of_unknown_columns(const leeway::constraints& wanted, const std::string& file, const leeway::baseline& past) {
  std::vector<std::string> without;  // columns that no constraints are of
  for (const leeway::any_feature& feature : past.features())
    if (wanted.find(leeway::name_of(feature)) == nullptr) without.emplace_back(leeway::name_of(feature));
  for (const leeway::feature_constraints& one : wanted.features) {
    if (!one.evaluate || past.find(one.name) != nullptr) continue;
    const bool by_hand = !one.tolerances.empty() || one.minimum || one.maximum;
    if (by_hand || !nearest_name(one.name, without).empty())
      warn(not_there(file, one.name, without) + "; its rules are kept by no column");
  }
}

}  // namespace program
