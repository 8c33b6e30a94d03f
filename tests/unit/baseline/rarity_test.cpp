// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What stands once says how much of a fresh sample is new: the expectation of the question "unseen".
#include <leeway/baseline/rarity.hpp>

#include "support/catch.hpp"

// Oracle: by hand.
TEST_CASE("rarity: once and twice", "[baseline]") {
  leeway::rarity r;
  for (std::uint64_t times : {0U, 1U, 1U, 2U, 3U, 1U, 2U, 1000U}) r.count(times);
  CHECK(r == leeway::rarity{3, 2});
  CHECK(leeway::rarity{} == leeway::rarity{0, 0});
}
