// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_merge.hpp>

#include "support/catch.hpp"

namespace json_merge_test {
namespace {

nlohmann::ordered_json merged(const char* document, const char* before, const char* after) {
  using nlohmann::ordered_json;
  ordered_json result = ordered_json::parse(document);
  leeway::carry_over(result, ordered_json::parse(before), ordered_json::parse(after));
  return result;
}

}  // namespace

// Oracle: each result written by hand; `z` is what nobody knows.
TEST_CASE("only what has changed is carried over") {
  CHECK(merged(R"({"z": 1, "a": 2})", R"({"a": 2})", R"({"a": 2})").dump() == R"({"z":1,"a":2})");
  CHECK(merged(R"({"z": 1, "a": 2})", R"({"a": 2})", R"({"a": 3})").dump() == R"({"z":1,"a":3})");
  CHECK(merged(R"({"z": 1, "a": 2})", R"({"a": 2})", R"({})").dump() == R"({"z":1})");
  CHECK(merged(R"({"z": 1})", R"({})", R"({"b": [1]})").dump() == R"({"z":1,"b":[1]})");
  CHECK(merged(R"({"a": 9})", R"({"a": 2, "b": 1})", R"({"a": 2, "b": 2})").dump() == R"({"a":9,"b":2})");
}

// Oracle: the same, one level down.
TEST_CASE("objects are merged key by key") {
  CHECK(merged(R"({"o": {"z": 1, "a": 2}})", R"({"o": {"a": 2}})", R"({"o": {"a": 3}})").dump() ==
        R"({"o":{"z":1,"a":3}})");
  CHECK(merged(R"({"o": {"z": 1}})", R"({})", R"({"o": {"a": 3}})").dump() == R"({"o":{"z":1,"a":3}})");
  CHECK(merged(R"({"o": {"z": 1, "a": 2}})", R"({"o": {"a": 2}})", R"({})").dump() == R"({"o":{"z":1}})");
  CHECK(merged(R"({"o": {"a": 2}})", R"({"o": {"a": 2}})", R"({})").dump() == "{}");
  CHECK(merged(R"({"z": 1})", R"({"o": {"a": 2}})", R"({})").dump() == R"({"z":1})");
  CHECK(merged(R"({"o": null})", R"({})", R"({"o": {"a": 3}})").dump() == R"({"o":{"a":3}})");
  CHECK(merged(R"({"o": 5})", R"({"o": {"a": 2}})", R"({"o": {"a": 3}})").dump() == R"({"o":{"a":3}})");
}

}  // namespace json_merge_test
