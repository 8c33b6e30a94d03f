// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/null_law.hpp>

#include "support/catch.hpp"

namespace null_law_test {

// Oracle: design 4: the seed is a parameter with a value of its own, never the clock.
TEST_CASE("null_law: the effort is part of the question", "[drift]") {
  constexpr leeway::monte_carlo_effort one{};
  constexpr leeway::monte_carlo_effort two{};
  static_assert(one.seed == two.seed && one.most_draws == two.most_draws);
  static_assert(one.most_draws >= 999);
  SUCCEED();
}

}  // namespace null_law_test
