// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A schema says what the data cannot: an entry that is not found would be a wish ignored in silence.
#include <leeway/baseline/schema.hpp>

#include "support/catch.hpp"

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
