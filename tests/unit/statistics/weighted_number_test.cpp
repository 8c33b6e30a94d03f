// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Numbers of sketches come in any order and more than once; no record may get lost when they are put together.
#include <leeway/statistics/weighted_number.hpp>

#include <vector>

#include "support/catch.hpp"

namespace weighted_number_test {

using numbers = std::vector<leeway::weighted_number>;

// Oracle: by hand.
TEST_CASE("weighted_number: put together", "[statistics]") {
  numbers all{{7, 1, 4}, {3, 1, 8}, {7, 2, 5}, {3, 1, 1}, {9, 1, 1}};
  put_together(all);
  REQUIRE(all.size() == 3);
  CHECK((all[0].key == 3 && all[0].stored == 2 && all[0].records == 9));
  CHECK((all[1].key == 7 && all[1].stored == 3 && all[1].records == 9));
  CHECK(all[2].key == 9);
  numbers none;
  put_together(none);
  CHECK(none.empty());
}

}  // namespace weighted_number_test
