// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_constraints.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <leeway/constraints/evaluate.hpp>

#include "support/catch.hpp"
#include "support/shared_file.hpp"

namespace json_constraints_test {
namespace {

leeway::constraints two_features() {
  leeway::constraints wanted;
  wanted.features.resize(2);
  wanted.features[0].name = "t";
  wanted.features[0].inferred_type = leeway::inferred_type::fractional;
  wanted.features[0].completeness = 1.0;
  wanted.features[0].non_negative = true;
  wanted.features[1].name = "lamp";
  wanted.features[1].inferred_type = leeway::inferred_type::string;
  wanted.features[1].completeness = 1.0;
  wanted.features[1].domain = {"on", "off"};
  return wanted;
}

constexpr const char* strange = R"({"version": "7", "zz": null, "features": [
    {"zz": 1, "name": "a", "string_constraints": {"zz": 2, "domains": ["x"],
     "monitoring_config_overrides": {"evaluate_constraints": "Disabled", "emit_metrics": "Disabled", "zz": 3}},
     "leeway": {"maximum": 1}},
    {"name": "b"}], "monitoring_config": {"zz": 5, "distribution_constraints": {
    "enable_comparisons": true, "min_domain_mass": 0.5, "comparison_threshold": 0.3}}})";

nlohmann::ordered_json parse(const std::string& text) { return leeway::parse_json(text, "c.json"); }

}  // namespace

// Oracle: the skeleton of Model Monitor's file that its documentation describes, written by hand.
TEST_CASE("new constraints have Model Monitor's shape") {
  CHECK(leeway::to_json(two_features()) == parse(R"({"version": 0.0, "features": [
      {"name": "t", "inferred_type": "Fractional", "completeness": 1.0, "num_constraints": {"is_non_negative": true}},
      {"name": "lamp", "inferred_type": "String", "completeness": 1.0,
       "string_constraints": {"domains": ["on", "off"]}}],
      "monitoring_config": {"evaluate_constraints": "Enabled", "emit_metrics": "Enabled",
      "datatype_check_threshold": 1.0, "domain_content_threshold": 1.0, "distribution_constraints": {
      "perform_comparison": "Enabled", "comparison_threshold": 0.1, "comparison_method": "Robust",
      "categorical_comparison_threshold": 0.1, "categorical_drift_method": "LInfinity"}}})"));
}

// Oracle: by hand.
TEST_CASE("our own keys stand beside the vendor's") {
  leeway::constraints wanted = two_features();
  wanted.features[0].minimum = 0.5;
  wanted.features[0].exact_type = false;
  wanted.features[0].tolerances = {{"distribution", 0.05, 0.1}};
  wanted.features[1].evaluate = false;
  const nlohmann::ordered_json document = leeway::to_json(wanted);
  CHECK(document["features"][0]["leeway"].dump() ==
        R"({"exact_type":false,"minimum":0.5,"tolerances":{"distribution":[0.05,0.1]}})");
  CHECK(document["features"][1]["monitoringConfigOverrides"].dump() == R"({"evaluate_constraints":"Disabled"})");
  CHECK(leeway::to_json(leeway::read_constraints({document, "c.json"})) == document);
}

// Oracle: identity. Nothing changed, so nothing may change: not a key, not its order.
TEST_CASE("rewriting without a change keeps a document as it is") {
  for (const nlohmann::ordered_json& document :
       {parse(strange), parse(R"({"features": []})"), leeway::to_json(two_features())})
    CHECK(leeway::rewritten(document, leeway::read_constraints({document, "c.json"})).dump() == document.dump());
}

// Oracle: the document with the edits made by hand.
TEST_CASE("rewriting changes what was changed and keeps unknown keys") {
  const nlohmann::ordered_json document = parse(strange);
  leeway::constraints wanted = leeway::read_constraints({document, "c.json"});
  wanted.features[0].evaluate = true;
  wanted.features[0].completeness = 0.5;
  wanted.features[0].maximum = 2.0;
  wanted.features[1].domain = {"u"};
  wanted.features.push_back(wanted.features[1]);
  wanted.features.back().name = "c";
  wanted.domain_content_threshold = 0.75;
  CHECK(leeway::rewritten(document, wanted) == parse(R"({"version": "7", "zz": null, "features": [
      {"zz": 1, "name": "a", "string_constraints": {"zz": 2, "domains": ["x"],
       "monitoring_config_overrides": {"zz": 3}},
       "leeway": {"maximum": 2.0}, "completeness": 0.5,
       "monitoringConfigOverrides": {"emit_metrics": "Disabled"}},
      {"name": "b", "string_constraints": {"domains": ["u"]}},
      {"name": "c", "inferred_type": "Unknown", "string_constraints": {"domains": ["u"]}}],
      "monitoring_config": {"zz": 5, "distribution_constraints": {
      "enable_comparisons": true, "min_domain_mass": 0.5, "comparison_threshold": 0.3},
      "domain_content_threshold": 0.75}})"));

  wanted.features.erase(wanted.features.begin());
  CHECK(leeway::rewritten(document, wanted)["features"].size() == 2);
}

// Oracle: what is read back is what was wanted, for every single edit.
TEST_CASE("every edit survives rewriting and reading") {
  const nlohmann::ordered_json document = parse(strange);
  using edit = void (*)(leeway::constraints&);
  const edit edits[] = {[](auto& c) { c.evaluate = false; },
                        [](auto& c) { c.compare_distributions = false; },
                        [](auto& c) { c.comparison_threshold = 0.7; },
                        [](auto& c) { c.categorical_comparison_threshold = 0.7; },
                        [](auto& c) { c.comparison_method = "Simple"; },
                        [](auto& c) { c.features[0].domain.clear(); },
                        [](auto& c) { c.features[0].maximum.reset(); },
                        [](auto& c) { c.features[0].emit_metrics = true; },
                        [](auto& c) { c.features[1].evaluate = false; },
                        [](auto& c) { c.features[1].non_negative = true; },
                        [](auto& c) { c.features[1].inferred_type = leeway::inferred_type::boolean; },
                        [](auto& c) {
                          c.features[1].tolerances = {{"missing", 0.1, 0.2}};
                        },
                        [](auto& c) { std::swap(c.features[0], c.features[1]); }};
  for (edit change : edits) {
    leeway::constraints wanted = leeway::read_constraints({document, "c.json"});
    const std::string before = leeway::to_json(wanted).dump();
    change(wanted);
    CHECK(leeway::to_json(wanted).dump() != before);
    const nlohmann::ordered_json written = leeway::rewritten(document, wanted);
    CHECK(leeway::to_json(leeway::read_constraints({written, "c.json"})).dump() == leeway::to_json(wanted).dump());
  }
}

// Oracle: identity, on the vendor's own files of 2019 and 2021 and on a large real one.
TEST_CASE("real constraints are rewritten without loss", "[shared]") {
  for (const char* path : {"sdk/monitor/constraints.json", "oxayavongsa/constraints.json",
                           "sdk/pipeline/quality_check_step/data_quality/good_cases/constraints.json",
                           "sdk/pipeline/quality_check_step/data_quality/bad_cases/constraints.json"}) {
    const auto text = shared_file::read(std::string("model_monitor/") + path);
    if (!text) continue;
    const nlohmann::ordered_json document = parse(*text);
    leeway::constraints wanted = leeway::read_constraints({document, path});
    INFO(path);
    CHECK(leeway::rewritten(document, wanted).dump() == document.dump());
    wanted.features[0].completeness = 0.5;
    nlohmann::ordered_json edited = document;
    edited["features"][0]["completeness"] = 0.5;
    CHECK(leeway::rewritten(document, wanted).dump() == edited.dump());
  }
}

// Oracle: the SDK's test: the good constraints pass its table, the bad ones (`_c5` declared String) raise one type
// check.
TEST_CASE("the SDK's good and bad constraints", "[shared]") {
  const std::string folder = "model_monitor/sdk/pipeline/quality_check_step/data_quality/";
  const auto table = shared_file::read(folder + "baseline_dataset.csv");
  const auto good = shared_file::read(folder + "good_cases/constraints.json");
  const auto bad = shared_file::read(folder + "bad_cases/constraints.json");
  if (!table || !good || !bad) return;

  std::vector<leeway::observed_column> columns(6);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i].name = "_c" + std::to_string(i);
    columns[i].types.emplace();
  }
  std::size_t column = 0;
  std::string cell;
  for (char c : *table) {
    if (c != ',' && c != '\n') {
      cell += c;
      continue;
    }
    columns.at(column).types->observe(cell);
    ++columns[column].present;
    cell.clear();
    column = c == ',' ? column + 1 : 0;
  }
  const auto judge = [&](const std::string& text) {
    const nlohmann::ordered_json document = parse(text);
    return leeway::violations(leeway::read_constraints({document, "c.json"}), {columns});
  };
  CHECK(judge(*good).empty());
  const auto found = judge(*bad);
  REQUIRE(found.size() == 1);
  CHECK(found[0].feature == "_c5");
  CHECK(found[0].check == "data_type_check");
}

}  // namespace json_constraints_test
