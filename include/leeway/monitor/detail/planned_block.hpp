// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_PLANNED_BLOCK_HPP
#define LEEWAY_MONITOR_DETAIL_PLANNED_BLOCK_HPP

#include <cstddef>
#include <span>

#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/column.hpp>
#include <leeway/baseline/detail/row_transposer.hpp>
#include <leeway/baseline/row_block.hpp>
#include <leeway/monitor/detail/block_counter.hpp>
#include <leeway/monitor/detail/row_tile.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/window/window.hpp>

namespace leeway::detail {

/// The columns are the fields of the plan, in their order and by name, of the types of their features, equally long.
inline bool fits(std::span<const column> columns, const row_plan& plan) noexcept {
  if (columns.size() != plan.fields()) return false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].size() != columns.front().size()) return false;
    if (plan.target(i).feature == field_target::none) continue;
    const any_feature& feature = plan.past().features()[plan.target(i).feature];
    if (columns[i].name != name_of(feature) || columns[i].type() != type_of(feature)) return false;
  }
  return true;
}
/// There is a column for each field of the plan, and each feature holds such numbers.
template <class Real>
bool fits(const row_block<Real>& rows, const row_plan& plan) noexcept {
  if (rows.columns() != plan.fields()) return false;
  for (std::size_t i = 0; i < rows.columns(); ++i) {
    const field_target& to = plan.target(i);
    if (to.feature != field_target::none && (to.numbers == nullptr || to.numbers->type() != type_of_reals<Real>))
      return false;
  }
  return true;
}

inline void count_block(std::span<const column> columns, const row_plan& plan, row_tile&, window& into) noexcept {
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (const std::size_t feature = plan.target(i).feature; feature != field_target::none)
      count_values(plan.past().features()[feature], columns[i], into.column(feature));
}
/// Few cells wait in the tile of the window.
template <class Real>
[[gnu::noinline]] void count_block(const row_block<Real>& rows, const row_plan& plan, row_tile& tile,
                                   window& into) noexcept {
  row_transposer<Real>(rows).for_each_piece([&](std::size_t column, std::span<const Real> values) {
    const field_target& to = plan.target(column);
    if (to.feature != field_target::none) tile.count_apart(column, to, values, into);
  });
}

}  // namespace leeway::detail

#endif
