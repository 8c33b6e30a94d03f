// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/contribution.hpp>

#include <cmath>

#include "support/catch.hpp"

namespace contribution_test {

// Oracle: design: no value is NaN, never 0.
TEST_CASE("contribution: nothing is known at first", "[drift]") {
  const leeway::contribution nothing;
  CHECK(nothing.cell.what == leeway::cell_label::kind::range);
  CHECK(std::isnan(nothing.cell.range.lower));
  CHECK(nothing.cell.value.empty());
  CHECK(nothing.cell.pooled == 0);
  CHECK(std::isnan(nothing.baseline_share));
  CHECK(std::isnan(nothing.window_share));
  CHECK(std::isnan(nothing.amount));
}

}  // namespace contribution_test
