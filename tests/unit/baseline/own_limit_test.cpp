// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The limit is a promise about a window that nobody has seen: off by one rank it is another promise.
#include <leeway/baseline/own_limit.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/samples.hpp"

namespace own_limit_test {

using leeway::limit_of;

namespace {

std::vector<double> effects(leeway::random_stream& draws, std::size_t windows) {
  std::vector<double> result;
  for (std::size_t w = 0; w < windows; ++w) result.push_back(draws.uniform());
  return result;
}

}  // namespace

// Oracle: the definition by brute force in whole numbers: the smallest k with 100 k >= 99 (W + 1), at most W.
TEST_CASE("own_limit: the rank", "[baseline]") {
  leeway::random_stream draws(1);
  for (std::size_t windows = leeway::fewest_own_windows; windows < 1200; windows += 1 + windows / 40) {
    std::size_t rank = 1;
    while (rank < windows && 100 * rank < 99 * (windows + 1)) ++rank;
    const std::vector<double> all = effects(draws, windows);
    std::vector<double> sorted = all;
    std::sort(sorted.begin(), sorted.end());
    const leeway::own_limit limit = limit_of(all);
    CHECK(exact::same(limit.effect, sorted[rank - 1]));
    CHECK(limit.windows == windows);
    CHECK(limit.exceeded == Approx(1.0 - static_cast<double>(rank) / static_cast<double>(windows + 1)).epsilon(1e-12));
    CHECK((windows < 99 || limit.exceeded <= 0.01));
  }
}

// Oracle: by hand: 99 windows are the fewest for 1 %, and 100 and 198 have the same rank from the top.
TEST_CASE("own_limit: the rank at its steps", "[baseline]") {
  const auto rank = [](std::size_t windows) { return leeway::detail::limit_rank(windows); };
  CHECK(rank(20) == 20);
  CHECK(rank(98) == 98);
  CHECK(rank(99) == 99);
  CHECK(rank(100) == 100);
  CHECK(rank(198) == 198);
  CHECK(rank(199) == 198);
  CHECK(rank(8760) == 8674);
}

// Oracle: the contract.
TEST_CASE("own_limit: too few windows set none", "[baseline]") {
  const leeway::own_limit none = limit_of({});
  CHECK(none.windows == 0);
  CHECK(std::isnan(none.effect));
  const leeway::own_limit few = limit_of(std::vector<double>(19, 0.5));
  CHECK(few.windows == 19);
  CHECK(std::isnan(few.effect));
  CHECK(std::isnan(few.exceeded));
  CHECK(exact::same(limit_of(std::vector<double>(20, 0.5)).effect, 0.5));
}

// Oracle: exchangeability: whatever law the windows have in common, one more lies above the limit with a probability of
// at most `exceeded`, and of exactly that without ties. Fails by chance with a probability of at most 1e-6 a check.
TEST_CASE("own_limit: how often one more window exceeds it", "[baseline]") {
  constexpr std::uint64_t runs = 20'000;
  for (std::size_t windows : {std::size_t{20}, std::size_t{99}, std::size_t{250}}) {
    leeway::random_stream draws(20260201 + windows);
    std::uint64_t exceeded = 0;
    std::uint64_t exceeded_tied = 0;
    double promised = 0.0;
    for (std::uint64_t run = 0; run < runs; ++run) {
      const double level = draws.normal();  // the same for all windows of a run: exchangeable, not independent
      std::vector<double> all;
      for (std::size_t w = 0; w <= windows; ++w) all.push_back(std::exp(level + draws.normal()));
      std::vector<double> tied;
      for (double one : all) tied.push_back(std::floor(one));
      const double last = all.back();
      const double last_tied = tied.back();
      all.pop_back();
      tied.pop_back();
      const leeway::own_limit limit = limit_of(all);
      promised = limit.exceeded;
      exceeded += last > limit.effect ? 1U : 0U;
      exceeded_tied += last_tied > limit_of(tied).effect ? 1U : 0U;
    }
    CAPTURE(windows, exceeded, exceeded_tied);
    CHECK(exceeded <= samples::at_most(runs, promised, 1e-6));
    CHECK(runs - exceeded <= samples::at_most(runs, 1.0 - promised, 1e-6));
    CHECK(exceeded_tied <= samples::at_most(runs, promised, 1e-6));
  }
}

}  // namespace own_limit_test
