// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/monitor/rows_worth.hpp>

#include <cstdint>
#include <vector>

#include "support/catch.hpp"
#include "support/features.hpp"

namespace rows_worth_test {

using row = std::vector<std::uint64_t>;

// Oracle: by hand: as many rows as the design effect leaves, of the same shape; the rows themselves where it is 1.
TEST_CASE("rows_worth: fewer rows of the same shape", "[monitor]") {
  const leeway::counts rows = features::row(row{100, 50, 25, 25}, 4, 50);
  CHECK(leeway::rows_worth(rows, 1.0) == rows);
  CHECK(leeway::rows_worth(rows, 5.0) == features::row(row{20, 10, 5, 5}, 4, 10));
  CHECK(leeway::rows_worth(rows, 250.0) == features::row(row{0, 1, 0, 0}, 4));  // the one in the middle
  CHECK(leeway::rows_worth(rows, 251.0) == leeway::counts(4));
  CHECK(leeway::rows_worth(leeway::counts(4), 3.0) == leeway::counts(4));
  const leeway::counts most = leeway::rows_worth(rows, 1.001);
  CHECK(most.present() + most.missing() == 249);
}

// Oracle: by hand: five equal rows at a time: what stands five times stands once, and of 30 values without a cell 6 are
// left.
TEST_CASE("rows_worth: values that stand once", "[monitor]") {
  leeway::feature_parts<leeway::category_cells> parts = features::categories(row{500, 5, 10, 5, 100}).parts();
  parts.rarity = {30, 4};
  CHECK(with_rarity_of_worth(leeway::category_feature(parts)).rarity() == leeway::rarity{30, 4});
  parts.design_effect = 5.0;
  const leeway::category_feature together = with_rarity_of_worth(leeway::category_feature(parts));
  CHECK(together.rarity() == leeway::rarity{2 + 6, 1 + 1});
  CHECK(together.counts() == leeway::category_feature(parts).counts());
}

// Oracle: by hand: the same cells with the counts that are left; the feature itself where every row counts.
TEST_CASE("rows_worth: what tests are bound to", "[monitor]") {
  leeway::feature_parts<leeway::category_cells> parts = features::categories(row{500, 5, 10, 5, 100}, 20).parts();
  const leeway::category_feature plain(parts);
  CHECK(&worth_of(plain).parts() == &plain.parts());
  parts.design_effect = 5.0;
  const leeway::category_feature together{parts};
  const leeway::category_feature worth = worth_of(together);
  CHECK(worth.cells() == together.cells());
  CHECK(worth.counts() == leeway::rows_worth(together.counts(), 5.0));
  CHECK(worth.counts()[0] == 100);
  CHECK(worth.counts().missing() == 4);
  CHECK(worth.rarity() == leeway::rarity{2, 1});
}

}  // namespace rows_worth_test
