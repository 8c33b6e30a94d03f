// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A window must not set the limit that it is judged by: what two order statistics give is what leaving it out by hand
// gives.
#include <leeway/monitor/limit_of_others.hpp>

#include <cstddef>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace limit_of_others_test {

using leeway::limit_of_others;

namespace {

leeway::own_limit by_hand(std::vector<double> effects, std::size_t left_out) {
  effects.erase(effects.begin() + static_cast<std::ptrdiff_t>(left_out));
  return leeway::limit_of(effects);
}

}  // namespace

// Oracle: `limit_of` of the others, for sizes around the places where the rank changes, with and without ties.
TEST_CASE("limit_of_others: agrees with leaving each window out", "[monitor]") {
  leeway::random_stream draws(1);
  for (std::size_t windows : {1U, 2U, 20U, 21U, 22U, 99U, 100U, 101U, 199U, 200U, 201U, 250U})
    for (std::uint64_t values : {3U, 20U, 1'000'000U}) {
      std::vector<double> effects;
      for (std::size_t w = 0; w < windows; ++w) effects.push_back(static_cast<double>(draws.below(values)) / 1e6);
      const limit_of_others others(effects);
      for (std::size_t w = 0; w < windows; ++w) {
        const leeway::own_limit wanted = by_hand(effects, w);
        CHECK(exact::same(others.without(effects[w]).effect, wanted.effect));
        CHECK(exact::same(others.without(effects[w]).exceeded, wanted.exceeded));
        CHECK(others.without(effects[w]).windows == windows - 1);
        for (double sure : {0.0, effects[w], 0.5, 2.0})
          CHECK(others.exceeded(sure, effects[w]) == !(sure <= wanted.effect));
      }
    }
}

// Oracle: by definition: fewer than 20 others set no limit, so that everything is beyond it.
TEST_CASE("limit_of_others: too few windows", "[monitor]") {
  CHECK(limit_of_others({}).exceeded(0.0, 0.0));
  CHECK(limit_of_others(std::vector<double>(20, 0.5)).exceeded(0.1, 0.5));
  CHECK_FALSE(limit_of_others(std::vector<double>(21, 0.5)).exceeded(0.1, 0.5));
  CHECK_FALSE(limit_of_others(std::vector<double>(21, 0.5)).exceeded(0.5, 0.5));
}

}  // namespace limit_of_others_test
