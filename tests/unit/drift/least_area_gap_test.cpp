// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A feature may be called stable only if a change would have shown whatever its shape: closed forms for an even
// distribution, and changes made at random.
#include <leeway/drift/least_area_gap.hpp>

#include <cmath>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/away.hpp"
#include "support/bridges.hpp"
#include "support/catch.hpp"

namespace least_area_gap_test {

using leeway::least_area_gap;
using leeway::law::bridge_point;

// Oracle: on a line of length 1 a share D moved to the end of its stretch gives the areas D^2 / 2 and D^3 / 3. The
// steps of 1/250 and the search make up to .006.
TEST_CASE("least_area_gap: an even distribution", "[drift]") {
  const least_area_gap least(bridges::uniform(249));
  for (double d : {0.05, 0.2, 0.5, 0.9}) {
    CAPTURE(d);
    CHECK(std::fabs(least.for_area(d * d / 2.0) - d) < 0.006);
    CHECK(std::fabs(least.for_square_area(d * d * d / 3.0) - d) < 0.006);
  }
}

// Oracle: nothing that a change of that size could do gives less. Half of a stretch's records move anywhere within it.
TEST_CASE("least_area_gap: no change of that D shows less", "[drift]") {
  leeway::random_stream draws(20260217);
  std::vector<bridge_point> points;
  for (int k = 1; k < 100; ++k) points.push_back({k / 100.0, 1.0 - k / 100.0, draws.exponential()});
  const least_area_gap least(points);
  for (int run = 0; run < 2000; ++run) {
    std::vector<double> g(
        points.size());  // another distribution function: records of a stretch somewhere else within it
    const std::size_t first = draws.below(90);
    const std::size_t last = first + 1 + draws.below(points.size() - first - 1);
    for (std::size_t k = 0; k < points.size(); ++k) g[k] = points[k].below;
    const double low = first > 0 ? points[first - 1].below : 0.0;
    double area = 0.0;
    double square = 0.0;
    double gap = 0.0;
    const double level = low + draws.uniform() * (points[last].below - low);
    for (std::size_t k = first; k < last; ++k) {
      g[k] = level;
      const double difference = std::fabs(g[k] - points[k].below);
      area += points[k].width * difference;
      square += points[k].width * difference * difference;
      gap = std::fmax(gap, difference);
    }
    CHECK(least.for_area(area) >= gap - 2e-4);
    CHECK(least.for_square_area(square) >= gap - 2e-4);
  }
}

// Oracle: by hand: 30 % of the records have one value, so a D of .3 may show nothing.
TEST_CASE("least_area_gap: a frequent value", "[drift]") {
  std::vector<bridge_point> points;
  for (int k = 1; k < 100; ++k)
    if (k <= 40 || k >= 70) points.push_back({k / 100.0, 1.0 - k / 100.0, 1.0});
  const least_area_gap least(points);
  CHECK(least.for_area(1e-9) >= 0.3);
  CHECK(least.for_area(1e-9) < 0.32);
}

// Oracle: definition; scale.
TEST_CASE("least_area_gap: none, and every scale", "[drift]") {
  CHECK(exact::same(least_area_gap(std::vector<bridge_point>{}).for_area(0.1), 1.0));
  const least_area_gap least(bridges::uniform(49));
  CHECK(exact::same(least.for_area(10.0), 1.0));
  std::vector<bridge_point> large = bridges::uniform(49);
  for (bridge_point& point : large) point.width = std::ldexp(point.width, 900);
  CHECK(exact::same(least_area_gap(large).for_area(std::ldexp(0.05, 900)), least.for_area(0.05)));
}

}  // namespace least_area_gap_test
