// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/normal.hpp"

#include <cmath>
#include <limits>

#include "golden.hpp"
#include "support/catch.hpp"

namespace normal_test {

using namespace leeway::law;

// Oracle: mpmath's erfc at 60 digits (laws.py). The tail's relative condition number is z^2: 1.1e-16 * 30^2 = 1e-13.
TEST_CASE("normal: both tails agree with mpmath", "[law][normal]") {
  const std::vector<golden::line> lines = golden::read("laws_normal.csv");
  REQUIRE(lines.size() > 20);
  for (const golden::line& line : lines) {
    const double z = line.number(0);
    CAPTURE(z);
    const double bound = 3e-16 * (3.0 + z * z);
    CHECK(golden::error(normal_upper(z), line.number(1), line.number(2)) < std::fmin(bound, 1e-12));
    CHECK(golden::error(normal_two_sided(z), line.number(3), line.number(4)) < std::fmin(bound, 1e-12));
    CHECK(golden::error(normal_cdf(-z), line.number(1)) < (line.number(1) > 1e-300 ? bound : 1.0));
  }
}

// Oracle: the distribution function itself, whose accuracy the case above establishes; dz/dlog p = -1/z at most.
TEST_CASE("normal: the quantile undoes the distribution function", "[law][normal]") {
  for (double z = -37.0; z <= 8.0; z += 0.09375) {
    CAPTURE(z);
    const double p = normal_cdf(z);
    if (p < 0.75) {
      CHECK(normal_quantile(p) == Approx(z).epsilon(1e-14).margin(1e-15));
    } else {
      CHECK(normal_quantile(p) == Approx(z).margin(2.3e-16 * 2.6 * std::exp(0.5 * z * z)));  // what p itself can hold
    }
  }
}

// Oracle: definition.
TEST_CASE("normal: ends and no value", "[law][normal]") {
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(normal_quantile(0.0) == -infinity);
  CHECK(normal_quantile(1.0) == infinity);
  CHECK(normal_quantile(0.5) == 0.0);
  CHECK(std::isnan(normal_quantile(-0.1)));
  CHECK(std::isnan(normal_quantile(1.1)));
  CHECK(std::isnan(normal_quantile(leeway::no_value)));
  CHECK(normal_upper(infinity).log_p == -infinity);
  CHECK(normal_upper(-infinity).p == 1.0);
  CHECK(std::isnan(normal_upper(leeway::no_value).p));
  CHECK(normal_two_sided(0.0).p == 1.0);
  CHECK(normal_two_sided(-2.0).p == normal_two_sided(2.0).p);
}

}  // namespace normal_test
