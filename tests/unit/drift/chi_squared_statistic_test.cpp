// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/chi_squared_statistic.hpp>

#include <cmath>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace chi_squared_statistic_test {

using row = std::vector<std::uint64_t>;

// Oracle: exact rationals (distances.py). The square root of X2 / s is right to what rounding the shares costs.
TEST_CASE("chi_squared_statistic: agrees with exact arithmetic", "[drift][chi_squared]") {
  for (const char* file : {"distances_counts.csv", "distances_large.csv"}) {
    for (const golden::row& line : golden::table(file)) {
      CAPTURE(line.text("name"));
      const two_rows c(line);
      const double expected = line.number("chi_squared");
      const double rounding = two_rows::share_error * std::sqrt(c.size());
      const double tolerance = 1e-12 * expected + 2.0 * std::sqrt(expected) * rounding + rounding * rounding;
      CHECK(std::fabs(leeway::chi_squared_statistic(c.a, c.b) - expected) <= tolerance);
      CHECK(std::fabs(leeway::cohen_w(c.a, c.b) - line.number("effect_w")) <=
            1e-12 * line.number("effect_w") + two_rows::share_error);
      CHECK(leeway::occupied_cells(c.a, c.b) == line.count("degrees_of_freedom") + 1);
    }
  }
}

// Oracle: by hand, 2 x 2 tables: N (ad - bc)^2 over the product of the margins.
TEST_CASE("chi_squared_statistic: by hand", "[drift][chi_squared]") {
  CHECK(away::error(leeway::chi_squared_statistic(row{10, 20}, row{20, 10}), 60.0 * 300 * 300 / (30.0 * 30 * 30 * 30)) <
        1e-14);
  CHECK(away::error(leeway::cohen_w(row{10, 0}, row{0, 7}), 1.0) < 1e-15);
  CHECK(exact::same(leeway::chi_squared_statistic(row{5}, row{9}), 0.0));
}

// Oracle: the definition: one side against the other is the same table with its rows exchanged.
TEST_CASE("chi_squared_statistic: the sides are alike", "[drift][chi_squared]") {
  for (const golden::row& line : golden::table("distances_counts.csv")) {
    const two_rows c(line);
    CHECK(away::error(leeway::chi_squared_statistic(c.a, c.b), leeway::chi_squared_statistic(c.b, c.a)) < 1e-14);
    CHECK(exact::same(leeway::cohen_w(c.a, c.b), leeway::cohen_w(c.b, c.a)));
  }
}

// Oracle: there is no share of nothing.
TEST_CASE("chi_squared_statistic: an empty side has no value", "[drift][chi_squared]") {
  CHECK(std::isnan(leeway::chi_squared_statistic(row{0, 0}, row{1, 2})));
  CHECK(std::isnan(leeway::chi_squared_statistic(row{1, 2}, row{0, 0})));
  CHECK(std::isnan(leeway::cohen_w(row{}, row{})));
  CHECK(leeway::occupied_cells(row{}, row{}) == 0);
}

}  // namespace chi_squared_statistic_test
