// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What does not fit between a service's struct and a baseline must be known when the monitor is made, by name.
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string_view>
#include <vector>

#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/row_plan.hpp>

#include "support/catch.hpp"

namespace row_plan_test {
namespace {

using leeway::field_description;
using kind = leeway::field_type::kind;

const std::vector<double> numbers = {0.1, 0.2, 0.3, 0.1, 0.2, 0.3};
const std::vector<std::int64_t> integers = {1, 2, 3, 1, 2, 3};
const std::vector<std::string_view> words = {"a", "b", "a", "b", "a", "b"};

leeway::baseline past() {
  const std::vector<leeway::column> columns = {{"number", std::span<const double>(numbers)},
                                               {"integer", std::span<const std::int64_t>(integers)},
                                               {"word", std::span<const std::string_view>(words)}};
  leeway::schema wanted;
  for (const char* name : {"number", "integer"}) wanted.columns.push_back({name, leeway::column_kind::numeric, {}, {}});
  wanted.columns.push_back({"word", leeway::column_kind::categorical, {}, {}});
  return leeway::learn(columns, {}, wanted);
}

std::vector<field_description> fitting() {
  return {{"word", {kind::text, 0, true}},
          {"number", {kind::float64, 8, false}},
          {"integer", {kind::signed_integer, 4, false}}};
}

}  // namespace

TEST_CASE("fields meet features by name, in any order") {
  const std::vector<field_description> fields = fitting();
  const leeway::row_plan plan(past(), fields);
  CHECK(plan.target(0).feature == 2);
  CHECK(plan.target(0).categories != nullptr);
  CHECK(plan.target(1).feature == 0);
  CHECK(plan.target(2).numbers != nullptr);
  CHECK(plan.past().fingerprint() == past().fingerprint());
}

TEST_CASE("a float field rounds the cells of its feature") {
  std::vector<field_description> fields = fitting();
  fields[1].type = {kind::float32, 4, false};
  const leeway::row_plan plan(past(), fields);
  CHECK(plan.target(1).numbers->type() == leeway::value_type::float32);
  CHECK(plan.past().fingerprint() != past().fingerprint());
}

TEST_CASE("a type that does not fit is refused by the name of the field") {
  const auto refused = [](std::size_t field, leeway::field_type type, const char* name) {
    std::vector<field_description> fields = fitting();
    fields[field].type = type;
    CHECK_THROWS_WITH(leeway::row_plan(past(), fields), Catch::Contains(name));
  };
  refused(2, {kind::float64, 8, false}, "\"integer\" holds double, its baseline int64");
  refused(2, {kind::unsigned_integer, 8, false}, "\"integer\"");
  refused(0, {kind::signed_integer, 4, false}, "bind it as categorical");
  refused(1, {kind::signed_integer, 8, false}, "\"number\"");
  refused(1, {kind::text, 0, true}, "\"number\" holds categories");
  refused(0, {kind::float32, 4, true}, "holds float, which cannot be categories");
}

TEST_CASE("names on one side only are refused, or told") {
  std::vector<field_description> fields = fitting();
  fields.push_back({"newcomer", {kind::float64, 8, false}});
  CHECK_THROWS_WITH(leeway::row_plan(past(), fields), Catch::Contains("\"newcomer\" is no feature"));
  fields.pop_back();
  fields.pop_back();
  CHECK_THROWS_WITH(leeway::row_plan(past(), fields), Catch::Contains("\"integer\" is no field"));
  fields.push_back({"newcomer", {kind::float64, 8, false}});
  const leeway::row_plan plan(past(), fields, leeway::unmatched::skip);
  CHECK(plan.unmatched_names().only_in_row == std::vector<std::string>{"newcomer"});
  CHECK(plan.unmatched_names().only_in_baseline == std::vector<std::string>{"integer"});
  CHECK(plan.target(2).feature == leeway::field_target::none);
  CHECK(plan.collected().empty());
  const leeway::row_plan collecting(past(), fields, leeway::unmatched::collect);
  REQUIRE(collecting.collected().size() == 1);
  CHECK(collecting.collected()[0].name == "newcomer");
  CHECK(collecting.collected()[0].field == 2);
}

}  // namespace row_plan_test
