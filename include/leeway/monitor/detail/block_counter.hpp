// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_BLOCK_COUNTER_HPP
#define LEEWAY_MONITOR_DETAIL_BLOCK_COUNTER_HPP

#include <concepts>
#include <cstddef>
#include <span>
#include <variant>

#include <leeway/base/value_type.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/column.hpp>
#include <leeway/baseline/row_block.hpp>
#include <leeway/statistics/column_statistics.hpp>

namespace leeway::detail {

/// Counts a column of whatever type; of another type than the feature's nothing.
inline void count_values(const any_feature& feature, const column& values, column_statistics& into) noexcept {
  with(feature, [&](const auto& one) {
    const auto& cells = one.cells();
    std::visit(
        [&](const auto& span) {
          if constexpr (requires { into.observe(cells, span); })
            into.observe(cells, span);
          else if constexpr (requires { into.observe(cells, span[0]); })
            for (const auto& value : span) into.observe(cells, value);
        },
        values.values);
  });
}

template <std::floating_point Real>
constexpr value_type type_of_reals = sizeof(Real) == sizeof(double) ? value_type::float64 : value_type::float32;

inline std::size_t rows_of_block(std::span<const column> columns) noexcept {
  std::size_t rows = 0;  // of the longest: none is lost where they differ
  for (const column& one : columns) rows = one.size() > rows ? one.size() : rows;
  return rows;
}
template <class Real>
std::size_t rows_of_block(const row_block<Real>& rows) noexcept {
  return rows.rows();
}

}  // namespace leeway::detail

#endif
