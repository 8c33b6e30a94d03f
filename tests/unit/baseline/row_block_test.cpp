// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A block that misunderstands its stride would count the values of one column as those of another. Columns are the
// oracle: each value carries its own place.
#include <leeway/baseline/row_block.hpp>

#include <cstddef>
#include <span>
#include <stdexcept>
#include <vector>

#include <leeway/baseline/detail/row_transposer.hpp>

#include "support/catch.hpp"

namespace row_block_test {
namespace {

/// The value of row r and column c is 1000 r + c; between the rows there is -1.
template <class Real>
std::vector<Real> numbered(std::size_t rows, std::size_t columns, std::size_t stride) {
  std::vector<Real> values(rows * stride, Real(-1));
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) values[r * stride + c] = static_cast<Real>(1000 * r + c);
  return values;
}

template <class Real>
bool transposes(std::size_t rows, std::size_t columns, std::size_t stride) {
  const std::vector<Real> values = numbered<Real>(rows, columns, stride);
  std::vector<std::size_t> seen(columns);
  bool right = true;
  leeway::detail::row_transposer<Real>(leeway::row_block<Real>(values, columns, stride))
      .for_each_piece([&](std::size_t column, std::span<const Real> piece) {
        for (Real value : piece) {
          const auto wanted = static_cast<Real>(1000 * seen[column]++ + column);
          right = right && !(value < wanted) && !(wanted < value);
        }
      });
  for (std::size_t count : seen) right = right && count == rows;
  return right;
}

}  // namespace

TEST_CASE("a block knows its rows, with and without a gap behind the last") {
  const std::vector<double> values = numbered<double>(4, 3, 5);
  const leeway::row_block<double> whole(values, 3, 5);
  const leeway::row_block<double> cut(std::span<const double>(values).first(18), 3, 5);
  CHECK(whole.rows() == 4);
  CHECK(cut.rows() == 4);
  CHECK(cut.row(3) == values.data() + 15);
  CHECK(leeway::row_block<double>(values, 5).rows() == 4);
  CHECK(leeway::row_block<double>({}, 5).rows() == 0);
  const leeway::row_block<double> part = whole.rows(1, 3);
  CHECK(part.rows() == 2);
  CHECK(part.row(0) == values.data() + 5);
}

TEST_CASE("parts of rows, rows without columns and strides too short are refused") {
  const std::vector<float> values(10);
  CHECK_THROWS_AS(leeway::row_block<float>(values, 3), std::invalid_argument);
  CHECK_THROWS_AS(leeway::row_block<float>(values, 3, 4), std::invalid_argument);
  CHECK_THROWS_AS(leeway::row_block<float>(values, 0), std::invalid_argument);
  CHECK_THROWS_AS(leeway::row_block<float>(values, 5, 4), std::invalid_argument);
}

TEST_CASE("every column comes whole and in order, of any number of rows and columns") {
  for (std::size_t columns : {1U, 7U, 8U, 9U, 16U, 40U, 300U})
    for (std::size_t rows : {0U, 1U, 2U, 127U, 513U, 1500U}) {
      CAPTURE(columns, rows);
      CHECK(transposes<double>(rows, columns, columns));
      CHECK(transposes<double>(rows, columns, columns + 3));
      CHECK(transposes<float>(rows, columns, columns));
    }
}

}  // namespace row_block_test
