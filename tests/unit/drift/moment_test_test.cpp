// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A test of moments is chosen by name: the name must be the one in its result.
#include <leeway/drift/moment_test.hpp>

#include "support/catch.hpp"

namespace moment_test_test {

TEST_CASE("moment_test: runs the test of its name", "[drift]") {
  leeway::moments a;
  leeway::moments b;
  for (double x : {1.0, 2.0, 4.0, 8.0}) {
    a.observe(x);
    b.observe(2.0 * x);
  }
  for (leeway::moment_test one : {leeway::moment_test::welch, leeway::moment_test::log_variance})
    CHECK(leeway::run(one, a, b).test == to_string(one));
}

}  // namespace moment_test_test
