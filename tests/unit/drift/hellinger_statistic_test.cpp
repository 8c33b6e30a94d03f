// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The distance of two rows of counts against 60 digits of mpmath (distance_forms.py), and what makes it a distance.
#include <leeway/drift/hellinger_statistic.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace hellinger_statistic_test {

using row = std::vector<std::uint64_t>;

TEST_CASE("hellinger_statistic: agrees with mpmath", "[drift]") {
  for (const golden::row& line : golden::table("distance_forms.csv")) {
    CAPTURE(line.text("name"));
    const two_rows c(line);
    const double wanted = line.number("hellinger");
    CHECK(std::fabs(leeway::hellinger_distance(c.a, c.b) - wanted) <= 1e-12 * wanted + two_rows::share_error);
  }
}

TEST_CASE("hellinger_statistic: bounds, symmetry, triangle, empty sides", "[drift]") {
  CHECK(leeway::hellinger_distance(row{3, 5}, row{6, 10}) == 0.0);
  CHECK(away::error(leeway::hellinger_distance(row{3, 0, 5}, row{0, 7, 0}), 1.0) < 1e-15);
  CHECK(std::isnan(leeway::hellinger_distance(row{0, 0}, row{1, 2})));
  CHECK(std::isnan(leeway::hellinger_distance(row{1, 2}, row{1, 2, 3})));
  leeway::random_stream random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<row> rows(3, row(6));
    for (row& one : rows)
      for (std::uint64_t& count : one) count = random.below(9) + (&count == &one.front() ? 1U : 0U);
    const double ab = leeway::hellinger_distance(rows[0], rows[1]);
    CHECK(std::fabs(ab - leeway::hellinger_distance(rows[1], rows[0])) < 1e-15);
    CHECK(ab <= leeway::hellinger_distance(rows[0], rows[2]) + leeway::hellinger_distance(rows[2], rows[1]) + 1e-15);
  }
}

}  // namespace hellinger_statistic_test
