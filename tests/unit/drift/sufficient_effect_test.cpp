// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Whether a window could have shown a change decides between "stable" and "too few": of one record nothing can be said.
#include <leeway/drift/sufficient_effect.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

#include <leeway/drift/l_infinity.hpp>
#include <leeway/drift/missing_rate.hpp>
#include <leeway/drift/unseen_rate.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace sufficient_effect_test {

using leeway::detail::sufficient_effect;
using leeway::detail::unsure_share;
using row = std::vector<std::uint64_t>;

// Oracle: closed forms: x = t + c; x = c sqrt(x (1 - x)) at c^2 / (1 + c^2); x = (t + sqrt(t^2 + 4 c^2)) / 2 for x = t
// + c^2 / x.
TEST_CASE("sufficient_effect: closed forms", "[drift]") {
  for (double c : {0.01, 0.2, 0.7, 2.0, 9.0}) {
    CAPTURE(c);
    const double constant = sufficient_effect(0.05, [&](double) { return 0.05 + c; });
    CHECK(away::error(constant, std::fmin(1.0, 0.05 + c)) < 1e-8);
    const double spread =
        sufficient_effect(0.0001, [&](double x) { return std::fmax(0.0002, c * std::sqrt(x * (1.0 - x))); });
    CHECK(away::error(spread, std::fmax(0.0002, c * c / (1.0 + c * c))) < 1e-6);
    const double falling = sufficient_effect(0.05, [&](double x) { return 0.05 + c * c / x; });
    CHECK(away::error(falling, std::fmin(1.0, (0.05 + std::sqrt(0.0025 + 4.0 * c * c)) / 2.0)) < 1e-6);
  }
}

// Oracle: brute force: steps of 1e-4 from the tolerance on until one suffices.
TEST_CASE("sufficient_effect: brute force", "[drift]") {
  for (double tolerance : {0.0, 0.01, 0.1})
    for (double rate : {0.001, 0.1, 0.4})
      for (std::uint64_t m : {1U, 2U, 3U, 5U, 8U, 20U, 300U}) {
        const auto needed = [&](double effect) {
          const double share = unsure_share(rate + effect, m);
          return tolerance + 3.3 * std::sqrt(share * (1.0 - share) / static_cast<double>(m));
        };
        double first = tolerance;
        while (first < 1.0 && needed(first) > first) first += 1e-4;
        CAPTURE(tolerance, rate, m);
        CHECK(std::fabs(sufficient_effect(tolerance, needed) - std::fmin(1.0, first)) < 2e-4);
      }
}

// Oracle: by hand.
TEST_CASE("sufficient_effect: shares of few records", "[drift]") {
  CHECK(away::error(unsure_share(1.0, 1), 2.0 / 3.0) < 1e-12);
  CHECK(away::error(unsure_share(1.7, 8), 0.9) < 1e-12);
  CHECK(away::error(unsure_share(-0.3, 8), 0.1) < 1e-12);
  CHECK(away::error(unsure_share(0.4, 8), 0.4) < 1e-12);
}

// Oracle: of one or two records no change can be called at these levels: the most they can show has a probability of
// about
// 1 % or 1e-4 already, and a lower bound of 5 % or 22 %, which a change of 80 % would not bring about in four of five
// cases.
TEST_CASE("sufficient_effect: one record shows nothing", "[drift]") {
  const leeway::category_feature colours = features::categories(row{2500, 1500, 900}, 100);
  leeway::bound_missing_rate missing = leeway::missing_rate().bind(colours);
  auto unseen = leeway::unseen_rate().bind(colours);
  auto spike = leeway::l_infinity().bind(colours);
  for (double tolerance : {0.0, 0.01, 0.05, 0.1})
    for (std::uint64_t records : {1U, 2U})
      for (std::size_t cell = 0; cell < 3; ++cell) {
        row counts(3);
        counts[cell] = records;
        const leeway::counts window = features::window(colours, counts);
        CAPTURE(tolerance, records, cell);
        CHECK(missing.smallest_effect(colours.counts(), window, std::log(0.001), tolerance) > 0.8);
        CHECK(unseen.smallest_effect(colours.counts(), window, std::log(0.001), tolerance) > 0.8);
        CHECK(spike.smallest_effect(colours.counts(), window, std::log(0.001), tolerance) > 0.8);
      }
}

}  // namespace sufficient_effect_test
