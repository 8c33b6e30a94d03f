// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Where the counts of many features lie, and what is refused.
#include <leeway/drift/count_table.hpp>

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace count_table_test {

using leeway::count_table;
using row = std::vector<std::uint64_t>;

// Oracle: definition; setting a feature again replaces it.
TEST_CASE("count_table: cell by cell", "[drift]") {
  count_table table(11, 3);
  CHECK(table.features() == 11);
  CHECK(table.cells() == 3);
  for (std::uint64_t feature = 0; feature < 11; ++feature) table.set(feature, row{feature, 10, 2 * feature});
  table.set(4, row{7, 0, 1});
  for (std::size_t feature = 0; feature < 11; ++feature) {
    const auto number = static_cast<double>(feature);
    const bool again = feature == 4;
    CHECK(exact::same(table.data()[feature], again ? 7.0 : number));
    CHECK(exact::same(table.data()[table.stride() + feature], again ? 0.0 : 10.0));
    CHECK(exact::same(table.data()[2 * table.stride() + feature], again ? 1.0 : 2.0 * number));
    CHECK(exact::same(table.totals()[feature], again ? 8.0 : 3.0 * number + 10.0));
  }
}

// Oracle: definition.
TEST_CASE("count_table: what does not fit", "[drift]") {
  count_table table(2, 3);
  CHECK_THROWS_AS(table.set(2, row{1, 2, 3}), std::invalid_argument);
  CHECK_THROWS_AS(table.set(0, row{1, 2}), std::invalid_argument);
  CHECK_THROWS_AS(table.set(0, row{std::uint64_t{1} << 52, 1, 0}), std::invalid_argument);
  table.set(0, row{(std::uint64_t{1} << 52) - 1, 1, 0});
  CHECK(exact::same(table.totals()[0], 0x1p52));
}

}  // namespace count_table_test
