// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/constraint_tolerances.hpp>

#include <stdexcept>

#include "support/catch.hpp"

namespace constraint_tolerances_test {
namespace {

leeway::constraints two_features() {
  leeway::constraints wanted;
  wanted.features.resize(2);
  wanted.features[0].name = "bid";
  wanted.features[0].inferred_type = leeway::inferred_type::fractional;
  wanted.features[1].name = "word";
  wanted.features[1].inferred_type = leeway::inferred_type::string;
  return wanted;
}

}  // namespace

// Oracle: by hand.
TEST_CASE("constraints that state no tolerance change no policy") {
  leeway::decision_policy policy;
  policy.tolerances.distribution = {0.02, 0.04};
  policy.feature_tolerances = {{"bid", {}}};
  const leeway::decision_policy same = leeway::with_tolerances(policy, two_features());
  CHECK(same.tolerances.distribution.drift == Approx(0.04));
  CHECK(same.feature_tolerances.size() == 1);
}

// Oracle: by hand. What a feature does not state comes from the policy.
TEST_CASE("tolerances of a feature go before the policy's") {
  leeway::decision_policy policy;
  policy.tolerances.missing = {0.2, 0.3};
  policy.feature_tolerances = {{"bid", {}}};
  policy.feature_tolerances[0].second.spike = {0.4, 0.5};
  leeway::constraints wanted = two_features();
  wanted.features[0].tolerances = {{"distribution", 0.15, 0.25}, {"unseen", 0.0, 1.0}};
  wanted.features[1].tolerances = {{"missing", 0.01, 0.02}};
  policy = leeway::with_tolerances(policy, wanted);
  REQUIRE(policy.feature_tolerances.size() == 2);
  const leeway::tolerances& bid = policy.tolerances_of("bid");
  CHECK(bid.distribution.warning == Approx(0.15));
  CHECK(bid.distribution.drift == Approx(0.25));
  CHECK(bid.unseen.drift == Approx(1.0));
  CHECK(bid.spike.drift == Approx(0.5));
  CHECK(policy.tolerances_of("word").missing.drift == Approx(0.02));
  CHECK(policy.tolerances_of("other").missing.drift == Approx(0.3));
}

// Oracle: the meaning of Model Monitor's thresholds: numbers have one, categories another, or else the same.
TEST_CASE("an edited comparison_threshold is a drift tolerance") {
  leeway::constraints wanted = two_features();
  wanted.comparison_threshold = 0.2;
  leeway::decision_policy policy = leeway::with_tolerances({}, wanted);
  CHECK(policy.tolerances_of("bid").distribution.drift == Approx(0.2));
  CHECK(policy.tolerances_of("bid").distribution.warning == Approx(0.05));
  CHECK(policy.tolerances_of("word").distribution.drift == Approx(0.1));

  wanted.categorical_comparison_threshold.reset();
  wanted.comparison_threshold = 0.03;
  wanted.features[0].tolerances = {{"distribution", 0.01, 0.02}};
  policy = leeway::with_tolerances({}, wanted);
  CHECK(policy.tolerances_of("bid").distribution.drift == Approx(0.02));
  CHECK(policy.tolerances_of("word").distribution.drift == Approx(0.03));
  CHECK(policy.tolerances_of("word").distribution.warning == Approx(0.03));
}

// Oracle: the two mistakes.
TEST_CASE("tolerances that make no sense are refused by name") {
  leeway::constraints wanted = two_features();
  wanted.features[1].tolerances = {{"distributon", 0.1, 0.2}};
  CHECK_THROWS_WITH(leeway::with_tolerances({}, wanted), "tolerance of \"word\": there is no question \"distributon\"");
  wanted.features[1].tolerances = {{"missing", 0.3, 0.2}};
  CHECK_THROWS_AS(leeway::with_tolerances({}, wanted), std::invalid_argument);
}

}  // namespace constraint_tolerances_test
