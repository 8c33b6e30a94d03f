// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A sample that is sorted once: what is in it, and in which order.
#include <leeway/drift/sorted_values.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace sorted_values_test {

using leeway::sorted_values;

// Oracle: std::sort of what is no NaN; sizes on both sides of where sorting by counting begins.
TEST_CASE("sorted_values: in order, without the missing ones", "[drift]") {
  leeway::random_stream draws(20261121);
  for (std::size_t size : {0U, 1U, 2U, 63U, 64U, 65U, 5000U}) {
    std::vector<double> values;
    for (std::size_t i = 0; i < size; ++i) values.push_back(i % 7 == 3 ? exact::nan : exact::any_double(draws));
    const sorted_values sorted(values);
    std::vector<double> expected;
    for (double value : values)
      if (!leeway::detail::is_nan(value)) expected.push_back(value);
    std::sort(expected.begin(), expected.end());
    REQUIRE(sorted.size() == expected.size());
    CHECK(sorted.missing() == size - expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) REQUIRE(exact::same(sorted[i], expected[i]));
    CHECK(std::ranges::is_sorted(sorted.keys()));
  }
}

// Oracle: definition.
TEST_CASE("sorted_values: repeated values and zeros", "[drift]") {
  CHECK_FALSE(sorted_values(std::vector{3.0, 1.0, 2.0}).repeats());
  CHECK(sorted_values(std::vector{3.0, 1.0, 3.0}).repeats());
  CHECK(sorted_values(std::vector{-0.0F, 1.0F, 0.0F}).repeats());
  CHECK_FALSE(sorted_values(std::vector{exact::nan, 1.0, exact::nan}).repeats());
  CHECK(sorted_values<float>().size() == 0);
  const sorted_values floats(std::vector<float>{1.5F, -2.0F, static_cast<float>(exact::infinity)});
  CHECK(exact::same(static_cast<double>(floats[0]), -2.0));
  CHECK(exact::same(static_cast<double>(floats[2]), exact::infinity));
}

}  // namespace sorted_values_test
