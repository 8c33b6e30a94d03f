// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/decision/policy.hpp>

#include <string>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace policy_test {

using leeway::decision_policy;

namespace {

std::string refusal(const decision_policy& policy) {
  try {
    policy.validate();
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

bool says(const decision_policy& policy, const char* words) { return refusal(policy).find(words) != std::string::npos; }

}  // namespace

// Oracle: design 5.
TEST_CASE("policy: the defaults are meant to be right", "[decision]") {
  const decision_policy policy;
  CHECK(refusal(policy).empty());
  CHECK(exact::same(policy.significance, 0.01));
  CHECK(policy.correction == leeway::correction::holm);
  CHECK(policy.numeric == leeway::test_kind::kolmogorov_smirnov);
  CHECK(policy.categorical == leeway::test_kind::chi_squared);
}

// Oracle: by hand: a feature's own tolerances go before the general ones.
TEST_CASE("policy: tolerances of single features", "[decision]") {
  decision_policy policy;
  leeway::tolerances own;
  own.distribution = {0.2, 0.3};
  policy.feature_tolerances.emplace_back("age", own);
  CHECK(exact::same(policy.tolerances_of("age").distribution.drift, 0.3));
  CHECK(exact::same(policy.tolerances_of("ages").distribution.drift, 0.1));
  CHECK(exact::same(policy.tolerances_of("").missing.warning, 0.01));
}

// Oracle: conventions: std::invalid_argument that names the parameter and its value.
TEST_CASE("policy: what makes no sense is refused", "[decision]") {
  for (double bad : {0.0, 1.0, -0.1, 2.0, exact::nan}) {
    decision_policy policy;
    policy.significance = bad;
    CHECK(says(policy, "significance"));
  }
  decision_policy policy;
  policy.significance = 2.5;
  CHECK(says(policy, "2.5"));

  for (leeway::tolerance bad :
       {leeway::tolerance{0.2, 0.1}, {-0.1, 0.1}, {0.1, 1.1}, {exact::nan, 0.1}, {0.1, exact::nan}}) {
    for (leeway::question asked : {leeway::question::distribution, leeway::question::missing, leeway::question::unseen,
                                   leeway::question::spike}) {
      decision_policy general;
      general.tolerances[asked] = bad;
      CHECK(says(general, std::string(to_string(asked)).c_str()));
      decision_policy single;
      leeway::tolerances own;
      own[asked] = bad;
      single.feature_tolerances.emplace_back("age", own);
      CHECK(says(single, std::string(to_string(asked)).c_str()));
    }
  }
  decision_policy bounds;
  bounds.tolerances.distribution = {0.0, 1.0};
  CHECK(refusal(bounds).empty());

  decision_policy categories;
  categories.categorical = leeway::test_kind::kolmogorov_smirnov;
  CHECK(says(categories, "kolmogorov_smirnov"));
}

}  // namespace policy_test
