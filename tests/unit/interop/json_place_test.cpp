// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_place.hpp>

#include <string>

#include <leeway/interop/json_text.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace json_place_test {
namespace {

const nlohmann::ordered_json document = leeway::parse_json(
    R"({"number": 1.5, "below": "-Infinity", "text": "a", "flag": true, "none": null, "list": ["a", 2]})", "a.json");
const leeway::json_place root(document, "a.json");

}  // namespace

// Oracle: by hand.
TEST_CASE("a place reads what is there") {
  CHECK(root.at("number").number() == Approx(1.5));
  CHECK(exact::same(root.at("below").number(), -exact::infinity));
  CHECK(root.at("text").text() == "a");
  CHECK(root.at("flag").boolean());
  CHECK(root.at("list").items().size() == 2);
  CHECK_FALSE(root.find("none"));
  CHECK_FALSE(root.find("nothing"));
}

// Oracle: every message names file, key and value, written out by hand.
TEST_CASE("a place says where what is not wanted") {
  CHECK_THROWS_WITH(root.at("text").number(), "a.json: text: \"a\" where a number is wanted");
  CHECK_THROWS_WITH(root.at("number").share(), "a.json: number: 1.5 where a number within 0 and 1 is wanted");
  CHECK_THROWS_WITH(root.at("number").text(), "a.json: number: 1.5 where a text is wanted");
  CHECK_THROWS_WITH(root.at("number").boolean(), "a.json: number: 1.5 where true or false is wanted");
  CHECK_THROWS_WITH(root.at("flag").items(), "a.json: flag: true where a list is wanted");
  CHECK_THROWS_WITH(root.at("flag").find("x"), "a.json: flag: true where an object is wanted");
  CHECK_THROWS_WITH(root.at("list").texts(), "a.json: list[1]: 2 where a text is wanted");
  CHECK_THROWS_WITH(root.at("nothing"), "a.json: no \"nothing\"");
  CHECK_THROWS_WITH(root.at("none"), "a.json: no \"none\"");
  CHECK_THROWS_WITH(root.only({"number", "below", "text", "flag", "none"}), "a.json: unknown key \"list\"");
  CHECK_THROWS_WITH(root.called("b").at("x"), "b: no \"x\"");
}

// Oracle: 60 characters, then dots.
TEST_CASE("long values are cut in messages") {
  const nlohmann::ordered_json long_text(std::string(200, 'x'));
  CHECK_THROWS_WITH(leeway::json_place(long_text, "a").number(),
                    "a: \"" + std::string(59, 'x') + "... where a number is wanted");
}

}  // namespace json_place_test
