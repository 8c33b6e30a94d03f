// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_schema_file.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/baseline/learn_table.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace json_schema_file_test {
namespace {

leeway::schema_file read(const std::string& text) {
  const nlohmann::ordered_json document = leeway::parse_json(text, "s.json");
  return leeway::read_schema({document, "s.json"});
}
leeway::schema_file read_column(const std::string& rest) {
  return read(R"({"columns": [{"name": "a", )" + rest + "}]}");
}

}  // namespace

// Oracle: the document, by hand.
TEST_CASE("a schema is read") {
  const leeway::schema_file file = read(R"({"remark": "mine", "columns": [
      {"name": "bid", "kind": "numeric", "value_type": "float32", "edges": [0, 0.5, 10, "Infinity"],
       "tolerances": {"distribution": [0.05, 0.1]}},
      {"name": "status", "kind": "categorical", "value_type": "text", "domain": ["b", "a"], "remark": "open or shut"},
      {"name": "id", "kind": "ignored"}, {"name": "when", "kind": "automatic", "value_type": "int64"}, {"name": "x"}]})");
  REQUIRE(file.schema.columns.size() == 5);
  const leeway::column_schema& bid = file.schema.columns[0];
  CHECK(bid.name == "bid");
  CHECK(bid.kind == leeway::column_kind::numeric);
  CHECK(bid.type == leeway::value_type::float32);
  REQUIRE(bid.edges.size() == 4);
  CHECK(bid.edges[1] == Approx(0.5));
  CHECK(exact::same(bid.edges[3], exact::infinity));
  CHECK(file.schema.columns[1].kind == leeway::column_kind::categorical);
  CHECK_FALSE(file.schema.columns[1].type);
  CHECK(file.schema.columns[2].kind == leeway::column_kind::ignored);
  CHECK(file.schema.columns[3].type == leeway::value_type::int64);
  CHECK(file.schema.columns[4].kind == leeway::column_kind::automatic);
  REQUIRE(file.demands.size() == 2);
  CHECK(file.demands[0].tolerances.size() == 1);
  CHECK(file.demands[1].domain == std::vector<std::string>{"b", "a"});
}

// Oracle: by hand; what the schema does not state stays as it was suggested.
TEST_CASE("a schema's demands go into constraints") {
  leeway::constraints wanted;
  wanted.features.resize(2);
  wanted.features[0].name = "a";
  wanted.features[0].domain = {"old"};
  wanted.features[0].completeness = 0.5;
  wanted.features[1].name = "b";
  wanted.features[1].domain = {"kept"};
  leeway::apply(read(R"({"columns": [{"name": "a", "kind": "categorical", "domain": ["new"]},
                         {"name": "b", "tolerances": {"missing": [0, 0.5]}},
                         {"name": "c", "tolerances": {"missing": [0, 0.5]}}]})"),
                wanted);
  REQUIRE(wanted.features.size() == 2);
  CHECK(wanted.features[0].domain == std::vector<std::string>{"new"});
  CHECK(wanted.features[0].completeness.value() == Approx(0.5));
  CHECK(wanted.features[1].domain == std::vector<std::string>{"kept"});
  CHECK(wanted.features[1].tolerances.size() == 1);
}

// Oracle: every mistake with its message by hand: file, column, key, value.
TEST_CASE("a schema that makes no sense is refused with its place") {
  CHECK_THROWS_WITH(read("{}"), "s.json: no \"columns\"");
  CHECK_THROWS_WITH(read(R"({"column": []})"), "s.json: unknown key \"column\"");
  CHECK_THROWS_WITH(read(R"({"columns": [{"kind": "numeric"}]})"), "s.json: columns[0]: no \"name\"");
  CHECK_THROWS_WITH(read(R"({"columns": [{"name": "a"}, {"name": "a"}]})"),
                    "s.json: columns[1]: a second column is called \"a\"");
  CHECK_THROWS_WITH(read_column(R"("was": "a")"),
                    Catch::Contains("s.json: column \"a\": was: \"a\" where another name"));
  CHECK_THROWS_WITH(read_column(R"("was": "")"), Catch::Contains("another name"));
  CHECK_THROWS_WITH(read(R"({"columns": [{"name": "a", "was": "c"}, {"name": "b", "was": "c"}]})"),
                    "s.json: column \"b\" was \"c\", and so was \"a\"");
  CHECK_THROWS_WITH(read(R"({"columns": [{"name": "a", "was": "b"}, {"name": "b"}]})"),
                    "s.json: column \"a\" was \"b\", which is a column of the schema");
  CHECK_THROWS_WITH(read_column(R"("edgse": [1])"), "s.json: column \"a\": unknown key \"edgse\"");
  CHECK_THROWS_WITH(
      read_column(R"("kind": "number")"),
      "s.json: column \"a\": kind: \"number\" where automatic, numeric, categorical or ignored is wanted");
  CHECK_THROWS_WITH(
      read_column(R"("value_type": "int32")"),
      "s.json: column \"a\": value_type: \"int32\" where float64, float32, int64, uint64, boolean or text "
      "is wanted");
  CHECK_THROWS_WITH(read_column(R"("kind": "categorical", "value_type": "int64")"),
                    "s.json: column \"a\": value_type: \"int64\" where a value type that goes with the kind "
                    "\"categorical\" is wanted");
  CHECK_THROWS_WITH(
      read_column(R"("kind": "numeric", "value_type": "text")"),
      "s.json: column \"a\": value_type: \"text\" where a value type that goes with the kind \"numeric\" is "
      "wanted");
  CHECK_THROWS_WITH(read_column(R"("edges": [1])"), "s.json: column \"a\": edges: edges need the kind \"numeric\"");
  CHECK_THROWS_WITH(read_column(R"("kind": "numeric", "edges": [])"),
                    "s.json: column \"a\": edges: no edges; leave the key out to have them learned");
  CHECK_THROWS_WITH(read_column(R"("kind": "numeric", "edges": [1, 2, 2])"),
                    "s.json: column \"a\": edges[2]: 2 where an edge above the one before it is wanted");
  CHECK_THROWS_WITH(read_column(R"("kind": "numeric", "domain": ["x"])"),
                    "s.json: column \"a\": domain: a domain needs the kind \"categorical\"");
  CHECK_THROWS_WITH(read_column(R"("kind": "categorical", "domain": [])"),
                    "s.json: column \"a\": domain: no categories; leave the key out to allow any");
  CHECK_THROWS_WITH(
      read_column(R"("tolerances": {"missing": [0.5, 0.1]})"),
      "s.json: column \"a\": tolerances: missing: [0.5,0.1] where a warning tolerance not above the drift "
      "tolerance is wanted");
}

// Oracle: the columns and what was asked of them, by hand; then the law that a printed schema can be read.
TEST_CASE("a schema to start from is printed from a baseline") {
  const std::vector<double> numbers{1.0, 2.0, 3.0, 2.5};
  const std::vector<std::int64_t> counts{1, 7, 3, 2};
  const std::vector<std::string_view> words{"x", "y", "x", "y"};
  const std::vector<std::string_view> dates{"2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"};
  const leeway::column columns[] = {{"number", std::span<const double>(numbers)},
                                    {"count", std::span<const std::int64_t>(counts)},
                                    {"word", std::span<const std::string_view>(words)},
                                    {"when", std::span<const std::string_view>(dates)}};
  leeway::schema given;
  given.columns = {{"number", leeway::column_kind::numeric, {}, {1.5, 2.5}}};
  const leeway::baseline past = leeway::learn(columns, {}, given);
  leeway::tolerances tolerated;
  tolerated.missing = {0.25, 0.5};
  const nlohmann::ordered_json document = leeway::schema_document(past, tolerated);
  const std::string tolerances =
      R"({"distribution":[0.05,0.1],"missing":[0.25,0.5],"unseen":[0.01,0.05],"spike":[0.02,0.05]})";
  REQUIRE(document["columns"].size() == 4);
  CHECK(document["columns"][0].dump() ==
        R"({"name":"number","kind":"numeric","value_type":"float64","edges":[1.5,2.5],"tolerances":)" + tolerances +
            "}");
  CHECK(document["columns"][1].dump() ==
        R"({"name":"count","kind":"numeric","value_type":"int64","tolerances":)" + tolerances + "}");
  CHECK(document["columns"][2].dump() ==
        R"({"name":"word","kind":"categorical","domain":["x","y"],"tolerances":)" + tolerances + "}");
  CHECK(document["columns"][3]["kind"] == "automatic");
  CHECK_FALSE(document["columns"][3]["remark"].get<std::string>().empty());

  const leeway::schema_file file = leeway::read_schema({document, "s.json"});
  CHECK(file.schema.columns[0].edges.size() == 2);
  CHECK(file.demands.size() == 3);
  CHECK(leeway::learn(columns, {}, file.schema).fingerprint() == past.fingerprint());
}

// Oracle: the columns under their new names.
TEST_CASE("a schema that renames gives a baseline whose printed schema has the new names") {
  const std::vector<double> numbers{1.0, 2.0, 3.0, 2.5};
  const auto table = [&](std::string_view name) {
    return std::vector<leeway::column>{{name, std::span<const double>(numbers)}};
  };
  const leeway::schema_file file = read(R"({"columns": [{"name": "price", "was": "bid", "kind": "numeric"}]})");
  CHECK(file.schema.columns[0].was == "bid");
  const leeway::baseline past = leeway::learn(table("bid"), {}, file.schema);
  const nlohmann::ordered_json printed = leeway::schema_document(past);
  CHECK(printed["columns"][0]["name"] == "price");
  const leeway::schema_file again = leeway::read_schema({printed, "s.json"});
  CHECK(leeway::learn(table("price"), {}, again.schema).fingerprint() == past.fingerprint());
  CHECK(leeway::learn(table("price"), {}, file.schema).fingerprint() == past.fingerprint());
}

}  // namespace json_schema_file_test
