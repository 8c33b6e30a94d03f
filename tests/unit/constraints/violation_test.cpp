// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/constraints/violation.hpp>

#include "support/catch.hpp"

namespace violation_test {

// Oracle: the three values of Model Monitor's file, in its order, are the fields in their order.
TEST_CASE("a violation is three texts") {
  const leeway::violation one{"fare", "completeness_check", "half of it is missing"};
  CHECK(one.feature == "fare");
  CHECK(one.check == "completeness_check");
  CHECK(one.description == "half of it is missing");
}

}  // namespace violation_test
