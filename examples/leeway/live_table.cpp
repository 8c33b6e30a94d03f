// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "live_table.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

#include <leeway/interop/csv_number.hpp>

#include "numbers.hpp"

namespace program {

live_table::live_table(const leeway::baseline& past, const std::vector<std::string>& columns, missing_texts missing,
                       std::string name)
    : past_(past),
      missing_(std::move(missing)),
      window_(past, std::move(name)),
      types_(past.features().size()),
      unseen_(past.features().size()) {
  for (std::size_t i = 0; i < past_.features().size(); ++i) {
    const leeway::any_feature& feature = past_.features()[i];
    const auto found = std::find(columns.begin(), columns.end(), leeway::name_of(feature));
    if (found == columns.end()) {
      missing_columns_.emplace_back(leeway::name_of(feature));
      continue;
    }
    const auto* numeric = std::get_if<leeway::numeric_feature>(&feature);
    const auto* category = std::get_if<leeway::category_feature>(&feature);
    bindings_.push_back({static_cast<std::size_t>(found - columns.begin()), i,
                         numeric != nullptr ? &numeric->cells() : nullptr,
                         category != nullptr ? &category->cells() : nullptr});
  }
  for (const std::string& column : columns)
    if (past_.find(column) == nullptr) extra_columns_.push_back(column);
}

void live_table::observe(std::span<const std::string_view> cells) {
  for (const binding& bound : bindings_) count(bound, cells[bound.column]);
  window_.add_rows(1);
}

void live_table::count(const binding& bound, std::string_view cell) {
  leeway::column_statistics& into = window_.column(bound.feature);
  if (missing_.contains(cell)) {
    types_[bound.feature].observe_null();
    return into.observe_missing();
  }
  types_[bound.feature].observe(cell);
  if (bound.categories != nullptr) return count_category(bound, cell);
  const leeway::parsed_number number = leeway::parse_number(cell);
  if (number.is_nan)
    into.observe_missing();
  else if (number.kind == leeway::number_kind::none)
    into.observe_invalid();
  else
    count_number(into, *bound.numbers, number);
}

void live_table::count_category(const binding& bound, std::string_view cell) {
  leeway::column_statistics& into = window_.column(bound.feature);
  const std::size_t unseen = bound.categories->unseen();
  const std::uint64_t before = into.counts()[unseen];
  into.observe(*bound.categories, cell);
  if (into.counts()[unseen] != before) unseen_[bound.feature].observe(cell);
}

}  // namespace program
