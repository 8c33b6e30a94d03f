// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A column that comes in short blocks keeps its counters between them: thousands of blocks later they must hold what
// counting one by one holds, also where vectors were filled up with NaN each time, and where more values have come than
// a narrow counter holds. Oracle: one by one.
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <leeway/statistics/column_statistics.hpp>
#include <leeway/statistics/detail/waiting_columns.hpp>

#include "support/catch.hpp"

namespace waiting_columns_test {

using leeway::detail::instruction_set;
using leeway::detail::narrow_counters;

namespace {

template <std::floating_point Real>
leeway::numeric_cells cells_of(std::size_t count) {
  std::vector<std::uint64_t> keys;
  for (std::size_t i = 1; i < count; ++i) keys.push_back(leeway::order_key(static_cast<Real>(i)));
  return {leeway::value_type_of<Real>, keys, false};
}

template <std::floating_point Real>
bool same(const leeway::numeric_cells& cells, const std::vector<Real>& block, std::size_t blocks, instruction_set set,
          narrow_counters many = narrow_counters::kept) {
  leeway::detail::waiting_columns waiting(set, many);
  waiting.add(cells);
  leeway::column_statistics counted(cells.size()), one_by_one(cells.size());
  for (std::size_t i = 0; i < blocks; ++i) {
    waiting.count(0, cells, std::span<const Real>(block), counted);
    for (const Real x : block) one_by_one.observe(cells, x);
  }
  waiting.settle(0, cells, counted);
  return counted.counts() == one_by_one.counts() && counted.infinite() == one_by_one.infinite() &&
         counted.extremes() == one_by_one.extremes() && counted.moments().count() == one_by_one.moments().count();
}

}  // namespace

TEMPLATE_TEST_CASE("waiting columns: short blocks without end", "[statistics]", double, float) {
  const instruction_set best = leeway::detail::best_instruction_set();
  for (const std::size_t cells : {20U, 30U, 31U, 32U, 33U})
    for (const std::size_t rows : {1U, 8U, 32U, 60U}) {
      std::vector<TestType> block;
      for (std::size_t i = 0; i < rows; ++i)
        block.push_back(i % 7 == 3 ? std::numeric_limits<TestType>::quiet_NaN() : static_cast<TestType>(i % 34));
      for (const instruction_set set : {instruction_set::sse4, instruction_set::avx2, instruction_set::avx512}) {
        if (set > best) continue;
        CAPTURE(cells, rows, static_cast<int>(set));
        CHECK(same(cells_of<TestType>(cells), block, 5'000, set));
      }
    }
}

TEMPLATE_TEST_CASE("waiting columns: many cells, more values than a counter of sixteen bits holds", "[statistics]",
                   double, float) {
  const instruction_set best = leeway::detail::best_instruction_set();
  for (const std::size_t cells : {65U, 200U, 1100U})
    for (const std::size_t rows : {1U, 60U, 256U, 300U})
      for (const bool constant : {false, true}) {
        std::vector<TestType> block;
        for (std::size_t i = 0; i < rows; ++i)
          block.push_back(i % 64 == 3    ? std::numeric_limits<TestType>::quiet_NaN()
                          : i % 64 == 50 ? -std::numeric_limits<TestType>::infinity()
                                         : static_cast<TestType>(constant ? 7 : i * 37 % (cells + 1)));
        for (const instruction_set set : {instruction_set::plain, instruction_set::sse4, instruction_set::avx2,
                                          instruction_set::avx512, instruction_set::one_lane}) {
          if (set > best && set != instruction_set::one_lane) continue;
          CAPTURE(cells, rows, constant, static_cast<int>(set));
          CHECK(same(cells_of<TestType>(cells), block, 140'000 / rows, set));
          CHECK(same(cells_of<TestType>(cells), block, 70'000 / rows, set, narrow_counters::none));
        }
      }
}

// Oracle: the definition. What was settled is not added again.
TEST_CASE("waiting columns: settled in between", "[statistics]") {
  const leeway::numeric_cells cells = cells_of<double>(100);
  leeway::detail::waiting_columns waiting;
  waiting.add(cells);
  leeway::column_statistics counted(cells.size());
  const std::vector<double> block(30, 5.0);
  for (int i = 0; i < 4; ++i) {
    waiting.count(0, cells, std::span(block), counted);
    waiting.settle(0, cells, counted);
    waiting.settle(0, cells, counted);
  }
  CHECK(counted.counts()[cells.index(5.0)] == 120);
  CHECK(counted.counts().present() == 120);
}

}  // namespace waiting_columns_test
