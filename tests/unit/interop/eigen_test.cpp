// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/eigen.hpp>

#include <string>
#include <vector>

#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/table_monitor.hpp>

#include "support/catch.hpp"
#include "support/reports.hpp"

namespace eigen_test {
namespace {

const std::vector<std::string> names{"a", "b", "c"};

template <class T>
std::span<const T> values(const leeway::column& one) {
  return std::get<std::span<const T>>(one.values);
}

template <class Matrix>
constexpr bool has_columns = requires(Matrix&& matrix) {
  leeway::columns_of(std::forward<Matrix>(matrix), names);
};

using row_major = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace

// Oracle: the addresses of the matrix itself.
TEST_CASE("eigen: a matrix is not copied", "[interop][eigen]") {
  const Eigen::MatrixXd matrix = Eigen::MatrixXd::Random(50, 3);
  const std::vector<leeway::column> columns = leeway::columns_of(matrix, names);
  REQUIRE(columns.size() == 3);
  for (Eigen::Index j = 0; j < 3; ++j) {
    const leeway::column& one = columns[static_cast<std::size_t>(j)];
    CHECK(one.name == names[static_cast<std::size_t>(j)]);
    CHECK(values<double>(one).data() == &matrix(0, j));
    CHECK(values<double>(one).size() == 50);
  }
}

// Oracle: the elements of the block.
TEST_CASE("eigen: a block keeps its stride", "[interop][eigen]") {
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Random(50, 6);
  const std::vector<leeway::column> columns = leeway::columns_of(matrix.block(10, 2, 7, 3), names);
  for (Eigen::Index j = 0; j < 3; ++j) {
    const std::span<const double> column = values<double>(columns[static_cast<std::size_t>(j)]);
    REQUIRE(column.size() == 7);
    CHECK(column.data() == &matrix(10, 2 + j));
    for (Eigen::Index i = 0; i < 7; ++i) CHECK(exact::same(column[static_cast<std::size_t>(i)], matrix(10 + i, 2 + j)));
  }
  const Eigen::Ref<const Eigen::MatrixXd> ref = matrix.middleRows(5, 20).leftCols(3);
  CHECK(values<double>(leeway::columns_of(ref, names)[1]).data() == &matrix(5, 1));
  const Eigen::Map<const Eigen::MatrixXd> map(matrix.data(), 100, 3);
  CHECK(values<double>(leeway::columns_of(map, names)[2]).data() == matrix.data() + 200);
}

// Oracle: the type that each column says it has.
TEST_CASE("eigen: floats, integers, fixed sizes", "[interop][eigen]") {
  const Eigen::MatrixXf floats = Eigen::MatrixXf::Random(9, 3);
  CHECK(leeway::columns_of(floats, names)[0].type() == leeway::value_type::float32);
  CHECK(values<float>(leeway::columns_of(floats, names)[2]).data() == &floats(0, 2));
  const Eigen::Matrix<std::int64_t, 4, 3> integers = Eigen::Matrix<std::int64_t, 4, 3>::Constant(7);
  CHECK(leeway::columns_of(integers, names)[0].type() == leeway::value_type::int64);
  const Eigen::VectorXd vector = Eigen::VectorXd::Random(5);
  CHECK(values<double>(leeway::columns_of(vector, std::span(names).first(1))[0]).data() == vector.data());
}

// Oracle: the promise that nothing is copied: what cannot be viewed does not compile.
TEST_CASE("eigen: what would be a view of a copy is refused", "[interop][eigen]") {
  STATIC_REQUIRE(has_columns<Eigen::MatrixXd&>);
  STATIC_REQUIRE(has_columns<const Eigen::MatrixXd&>);
  STATIC_REQUIRE(has_columns<Eigen::Ref<const Eigen::MatrixXd>>);
  STATIC_REQUIRE_FALSE(has_columns<Eigen::MatrixXd>);
  STATIC_REQUIRE_FALSE(has_columns<row_major&>);
  STATIC_REQUIRE_FALSE(has_columns<decltype(std::declval<Eigen::MatrixXd&>().transpose())>);
  STATIC_REQUIRE_FALSE(has_columns<decltype(2.0 * std::declval<Eigen::MatrixXd&>())>);
  STATIC_REQUIRE_FALSE(
      has_columns<Eigen::Ref<const Eigen::MatrixXd, 0, Eigen::Stride<Eigen::Dynamic, Eigen::Dynamic>>>);
  STATIC_REQUIRE_FALSE(has_columns<Eigen::MatrixXcd&>);
}

template <class Matrix>
constexpr bool has_rows = requires(Matrix&& matrix) {
  leeway::rows_of(std::forward<Matrix>(matrix));
};

// Oracle: the elements of the matrix; what cannot be viewed does not compile.
TEST_CASE("eigen: rows of a row-major matrix", "[interop][eigen]") {
  const row_major matrix = row_major::Random(50, 6);
  const leeway::row_block<double> all = leeway::rows_of(matrix);
  CHECK(all.rows() == 50);
  CHECK(all.columns() == 6);
  CHECK(all.row(7) == &matrix(7, 0));
  const auto part = leeway::rows_of(matrix.block(10, 2, 7, 3));
  CHECK(part.rows() == 7);
  CHECK(part.columns() == 3);
  CHECK(part.row(6) == &matrix(16, 2));
  const Eigen::Ref<const row_major> ref = matrix.middleCols(1, 2);
  CHECK(leeway::rows_of(ref).row(3) == &matrix(3, 1));
  CHECK(leeway::rows_of(matrix.row(4)).rows() == 1);
  CHECK(leeway::rows_of(matrix.topRows(0)).rows() == 0);
  CHECK_THROWS_AS(leeway::rows_of(matrix.leftCols(0)), std::invalid_argument);
  STATIC_REQUIRE(has_rows<row_major&>);
  STATIC_REQUIRE_FALSE(has_rows<row_major>);
  STATIC_REQUIRE_FALSE(has_rows<Eigen::MatrixXd&>);
  STATIC_REQUIRE_FALSE(has_rows<decltype(2.0 * std::declval<row_major&>())>);
}

// Oracle: conventions: the message names what was given and what was wanted.
TEST_CASE("eigen: one name a column", "[interop][eigen]") {
  const Eigen::MatrixXd matrix = Eigen::MatrixXd::Zero(4, 2);
  try {
    leeway::columns_of(matrix, names);
    FAIL("accepted");
  } catch (const std::invalid_argument& error) {
    CHECK(std::string(error.what()).find("3 names for 2 columns") != std::string::npos);
  }
  CHECK(leeway::columns_of(Eigen::Map<const Eigen::MatrixXd>(nullptr, 0, 0), {}).empty());
}

// Oracle: the same numbers in vectors.
TEST_CASE("eigen: learn and observe", "[interop][eigen]") {
  leeway::random_stream draws(1);
  Eigen::MatrixXd matrix(4000, 2);
  for (Eigen::Index i = 0; i < matrix.size(); ++i) matrix.data()[i] = draws.normal();
  const std::span<const std::string> two = std::span(names).first(2);
  const std::vector<double> a(matrix.data(), matrix.data() + 4000);
  const std::vector<double> b(matrix.data() + 4000, matrix.data() + 8000);
  const std::vector<leeway::column> plain{{"a", std::span<const double>(a)}, {"b", std::span<const double>(b)}};
  const leeway::baseline past = leeway::learn(leeway::columns_of(matrix.topRows(3000), two));
  const leeway::baseline same = leeway::learn(std::vector<leeway::column>{
      {"a", std::span<const double>(a).first(3000)}, {"b", std::span<const double>(b).first(3000)}});
  REQUIRE(past.fingerprint() == same.fingerprint());
  leeway::table_monitor by_block(past, leeway::columns_of(matrix, two));
  leeway::table_monitor by_vector(same, plain);
  by_block.observe(leeway::columns_of(matrix.bottomRows(1000), two));
  by_vector.observe(std::vector<leeway::column>{{"a", std::span<const double>(a).last(1000)},
                                                {"b", std::span<const double>(b).last(1000)}});
  CHECK(reports::same(by_block.evaluate(), by_vector.evaluate()));
}

}  // namespace eigen_test
