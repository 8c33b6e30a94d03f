// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Windows made of panes show people what a window of all their rows would have shown.
#include <leeway/statistics/column_remainder.hpp>

#include <cmath>

#include "support/catch.hpp"

namespace column_remainder_test {

// Oracle: by hand: 1, 2 and 6 have the mean 3.
TEST_CASE("column_remainder: two add up to one that saw all", "[statistics]") {
  leeway::column_remainder a;
  leeway::column_remainder b;
  a.invalid = 2;
  b.invalid = 3;
  b.infinite = 1;
  for (double x : {1.0, 2.0}) a.moments.observe(x);
  b.moments.observe(6.0);
  a.extremes.observe(10);
  b.extremes.observe(4);
  a.merge(b);
  CHECK(a.invalid == 5);
  CHECK(a.infinite == 1);
  CHECK(a.moments.count() == 3);
  CHECK(std::fabs(a.moments.mean() - 3.0) < 1e-15);
  CHECK(a.extremes.lowest() == 4);
  CHECK(a.extremes.highest() == 10);
  leeway::column_remainder none;
  none.merge({});
  CHECK(none.extremes.empty());
}

}  // namespace column_remainder_test
