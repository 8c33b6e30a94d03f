// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/decision/question.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace question_test {

using leeway::question;

// Oracle: the table of design 5.
TEST_CASE("question: names and default tolerances", "[decision]") {
  struct row {
    question asked;
    const char* name;
    double warning, drift;
  };
  const row table[] = {{question::distribution, "distribution", 0.05, 0.10},
                       {question::missing, "missing", 0.01, 0.05},
                       {question::unseen, "unseen", 0.01, 0.05},
                       {question::spike, "spike", 0.02, 0.05}};
  leeway::tolerances all;
  const leeway::tolerances& constant = all;
  for (const row& one : table) {
    CHECK(to_string(one.asked) == one.name);
    CHECK(exact::same(all[one.asked].warning, one.warning));
    CHECK(exact::same(constant[one.asked].drift, one.drift));
    all[one.asked] = {0.5, 0.6};
    CHECK(exact::same(constant[one.asked].warning, 0.5));
  }
}

}  // namespace question_test
