// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/decision/finding.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace finding_test {

using leeway::judge;
using leeway::verdict;

namespace {

leeway::finding make(double adjusted_p, double lower_bound, double smallest_effect) {
  leeway::finding result;
  result.tolerance = {0.05, 0.10};
  result.adjusted_log_p_value = std::log(adjusted_p);
  result.effect_lower_bound = lower_bound;
  result.smallest_effect = smallest_effect;
  return result;
}

}  // namespace

// Oracle: the rule of design 5 as a truth table.
TEST_CASE("finding: the verdict rule", "[decision][verdict]") {
  struct row {
    double p, lower, smallest;
    verdict expected;
  };
  const row table[] = {
      {0.001, 0.20, 0.05, verdict::drift},    // significant, surely above the drift tolerance
      {0.001, 0.20, 0.90, verdict::drift},    // however few records there were
      {0.010, 0.20, 0.05, verdict::drift},    // at most the significance: the equal counts
      {0.0101, 0.20, 0.05, verdict::stable},  // not significant
      {0.0101, 0.20, 0.11, verdict::too_few},
      {0.001, 0.10, 0.05, verdict::warning},  // not above the drift tolerance
      {0.001, 0.07, 0.90, verdict::warning},
      {0.001, 0.05, 0.05, verdict::stable},  // real, not surely above the warning tolerance
      {0.001, 0.05, 0.20, verdict::too_few},
      {0.500, 0.00, 0.10, verdict::stable},  // would have called exactly the drift tolerance
      {0.500, 0.00, 0.1001, verdict::too_few},
      {1.000, 0.00, 0.00, verdict::stable},
  };
  for (const row& one : table) {
    CAPTURE(one.p, one.lower, one.smallest);
    CHECK(judge(make(one.p, one.lower, one.smallest), 0.01) == one.expected);
  }
}

// Oracle: design 5: surely below the drift tolerance is stable too, by whatever statistic; at the tolerance it is not.
TEST_CASE("finding: an interval below the tolerance", "[decision][verdict]") {
  leeway::finding found = make(0.5, 0.0, 0.5);
  CHECK(judge(found, 0.01) == verdict::too_few);
  found.effect_interval = {0.0, 0.09};
  CHECK(judge(found, 0.01) == verdict::stable);
  found.effect_interval = {0.0, 0.10};
  CHECK(judge(found, 0.01) == verdict::too_few);
  found = make(0.001, 0.06, 0.5);
  found.effect_interval = {0.06, 0.09};
  CHECK(judge(found, 0.01) == verdict::warning);
}

// Oracle: too little data is never "no drift".
TEST_CASE("finding: without an answer", "[decision][verdict]") {
  CHECK(judge(leeway::finding{}, 0.01) == verdict::too_few);
  CHECK(judge(make(exact::nan, 0.5, exact::nan), 0.01) == verdict::too_few);
  CHECK(judge(make(0.001, exact::nan, exact::nan), 0.01) == verdict::too_few);
  CHECK(judge(make(exact::nan, 0.5, 0.05), 0.01) == verdict::stable);
  CHECK(judge(make(0.0, 0.5, 0.05), 0.01) == verdict::drift);
}

}  // namespace finding_test
