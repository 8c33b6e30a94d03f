// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/population_stability_statistic.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace population_stability_statistic_test {

using leeway::population_stability_index;
using leeway::zero_policy;
using row = std::vector<std::uint64_t>;

namespace {

// PSI behaves like the square of a difference of shares; with shares as small as 1e-6 it is never better conditioned.
void check(double x, double expected) {
  if (exact::same(x, expected)) return;
  CHECK(std::fabs(x - expected) <= 1e-12 * expected + 2.0 * std::sqrt(expected) * two_rows::share_error +
                                       two_rows::share_error * two_rows::share_error);
}

}  // namespace

// Oracle: mpmath (distances.py), under every zero policy.
TEST_CASE("population_stability_statistic: agrees with mpmath", "[drift][psi]") {
  for (const char* file : {"distances_counts.csv", "distances_large.csv"}) {
    for (const golden::row& line : golden::table(file)) {
      CAPTURE(line.text("name"));
      const two_rows c(line);
      check(population_stability_index(c.a, c.b, zero_policy::raw()), line.number("psi_raw"));
      check(population_stability_index(c.a, c.b, zero_policy::at_least(1e-4)), line.number("psi_eps_1e-4"));
      check(population_stability_index(c.a, c.b, zero_policy::at_least(1e-6)), line.number("psi_eps_1e-6"));
      check(population_stability_index(c.a, c.b), line.number("psi_jeffreys"));
      CHECK(std::fabs(leeway::population_stability_debiased(c.a, c.b) - line.number("psi_debiased")) <=
            1e-12 * (line.number("psi_jeffreys") + static_cast<double>(c.a.size()) / c.size()));
    }
  }
}

// Oracle: mpmath; cells empty on both sides dropped beforehand, as a caller may.
TEST_CASE("population_stability_statistic: occupied cells only", "[drift][psi]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    row a;
    row b;
    for (std::size_t k = 0; k < c.a.size(); ++k)
      if (c.a[k] + c.b[k] > 0) {
        a.push_back(c.a[k]);
        b.push_back(c.b[k]);
      }
    check(population_stability_index(a, b), line.number("psi_jeffreys_occupied"));
  }
}

// Oracle: the definition is symmetric; one cell that is empty on one side makes the raw form infinite.
TEST_CASE("population_stability_statistic: symmetry and empty cells", "[drift][psi]") {
  const row a{10, 0, 5, 85};
  const row b{20, 3, 0, 50};
  for (zero_policy zero : {zero_policy::jeffreys(), zero_policy::at_least(1e-4)})
    CHECK(away::error(population_stability_index(a, b, zero), population_stability_index(b, a, zero)) < 1e-14);
  CHECK(exact::same(population_stability_index(a, b, zero_policy::raw()), exact::infinity));
  CHECK(exact::same(population_stability_index(row{4, 0, 6}, row{2, 0, 3}, zero_policy::raw()), 0.0));
}

// Oracle: there is no share of nothing, under no policy.
TEST_CASE("population_stability_statistic: an empty side has no value", "[drift][psi]") {
  for (zero_policy zero : {zero_policy::jeffreys(), zero_policy::raw(), zero_policy::at_least(1e-4)}) {
    CHECK(std::isnan(population_stability_index(row{0, 0}, row{1, 2}, zero)));
    CHECK(std::isnan(population_stability_index(row{1, 2}, row{0, 0}, zero)));
  }
  CHECK(std::isnan(leeway::population_stability_debiased(row{0, 0}, row{1, 2})));
}

}  // namespace population_stability_statistic_test
