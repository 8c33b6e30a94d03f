// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "renames.hpp"

#include <string_view>
#include <utility>
#include <vector>

#include <leeway/baseline/renamed.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/json_text.hpp>

#include "files.hpp"

namespace program {

leeway::schema_file load_schema(const std::string& path) {
  if (path.empty()) return {};
  const nlohmann::ordered_json document = leeway::parse_json(read_text_file(path), path);
  return leeway::read_schema(leeway::json_place(document, path));
}

leeway::seasonal_baseline renamed(const leeway::seasonal_baseline& seasons, const leeway::schema& wanted) {
  std::vector<leeway::season_baseline> all;
  for (const leeway::season_baseline& one : seasons.seasons())
    all.push_back({one.key, leeway::renamed(one.past, wanted)});
  const leeway::column_schema* by = wanted.find_renamed(seasons.by());
  return leeway::seasonal_baseline(by != nullptr ? by->name : std::string(seasons.by()), std::move(all));
}

void rename(leeway::constraints& stated, const leeway::schema& wanted) {
  for (leeway::feature_constraints& one : stated.features)
    if (const leeway::column_schema* column = wanted.find_renamed(one.name)) one.name = column->name;
}

}  // namespace program
