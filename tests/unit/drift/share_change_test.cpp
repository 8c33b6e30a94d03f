// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/share_change.hpp>

#include <cmath>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace share_change_test {

// Oracle: scipy's beta quantiles (share_change.py), themselves right to about 1e-10.
TEST_CASE("share_change: agrees with scipy", "[drift][missing]") {
  std::size_t cases = 0;
  for (const golden::row& line : golden::table("share_change.csv")) {
    CAPTURE(line.text("a"), line.text("n"), line.text("b"), line.text("m"), line.text("error"));
    const leeway::interval found = leeway::detail::share_change_interval(
        line.count("a"), line.count("n"), line.count("b"), line.count("m"), line.number("error"));
    CHECK(std::fabs(found.lower - line.number("low")) < 1e-9);
    CHECK(std::fabs(found.upper - line.number("high")) < 1e-9);
    ++cases;
  }
  CHECK(cases == 168);
}

}  // namespace share_change_test
