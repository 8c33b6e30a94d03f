// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_constraints_reader.hpp>

#include <optional>
#include <string>
#include <vector>

#include <leeway/interop/json_text.hpp>

#include "support/catch.hpp"
#include "support/shared_file.hpp"

namespace json_constraints_reader_test {
namespace {

leeway::constraints read(const std::string& text) {
  const nlohmann::ordered_json document = leeway::parse_json(text, "c.json");
  return leeway::read_constraints({document, "c.json"});
}
leeway::feature_constraints read_feature(const std::string& rest) {
  return read(R"({"features": [{"name": "a", )" + rest + "}]}").features.at(0);
}
leeway::constraints read_config(const std::string& config) {
  return read(R"({"features": [], "monitoring_config": )" + config + "}");
}

}  // namespace

// Oracle: the document, by hand.
TEST_CASE("every key of a feature is read") {
  const auto feature = read_feature(R"("inferred_type": "Fractional", "completeness": 0.75, "future": [1],
      "num_constraints": {"is_non_negative": false}, "string_constraints": {"domains": ["x", "y"]},
      "leeway": {"exact_type": false, "minimum": -2.5, "maximum": "Infinity", "tolerances": {"spike": [0.1, 0.2]}})");
  CHECK(feature.name == "a");
  CHECK(feature.inferred_type == leeway::inferred_type::fractional);
  CHECK(feature.completeness.value() == Approx(0.75));
  CHECK(feature.non_negative == std::optional(false));
  CHECK(feature.domain == std::vector<std::string>{"x", "y"});
  CHECK_FALSE(feature.exact_type);
  CHECK(feature.minimum.value() == Approx(-2.5));
  CHECK(feature.maximum.value() > 1e308);
  REQUIRE(feature.tolerances.size() == 1);
  CHECK(feature.tolerances[0].drift == Approx(0.2));
  CHECK(feature.evaluate);
}

// Oracle: by hand. null is as good as absent.
TEST_CASE("what is absent is not stated") {
  const auto feature = read_feature(R"("completeness": null, "num_constraints": null)");
  CHECK(feature.inferred_type == leeway::inferred_type::unknown);
  CHECK_FALSE(feature.completeness);
  CHECK_FALSE(feature.non_negative);
  CHECK(feature.exact_type);
  const leeway::constraints wanted = read(R"({"version": "0.0", "features": []})");
  CHECK(wanted.datatype_check_threshold == Approx(1.0));
  CHECK(wanted.compare_distributions);
}

// Oracle: the spellings that the vendor's guide, SDK and service use.
TEST_CASE("every spelling of an override is understood") {
  for (const char* rest :
       {R"("monitoringConfigOverrides": {"evaluate_constraints": "Disabled"})",
        R"("monitoring_config_overrides": {"evaluate_constraints": "Disabled"})",
        R"("string_constraints": {"monitoring_config_overrides": {"evaluate_constraints": "Disabled"}})",
        R"("num_constraints": {"monitoringConfigOverrides": {"evaluate_constraints": false}})"}) {
    INFO(rest);
    CHECK_FALSE(read_feature(rest).evaluate);
    CHECK(read_feature(rest).emit_metrics);
  }
  const auto both =
      read_feature(R"("monitoringConfigOverrides": {"evaluate_constraints": "Enabled", "emit_metrics": "Disabled"})");
  CHECK(both.evaluate);
  CHECK_FALSE(both.emit_metrics);
}

// Oracle: by hand.
TEST_CASE("the configuration is read") {
  const auto wanted = read_config(R"({"evaluate_constraints": "Disabled", "emit_metrics": "Disabled",
      "datatype_check_threshold": 0.9, "domain_content_threshold": 0.8, "distribution_constraints": {
      "perform_comparison": "Disabled", "comparison_threshold": 0.2, "comparison_method": "Simple",
      "categorical_comparison_threshold": 0.3, "categorical_drift_method": "ChiSquared"}})");
  CHECK_FALSE(wanted.evaluate);
  CHECK_FALSE(wanted.emit_metrics);
  CHECK(wanted.datatype_check_threshold == Approx(0.9));
  CHECK(wanted.domain_content_threshold == Approx(0.8));
  CHECK_FALSE(wanted.compare_distributions);
  CHECK(wanted.comparison_threshold == Approx(0.2));
  CHECK(wanted.categorical_comparison_threshold.value() == Approx(0.3));
  CHECK(wanted.comparison_method == "Simple");
  CHECK(wanted.categorical_drift_method == "ChiSquared");
}

// Oracle: the files of 2019 and the guide's misspelling.
TEST_CASE("old and misspelt keys are understood") {
  const auto old = read_config(R"({"distribution_constraints": {"enable_comparisons": false, "min_domain_mass": 0.5,
      "comparison_threshold": 0.4, "comparion_method": "Simple"}})");
  CHECK_FALSE(old.compare_distributions);
  CHECK(old.domain_content_threshold == Approx(0.5));
  CHECK(old.comparison_method == "Simple");
  CHECK_FALSE(old.categorical_comparison_threshold);
  const auto both = read_config(R"({"domain_content_threshold": 0.7, "distribution_constraints": {
      "enable_comparisons": false, "perform_comparison": "Enabled", "min_domain_mass": 0.5}})");
  CHECK(both.compare_distributions);
  CHECK(both.domain_content_threshold == Approx(0.7));
}

// Oracle: the messages, by hand: file, column, key, value.
TEST_CASE("what makes no sense is refused with its place") {
  CHECK_THROWS_WITH(read("{}"), "c.json: no \"features\"");
  CHECK_THROWS_WITH(read(R"({"features": [{}]})"), "c.json: features[0]: no \"name\"");
  CHECK_THROWS_WITH(read(R"({"features": [{"name": "a"}, {"name": "a"}]})"),
                    "c.json: features[1]: a second feature is called \"a\"");
  CHECK_THROWS_WITH(read_feature(R"("completeness": 1.5)"),
                    "c.json: column \"a\": completeness: 1.5 where a number within 0 and 1 is wanted");
  CHECK_THROWS_WITH(read_feature(R"("inferred_type": "Number")"),
                    "c.json: column \"a\": inferred_type: \"Number\" where Integral, Fractional, Boolean, String or "
                    "Unknown is wanted");
  CHECK_THROWS_WITH(read_feature(R"("string_constraints": {"domains": "x"})"),
                    "c.json: column \"a\": string_constraints: domains: \"x\" where a list is wanted");
  CHECK_THROWS_WITH(read_feature(R"("leeway": {"minimum": 2, "maximum": 1})"),
                    "c.json: column \"a\": leeway: minimum: 2 where a number not above the maximum is wanted");
  CHECK_THROWS_WITH(read_feature(R"("leeway": {"tolerence": {}})"),
                    "c.json: column \"a\": leeway: unknown key \"tolerence\"");
  CHECK_THROWS_WITH(
      read_config(R"({"distribution_constraints": {"comparison_method": "Wild"}})"),
      "c.json: distribution_constraints: comparison_method: \"Wild\" where \"Robust\" or \"Simple\" is wanted");
  CHECK_THROWS_WITH(read_config(R"({"distribution_constraints": {"categorical_drift_method": 1}})"),
                    "c.json: distribution_constraints: categorical_drift_method: 1 where a text is wanted");
  CHECK_THROWS_WITH(read_config(R"({"distribution_constraints": {"categorical_drift_method": "PSI"}})"),
                    "c.json: distribution_constraints: categorical_drift_method: \"PSI\" where \"LInfinity\" or "
                    "\"ChiSquared\" is wanted");
  for (const char* method : {"Robust", "Simple", "linf_robust", "linf_simple"})
    CHECK(read_config(std::string(R"({"distribution_constraints": {"comparison_method": ")") + method + "\"}}")
              .comparison_method == method);
  CHECK_THROWS_WITH(read_config(R"({"emit_metrics": "On"})"),
                    "c.json: emit_metrics: \"On\" where \"Enabled\" or \"Disabled\" is wanted");
}

// Oracle: the vendor's own files (aws/sagemaker-python-sdk v2.257.6) and a large real one, read by eye.
TEST_CASE("constraints of Model Monitor", "[shared]") {
  if (const auto text = shared_file::read("model_monitor/sdk/monitor/constraints.json")) {
    const leeway::constraints wanted = read(*text);
    REQUIRE(wanted.features.size() == 2);
    CHECK(wanted.features[0].evaluate);
    CHECK(wanted.features[1].domain == std::vector<std::string>{"preproc-not-YET-supported-for-csv-json"});
    CHECK(wanted.comparison_threshold == Approx(1.0));
  }
  if (const auto text = shared_file::read("model_monitor/oxayavongsa/constraints.json")) {
    const leeway::constraints wanted = read(*text);
    REQUIRE(wanted.features.size() == 24);
    CHECK(wanted.find("lifestyle_score")->non_negative == std::optional(false));
    CHECK(wanted.find("age_group")->domain.size() == 5);
    CHECK(wanted.categorical_comparison_threshold.value() == Approx(0.1));
  }
}

}  // namespace json_constraints_reader_test
