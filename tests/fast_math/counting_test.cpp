// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Services are built with -ffast-math: comparisons with NaN and infinity then mean nothing, and counting must not need
// them.
#include <bit>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/baseline/rounded.hpp>
#include <leeway/statistics/column_statistics.hpp>

#include "support/catch.hpp"

#if defined(__GNUC__) && !defined(__FAST_MATH__)
#error "to be compiled with -ffast-math"
#endif

namespace counting_test {
namespace {

using leeway::order_key;

// Made of bits, so that the compiler cannot reason about them.
double number(std::uint64_t bits) { return std::bit_cast<double>(bits); }
const double quiet_nan = number(0x7ff8000000000000);
const double negative_nan = number(0xfff8000000000001);
const double infinity = number(0x7ff0000000000000);
const double minus_infinity = number(0xfff0000000000000);
const double minus_zero = number(0x8000000000000000);
const double denormal = number(1);
const double minus_denormal = number(0x8000000000000001);

}  // namespace

// Oracle: the order of the bits, by hand.
TEST_CASE("fast math: keys and NaN by bits", "[fast_math]") {
  CHECK(leeway::detail::is_nan(quiet_nan));
  CHECK(leeway::detail::is_nan(negative_nan));
  CHECK_FALSE(leeway::detail::is_nan(infinity));
  CHECK(leeway::detail::is_infinite(minus_infinity));
  CHECK(leeway::detail::is_nan(std::bit_cast<float>(0x7fc00000U)));
  CHECK(leeway::detail::is_infinite(std::bit_cast<float>(0xff800000U)));
  const double ladder[] = {minus_infinity, -1e300, -1.0, minus_denormal, 0.0, denormal, 1.0, 1e300, infinity};
  for (std::size_t i = 1; i < std::size(ladder); ++i) CHECK(order_key(ladder[i - 1]) < order_key(ladder[i]));
  CHECK(order_key(minus_zero) == order_key(0.0));
}

// Oracle: by hand. Denormals too: the start-up code of -ffast-math makes the processor take them for zero.
TEST_CASE("fast math: each record is counted in its cell", "[fast_math]") {
  const leeway::numeric_cells cells(
      leeway::value_type::float64,
      {order_key(minus_infinity), order_key(minus_denormal), order_key(0.0), order_key(1.0)}, false);
  leeway::column_statistics seen(cells.size());
  for (double x :
       {minus_infinity, -5.0, minus_denormal, minus_zero, 0.0, denormal, 1.0, 1.5, infinity, quiet_nan, negative_nan})
    seen.observe(cells, x);
  const std::uint64_t expected[] = {1, 2, 2, 2, 2};
  for (std::size_t cell = 0; cell < 5; ++cell) CHECK(seen.counts()[cell] == expected[cell]);
  CHECK(seen.counts().missing() == 2);
  CHECK(seen.infinite() == 2);
  CHECK(seen.moments().count() == 7);
  CHECK(seen.extremes().lowest() == order_key(minus_infinity));
  CHECK(seen.extremes().highest() == order_key(infinity));
}

namespace {

/// Of few values and of many: the latter are counted in registers where the processor can.
template <class Real>
void check_column(leeway::value_type type, const std::vector<Real>& some, Real minus_least) {
  const leeway::numeric_cells cells(
      type,
      {order_key(some[0]), order_key(minus_least), order_key(Real{0}) - 1, order_key(Real{0}), order_key(Real{1})},
      false);
  for (std::size_t size : {1'000U, 7'000U}) {
    std::vector<Real> values;
    for (std::size_t i = 0; i < size; ++i) values.push_back(some[i * 7 % some.size()]);
    leeway::column_statistics one_by_one(cells.size()), together(cells.size());
    for (Real x : values) one_by_one.observe(cells, x);
    together.observe(cells, std::span<const Real>(values));
    CHECK(together.counts() == one_by_one.counts());
    CHECK(together.infinite() == one_by_one.infinite());
    CHECK(together.extremes() == one_by_one.extremes());
    CHECK(together.moments().count() == one_by_one.moments().count());
    const double gap = together.moments().mean() - one_by_one.moments().mean();
    CHECK(gap * gap < 1e-24);
    CHECK(together.counts()[3] > size / 8);  // both zeros, apart from the number before them
  }
}

}  // namespace

// Oracle: the same values one at a time, whose counts are checked above.
TEST_CASE("fast math: a column is counted as its values", "[fast_math]") {
  check_column<double>(
      leeway::value_type::float64,
      {minus_infinity, -5.0, minus_denormal, minus_zero, 0.0, denormal, 1.0, 1.5, infinity, quiet_nan, negative_nan},
      minus_denormal);
  std::vector<float> floats{0.0F, -5.0F, 1.0F, 1.5F};
  for (std::uint32_t bits : {0xff800000U, 0x80000001U, 0x80000000U, 1U, 0x7f800000U, 0x7fc00000U, 0xffc00001U})
    floats.push_back(std::bit_cast<float>(bits));
  std::swap(floats[0], floats[4]);
  check_column<float>(leeway::value_type::float32, floats, floats[5]);
}

// Oracle: by hand.
TEST_CASE("fast math: learning", "[fast_math]") {
  std::vector<double> values{quiet_nan, negative_nan, infinity, minus_infinity, minus_infinity};
  for (int i = 0; i < 20; ++i) values.push_back(i % 2 == 0 ? minus_zero : 0.1);
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(values));
  CHECK(feature.counts().missing() == 2);
  CHECK(feature.counts()[feature.cells().index(0.0)] == 10);
  CHECK(feature.counts()[feature.cells().index(0.1)] == 10);
  CHECK(feature.counts()[feature.cells().index(infinity)] == 1);
  CHECK(feature.counts()[feature.cells().index(minus_infinity)] == 2);
  const leeway::numeric_feature rounded = leeway::rounded_to_float(feature);
  CHECK(rounded.counts()[rounded.cells().index(0.1F)] == 10);
  CHECK(rounded.counts()[rounded.cells().index(std::bit_cast<float>(0x7f800000U))] == 1);
  CHECK(rounded.counts().missing() == 2);
}

}  // namespace counting_test
