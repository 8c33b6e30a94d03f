// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/planned_question.hpp>

#include <cmath>

#include "support/catch.hpp"

namespace planned_question_test {

// Oracle: the contract: what has not been worked out is no number.
TEST_CASE("planned_question: nothing is planned yet", "[monitor]") {
  const leeway::planned_question none;
  CHECK(none.question == leeway::question::distribution);
  CHECK(std::isnan(none.real));
  CHECK(std::isnan(none.warning));
  CHECK(std::isnan(none.drift));
}

}  // namespace planned_question_test
