// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_violations.hpp>

#include <span>
#include <string>
#include <vector>

#include <leeway/interop/json_text.hpp>

#include "support/catch.hpp"
#include "support/shared_file.hpp"

namespace json_violations_test {
namespace {

const std::vector<leeway::violation> two{{"fare", "range_check", "too much"},
                                         {"Missing columns", "missing_column_check", "a"}};

}  // namespace

// Oracle: Model Monitor's shape, written by hand.
TEST_CASE("violations are written as Model Monitor does") {
  CHECK(leeway::to_json(std::span<const leeway::violation>(two)).dump() ==
        R"({"violations":[{"feature_name":"fare","constraint_check_type":"range_check","description":"too much"},)"
        R"({"feature_name":"Missing columns","constraint_check_type":"missing_column_check","description":"a"}]})");
  CHECK(leeway::to_json(std::span<const leeway::violation>()).dump() == R"({"violations":[]})");
  CHECK(leeway::to_json(std::span(two).first(1))["violations"].is_array());
}

// Oracle: what was written.
TEST_CASE("violations are read again") {
  const nlohmann::ordered_json document = leeway::to_json(std::span<const leeway::violation>(two));
  const auto found = leeway::read_violations({document, "a.json"});
  REQUIRE(found.size() == 2);
  CHECK(found[1].feature == "Missing columns");
  CHECK(found[0].check == "range_check");
  CHECK(found[0].description == "too much");
}

// Oracle: the missing key.
TEST_CASE("violations without their keys are refused") {
  const auto broken = leeway::parse_json(R"({"violations": [{"feature_name": "a"}]})", "a.json");
  CHECK_THROWS_WITH(leeway::read_violations({broken, "a.json"}), "a.json: violations[0]: no \"constraint_check_type\"");
}

// Oracle: the vendor's own fixture (aws/sagemaker-python-sdk v2.257.6): seven violations, read by eye.
TEST_CASE("violations of the vendor's SDK", "[shared]") {
  const auto text = shared_file::read("model_monitor/sdk/monitor/constraint_violations.json");
  if (!text) return;
  const nlohmann::ordered_json document = leeway::parse_json(*text, "sdk");
  const auto found = leeway::read_violations({document, "sdk"});
  REQUIRE(found.size() == 7);
  CHECK(found[3].feature == "congestion_surcharge");
  CHECK(found[3].check == "completeness_check");
  CHECK(leeway::to_json(std::span<const leeway::violation>(found)) == document);
}

}  // namespace json_violations_test
