// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "rehearsed_table.hpp"

#include <algorithm>
#include <variant>

#include <leeway/base/order_key.hpp>
#include <leeway/interop/csv_number.hpp>

#include "numbers.hpp"

namespace program {

rehearsed_table::rehearsed_table(leeway::baseline past, std::span<const leeway::injection> injections,
                                 const std::vector<std::string>& columns, missing_texts missing, std::uint64_t seed)
    : past_(std::move(past)),
      injections_(injections.begin(), injections.end()),
      missing_(std::move(missing)),
      seed_(seed) {
  for (std::size_t i = 0; i < past_.features().size(); ++i) {
    const auto found = std::find(columns.begin(), columns.end(), leeway::name_of(past_.features()[i]));
    if (found != columns.end()) bind(static_cast<std::size_t>(found - columns.begin()), i);
  }
}

void rehearsed_table::bind(std::size_t column, std::size_t feature) {
  const leeway::any_feature& known = past_.features()[feature];
  const auto* numeric = std::get_if<leeway::numeric_feature>(&known);
  const auto* category = std::get_if<leeway::category_feature>(&known);
  binding bound{column, feature, numeric != nullptr ? &numeric->cells() : nullptr,
                category != nullptr ? &category->cells() : nullptr};
  for (std::size_t k = 0; k < injections_.size(); ++k) {
    if (!leeway::applies(injections_[k], known)) continue;
    if (numeric != nullptr)
      bound.of_numbers.push_back({k, leeway::number_injector(injections_[k], *numeric)});
    else
      bound.of_categories.push_back({k, leeway::category_injector(injections_[k], *category)});
  }
  bindings_.push_back(std::move(bound));
}

rehearsed_window rehearsed_table::open() const {
  return {leeway::window(past_), std::vector<leeway::window>(injections_.size(), leeway::window(past_))};
}

void rehearsed_table::count(std::span<const std::string_view> cells, std::uint64_t row, rehearsed_window& into) const {
  for (const binding& bound : bindings_) {
    const std::string_view cell = cells[bound.column];
    const leeway::random_stream draw = leeway::injection_stream(seed_, row, bound.column);
    if (missing_.contains(cell))
      count_missing(bound, into);
    else if (bound.numbers != nullptr)
      count_number(bound, cell, draw, into);
    else
      count_category(bound, cell, draw, into);
  }
  into.calm.add_rows(1);
  for (leeway::window& one : into.injected) one.add_rows(1);
}

void rehearsed_table::count_missing(const binding& bound, rehearsed_window& into) const {
  into.calm.column(bound.feature).observe_missing();
  for (leeway::window& one : into.injected) one.column(bound.feature).observe_missing();
}

void rehearsed_table::count_number(const binding& bound, std::string_view cell, leeway::random_stream draw,
                                   rehearsed_window& into) const {
  const leeway::parsed_number number = leeway::parse_number(cell);
  if (number.is_nan) return count_missing(bound, into);
  if (number.kind == leeway::number_kind::none) return;  // in no cell, neither calm nor injected
  program::count_number(into.calm.column(bound.feature), *bound.numbers, number);
  for (const auto& one : bound.of_numbers) {
    leeway::column_statistics& column = into.injected[one.injection].column(bound.feature);
    const double changed = one.change(number.real, draw);
    const bool moved = changed < number.real || changed > number.real;
    if (leeway::detail::is_nan(changed))
      column.observe_missing();
    else if (moved)  // what is injected stays a number of the column: integers are rounded down
      column.observe_key(*bound.numbers, bound.numbers->key(changed));
    else
      program::count_number(column, *bound.numbers, number);
  }
}

void rehearsed_table::count_category(const binding& bound, std::string_view cell, leeway::random_stream draw,
                                     rehearsed_window& into) const {
  into.calm.column(bound.feature).observe(*bound.categories, cell);
  for (const auto& one : bound.of_categories)
    into.injected[one.injection].column(bound.feature).observe(*bound.categories, one.change(cell, draw));
}

}  // namespace program
