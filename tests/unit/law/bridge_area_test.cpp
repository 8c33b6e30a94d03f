// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The limit law of the Wasserstein distance depends on the distribution: its moments must be those of the bridge at
// hand, at every scale of the data.
#include <leeway/law/bridge_area.hpp>

#include <cmath>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/law/normal.hpp>

#include "support/away.hpp"
#include "support/bridges.hpp"
#include "support/catch.hpp"

namespace bridge_area_test {

using leeway::law::bridge_area;
using leeway::law::bridge_point;

// Oracle: covariances and incomplete gamma functions in mpmath (distance_laws.py).
TEST_CASE("bridge_area: moments and tail agree with mpmath", "[law]") {
  for (const golden::row& line : golden::table("distance_bridge.csv")) {
    CAPTURE(line.text("name"));
    const bridge_area law(bridges::points(line));
    CHECK(away::error(law.mean(), line.number("mean")) < 1e-13);
    CHECK(away::error(law.root_mean_square(), line.number("root_mean_square")) < 1e-13);
    CHECK(away::error(law.signed_deviation(), line.number("signed_deviation")) < 1e-13);
    const std::vector<double> u = line.numbers("u");
    const std::vector<double> log_p = line.numbers("log_p");
    for (std::size_t i = 0; i < u.size(); ++i) {
      CHECK(away::log_error(law.upper(u[i]).log_p, log_p[i]) < 1e-11);
      if (log_p[i] > -600.0) CHECK(away::error(law.critical(law.upper(u[i]).p), u[i]) < 1e-9);
    }
  }
}

// Oracle: one point is a folded normal variable, exactly.
TEST_CASE("bridge_area: one point", "[law]") {
  const std::vector<bridge_point> points{{0.2, 0.8, 5.0}};
  const bridge_area law(points);
  for (double u : {0.1, 1.0, 4.0, 30.0, 200.0})
    CHECK(away::log_error(law.upper(u).log_p, leeway::law::normal_two_sided(u / 2.0).log_p) <
          1e-12);  // 5 sqrt(.16) = 2
}

// Oracle: integrals of sqrt(t (1 - t)) and of the covariance over [0, 1]: pi / 8 and 1 / 12. Merging 4000 points to 128
// keeps the mean; the signed variance is taken before.
TEST_CASE("bridge_area: many points are merged", "[law]") {
  const bridge_area law(bridges::uniform(4000));
  const double pi = std::acos(-1.0);
  CHECK(away::error(law.mean(), std::sqrt(2.0 / pi) * pi / 8.0) < 1e-4);
  CHECK(away::error(law.signed_deviation(), std::sqrt(1.0 / 12.0)) < 1e-6);
  const bridge_area few(bridges::uniform(128));
  CHECK(away::error(law.root_mean_square(), few.root_mean_square()) < 1e-3);
}

// Oracle: 4000 bridges of 64 steps, seed fixed: the law is conservative where it decides. Four standard errors.
TEST_CASE("bridge_area: no smaller than the tail of simulated bridges", "[law]") {
  const std::vector<bridge_point> points = bridges::uniform(63);
  const bridge_area law(points);
  leeway::random_stream draws(20260214);
  std::vector<double> areas;
  for (int run = 0; run < 4000; ++run) areas.push_back(bridges::area(bridges::draw(draws, points), points));
  for (double p : {0.1, 0.05, 0.01}) {
    double beyond = 0.0;
    for (double area : areas) beyond += area >= law.critical(p) ? 1.0 : 0.0;
    CAPTURE(p, beyond);
    CHECK(beyond / 4000.0 <= p + 4.0 * std::sqrt(p / 4000.0));
  }
}

// Oracle: by hand: of ten equal pieces of time the outer two lie below .1 and above .9.
TEST_CASE("bridge_area: how much comes from the ends", "[law]") {
  const bridge_area law(bridges::uniform(19));
  double ends = 0.0;
  double all = 0.0;
  for (int k = 1; k < 20; ++k) {
    const double deviation = std::sqrt(k / 20.0 * (1.0 - k / 20.0));
    all += deviation;
    ends += k < 2 || k > 18 ? deviation : 0.0;
  }
  CHECK(away::error(law.part_from_ends(0.099), ends / all) < 1e-12);
  CHECK(exact::same(law.part_from_ends(0.0), 0.0));
  CHECK(away::error(law.part_from_ends(0.6), 1.0) < 1e-12);
}

// Oracle: definition.
TEST_CASE("bridge_area: nothing varies", "[law]") {
  const bridge_area none(std::vector<bridge_point>{{0.0, 1.0, 3.0}, {0.5, 0.5, 0.0}, {1.0, 0.0, 3.0}});
  CHECK(exact::same(none.mean(), 0.0));
  CHECK(exact::same(none.upper(0.0).p, 1.0));
  CHECK(std::isnan(none.upper(1.0).p));
  CHECK(exact::same(none.critical(0.05), 0.0));
  const bridge_area some(bridges::uniform(7));
  CHECK(std::isnan(some.upper(exact::nan).p));
  CHECK(exact::same(some.upper(exact::infinity).log_p, -exact::infinity));
  CHECK(exact::same(some.upper(-1.0).p, 1.0));
  CHECK(some.upper(1e200).log_p < -1e200);
}

}  // namespace bridge_area_test
