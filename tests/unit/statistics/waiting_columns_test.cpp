// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A column that comes in short blocks keeps its counters between them: thousands of blocks later they must hold what
// counting one by one holds, also where vectors were filled up with NaN each time. Oracle: one by one.
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

namespace {

template <std::floating_point Real>
leeway::numeric_cells cells_of(std::size_t count) {
  std::vector<std::uint64_t> keys;
  for (std::size_t i = 1; i < count; ++i) keys.push_back(leeway::order_key(static_cast<Real>(i)));
  return {leeway::value_type_of<Real>, keys, false};
}

template <std::floating_point Real>
bool same(const leeway::numeric_cells& cells, const std::vector<Real>& block, std::size_t blocks, instruction_set set) {
  leeway::detail::waiting_columns waiting(set);
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

}  // namespace waiting_columns_test
