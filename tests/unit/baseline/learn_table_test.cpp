// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Learning a table decides what is watched at all: a wish that is ignored, or a column dropped in silence, is never
// found out.
#include <leeway/baseline/learn_table.hpp>

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace learn_table_test {

using leeway::baseline;
using leeway::column;
using leeway::column_kind;
using leeway::role;
using leeway::schema;

namespace {

/// 100 rows: a rising number, a number, dates, identifiers, a category.
struct table {
  std::vector<double> rising, noise;
  std::vector<std::string> texts[3];
  std::vector<std::string_view> views[3];
  std::vector<column> columns;

  table() {
    leeway::random_stream draws(20260144);
    for (int i = 0; i < 100; ++i) {
      rising.push_back(i / 3);
      noise.push_back(draws.normal());
      texts[0].push_back("2026-01-" + std::string(i % 28 < 9 ? "0" : "") + std::to_string(i % 28 + 1));
      texts[1].push_back("id-" + std::to_string(i));
      texts[2].push_back(i % 3 == 0 ? "red" : "blue");
    }
    for (int t = 0; t < 3; ++t) views[t].assign(texts[t].begin(), texts[t].end());
    columns = {{"rising", std::span<const double>(rising)},
               {"noise", std::span<const double>(noise)},
               {"day", std::span<const std::string_view>(views[0])},
               {"id", std::span<const std::string_view>(views[1])},
               {"colour", std::span<const std::string_view>(views[2])}};
  }
  table(const table&) = delete;
  table& operator=(const table&) = delete;
};

const leeway::any_feature& feature_in(const baseline& past, std::string_view name) {
  const leeway::any_feature* found = past.find(name);
  if (found == nullptr) throw std::runtime_error("no feature " + std::string(name));
  return *found;
}
role role_in(const baseline& past, std::string_view name) { return role_of(feature_in(past, name)); }

}  // namespace

// Oracle: what each column was made to look like.
TEST_CASE("learn_table: roles from the data", "[baseline]") {
  const table t;
  const baseline past = leeway::learn(t.columns);
  REQUIRE(past.features().size() == 5);
  CHECK(past.rows() == 100);
  CHECK(role_in(past, "rising") == role::time);
  CHECK(role_in(past, "noise") == role::feature);
  CHECK(role_in(past, "day") == role::time);
  CHECK(role_in(past, "id") == role::identifier);
  CHECK(role_in(past, "colour") == role::feature);
  CHECK(remark_of(feature_in(past, "rising")) == "never goes back: looks like time");
  CHECK(remark_of(feature_in(past, "day")) == "dates: looks like time");
  CHECK_FALSE(remark_of(feature_in(past, "id")).empty());
  CHECK(remark_of(feature_in(past, "colour")).empty());
}

// Oracle: the contract: naming a kind says that the column is a feature.
TEST_CASE("learn_table: kinds from the schema", "[baseline]") {
  const table t;
  const schema wanted{{{"id", column_kind::categorical},
                       {"day", column_kind::categorical},
                       {"rising", column_kind::numeric},
                       {"colour", column_kind::ignored},
                       {"noise", column_kind::automatic, {}, {-1.0, 0.0, 1.0}}}};
  const baseline past = leeway::learn(t.columns, {}, wanted);
  CHECK(past.find("colour") == nullptr);
  REQUIRE(past.features().size() == 4);
  for (const char* name : {"id", "day", "rising", "noise"}) {
    CHECK(role_in(past, name) == role::feature);
    CHECK(remark_of(feature_in(past, name)).empty());
  }
  const auto& noise = std::get<leeway::numeric_feature>(feature_in(past, "noise"));
  CHECK(noise.cells().size() == 4);
  CHECK_FALSE(noise.cells().from_ranks());
  CHECK(leeway::learn(t.columns, {}, schema{{{"rising"}}}).features().size() == 5);
}

// Oracle: the contract, and the message.
TEST_CASE("learn_table: what is refused", "[baseline]") {
  const table t;
  const auto with = [&](leeway::column_schema one) { return leeway::learn(t.columns, {}, schema{{std::move(one)}}); };
  CHECK_THROWS_WITH(with({"id", column_kind::numeric}), "learn: column \"id\" holds text and is wanted numeric");
  CHECK_THROWS_WITH(with({"noise", column_kind::categorical}),
                    "learn: column \"noise\" holds float64 and is wanted categorical");
  CHECK_THROWS_WITH(with({"nois"}), "learn: the schema names column \"nois\", which is not there");
  CHECK_THROWS_AS(with({"noise", column_kind::numeric, {}, {1.0, 1.0}}), std::invalid_argument);

  std::vector<column> columns = t.columns;
  columns[1].values = std::span<const double>(t.noise).first(99);
  CHECK_THROWS_WITH(leeway::learn(columns), "learn: column \"noise\" has 99 rows, the first has 100");
  columns = t.columns;
  columns[1].name = "rising";
  CHECK_THROWS_AS(leeway::learn(columns), std::invalid_argument);
}

// Oracle: by hand: constants and sorted flags are features, so is a time that goes back once.
TEST_CASE("learn_table: what only resembles time", "[baseline]") {
  std::vector<double> constant(50, 2.0), sorted_flag, once_back, with_missing;
  for (int i = 0; i < 50; ++i) {
    sorted_flag.push_back(i < 25 ? 0.0 : 1.0);
    once_back.push_back(i == 30 ? 28.5 : i);
    with_missing.push_back(i % 7 == 0 ? exact::nan : i);
  }
  const column columns[] = {{"constant", std::span<const double>(constant)},
                            {"flag", std::span<const double>(sorted_flag)},
                            {"back", std::span<const double>(once_back)},
                            {"missing", std::span<const double>(with_missing)}};
  const baseline past = leeway::learn(columns);
  CHECK(role_in(past, "constant") == role::feature);
  CHECK(role_in(past, "flag") == role::feature);
  CHECK(role_in(past, "back") == role::feature);
  CHECK(role_in(past, "missing") == role::time);
}

// Oracle: by hand.
TEST_CASE("learn_table: empty tables", "[baseline]") {
  CHECK(leeway::learn(std::span<const column>()).features().empty());
  const column columns[] = {{"x", std::span<const double>()}, {"t", std::span<const std::string_view>()}};
  const baseline past = leeway::learn(columns, {"name", "", "", ""});
  CHECK(past.rows() == 0);
  CHECK(past.features().size() == 2);
  CHECK(past.origin().name == "name");
  CHECK(role_in(past, "t") == role::feature);
}

}  // namespace learn_table_test
