// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A p-value that is given because of what it is computed from must be valid among those that are given.
#include <leeway/drift/unseen_law.hpp>

#include <cmath>
#include <cstdint>
#include <utility>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace unseen_law_test {

using leeway::detail::unseen_law;

namespace {

/// log P(X = k), X the number of k + u records that are among the first n of n + m.
double log_point(double k, double u, double n, double m) {
  const auto log_choose = [](double all, double of) {
    return std::lgamma(all + 1.0) - std::lgamma(of + 1.0) - std::lgamma(all - of + 1.0);
  };
  return log_choose(n, k) + log_choose(m, u) - log_choose(n + m, k + u);
}

}  // namespace

// Oracle: all ways to share out the records that stand alone on either side, with their probabilities: of those in
// which numbers would have been asked at most the part alpha has p <= alpha. (A pair of records of one value is no such
// way: none is seen twice.)
TEST_CASE("unseen_law: valid among the numbers that are asked", "[drift][unseen]") {
  const unseen_law law{.known = 1.0, .numbers = true};
  for (const auto& [n, m] : {std::pair{100, 100}, {60, 600}, {400, 50}})
    for (int together : {5, 12, 20, 40})
      for (double alpha : {0.3, 0.05, 0.01}) {
        double asked = 0.0;
        double rejected = 0.0;
        for (int once = 0; once <= together && once <= n; ++once) {
          if (together - once > m) continue;
          if (once > static_cast<int>(leeway::most_alone(static_cast<std::uint64_t>(n)))) continue;
          const double point = std::exp(log_point(once, together - once, n, m));
          const double log_p =
              law.log_p({static_cast<std::uint64_t>(once), 0}, static_cast<std::uint64_t>(together - once),
                        static_cast<std::uint64_t>(n), static_cast<std::uint64_t>(m));
          asked += point;
          rejected += log_p <= std::log(alpha) ? point : 0.0;
        }
        CAPTURE(n, m, together, alpha, asked, rejected);
        CHECK(asked > 0.0);
        CHECK(rejected <= alpha * asked * (1.0 + 1e-9));
      }
}

// Oracle: more unseen records are never less surprising. Categories are always asked, and so, it seems, are numbers of
// which more than a tenth stands alone: theirs is the plain law.
TEST_CASE("unseen_law: falls with the unseen records", "[drift][unseen]") {
  for (const leeway::rarity seen : {leeway::rarity{0, 0}, {3, 1}, {90, 40}, {100, 60}, {130, 60}})
    for (bool numbers : {false, true}) {
      const unseen_law law{.known = 50.0, .numbers = numbers};
      double before = 0.0;
      for (std::uint64_t unseen = 0; unseen <= 400; ++unseen) {
        const double log_p = law.log_p(seen, unseen, 1000, 400);
        CAPTURE(seen.seen_once, numbers, unseen);
        REQUIRE(log_p <= before + 1e-9);
        if (!numbers || seen.seen_once > 100)
          REQUIRE(std::fabs(log_p - unseen_law{.known = 50.0}.log_p(seen, unseen, 1000, 400)) <=
                  1e-9 * std::fmax(1.0, std::fabs(log_p)));
        before = log_p;
      }
    }
  CHECK(exact::same(unseen_law{.known = 2.0, .numbers = true}.log_p({100, 60}, 400, 1000, 400), 0.0));
  CHECK(unseen_law{.known = 2.0}.log_p({100, 60}, 400, 1000, 400) < -20.0);
}

}  // namespace unseen_law_test
