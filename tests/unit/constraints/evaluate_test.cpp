// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/constraints/evaluate.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/baseline/learn_table.hpp>
#include <leeway/constraints/suggest.hpp>

#include "support/catch.hpp"

namespace evaluate_test {
namespace {

using leeway::inferred_type;

leeway::type_counter types_of(const std::vector<std::pair<std::string_view, int>>& cells) {
  leeway::type_counter types;
  for (const auto& [cell, times] : cells)
    for (int i = 0; i < times; ++i) types.observe(cell);
  return types;
}

leeway::observed_column column(std::string name, std::uint64_t present, std::uint64_t missing = 0) {
  leeway::observed_column seen;
  seen.name = std::move(name);
  seen.present = present;
  seen.missing = missing;
  return seen;
}

leeway::feature_constraints feature(std::string name, inferred_type type = inferred_type::unknown) {
  leeway::feature_constraints wanted;
  wanted.name = std::move(name);
  wanted.inferred_type = type;
  return wanted;
}

std::vector<leeway::violation> check(leeway::feature_constraints wanted, leeway::observed_column seen,
                                     leeway::constraints table = {}) {
  table.features = {std::move(wanted)};
  return leeway::violations(table, {{std::move(seen)}});
}

}  // namespace

// Oracle: the sentence of the vendor's current container as a user published it; its share is 1970 of 1977.
TEST_CASE("data type: the vendor's sentence") {
  leeway::observed_column seen = column("age", 1977);
  seen.types = types_of({{"1", 1970}, {"1.5", 7}});
  const auto found = check(feature("age", inferred_type::integral), seen);
  REQUIRE(found.size() == 1);
  CHECK(found[0].feature == "age");
  CHECK(found[0].check == "data_type_check");
  CHECK(found[0].description ==
        "Data type match requirement is not met. Expected data type: Integral, Expected match: 100.0%. "
        "Observed: Only 99.64592817400101% of data is Integral.");
}

// Oracle: the 2019 fixture of the vendor's SDK: whole numbers in a Fractional column count against it; numbers are no
// strings. leeway's own suggestions say that narrower cells will do.
TEST_CASE("data type: exactly the class, or also narrower ones") {
  struct {
    inferred_type wanted;
    const char* cell;
    bool exact, wider;
  } const cases[] = {{inferred_type::fractional, "3", false, true},  {inferred_type::fractional, "3.5", true, true},
                     {inferred_type::fractional, "x", false, false}, {inferred_type::string, "3", false, true},
                     {inferred_type::string, "true", false, true},   {inferred_type::string, "x", true, true},
                     {inferred_type::integral, "3.5", false, false}, {inferred_type::integral, "3", true, true},
                     {inferred_type::boolean, "1", false, false},    {inferred_type::boolean, "true", true, true},
                     {inferred_type::unknown, "x", true, true}};
  for (const auto& c : cases) {
    leeway::observed_column seen = column("v", 1);
    seen.types = types_of({{c.cell, 1}});
    leeway::feature_constraints wanted = feature("v", c.wanted);
    INFO(to_string(c.wanted) << " and " << c.cell);
    CHECK(check(wanted, seen).empty() == c.exact);
    wanted.exact_type = false;
    CHECK(check(wanted, seen).empty() == c.wider);
  }
}

// Oracle: by hand. The threshold itself is kept; missing cells do not count.
TEST_CASE("data type: threshold and missing cells") {
  leeway::observed_column seen = column("v", 4, 96);
  seen.types = types_of({{"1", 3}, {"x", 1}});
  for (int i = 0; i < 96; ++i) seen.types->observe_null();
  leeway::constraints table;
  table.datatype_check_threshold = 0.75;
  CHECK(check(feature("v", inferred_type::integral), seen, table).empty());
  table.datatype_check_threshold = 0.751;
  CHECK(check(feature("v", inferred_type::integral), seen, table).size() == 1);
  CHECK(check(feature("v", inferred_type::integral), column("v", 0, 7)).empty());
}

// Oracle: by hand. Without texts the cells that are no number of the column's kind speak.
TEST_CASE("data type: numbers without texts") {
  leeway::observed_column seen = column("v", 9);
  CHECK(check(feature("v", inferred_type::fractional), seen).empty());
  seen.invalid = 1;
  const auto found = check(feature("v", inferred_type::fractional), seen);
  REQUIRE(found.size() == 1);
  CHECK(found[0].description.find("Only 90.0% of data is Fractional.") != std::string::npos);
  CHECK(check(feature("v", inferred_type::string), seen).empty());
}

// Oracle: by hand: 7 of 8 rows hold something; a cell that cannot be read is there all the same.
TEST_CASE("completeness: below is violated, equal is kept") {
  leeway::observed_column seen = column("v", 6, 1);
  seen.invalid = 1;
  leeway::feature_constraints wanted = feature("v");
  CHECK(check(wanted, seen).empty());
  wanted.completeness = 0.875;
  CHECK(check(wanted, seen).empty());
  wanted.completeness = 1.0;
  const auto found = check(wanted, seen);
  REQUIRE(found.size() == 1);
  CHECK(found[0].check == "completeness_check");
  CHECK(
      found[0].description ==
      "Completeness requirement is not met. Expected completeness: 100.0%. Observed: Only 87.5% of rows have a value.");
  CHECK(check(wanted, column("v", 0)).empty());
}

// Oracle: by hand, at both ends; ends belong to the range.
TEST_CASE("range and sign") {
  leeway::observed_column seen = column("v", 2);
  seen.smallest = -1.5;
  seen.largest = 20.0;
  leeway::feature_constraints wanted = feature("v");
  wanted.minimum = -1.5;
  wanted.maximum = 20.0;
  wanted.non_negative = false;
  CHECK(check(wanted, seen).empty());

  wanted.minimum = -1.0;
  wanted.non_negative = true;
  auto found = check(wanted, seen);
  REQUIRE(found.size() == 2);
  CHECK(found[0].check == "sign_check");
  CHECK(found[0].description ==
        "Sign requirement is not met. Expected: no value below 0. Observed: smallest value -1.5.");
  CHECK(found[1].check == "range_check");
  CHECK(found[1].description ==
        "Range requirement is not met. Expected: at least -1.0 and at most 20.0. Observed: smallest value -1.5.");

  wanted.maximum = 19.0;
  wanted.non_negative.reset();
  found = check(wanted, seen);
  REQUIRE(found.size() == 1);
  CHECK(found[0].description.find("smallest value -1.5, largest value 20.0.") != std::string::npos);

  seen.smallest = seen.largest = leeway::no_value;
  wanted.non_negative = true;
  CHECK(check(wanted, seen).empty());
}

// Oracle: by hand: 6 of 10 records are inside. The strangers are named, the most frequent first.
TEST_CASE("domain: the share inside, and who is not") {
  leeway::observed_column seen = column("v", 10);
  seen.numeric = false;
  seen.values = {{"a", 6}, {"b", 0}, {"d", 1}, {"c", 2}};
  seen.unnamed = 1;
  leeway::feature_constraints wanted = feature("v");
  wanted.domain = {"b", "a", "a"};
  leeway::constraints table;
  table.domain_content_threshold = 0.6;
  CHECK(check(wanted, seen, table).empty());
  table.domain_content_threshold = 0.9;
  const auto found = check(wanted, seen, table);
  REQUIRE(found.size() == 1);
  CHECK(found[0].check == "categorical_values_check");
  CHECK(found[0].description ==
        "Categorical values requirement is not met. Expected match: 90.0%. Observed: Only 60.0% of values are in the "
        "domain. Not in the domain: c, d");
}

// Oracle: by hand. What is never said for sure is not said: "new" may be among the unnamed.
TEST_CASE("domain: names without a count") {
  leeway::observed_column seen = column("v", 10);
  seen.numeric = false;
  seen.values = {{"a", 9}};
  seen.unnamed = 1;
  leeway::feature_constraints wanted = feature("v");
  wanted.domain = {"a", "new"};
  CHECK(check(wanted, seen).empty());
  leeway::name_unseen(seen, "other", 1);
  CHECK(check(wanted, seen).size() == 1);
  wanted.domain = {"a"};
  seen.values.pop_back();
  seen.unnamed = 1;
  CHECK(check(wanted, seen).size() == 1);
  wanted.domain.clear();
  CHECK(check(wanted, seen).empty());
}

// Oracle: the vendor's sentence, then our own; names as the columns were given.
TEST_CASE("columns are compared by name") {
  leeway::constraints table;
  for (const char* name : {"a", "b", "c"}) table.features.push_back(feature(name));
  const auto found = leeway::violations(table, {{column("b", 1), column("x", 1)}});
  REQUIRE(found.size() == 2);
  CHECK(found[0].feature == "Missing columns");
  CHECK(found[0].check == "missing_column_check");
  CHECK(found[0].description ==
        "There are missing columns in current dataset. Number of columns in current dataset: 2, Number of columns in "
        "baseline constraints: 3. Missing: a, c");
  CHECK(found[1].feature == "Extra columns");
  CHECK(found[1].check == "extra_column_check");
  CHECK(found[1].description ==
        "There are extra columns in current dataset. Number of columns in current dataset: 2, Number of columns in "
        "baseline constraints: 3. Extra: x");
}

// Oracle: by hand. A column that is switched off is neither missing nor extra nor checked.
TEST_CASE("switches") {
  leeway::constraints table;
  table.features = {feature("a"), feature("b")};
  table.features[0].completeness = 1.0;
  const leeway::observed_table seen{{column("a", 1, 1)}};
  CHECK(leeway::violations(table, seen).size() == 2);
  table.features[0].evaluate = false;
  CHECK(leeway::violations(table, seen).size() == 1);
  table.features[1].evaluate = false;
  CHECK(leeway::violations(table, seen).empty());
  table.features[1].evaluate = true;
  table.evaluate = false;
  CHECK(leeway::violations(table, seen).empty());
}

// Oracle: the meaning of suggesting: a table keeps what was suggested from it.
TEST_CASE("a baseline keeps its own constraints") {
  std::vector<double> numbers;
  std::vector<std::string_view> words;
  std::vector<leeway::type_counter> types(2);
  constexpr std::string_view cells[] = {"0", "1.5", "2", "", "4e3"};
  constexpr double values[] = {0.0, 1.5, 2.0, std::numeric_limits<double>::quiet_NaN(), 4000.0};
  constexpr std::string_view texts[] = {"on", "off", "12"};
  for (std::size_t i = 0; i < 600; ++i) {
    numbers.push_back(values[i % 5]);
    if (cells[i % 5].empty())
      types[0].observe_null();
    else
      types[0].observe(cells[i % 5]);
    words.push_back(texts[i % 3]);
    types[1].observe(texts[i % 3]);
  }
  const leeway::column columns[] = {{"number", std::span<const double>(numbers)},
                                    {"word", std::span<const std::string_view>(words)}};
  const leeway::baseline past = leeway::learn(columns);
  leeway::window live(past);
  for (std::size_t i = 0; i < 2; ++i) live.column(i) += leeway::statistics_of(past.features()[i]);
  live.add_rows(600);
  const inferred_type found[] = {types[0].type(), types[1].type()};
  const leeway::constraints suggested = leeway::suggest(past, found);
  CHECK(suggested.features[1].domain.size() == 3);
  CHECK(leeway::violations(suggested, leeway::observe(past, live, types)).empty());
}

}  // namespace evaluate_test
