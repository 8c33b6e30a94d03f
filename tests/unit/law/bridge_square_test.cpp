// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The limit law of the energy distance: eigenvalues of a covariance whose entries may lie many powers of ten apart.
#include <leeway/law/bridge_square.hpp>

#include <cmath>
#include <numeric>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/law/chi_squared.hpp>

#include "support/away.hpp"
#include "support/bridges.hpp"
#include "support/catch.hpp"

namespace bridge_square_test {

using leeway::law::bridge_point;
using leeway::law::bridge_square;

// Oracle: mpmath's symmetric eigenvalues with 50 digits (distance_laws.py). Each eigenvalue has its own digits.
TEST_CASE("bridge_square: eigenvalues agree with mpmath", "[law]") {
  for (const golden::row& line : golden::table("distance_bridge.csv")) {
    CAPTURE(line.text("name"));
    const bridge_square law(bridges::points(line));
    const std::vector<double> expected = line.numbers("eigenvalues");
    REQUIRE(law.weights().size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CAPTURE(i);
      CHECK(away::error(law.weights()[i], expected[i]) < 1e-11);
    }
  }
}

// Oracle: Anderson and Darling (1952): twice the area below the square of a bridge at even times has the weights
// 2 / (k pi)^2, and that area exceeds 2 * 0.46136 with probability .05, 2 * 0.74346 with .01. 64 points stand for
// 4000: good for the first weights, which are 82 % of the sum, and for p.
TEST_CASE("bridge_square: the law of Cramer and von Mises", "[law]") {
  const bridge_square law(bridges::uniform(4000));
  const double pi = std::acos(-1.0);
  for (std::size_t k = 1; k <= 3; ++k)
    CHECK(away::error(law.weights()[k - 1], 2.0 / std::pow(static_cast<double>(k) * pi, 2.0)) < 0.01);
  CHECK(away::error(std::accumulate(law.weights().begin(), law.weights().end(), 0.0), 1.0 / 3.0) < 1e-6);
  CHECK(away::error(law.upper(2.0 * 0.46136).p, 0.05) < 1e-3);
  CHECK(away::error(law.upper(2.0 * 0.74346).p, 0.01) < 1e-3);
}

// Oracle: one point is a squared normal variable, exactly.
TEST_CASE("bridge_square: one point", "[law]") {
  const bridge_square law(std::vector<bridge_point>{{0.2, 0.8, 5.0}});
  for (double x : {0.1, 2.0, 50.0, 1e4})
    CHECK(away::log_error(law.upper(x).log_p, leeway::law::chi_squared_upper(x / (2.0 * 0.8), 1.0).log_p) < 1e-11);
}

// Oracle: the bound's own promise, and that it is not far off.
TEST_CASE("bridge_square: the critical bound", "[law]") {
  for (std::size_t points : {1U, 7U, 300U}) {
    const bridge_square law(bridges::uniform(points));
    for (double p : {0.05, 0.01, 1e-6, 1e-100}) {
      CAPTURE(points, p);
      const double reached = law.upper(law.critical_bound(p)).log_p;
      CHECK(reached <= std::log(p) + 1e-9);
      CHECK(reached >= 1.5 * std::log(p));
    }
  }
}

// Oracle: by hand.
TEST_CASE("bridge_square: how much comes from the ends", "[law]") {
  const bridge_square law(std::vector<bridge_point>{{0.1, 0.9, 4.0}, {0.5, 0.5, 1.0}, {0.95, 0.05, 2.0}});
  const double all = 0.36 + 0.25 + 0.095;
  CHECK(away::error(law.part_from_ends(0.2), (0.36 + 0.095) / all) < 1e-12);
  CHECK(away::error(law.part_from_ends(0.07), 0.095 / all) < 1e-12);
}

// Oracle: definition.
TEST_CASE("bridge_square: nothing varies", "[law]") {
  const bridge_square none(std::vector<bridge_point>{{0.0, 1.0, 3.0}, {1.0, 0.0, 3.0}});
  CHECK(none.weights().empty());
  CHECK(exact::same(none.upper(0.0).p, 1.0));
  CHECK(std::isnan(none.upper(1.0).p));
  CHECK(exact::same(none.critical_bound(0.01), 0.0));
}

}  // namespace bridge_square_test
