// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_report.hpp>

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>

#include <leeway/drift/any_test.hpp>
#include <leeway/drift/moment_test.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace json_report_test {
namespace {

leeway::finding distribution() {
  leeway::finding found;
  found.question = leeway::question::distribution;
  found.test = "kolmogorov_smirnov";
  found.verdict = leeway::verdict::drift;
  found.effect = 0.5;
  found.effect_interval = {0.25, 0.75};
  found.effect_lower_bound = 0.375;
  found.tolerance = {0.0625, 0.125};
  found.log_p_value = -1000.0;
  found.adjusted_log_p_value = 0.0;
  found.smallest_effect = 0.09375;
  found.what = "at or below 30: 28.9 -> 19.1 %";
  found.notes = {"outlier burst"};
  found.own = {0.0625, 0.25, 120};
  return found;
}

leeway::finding missing() {
  leeway::finding found;
  found.question = leeway::question::missing;
  found.test = "missing_rate";
  found.verdict = leeway::verdict::stable;
  found.tolerance = {0.0, 1.0};
  found.notes = {"outlier burst", "looks dependent"};
  found.own.windows = 7;
  return found;
}

leeway::shown_test shown() {
  leeway::shown_test test;
  test.decides = true;
  test.result.test = "kolmogorov_smirnov";
  test.result.method = leeway::p_method::bound;
  test.result.statistic = 0.5;
  test.result.statistic_interval = {0.25, exact::infinity};
  test.result.log_p_value = -1000.0;
  test.result.log_p_interval = {-exact::infinity, 0.0};
  test.result.effect = 0.5;
  test.result.effect_interval = {0.25, 0.75};
  test.result.baseline_n = 10;
  test.result.window_n = 20;
  test.result.flags.set(leeway::flag::ties).set(leeway::flag::repeated_looks).set(leeway::flag::dependent_rows);
  leeway::contribution one;
  one.cell.range = {-exact::infinity, 3.0};
  one.baseline_share = 0.25;
  one.window_share = 0.75;
  one.amount = 0.5;
  test.contributions = {one};
  return test;
}

leeway::report example() {
  leeway::report judged;
  judged.library_version = "0.1.0";
  judged.baseline_name = "train";
  judged.baseline_rows = 12;
  judged.baseline_fingerprint = 0x00c0ffee0badf00d;
  judged.window_name = "live";
  judged.window_rows = 20;
  judged.significance = 0.01;
  judged.correction = leeway::correction::benjamini_yekutieli;
  judged.family = 2;
  judged.verdict = leeway::verdict::drift;
  judged.missing_columns = {"gone"};
  judged.extra_columns = {"new"};
  judged.violations = {{"wind", "range_check", "too much"}};
  judged.features.resize(2);
  leeway::feature_report& wind = judged.features[0];
  wind.name = "wind";
  wind.value_type = leeway::value_type::int64;
  wind.remark = "given edges";
  wind.verdict = leeway::verdict::drift;
  wind.baseline = {.present = 10, .missing = 2, .smallest = -exact::infinity, .largest = 4.0};
  wind.window = {.present = 19, .missing = 1, .unseen = 3, .invalid = 4, .infinite = 5};
  for (double x : {1.0, 3.0}) wind.window.moments.observe(x);
  wind.findings = {missing(), distribution()};
  wind.tests = {shown()};
  wind.deciles = {{0.5, 0.25}, {0.5, 0.75}};
  wind.design_effect = 2.5;
  wind.rank_error = 0.125;
  wind.own_dependence = 3.75;
  wind.simple_distance = 0.5;
  wind.robust_distance = 0.375;
  leeway::feature_report& name = judged.features[1];
  name.name = "name";
  name.numeric = false;
  name.value_type = leeway::value_type::text;
  name.role = leeway::role::identifier;
  name.remark = "looks like an identifier";
  name.in_window = false;
  return judged;
}

// Format 1 for the report above, written by hand. sqrt(2) is the deviation of 1 and 3.
constexpr const char* expected = R"({
  "leeway": "0.1.0", "format": 1,
  "baseline": {"name": "train", "rows": 12, "fingerprint": "00c0ffee0badf00d"},
  "window": {"name": "live", "rows": 20},
  "decision": {"significance": 0.01, "correction": "benjamini_yekutieli", "family": 2, "verdict": "drift"},
  "features": [
    {"name": "wind", "kind": "numeric", "value_type": "int64", "verdict": "drift", "decided_by": "distribution",
     "notes": ["given edges", "outlier burst", "looks dependent"], "in_window": true,
     "baseline": {"present": 10, "missing": 2, "mean": null, "standard_deviation": null, "smallest": "-Infinity",
                  "largest": 4.0},
     "window": {"present": 19, "missing": 1, "unseen": 3, "invalid": 4, "infinite": 5, "mean": 2.0,
                "standard_deviation": 1.4142135623730951, "smallest": null, "largest": null},
     "questions": [
       {"question": "missing", "test": "missing_rate", "verdict": "stable", "effect": null, "effect_lower": null,
        "effect_upper": null, "effect_lower_bound": null, "tolerance": [0.0, 1.0], "p_value": null,
        "log_p_value": null, "adjusted_p_value": null, "smallest_effect": null, "what": "", "flags": [],
        "notes": ["outlier burst", "looks dependent"],
        "own_windows": {"count": 7, "limit": null, "exceeded": null}},
       {"question": "distribution", "test": "kolmogorov_smirnov", "verdict": "drift", "effect": 0.5,
        "effect_lower": 0.25, "effect_upper": 0.75, "effect_lower_bound": 0.375, "tolerance": [0.0625, 0.125],
        "p_value": 1e-300, "log_p_value": -1000.0, "adjusted_p_value": 1.0, "smallest_effect": 0.09375,
        "what": "at or below 30: 28.9 -> 19.1 %", "flags": ["p_underflow"], "notes": ["outlier burst"],
        "own_windows": {"count": 120, "limit": 0.0625, "exceeded": 0.25}}],
     "tests": [
       {"test": "kolmogorov_smirnov", "decides": true, "method": "bound", "statistic": 0.5, "statistic_lower": 0.25,
        "statistic_upper": "Infinity", "p_value": 1e-300, "p_value_lower": 1e-300, "p_value_upper": 1.0,
        "log_p_value": -1000.0, "degrees_of_freedom": null, "effect": 0.5, "effect_lower": 0.25, "effect_upper": 0.75,
        "baseline_n": 10, "window_n": 20, "flags": ["ties", "p_underflow", "repeated_looks", "dependent_rows"],
        "contributions": [{"bin": {"lower": null, "upper": 3.0}, "baseline_share": 0.25, "window_share": 0.75,
                           "contribution": 0.5}]}],
     "deciles": [{"baseline_share": 0.5, "window_share": 0.25}, {"baseline_share": 0.5, "window_share": 0.75}],
     "design_effect": 2.5, "rank_error": 0.125, "own_dependence": 3.75,
     "model_monitor": {"simple": 0.5, "robust": 0.375}},
    {"name": "name", "kind": "identifier", "value_type": "text", "verdict": "too_few", "decided_by": null,
     "notes": ["looks like an identifier"], "in_window": false,
     "baseline": {"present": 0, "missing": 0},
     "window": {"present": 0, "missing": 0, "unseen": 0, "invalid": 0, "infinite": 0},
     "questions": [], "tests": [], "model_monitor": {"simple": null, "robust": null}}],
  "missing_columns": ["gone"], "extra_columns": ["new"],
  "violations": [{"feature_name": "wind", "constraint_check_type": "range_check", "description": "too much"}]})";

/// Exit code of the validator in tests/golden; -1 when there is no python3.
int validate(const nlohmann::ordered_json& document, const std::string& name) {
  if (std::system("python3 -c \"\"") != 0) return -1;
  const std::filesystem::path path = std::filesystem::temp_directory_path() / name;
  std::ofstream(path, std::ios::binary) << leeway::json_text(document);
  const std::string command = "python3 \"" LEEWAY_GOLDEN_DIR "/validate_drift.py\" \"" + path.string() + '"';
  const int code = std::system(command.c_str());
  std::filesystem::remove(path);
  return code;
}

}  // namespace

// Oracle: the document above. The text is parsed again before it is compared.
TEST_CASE("a report is written as format 1") {
  const nlohmann::ordered_json written =
      leeway::parse_json(leeway::json_text(leeway::to_json(example())), "drift.json");
  const nlohmann::ordered_json wanted = leeway::parse_json(expected, "expected");
  CHECK(written == wanted);
  CHECK(written.dump(1) == wanted.dump(1));
}

// Oracle: docs/drift.schema.json, by two validators, and the checks of tests/golden/validate_drift.py.
TEST_CASE("a report keeps the schema, and the schema notices what does not") {
  const nlohmann::ordered_json good = leeway::to_json(example());
  const int code = validate(good, "leeway_drift_good.json");
  if (code < 0) {
    WARN("not run: there is no python3");
    return;
  }
  CHECK(code == 0);
  using edit = void (*)(nlohmann::ordered_json&);
  const edit edits[] = {[](auto& d) { d.erase("window"); },
                        [](auto& d) { d["format"] = 2; },
                        [](auto& d) { d["baseline"]["rows"] = -1; },
                        [](auto& d) { d["baseline"]["fingerprint"] = "0xC0FFEE"; },
                        [](auto& d) { d["decision"]["family"] = 3; },
                        [](auto& d) { d["features"][0]["verdict"] = "none"; },
                        [](auto& d) { d["features"][0]["design_effect"] = 1.0; },
                        [](auto& d) { d["features"][0]["rank_error"] = 0.0; },
                        [](auto& d) { d["features"][0]["own_dependence"] = nullptr; },
                        [](auto& d) { d["features"][0]["questions"][1]["own_windows"].erase("limit"); },
                        [](auto& d) { d["features"][0]["questions"][0]["own_windows"]["count"] = 0.5; },
                        [](auto& d) { d["features"][0]["questions"][1]["p_value"] = 0.0; },
                        [](auto& d) { d["features"][0]["tests"][0]["p_value"] = "NaN"; },
                        [](auto& d) { d["features"][0]["tests"][0]["contributions"][0]["bin"] = nullptr; }};
  int number = 0;
  for (edit change : edits) {
    nlohmann::ordered_json bad = good;
    change(bad);
    INFO("edit " << number);
    CHECK(validate(bad, "leeway_drift_bad_" + std::to_string(number++) + ".json") != 0);
  }
}

// Oracle: the names that the tests themselves have.
TEST_CASE("the schema knows every test") {
  std::ifstream schema(LEEWAY_GOLDEN_DIR "/../../docs/drift.schema.json");
  REQUIRE(schema);
  const auto names = nlohmann::json::parse(schema).at("$defs").at("test_name").at("enum").get<std::set<std::string>>();
  std::set<std::string> wanted(leeway::test_names.begin(), leeway::test_names.end());
  wanted.insert(leeway::moment_test_names.begin(), leeway::moment_test_names.end());
  for (const char* name : {"missing_rate", "unseen_rate"}) wanted.emplace(name);
  CHECK(names == wanted);
}

// Oracle: exp, and the rule: below 1e-300 it is 1e-300 with a flag, at 1e-300 and above it is itself.
TEST_CASE("p-values are never 0") {
  leeway::report judged = example();
  leeway::test_result& result = judged.features[0].tests[0].result;
  result.flags = {};
  result.log_p_interval = {};
  for (double log_p : {0.0, -1e-9, -1.0, -690.7, -690.78, -5000.0}) {
    result.log_p_value = log_p;
    const nlohmann::ordered_json test = leeway::to_json(judged)["features"][0]["tests"][0];
    const bool tiny = log_p < -690.775527898;
    CHECK(test["p_value"].get<double>() == Approx(tiny ? 1e-300 : std::exp(log_p)).epsilon(1e-14).margin(0.0));
    CHECK(test["flags"].size() == (tiny ? 1u : 0u));
    CHECK(test["log_p_value"].get<double>() == Approx(log_p).epsilon(1e-15).margin(0.0));
    CHECK(test["p_value_lower"].is_null());
  }
}

// Oracle: by hand.
TEST_CASE("kinds follow roles") {
  leeway::report judged = example();
  const auto kind = [&](std::size_t i) { return leeway::to_json(judged)["features"][i]["kind"].get<std::string>(); };
  judged.features[1].role = leeway::role::feature;
  CHECK(kind(1) == "categorical");
  judged.features[0].role = leeway::role::time;
  CHECK(kind(0) == "time");
}

// Oracle: by hand.
TEST_CASE("a window without rows says so, and what is usual") {
  leeway::report judged;
  judged.window_name = "noon";
  CHECK(leeway::to_json(judged)["window"].dump() == R"({"name":"noon","rows":0})");
  judged.no_rows = true;
  judged.usual_rows = 420;
  CHECK(leeway::to_json(judged)["window"].dump() == R"({"name":"noon","rows":0,"no_rows":true,"usual_rows":420})");
}

// Oracle: by hand: one of the findings has no interval, and the other lies between 25 and 75 %.
TEST_CASE("what is not certainly below a share is told as in words") {
  const leeway::report judged = example();
  const nlohmann::ordered_json all = leeway::to_json(judged, 0.5);
  CHECK(all["certainly_below"].dump() ==
        R"({"share":0.5,"open":[{"feature":"wind","question":"missing","at_most":null},)"
        R"({"feature":"wind","question":"distribution","at_most":0.75}]})");
  CHECK(leeway::to_json(judged, 0.8)["certainly_below"]["open"].size() == 1);
  nlohmann::ordered_json rest = all;
  rest.erase("certainly_below");
  CHECK(rest == leeway::to_json(judged));
  CHECK_THROWS_AS(leeway::to_json(judged, 0.0), std::invalid_argument);
}

TEST_CASE("values of the baseline that could not be read are told where there were some") {
  leeway::report judged = example();
  CHECK_FALSE(leeway::to_json(judged)["features"][0]["baseline"].contains("invalid"));
  judged.features[0].baseline.invalid = 7;
  CHECK(leeway::to_json(judged)["features"][0]["baseline"]["invalid"] == 7);
}

}  // namespace json_report_test
