// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Cells of a sketch are the baseline of tables that nobody can hold: where nothing was thrown away they must be the
// cells that would have been learned, and no record may get lost where much was.
#include <leeway/cells/weighted_numbers.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/random.hpp>

#include "support/catch.hpp"

namespace weighted_numbers_test {

using leeway::value_type;
using leeway::weighted_number;
using numbers = std::vector<weighted_number>;

namespace {

std::vector<std::uint64_t> keys_of(const leeway::numeric_cells& cells) {
  return {cells.keys().begin(), cells.keys().end()};
}

}  // namespace

// Oracle: equal_mass on the values themselves.
TEST_CASE("weighted_numbers: all values there are the cells of equal_mass", "[cells]") {
  leeway::random_stream random(4);
  for (std::size_t size : {1U, 5U, 40U, 3000U})
    for (double step : {0.0, 0.5, 4.0}) {
      std::vector<std::uint64_t> sorted;
      numbers all;
      for (std::size_t i = 0; i < size; ++i) {
        const double x = step > 0.0 ? std::floor(random.normal() / step) * step : random.normal();
        sorted.push_back(leeway::order_key(x));
        all.push_back({sorted.back(), 1, 1});
      }
      std::sort(sorted.begin(), sorted.end());
      put_together(all);
      for (std::size_t bins : {2U, 16U, 1024U}) {
        CAPTURE(size, step, bins);
        const leeway::numeric_cells expected = leeway::equal_mass(bins).learn({value_type::float64, sorted});
        const leeway::counted_cells found = leeway::cells_of(all, value_type::float64, bins);
        CHECK(keys_of(found.cells) == keys_of(expected));
        leeway::counts counts(expected.size());
        for (std::uint64_t key : sorted) counts.add(expected.index_of_key(key));
        CHECK(found.counts == counts);
      }
    }
}

// Oracle: by hand. A number stored once that stands for most records is the end of a cell; stored twice it has its own.
TEST_CASE("weighted_numbers: what was stored once is no atom", "[cells]") {
  numbers all;
  for (std::uint64_t i = 0; i < 8; ++i) all.push_back({100 + 10 * i, 1, i == 3 ? 64U : 1U});
  const leeway::counted_cells once = leeway::cells_of(all, value_type::uint64, 4);
  CHECK(keys_of(once.cells) == std::vector<std::uint64_t>{130});
  CHECK(once.counts.present() == 71);
  all[3].stored = 2;
  const leeway::counted_cells twice = leeway::cells_of(all, value_type::uint64, 4);
  CHECK(keys_of(twice.cells) == std::vector<std::uint64_t>{129, 130});
  CHECK(twice.counts[1] == 64);
}

TEST_CASE("weighted_numbers: none", "[cells]") {
  CHECK(leeway::cells_of(numbers{}, value_type::float64, 8).counts.present() == 0);
}

}  // namespace weighted_numbers_test
