// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The window of a monitor that is asked by hand must never close by itself.
#include <leeway/window/since_start.hpp>

#include <cstdint>

#include "support/catch.hpp"

namespace since_start_test {

// Oracle: the contract.
TEST_CASE("since_start: never closes", "[window]") {
  for (std::uint64_t records : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}})
    CHECK_FALSE(leeway::since_start{}.closes(records));
}

}  // namespace since_start_test
