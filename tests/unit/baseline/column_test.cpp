// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Columns are how tables come in: a type read wrong here would compare bits of one type with edges of another.
#include <leeway/baseline/column.hpp>

#include <cstdint>
#include <span>
#include <string_view>

#include "support/catch.hpp"

namespace column_test {

using leeway::column;
using leeway::value_type;

// Oracle: by hand.
TEST_CASE("column: size and type", "[baseline]") {
  const double doubles[] = {1.0, 2.0};
  const float floats[] = {1.0F};
  const std::int64_t integers[] = {1, 2, 3};
  const std::uint64_t counts[] = {1, 2, 3, 4};
  const bool flags[] = {true};
  const std::string_view texts[] = {"a", {}};
  const column columns[] = {{"a", std::span<const double>(doubles)},
                            {"b", std::span<const float>(floats)},
                            {"c", std::span<const std::int64_t>(integers)},
                            {"d", std::span<const std::uint64_t>(counts)},
                            {"e", std::span<const bool>(flags)},
                            {"f", std::span<const std::string_view>(texts)}};
  const value_type types[] = {value_type::float64, value_type::float32, value_type::int64,
                              value_type::uint64,  value_type::boolean, value_type::text};
  const std::size_t sizes[] = {2, 1, 3, 4, 1, 2};
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK(columns[i].type() == types[i]);
    CHECK(columns[i].size() == sizes[i]);
  }
  CHECK(column{"empty", std::span<const double>()}.size() == 0);
}

}  // namespace column_test
