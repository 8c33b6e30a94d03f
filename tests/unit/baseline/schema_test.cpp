// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A schema says what the data cannot: an entry that is not found would be a wish ignored in silence.
#include <leeway/baseline/schema.hpp>

#include "support/catch.hpp"

namespace schema_test {

// Oracle: by hand.
TEST_CASE("schema: entries by name", "[baseline]") {
  const leeway::schema wanted{{{"age", leeway::column_kind::numeric}, {"", leeway::column_kind::ignored}, {"age2"}}};
  REQUIRE(wanted.find("age") != nullptr);
  CHECK(wanted.find("age")->kind == leeway::column_kind::numeric);
  CHECK(wanted.find("") == &wanted.columns[1]);
  CHECK(wanted.find("age2")->kind == leeway::column_kind::automatic);
  CHECK(wanted.find("ag") == nullptr);
  CHECK(leeway::schema{}.find("age") == nullptr);
  CHECK_FALSE(wanted.columns[0].type.has_value());
  CHECK(wanted.columns[0].edges.empty());
}

// Oracle: by hand.
TEST_CASE("schema: entries by the name they had before", "[baseline]") {
  leeway::schema wanted{{{.name = "price", .was = "bid"}, {.name = "age"}}};
  CHECK(wanted.find_renamed("bid") == &wanted.columns[0]);
  CHECK(wanted.find_renamed("age") == nullptr);
  CHECK(wanted.find_renamed("") == nullptr);
  CHECK(leeway::detail::unclear_renaming(wanted).empty());
  wanted.columns.push_back({.name = "offer", .was = "bid"});
  CHECK(leeway::detail::unclear_renaming(wanted) == "column \"offer\" was \"bid\", and so was \"price\"");
  wanted.columns[2].was = "age";
  CHECK(leeway::detail::unclear_renaming(wanted) == "column \"offer\" was \"age\", which is a column of the schema");
}

}  // namespace schema_test
