// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Variance with ties and both laws of U: what a p-value of ranks rests on.
#include "leeway/law/mann_whitney.hpp"

#include <cmath>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"
#include "unit/law/golden.hpp"

namespace mann_whitney_test {

using namespace leeway::law;
using row = std::vector<std::uint64_t>;

// Oracle: orders counted in whole numbers (rank_laws.py).
TEST_CASE("mann_whitney: the exact law", "[law]") {
  for (const golden::row& line : golden::table("rank_mann_whitney.csv")) {
    const std::uint64_t n = line.count("n");
    const std::uint64_t m = line.count("m");
    const std::uint64_t u = line.count("u");
    CAPTURE(n, m, u);
    const tail found = mann_whitney_exact(u, n, m);
    CHECK(golden::error(found, line.number("p"), line.number("log_p")) < 1e-13);
    CHECK(exact::same(mann_whitney_exact(n * m - u, m, n).p, found.p));
  }
}

// Oracle: the correction for ties as it is written; without ties nm(N+1)/12.
TEST_CASE("mann_whitney: the variance with ties", "[law]") {
  leeway::random_stream draws(20260612);
  for (int round = 0; round < 200; ++round) {
    row a(1 + draws.below(9));
    row b(a.size());
    double n = 0.0;
    double m = 0.0;
    double ties = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k) {
      a[k] = draws.below(5) + (k == 0 ? 1U : 0U);
      b[k] = draws.below(9) + (k == 0 ? 1U : 0U);
      n += static_cast<double>(a[k]);
      m += static_cast<double>(b[k]);
      const auto t = static_cast<double>(a[k] + b[k]);
      ties += t * t * t - t;
    }
    const double all = n + m;
    CHECK(mann_whitney_variance(a, b) ==
          Approx(n * m / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)))).epsilon(1e-12).margin(1e-12));
  }
  CHECK(mann_whitney_variance(row{1, 0, 1, 0, 1}, row{0, 1, 0, 1, 0}) ==
        Approx(mann_whitney_variance(3, 2)).epsilon(1e-15));
  CHECK(mann_whitney_variance(3, 2) == Approx(3.0).epsilon(1e-15));
  CHECK(exact::same(mann_whitney_variance(row{9}, row{7}), 0.0));
  // One record in 2^40 differs: U is decided by it alone, nm/N^2 times (N/2)^2, which the difference of the two terms
  // loses.
  const std::uint64_t many = 1ULL << 40;
  const auto half = static_cast<double>(many);
  CHECK(mann_whitney_variance(row{many - 1, 1}, row{many, 0}) == Approx(half * half / 4.0).epsilon(1e-11));
}

// Oracle: scipy.stats.mannwhitneyu with continuity and ties (rank_laws.py).
TEST_CASE("mann_whitney: the normal law with continuity", "[law]") {
  const double sd = std::sqrt(mann_whitney_variance(10, 20));
  CHECK(mann_whitney_normal(130.0, 100.0, sd * sd).p == Approx(std::erfc(29.5 / sd / std::sqrt(2.0))).epsilon(1e-13));
  CHECK(mann_whitney_normal(70.0, 100.0, sd * sd).p == Approx(std::erfc(29.5 / sd / std::sqrt(2.0))).epsilon(1e-13));
  CHECK(exact::same(mann_whitney_normal(100.25, 100.0, sd * sd).p, 1.0));
  CHECK(exact::same(mann_whitney_normal(50.0, 50.0, 0.0).p, 1.0));
}

// Oracle: definition.
TEST_CASE("mann_whitney: ends and no value", "[law]") {
  CHECK(std::isnan(mann_whitney_exact(0, 0, 5).p));
  CHECK(std::isnan(mann_whitney_exact(0, 25, 24).p));
  CHECK(std::isnan(mann_whitney_exact(26, 5, 5).p));
  CHECK(std::isnan(mann_whitney_exact(0, 1ULL << 63, 2).p));
  CHECK(std::isnan(mann_whitney_variance(0, 5)));
  CHECK(std::isnan(mann_whitney_variance(row{}, row{})));
  CHECK(std::isnan(mann_whitney_normal(leeway::no_value, 1.0, 1.0).p));
  CHECK(exact::same(mann_whitney_exact(1, 1, 2).p, 1.0));
}

}  // namespace mann_whitney_test
