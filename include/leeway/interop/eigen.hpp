// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_EIGEN_HPP
#define LEEWAY_INTEROP_EIGEN_HPP

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <Eigen/Core>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/column.hpp>

namespace leeway {

/** The columns of a column-major Eigen matrix or block, without a copy: for `learn` and `table_monitor::observe`.

  Any matrix, map or block of doubles with contiguous columns will do. The views live as long as the matrix does.
  @throws std::invalid_argument when there is not one name a column */
inline std::vector<column> columns_of(const Eigen::Ref<const Eigen::MatrixXd>& matrix, std::span<const std::string> names) {
  if (names.size() != static_cast<std::size_t>(matrix.cols()))
    detail::throw_invalid_argument("columns_of: " + std::to_string(names.size()) + " names for " +
                                   std::to_string(matrix.cols()) + " columns");
  std::vector<column> columns;
  for (std::size_t j = 0; j < names.size(); ++j) {
    const double* first = matrix.data() + static_cast<std::ptrdiff_t>(j) * matrix.outerStride();
    columns.push_back({names[j], std::span<const double>(first, static_cast<std::size_t>(matrix.rows()))});
  }
  return columns;
}

/// As above for floats.
inline std::vector<column> columns_of(const Eigen::Ref<const Eigen::MatrixXf>& matrix, std::span<const std::string> names) {
  if (names.size() != static_cast<std::size_t>(matrix.cols()))
    detail::throw_invalid_argument("columns_of: " + std::to_string(names.size()) + " names for " +
                                   std::to_string(matrix.cols()) + " columns");
  std::vector<column> columns;
  for (std::size_t j = 0; j < names.size(); ++j) {
    const float* first = matrix.data() + static_cast<std::ptrdiff_t>(j) * matrix.outerStride();
    columns.push_back({names[j], std::span<const float>(first, static_cast<std::size_t>(matrix.rows()))});
  }
  return columns;
}

}  // namespace leeway

#endif
