// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/drift_violations.hpp>

#include <cstdlib>
#include <string>

#include "support/catch.hpp"

namespace drift_violations_test {
namespace {

leeway::finding finding_of(leeway::question question, leeway::verdict verdict, double effect, double tolerance) {
  leeway::finding found;
  found.question = question;
  found.verdict = verdict;
  found.effect = effect;
  found.tolerance = {tolerance / 2.0, tolerance};
  return found;
}

leeway::report storms() {
  using leeway::question;
  using leeway::verdict;
  leeway::report judged;
  judged.features.resize(3);
  judged.features[0].name = "status";
  judged.features[0].verdict = verdict::drift;
  judged.features[0].findings = {finding_of(question::distribution, verdict::drift, 0.123, 0.1),
                                 finding_of(question::missing, verdict::stable, 0.5, 0.05)};
  judged.features[0].findings[0].what = "\"tropical storm\" 39.5 -> 51.8 %";
  judged.features[1].name = "wind";
  judged.features[1].verdict = verdict::warning;
  judged.features[1].findings = {finding_of(question::distribution, verdict::warning, 0.099, 0.1)};
  judged.features[2].name = "diameter";
  judged.features[2].verdict = verdict::drift;
  judged.features[2].findings = {finding_of(question::missing, verdict::drift, 0.989, 0.05)};
  judged.features[2].findings[0].what = "missing 100 -> 1.1 %";
  return judged;
}

}  // namespace

// Oracle: the vendor's sentence "Baseline drift distance: <x> exceeds threshold: <y>", filled in by hand.
TEST_CASE("a verdict of drift is a baseline_drift_check") {
  const auto found = leeway::drift_violations(storms());
  REQUIRE(found.size() == 2);
  CHECK(found[0].feature == "status");
  CHECK(found[0].check == "baseline_drift_check");
  CHECK(found[0].description ==
        "Baseline drift distance: 0.123 exceeds threshold: 0.1 (distribution: \"tropical storm\" 39.5 -> 51.8 %)");
  CHECK(found[1].feature == "diameter");
  CHECK(found[1].description == "Baseline drift distance: 0.989 exceeds threshold: 0.05 (missing 100 -> 1.1 %)");
}

// Oracle: what the vendor's post-processor does: a number after "distance: ", a number after "exceeds threshold: ".
TEST_CASE("drift descriptions can be taken apart") {
  for (const leeway::violation& one : leeway::drift_violations(storms())) {
    const auto number_after = [&](const std::string& phrase) {
      const std::size_t at = one.description.find(phrase);
      REQUIRE(at != std::string::npos);
      return std::strtod(one.description.c_str() + at + phrase.size(), nullptr);
    };
    CHECK(number_after("distance: ") > number_after("exceeds threshold: "));
  }
}

// Oracle: the switches of constraints.json, one by one.
TEST_CASE("drift is no violation where constraints are switched off") {
  leeway::constraints wanted;
  wanted.features.resize(1);
  wanted.features[0].name = "status";
  CHECK(leeway::drift_violations(storms(), wanted).size() == 2);
  wanted.features[0].evaluate = false;
  const auto found = leeway::drift_violations(storms(), wanted);
  REQUIRE(found.size() == 1);
  CHECK(found[0].feature == "diameter");
  wanted.compare_distributions = false;
  CHECK(leeway::drift_violations(storms(), wanted).empty());
  wanted.compare_distributions = true;
  wanted.evaluate = false;
  CHECK(leeway::drift_violations(storms(), wanted).empty());
}

}  // namespace drift_violations_test
