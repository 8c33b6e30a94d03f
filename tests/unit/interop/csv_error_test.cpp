// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/csv_error.hpp>

#include <stdexcept>
#include <string>

#include "support/catch.hpp"

namespace csv_error_test {

// Oracle: by hand.
TEST_CASE("csv_error: the message begins with the line", "[csv]") {
  const leeway::csv_error error(17, "2 cells expected, 1 found");
  CHECK(error.line() == 17);
  CHECK(std::string(error.what()) == "line 17: 2 cells expected, 1 found");
  CHECK_THROWS_AS(leeway::detail::throw_csv_error(1, "x"), std::runtime_error);
}

}  // namespace csv_error_test
