// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_text.hpp>

#include <cmath>
#include <limits>
#include <string>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace json_text_test {

// Oracle: the rules of drift.json.
TEST_CASE("numbers without a value are null, infinite ones texts") {
  CHECK(leeway::json_number(exact::nan).is_null());
  CHECK(leeway::json_number(-exact::nan).is_null());
  CHECK(leeway::json_number(exact::infinity) == "Infinity");
  CHECK(leeway::json_number(-exact::infinity) == "-Infinity");
  CHECK(leeway::json_number(0.25).dump() == "0.25");
  CHECK(leeway::json_number(-3.0).is_number_float());
}

// Oracle: the text parsed again gives the same bits.
TEST_CASE("every double survives the text") {
  leeway::random_stream draws(20260101);
  for (int i = 0; i < 2000; ++i) {
    const double x = exact::any_double(draws);
    if (std::isinf(x)) continue;
    const std::string text = leeway::json_text(leeway::json_number(x));
    CHECK(exact::same(leeway::parse_json(text, "x").get<double>(), x));
  }
}

// Oracle: U+FFFD in UTF-8 is EF BF BD.
TEST_CASE("bytes that are not UTF-8 are replaced, not refused") {
  nlohmann::ordered_json document;
  document["name"] = "caf\xe9";
  CHECK(leeway::json_text(document) == "{\n  \"name\": \"caf\xef\xbf\xbd\"\n}\n");
}

// Oracle: line and column counted by hand.
TEST_CASE("a broken text is refused with its place") {
  CHECK_THROWS_WITH(leeway::parse_json("{\n  \"a\": 1,\n  x\n}", "a.json"), "a.json: line 3, column 3: not JSON");
  CHECK_THROWS_WITH(leeway::parse_json("[NaN]", "a.json"), "a.json: line 1, column 2: not JSON");
  CHECK_THROWS_AS(leeway::parse_json("", "a.json"), leeway::json_error);
  CHECK_THROWS_AS(leeway::parse_json("{\"a\": 1", "a.json"), leeway::json_error);
  CHECK_THROWS_AS(leeway::parse_json("[\"\xff\"]", "a.json"), leeway::json_error);
}

// Of two values of one key the second would hide the first, whatever its author meant.
TEST_CASE("a key that stands twice in one object is refused with the way to it") {
  CHECK_THROWS_WITH(leeway::parse_json(R"({"a": 1, "b": 2, "a": 3})", "a.json"),
                    "a.json: the key \"a\" stands there twice");
  CHECK_THROWS_WITH(leeway::parse_json(R"({"x": [{"name": "n", "t": {"k": [1], "k": []}}]})", "a.json"),
                    "a.json: x: \"n\": t: the key \"k\" stands there twice");
  CHECK_THROWS_WITH(leeway::parse_json(R"({"x": [{"name": "n", "k": 1, "k": 2}]})", "a.json"),
                    "a.json: x: \"n\": the key \"k\" stands there twice");
  CHECK(leeway::parse_json(R"({"a": {"k": 1}, "b": {"k": 1}, "c": [{"k": 1}, {"k": 1}]})", "a.json").size() == 3);
}

// Oracle: by hand.
TEST_CASE("comments and a byte order mark are passed over") {
  CHECK(leeway::parse_json("\xef\xbb\xbf{\"a\": /* why */ 1}", "a.json")["a"] == 1);
}

}  // namespace json_text_test
