// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Compared with other tools this rule must give their edges, also where the range of the data overflows a double.
#include <leeway/cells/equal_width.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace equal_width_test {

using leeway::equal_width;
using leeway::value_type;

namespace {

template <class T>
leeway::numeric_cells learned(std::vector<T> sample, std::size_t bins) {
  std::sort(sample.begin(), sample.end());
  std::vector<std::uint64_t> keys;
  for (T x : sample) keys.push_back(leeway::order_key(x));
  return equal_width(bins).learn({leeway::value_type_of<T>, keys});
}

std::vector<double> uppers(const leeway::numeric_cells& cells) {
  std::vector<double> result;
  for (std::size_t cell = 0; cell + 1 < cells.size(); ++cell) result.push_back(cells.upper(cell));
  return result;
}

}  // namespace

// Oracle: smallest + j (largest - smallest) / bins, exact in these cases.
TEST_CASE("equal_width: edges are evenly spaced", "[cells]") {
  CHECK(uppers(learned<double>({0.0, 1.0, 10.0, 3.0}, 5)) == std::vector<double>{2.0, 4.0, 6.0, 8.0});
  CHECK(uppers(learned<double>({-8.0, 8.0}, 4)) == std::vector<double>{-4.0, 0.0, 4.0});
  CHECK(uppers(learned<std::int64_t>({0, 10}, 4)) == std::vector<double>{2.0, 5.0, 7.0});  // floors of 2.5, 5, 7.5
  CHECK(uppers(learned<std::int64_t>({0, 2}, 8)) == std::vector<double>{0.0, 1.0});
  CHECK_FALSE(learned<double>({0.0, 1.0}, 2).from_ranks());
}

// Oracle: the same formula in long double; each edge takes at most eight roundings of numbers no larger than the range.
TEST_CASE("equal_width: edges of ordinary data", "[cells]") {
  leeway::random_stream draws(20260113);
  for (std::size_t bins : {2U, 3U, 10U, 100U}) {
    std::vector<double> sample = exact::normals(draws, 50);
    const std::vector<double> found = uppers(learned(sample, bins));
    const auto [low, high] = std::minmax_element(sample.begin(), sample.end());
    const long double step =
        (static_cast<long double>(*high) - static_cast<long double>(*low)) / static_cast<long double>(bins);
    REQUIRE(found.size() == bins - 1);
    for (std::size_t j = 1; j < bins; ++j) {
      const auto expected = static_cast<double>(static_cast<long double>(*low) + static_cast<long double>(j) * step);
      CHECK(std::abs(found[j - 1] - expected) <= 8.0 * 0x1p-53 * (*high - *low + std::abs(*low)));
    }
  }
}

// Oracle: closed forms; the range 2 max overflows, its half does not. One rounding an operation, four operations.
TEST_CASE("equal_width: the largest range there is", "[cells]") {
  const std::vector<double> found = uppers(learned<double>({-exact::largest, exact::largest}, 4));
  REQUIRE(found.size() == 3);
  CHECK(std::abs(found[0] / exact::largest + 0.5) <= 4.0 * 0x1p-53);
  CHECK(std::abs(found[1] / exact::largest) <= 4.0 * 0x1p-53);
  CHECK(std::abs(found[2] / exact::largest - 0.5) <= 4.0 * 0x1p-53);
}

// Oracle: by hand: nothing to divide.
TEST_CASE("equal_width: samples without a range", "[cells]") {
  CHECK(learned<double>({}, 10).size() == 1);
  CHECK(learned<double>({-exact::infinity, exact::infinity}, 10).size() == 1);
  CHECK(uppers(learned<double>({3.0, 3.0, 3.0}, 10)) == std::vector<double>{3.0});
  CHECK(uppers(learned<double>({-exact::infinity, 0.0, 4.0, exact::infinity, exact::infinity}, 2)) ==
        std::vector<double>{2.0});
  CHECK(learned<double>({0.0, exact::smallest}, 10).size() <= 3);
  CHECK_THROWS_AS(equal_width(1), std::invalid_argument);
  CHECK_THROWS_WITH(equal_width(0), "equal_width: bins = 0 is not within 2 and 1048576");
  CHECK_THROWS_AS(equal_width((1U << 20) + 1), std::invalid_argument);
}

}  // namespace equal_width_test
