// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A change that leaves the values a column can have would be seen by that alone. So the steps of a column are found,
// and moved values stay on them without moving the mean.
#include <leeway/monitor/value_steps.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/samples.hpp"

namespace value_steps_test {

using leeway::random_stream;
using leeway::value_steps;

namespace {

/// Each of the values three times, so that they are atoms.
value_steps steps_of(const std::vector<double>& values) {
  std::vector<double> all;
  for (int times = 0; times < 3; ++times) all.insert(all.end(), values.begin(), values.end());
  return value_steps(leeway::learn(std::span<const double>(all)));
}

}  // namespace

// Oracle: the greatest common divisors by hand.
TEST_CASE("value_steps: the common step of few values", "[monitor]") {
  CHECK(steps_of({10, 15, 20, 30, 165}).step() == Approx(5.0).epsilon(1e-12));
  CHECK(steps_of({10, 25, 60}).step() == Approx(5.0).epsilon(1e-12));
  CHECK(steps_of({0, 1}).step() == Approx(1.0).epsilon(1e-12));
  CHECK(steps_of({27.5, 27.8, 28.1, 31.7}).step() == Approx(0.3).epsilon(1e-9));
  CHECK(steps_of({0.99, 1.49, 4.99}).step() == Approx(0.5).epsilon(1e-9));
  CHECK(steps_of({-3e9, 0, 2e9}).step() == Approx(1e9).epsilon(1e-12));
  CHECK(steps_of({-0.001, 0.0, 0.004}).step() == Approx(0.001).epsilon(1e-9));
}

// Oracle: by definition: nothing between which a step could lie, or none that is common.
TEST_CASE("value_steps: where there are none", "[monitor]") {
  CHECK(exact::same(value_steps().step(), 0.0));
  CHECK(exact::same(steps_of({}).step(), 0.0));
  CHECK(exact::same(steps_of({7}).step(), 0.0));
  CHECK(exact::same(steps_of({0, 1, std::sqrt(2.0)}).step(), 0.0));
  CHECK(exact::same(steps_of({-exact::largest, exact::largest}).step(), 0.0));
  random_stream draws(1);
  CHECK(exact::same(steps_of(exact::normals(draws, 5000)).step(), 0.0));
  random_stream draw(2);
  CHECK(exact::same(steps_of({0, 1, std::sqrt(2.0)}).nearby(0.7, draw), 0.7));
}

// Oracle: the values themselves, bit for bit, although 27.5 + 0.1 k is rounded otherwise than the decimal number.
TEST_CASE("value_steps: known values are hit exactly", "[monitor]") {
  std::vector<double> tenths;
  for (int k = 275; k < 700; ++k) tenths.push_back(static_cast<double>(k) / 10.0);
  const value_steps steps = steps_of(tenths);
  REQUIRE(steps.step() > 0.0);
  random_stream draw(3);
  for (double x : tenths) CHECK(exact::same(steps.nearby(x + 1e-13, draw), x));
  CHECK(steps.nearby(80.0, draw) == Approx(80.0).epsilon(1e-12));
}

// Oracle: rounding up happens with the part of a step that is left: a binomial count, outside its bounds once in 10^9.
TEST_CASE("value_steps: between two steps the mean is kept", "[monitor]") {
  const value_steps steps = steps_of({0, 5, 10, 15});
  const std::uint64_t runs = 20'000;
  for (double x : {11.0, 13.75, -2.0, 31.5}) {
    std::uint64_t up = 0;
    const double below = 5.0 * std::floor(x / 5.0);
    for (std::uint64_t run = 0; run < runs; ++run) {
      random_stream draw(4, run);
      const double near = steps.nearby(x, draw);
      REQUIRE((near == Approx(below).margin(1e-9) || near == Approx(below + 5.0).margin(1e-9)));
      up += near > x ? 1U : 0U;
    }
    const double share = (x - below) / 5.0;
    CHECK(up <= samples::at_most(runs, share, 1e-9));
    CHECK(runs - up <= samples::at_most(runs, 1.0 - share, 1e-9));
  }
}

// Oracle: infinite values are no steps; whole numbers of other types step by 1.
TEST_CASE("value_steps: infinite and whole numbers", "[monitor]") {
  CHECK(steps_of({-exact::infinity, 0, 2, 4, exact::infinity}).step() == Approx(2.0).epsilon(1e-12));
  const std::vector<std::int64_t> whole = {1, 1, 2, 2, 4, 4};
  CHECK(value_steps(leeway::learn(std::span<const std::int64_t>(whole))).step() == Approx(1.0).epsilon(1e-12));
}

}  // namespace value_steps_test
