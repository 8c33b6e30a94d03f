// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "table_learner.hpp"

#include <type_traits>
#include <utility>

#include <leeway/base/date_text.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/interop/csv_number.hpp>

#include "numbers.hpp"

namespace program {

void number_learner::observe(std::string_view cell) {
  const leeway::parsed_number number = leeway::parse_number(cell);
  if (number.is_nan) return observe_missing();
  if (number.kind == leeway::number_kind::none) return statistics_.observe_invalid();
  with_value(plan_.cells.type(), number, [&](auto value) {
    statistics_.observe(plan_.cells, value);
    order_.observe(leeway::order_key(value));
  });
}

leeway::any_feature number_learner::feature() const {
  leeway::feature_parts<leeway::numeric_cells> parts;
  parts.name = plan_.name;
  parts.cells = plan_.cells;
  parts.statistics = statistics_;
  parts.rarity = leeway::detail::rarity_of(parts.cells, statistics_.counts());
  parts.remark = plan_.remark;
  if (!plan_.named && order_.looks_like_time()) {
    parts.role = leeway::role::time;
    parts.remark = "never goes back: looks like time";
  }
  return leeway::numeric_feature(std::move(parts));
}

void category_learner::observe(std::string_view cell) {
  words_.observe(cell);
  any_ = true;
  all_dates_ = all_dates_ && leeway::looks_like_date(cell);
}

leeway::any_feature category_learner::feature() const {
  leeway::feature_parts<leeway::category_cells> parts = words_.parts(plan_.name);
  if (plan_.named) {
    parts.role = leeway::role::feature;
    parts.remark.clear();
  } else if (any_ && all_dates_) {
    parts.role = leeway::role::time;
    parts.remark = "dates: looks like time";
  } else if (parts.role == leeway::role::feature) {
    parts.remark = plan_.remark;
  }
  return leeway::category_feature(std::move(parts));
}

table_learner::table_learner(const std::vector<column_plan>& plans, std::uint64_t rows) {
  for (const column_plan& plan : plans) {
    if (plan.ignored)
      columns_.emplace_back();
    else if (plan.numeric)
      columns_.emplace_back(number_learner(plan));
    else
      columns_.emplace_back(category_learner(plan, rows));
  }
}

void table_learner::observe(std::span<const std::string_view> cells, const missing_texts& missing) {
  ++rows_;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    std::visit(
        [&](auto& column) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(column)>, std::monostate>) {
            if (missing.contains(cells[i]))
              column.observe_missing();
            else
              column.observe(cells[i]);
          }
        },
        columns_[i]);
}

std::vector<leeway::any_feature> table_learner::features() const {
  std::vector<leeway::any_feature> result;
  for (const auto& one : columns_)
    std::visit(
        [&](const auto& column) {
          if constexpr (!std::is_same_v<std::decay_t<decltype(column)>, std::monostate>)
            result.push_back(column.feature());
        },
        one);
  return result;
}

}  // namespace program
