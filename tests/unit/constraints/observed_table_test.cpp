// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/constraints/observed_table.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/baseline/learn_table.hpp>

#include "support/catch.hpp"

namespace observed_table_test {
namespace {

leeway::baseline two_columns() {
  static const std::vector<double> numbers{1.0, 2.0, 3.0};
  static const std::vector<std::string_view> words{"a", "b", "a"};
  const leeway::column columns[] = {{"number", std::span<const double>(numbers)},
                                    {"word", std::span<const std::string_view>(words)}};
  return leeway::learn(columns);
}

leeway::window count(const leeway::baseline& past) {
  leeway::window live(past);
  const auto& numbers = std::get<leeway::numeric_feature>(past.features()[0]).cells();
  const auto& words = std::get<leeway::category_feature>(past.features()[1]).cells();
  for (double x : {2.5, -7.0, std::numeric_limits<double>::quiet_NaN()}) live.column(0).observe(numbers, x);
  live.column(0).observe_invalid();
  for (std::string_view word : {"a", "c", "d", "c"}) live.column(1).observe(words, word);
  live.add_rows(4);
  return live;
}

}  // namespace

// Oracle: the records above, counted by hand.
TEST_CASE("a table is seen as its window counted it") {
  const leeway::baseline past = two_columns();
  const leeway::observed_table table = leeway::observe(past, count(past));
  REQUIRE(table.columns.size() == 2);

  const leeway::observed_column& number = *table.find("number");
  CHECK(number.numeric);
  CHECK(number.present == 2);
  CHECK(number.missing == 1);
  CHECK(number.invalid == 1);
  CHECK(number.records() == 4);
  CHECK(number.smallest == Approx(-7.0));
  CHECK(number.largest == Approx(2.5));
  CHECK_FALSE(number.types);

  const leeway::observed_column& word = *table.find("word");
  CHECK_FALSE(word.numeric);
  CHECK(word.present == 4);
  CHECK(word.unnamed == 3);
  REQUIRE(word.values.size() == 2);  // "b" too, without a record
  CHECK(word.values[0].records == 1);
  CHECK(word.values[1].records == 0);
  CHECK(std::isnan(word.smallest));
}

// Oracle: by hand; never more than there are.
TEST_CASE("unseen records can be named") {
  const leeway::baseline past = two_columns();
  leeway::observed_column word = leeway::observe(past.features()[1], count(past).columns()[1]);
  leeway::name_unseen(word, "c", 2);
  CHECK(word.unnamed == 1);
  leeway::name_unseen(word, "d", 5);
  CHECK(word.unnamed == 0);
  REQUIRE(word.values.size() == 4);
  CHECK(word.values[3].name == "d");
  CHECK(word.values[3].records == 1);
}

// Oracle: by hand.
TEST_CASE("columns that a window lacks or has beyond the baseline") {
  const leeway::baseline past = two_columns();
  const std::vector<std::string> missing{"number"};
  const std::vector<std::string> extra{"colour"};
  std::vector<leeway::type_counter> types(2);
  types[1].observe("x");
  const leeway::observed_table table = leeway::observe(past, count(past), types, missing, extra);
  REQUIRE(table.columns.size() == 2);
  CHECK(table.columns[0].name == "word");
  CHECK(table.columns[0].types->count(leeway::inferred_type::string) == 1);
  CHECK(table.columns[1].name == "colour");
  CHECK(table.columns[1].records() == 0);
}

// Oracle: the two arguments that do not belong together.
TEST_CASE("a table is not seen against another baseline") {
  const leeway::baseline past = two_columns();
  const std::vector<double> numbers{5.0};
  const leeway::column other[] = {{"number", std::span<const double>(numbers)}};
  CHECK_THROWS_AS(leeway::observe(past, leeway::window(leeway::learn(other))), std::invalid_argument);
  const std::vector<leeway::type_counter> types(3);
  CHECK_THROWS_WITH(leeway::observe(past, count(past), types), "observe: types of 3 columns, the baseline has 2");
}

}  // namespace observed_table_test
