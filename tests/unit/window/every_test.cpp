// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A window that closes one record late is tested against the law of another size.
#include <leeway/window/every.hpp>

#include <cstdint>
#include <stdexcept>

#include "support/catch.hpp"

namespace every_test {

// Oracle: by hand.
TEST_CASE("every: closes when it is whole", "[window]") {
  const leeway::every three(3);
  CHECK(three.records() == 3);
  for (std::uint64_t records : {0U, 1U, 2U}) CHECK_FALSE(three.closes(records));
  for (std::uint64_t records : {3U, 4U, 1000U}) CHECK(three.closes(records));
  CHECK_FALSE(leeway::every(~std::uint64_t{0}).closes(~std::uint64_t{0} - 1));
  CHECK(leeway::every(1).closes(1));
}

// Oracle: the contract.
TEST_CASE("every: no records are refused", "[window]") {
  CHECK_THROWS_AS(leeway::every(0), std::invalid_argument);
  CHECK_THROWS_WITH(leeway::every(0), "every: records = 0");
}

}  // namespace every_test
