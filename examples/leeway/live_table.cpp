// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "live_table.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

#include <leeway/interop/csv_number.hpp>
#include <leeway/window/recounted.hpp>

#include "numbers.hpp"

namespace program {

live_table::live_table(const leeway::baseline& past, const std::vector<std::string>& columns, missing_texts missing,
                       std::string name)
    : past_(past),
      missing_(std::move(missing)),
      window_(past, std::move(name)),
      types_(past.features().size()),
      unseen_(past.features().size()),
      columns_(&columns) {
  bind_new_columns();
}

void live_table::bind_new_columns() {
  for (; bound_columns_ < columns_->size(); ++bound_columns_) {
    const std::string& name = (*columns_)[bound_columns_];
    const std::span<const leeway::any_feature> features = past_.features();
    const auto found = std::find_if(features.begin(), features.end(), [&](const leeway::any_feature& feature) {
      return leeway::name_of(feature) == name;
    });
    if (found == features.end())
      extra_columns_.push_back(name);
    else
      bind(bound_columns_, static_cast<std::size_t>(found - features.begin()));
  }
}

void live_table::bind(std::size_t column, std::size_t feature) {
  const leeway::any_feature& bound = past_.features()[feature];
  const auto* numeric = std::get_if<leeway::numeric_feature>(&bound);
  const auto* category = std::get_if<leeway::category_feature>(&bound);
  bindings_.push_back({column, feature, numeric != nullptr ? &numeric->cells() : nullptr,
                       category != nullptr ? &category->cells() : nullptr});
  window_.column(feature).observe_missing(window_.rows());
  for (std::uint64_t row = 0; row < window_.rows(); ++row) types_[feature].observe_null();
}

std::vector<std::string> live_table::missing_columns() const {
  std::vector<std::string> missing;
  for (std::size_t i = 0; i < past_.features().size(); ++i)
    if (std::none_of(bindings_.begin(), bindings_.end(), [&](const binding& one) { return one.feature == i; }))
      missing.emplace_back(leeway::name_of(past_.features()[i]));
  return missing;
}

void live_table::observe(std::span<const std::string_view> cells) {
  if (cells.size() > bound_columns_) bind_new_columns();
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

live_table live_table::moved_to(const leeway::baseline& other) const {
  live_table moved = *this;
  moved.window_ = leeway::moved_to(other, window_);
  return moved;
}

}  // namespace program
