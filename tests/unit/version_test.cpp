// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/version.hpp"

#include <string>

#include "tests/support/catch.hpp"

namespace version_test {

// Oracle: the text is defined as the three macros joined by dots.
TEST_CASE("the version text equals the version macros") {
  const std::string joined = std::to_string(LEEWAY_VERSION_MAJOR) + "." + std::to_string(LEEWAY_VERSION_MINOR) + "." +
                             std::to_string(LEEWAY_VERSION_PATCH);
  REQUIRE(leeway::version == joined);
}

}  // namespace version_test
