// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/interop/json_error.hpp>

#include <stdexcept>

#include "support/catch.hpp"

namespace json_error_test {

// Oracle: the message is what was given.
TEST_CASE("a JSON error is a runtime error with its message") {
  CHECK_THROWS_AS(leeway::detail::throw_json_error("x"), leeway::json_error);
  CHECK_THROWS_AS(leeway::detail::throw_json_error("x"), std::runtime_error);
  CHECK_THROWS_WITH(leeway::detail::throw_json_error("a.json: no \"b\""), "a.json: no \"b\"");
}

}  // namespace json_error_test
