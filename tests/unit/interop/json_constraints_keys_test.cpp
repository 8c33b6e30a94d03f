// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A misspelt key is a rule without effect: it must be found wherever it stands, and nothing that is known with it.
#include <leeway/interop/json_constraints_keys.hpp>

#include <string>
#include <vector>

#include <leeway/interop/json_constraints.hpp>
#include <leeway/interop/json_text.hpp>

#include "support/catch.hpp"

namespace json_constraints_keys_test {
namespace {

std::vector<std::string> unknown_in(const std::string& text) {
  const nlohmann::ordered_json document = leeway::parse_json(text, "c.json");
  return leeway::unknown_keys({document, "c.json"});
}

}  // namespace

// Oracle: the document, by hand.
TEST_CASE("keys that nobody knows are found with their place") {
  CHECK(unknown_in(R"({"features": [], "odd": 1})") == std::vector<std::string>{"c.json: odd"});
  CHECK(unknown_in(R"({"features": [{"name": "a", "data_type": "String", "num_constraints": {"minimum": 1},
                       "string_constraints": {"domain": []}}],
                       "monitoring_config": {"emit_metric": "Enabled", "distribution_constraints": {"method": 1}}})") ==
        std::vector<std::string>{"c.json: column \"a\": data_type", "c.json: column \"a\": num_constraints: minimum",
                                 "c.json: column \"a\": string_constraints: domain",
                                 "c.json: monitoring_config: emit_metric",
                                 "c.json: monitoring_config: distribution_constraints: method"});
}

TEST_CASE("of what is written here every key is known") {
  leeway::constraints wanted;
  leeway::feature_constraints& a = wanted.features.emplace_back();
  a.name = "a";
  a.completeness = 0.5;
  a.non_negative = true;
  a.domain = {"x"};
  a.evaluate = a.emit_metrics = a.exact_type = false;
  a.minimum = 1.0;
  a.tolerances = {{"missing", 0.1, 0.2}};
  wanted.categorical_comparison_threshold = 0.2;
  const nlohmann::ordered_json document = leeway::to_json(wanted);
  CHECK(leeway::unknown_keys({document, "c.json"}).empty());
}

}  // namespace json_constraints_keys_test
