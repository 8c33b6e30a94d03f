// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_EIGEN_HPP
#define LEEWAY_INTEROP_EIGEN_HPP

#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include <leeway/base/throw.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/baseline/column.hpp>
#include <leeway/baseline/row_block.hpp>

namespace leeway {
namespace detail {

/// Matrices, blocks, maps and Refs of numbers whose columns are contiguous in memory that somebody owns. Row-major ones
/// and expressions such as `2 * m` are not: what a view of them would show is a copy that is gone.
template <class Derived>
concept contiguous_columns =
    number<typename Derived::Scalar> &&(Derived::Flags& Eigen::DirectAccessBit) != 0 &&
    (!Derived::IsRowMajor || Derived::ColsAtCompileTime == 1) && Derived::InnerStrideAtCompileTime == 1;

/// The same of row-major ones, of doubles or floats, and their rows.
template <class Derived>
concept contiguous_rows = std::floating_point<typename Derived::Scalar> && number<typename Derived::Scalar> &&
                              (Derived::Flags& Eigen::DirectAccessBit) != 0 &&
                          (Derived::IsRowMajor != 0) && Derived::InnerStrideAtCompileTime == 1;

}  // namespace detail

/** The columns of a column-major Eigen matrix, block, map or Ref of doubles, floats or 64-bit integers, without a copy:
    for `learn` and `table_monitor::observe`. The views live as long as matrix and names do.

  Anything else does not compile: its columns would have to be copied, and the views would be of the copy.
  @throws std::invalid_argument when there is not one name a column */
template <class Derived>
requires detail::contiguous_columns<Derived> std::vector<column> columns_of(const Eigen::DenseBase<Derived>& matrix,
                                                                            std::span<const std::string> names) {
  if (names.size() != static_cast<std::size_t>(matrix.cols()))
    detail::throw_invalid_argument("columns_of: " + std::to_string(names.size()) + " names for " +
                                   std::to_string(matrix.cols()) + " columns");
  const auto rows = static_cast<std::size_t>(matrix.rows());
  const typename Derived::Scalar* first = matrix.derived().data();
  std::vector<column> columns;
  for (const std::string& name : names) {
    columns.push_back({name, std::span(first, rows)});
    first += matrix.derived().outerStride();
  }
  return columns;
}

/** The rows of a row-major Eigen matrix, block, map or Ref of doubles or floats, without a copy: for
    `table_monitor::observe` and a shard of a `row_monitor`. The view lives as long as the matrix. Nothing else
    compiles.
  @throws std::invalid_argument when there is no column */
template <class Derived>
requires detail::contiguous_rows<Derived> row_block<typename Derived::Scalar> rows_of(
    const Eigen::DenseBase<Derived>& matrix) {
  const auto rows = static_cast<std::size_t>(matrix.rows());
  const auto columns = static_cast<std::size_t>(matrix.cols());
  const auto stride = rows > 1 ? static_cast<std::size_t>(matrix.derived().outerStride()) : columns;
  const std::size_t values = rows > 0 ? (rows - 1) * stride + columns : 0;
  return {std::span<const typename Derived::Scalar>(matrix.derived().data(), values), columns, stride};
}

/// A matrix that is about to go has no views.
template <class Derived>
std::vector<column> columns_of(Eigen::PlainObjectBase<Derived>&&, std::span<const std::string>) = delete;
template <class Derived>
void rows_of(Eigen::PlainObjectBase<Derived>&&) = delete;

}  // namespace leeway

#endif
