// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A column that was renamed upstream keeps its past; a wish that cannot be carried out must not pass in silence.
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/baseline/learn_table.hpp>
#include <leeway/baseline/renamed.hpp>

#include "support/catch.hpp"

namespace renamed_test {
namespace {

const std::vector<double> numbers = {0.1, 0.2, 0.3, 0.1, 0.2, 0.3};
const std::vector<std::string_view> words = {"a", "b", "a", "b", "a", "b"};

leeway::baseline table(std::string_view number, std::string_view word, const leeway::schema& wanted = {}) {
  const std::vector<leeway::column> columns = {{number, std::span<const double>(numbers)},
                                               {word, std::span<const std::string_view>(words)}};
  return leeway::learn(columns, {.name = "t"}, wanted);
}
const leeway::schema price{{{.name = "price", .was = "bid"}, {.name = "word"}}};

}  // namespace

// Oracle: the table learned by its new names.
TEST_CASE("features get the names that their columns have now") {
  const leeway::baseline past = leeway::renamed(table("bid", "word"), price);
  CHECK(past.fingerprint() == table("price", "word").fingerprint());
  CHECK(past.origin().name == "t");
  CHECK(leeway::renamed(past, price).fingerprint() == past.fingerprint());  // once is enough
  const leeway::schema both{{{.name = "price", .was = "bid"}, {.name = "text", .was = "word"}}};
  CHECK(leeway::renamed(table("bid", "word"), both).fingerprint() == table("price", "text").fingerprint());
}

// Oracle: as above.
TEST_CASE("a table with the old name is learned by the new one") {
  CHECK(table("bid", "word", price).fingerprint() == table("price", "word").fingerprint());
  CHECK(table("price", "word", price).fingerprint() == table("price", "word").fingerprint());
  leeway::schema wanted = price;
  wanted.columns[0].kind = leeway::column_kind::ignored;
  const leeway::baseline without = table("bid", "word", wanted);
  CHECK(without.features().size() == 1);
  CHECK(leeway::renamed(without, wanted).fingerprint() == without.fingerprint());
}

// Oracle: the messages by hand; each has both names.
TEST_CASE("what cannot be renamed is refused by both names") {
  CHECK_THROWS_WITH(leeway::renamed(table("x", "word"), price),
                    "schema: column \"price\" was \"bid\", and the baseline has neither");
  CHECK_THROWS_WITH(leeway::renamed(table("bid", "price"), price),
                    "schema: column \"price\" was \"bid\", and the baseline has both");
  CHECK_THROWS_WITH(table("x", "word", price),
                    "learn: the schema names column \"price\", which was \"bid\", which is not there");
  CHECK_THROWS_WITH(table("bid", "price", {{{.name = "price", .was = "bid"}}}), Catch::Contains("the table has both"));
  const leeway::schema twice{{{.name = "price", .was = "bid"}, {.name = "offer", .was = "bid"}}};
  CHECK_THROWS_WITH(leeway::renamed(table("bid", "word"), twice), Catch::Contains("\"bid\", and so was"));
}

}  // namespace renamed_test
