// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_tolerances.hpp>

#include <span>
#include <vector>

#include "support/catch.hpp"

namespace json_tolerances_test {
namespace {

std::vector<leeway::tolerated_change> read(const char* text) {
  const nlohmann::ordered_json document = leeway::parse_json(text, "a.json");
  return leeway::read_tolerances({document, "a.json"});
}

}  // namespace

// Oracle: the document, by hand, both ways.
TEST_CASE("tolerances are pairs by question") {
  const char* text = R"({"distribution":[0.05,0.1],"spike":[0.0,1.0]})";
  const auto changes = read(text);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].question == "distribution");
  CHECK(changes[0].warning == Approx(0.05));
  CHECK(changes[1].drift == Approx(1.0));
  CHECK(leeway::to_json(std::span<const leeway::tolerated_change>(changes)).dump() == text);
  CHECK(read("{}").empty());
}

// Oracle: every mistake, with the message written by hand.
TEST_CASE("tolerances that make no sense are refused") {
  CHECK_THROWS_WITH(read(R"({"drift": [0, 1]})"), "a.json: there is no question \"drift\"");
  CHECK_THROWS_WITH(read(R"({"spike": [0.1]})"), "a.json: spike: [0.1] where [warning, drift] is wanted");
  CHECK_THROWS_WITH(read(R"({"spike": [0.2, 0.1]})"),
                    "a.json: spike: [0.2,0.1] where a warning tolerance not above the drift tolerance is wanted");
  CHECK_THROWS_WITH(read(R"({"spike": [0.2, 5]})"), "a.json: spike[1]: 5 where a number within 0 and 1 is wanted");
  CHECK_THROWS_WITH(read("[]"), "a.json: [] where an object is wanted");
}

}  // namespace json_tolerances_test
