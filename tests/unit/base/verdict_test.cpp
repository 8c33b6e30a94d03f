// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A report says the worst of its features: an order mistaken here would hide a drift behind "too few".
#include <leeway/base/verdict.hpp>

#include <cstddef>
#include <iterator>

#include "support/catch.hpp"

namespace verdict_test {

using leeway::verdict;

// Oracle: the order from the least to the most pressing, by hand.
TEST_CASE("verdict: the worst of two", "[base]") {
  constexpr verdict order[] = {verdict::stable, verdict::too_few, verdict::warning, verdict::drift};
  for (std::size_t i = 0; i < std::size(order); ++i)
    for (std::size_t j = 0; j < std::size(order); ++j) CHECK(worst(order[i], order[j]) == order[i < j ? j : i]);
  CHECK(to_string(verdict::stable) == "stable");
  CHECK(to_string(verdict::too_few) == "too_few");
  CHECK(to_string(verdict::warning) == "warning");
  CHECK(to_string(verdict::drift) == "drift");
}

}  // namespace verdict_test
