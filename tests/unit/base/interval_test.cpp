// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// An interval that was never found must not look like one at zero.
#include <leeway/base/interval.hpp>

#include <cmath>

#include "support/catch.hpp"

namespace interval_test {

// Oracle: the contract: NaN means "no value".
TEST_CASE("interval: nothing is NaN", "[base]") {
  CHECK(std::isnan(leeway::no_value));
  constexpr leeway::interval none;
  CHECK(std::isnan(none.lower));
  CHECK(std::isnan(none.upper));
  constexpr leeway::interval some{1.0, 2.0};
  static_assert(some.lower < some.upper);
}

}  // namespace interval_test
