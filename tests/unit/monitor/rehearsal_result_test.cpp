// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// How often something was seen is said with an interval, since a table has few windows.
#include <leeway/monitor/rehearsal_result.hpp>

#include <cmath>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"

namespace rehearsal_result_test {

using leeway::seen_share;

// Oracle: the closed forms of Clopper and Pearson's limits for none and for all: 1 - 0.025^(1/n) and 0.025^(1/n); for 1
// of 2 the roots of 2p - p^2 = 0.025 and of 1 - p^2 = 0.025.
TEST_CASE("rehearsal_result: shares of windows and their intervals", "[monitor]") {
  for (std::size_t n : {1U, 10U, 365U}) {
    const double root = std::pow(0.025, 1.0 / static_cast<double>(n));
    CHECK(exact::same(seen_share{0.0, n}.share(), 0.0));
    CHECK(exact::same(seen_share{0.0, n}.between().lower, 0.0));
    CHECK(away::error(seen_share{0.0, n}.between().upper, 1.0 - root) < 1e-10);
    CHECK(away::error(seen_share{static_cast<double>(n), n}.between().lower, root) < 1e-10);
    CHECK(exact::same(seen_share{static_cast<double>(n), n}.between().upper, 1.0));
  }
  CHECK(exact::same(seen_share{1.0, 2}.share(), 0.5));
  CHECK(away::error(seen_share{1.0, 2}.between().lower, 1.0 - std::sqrt(0.975)) < 1e-10);
  CHECK(away::error(seen_share{1.0, 2}.between().upper, std::sqrt(0.975)) < 1e-10);
}

// Oracle: by definition: parts of windows are rounded so that the interval gets wider.
TEST_CASE("rehearsal_result: parts of windows", "[monitor]") {
  const seen_share some{7.3, 10};
  CHECK(exact::same(some.share(), 0.73));
  CHECK(exact::same(some.between().lower, seen_share{7.0, 10}.between().lower));
  CHECK(exact::same(some.between().upper, seen_share{8.0, 10}.between().upper));
}

// Oracle: by definition: of no window nothing is known.
TEST_CASE("rehearsal_result: no windows", "[monitor]") {
  CHECK(std::isnan(seen_share{}.share()));
  CHECK(std::isnan(seen_share{}.between().lower));
  CHECK(std::isnan(seen_share{}.between().upper));
  CHECK_FALSE(leeway::detection{}.rows_needed);
  CHECK(std::isnan(leeway::detection{}.delay));
}

}  // namespace rehearsal_result_test
