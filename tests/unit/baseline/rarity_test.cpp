// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What stands once says how much of a fresh sample is new: the expectation of the question "unseen".
#include <leeway/baseline/rarity.hpp>

#include <cstddef>
#include <cstdint>

#include "support/catch.hpp"

namespace rarity_test {

// Oracle: by hand.
TEST_CASE("rarity: once and twice", "[baseline]") {
  leeway::rarity r;
  for (std::uint64_t times : {0U, 1U, 1U, 2U, 3U, 1U, 2U, 1000U}) r.count(times);
  CHECK(r == leeway::rarity{3, 2});
  CHECK(leeway::rarity{} == leeway::rarity{0, 0});
}

// Oracle: by hand: cells that hold more than one value say nothing, whatever their counts; of categories the rest and
// the unseen.
TEST_CASE("rarity: of counts", "[baseline]") {
  using leeway::order_key;
  const leeway::numeric_cells cells(
      leeway::value_type::int64,
      {order_key(std::int64_t{0}), order_key(std::int64_t{1}), order_key(std::int64_t{5}), order_key(std::int64_t{6})},
      true);
  leeway::counts numbers(5);  // up to 0, at 1, 2 to 5, at 6, above
  for (std::size_t cell : {0u, 1u, 2u, 2u, 3u, 3u, 4u}) numbers.add(cell);
  CHECK(leeway::detail::rarity_of(cells, numbers) == leeway::rarity{1, 1});
  const leeway::category_cells words({"a", "b", "c"}, {17, 18});
  leeway::counts categories(5);
  for (std::size_t cell : {0u, 1u, 1u, 3u, 4u, 5u}) categories.add(cell);
  CHECK(leeway::detail::rarity_of(words, categories) == leeway::rarity{1, 1});
}

// Oracle: by hand: of 10 values that stand once 4 have cells; a fifth of the others is 1.2, and two of them are enough.
TEST_CASE("rarity: values without a cell", "[baseline]") {
  const leeway::rarity all{10, 7};
  CHECK(leeway::detail::rare_share(all, {4, 7}, 0.2) == leeway::rarity{2, 0});
  CHECK(leeway::detail::rare_share(all, {4, 0}, 1.0) == leeway::rarity{6, 7});
  CHECK(leeway::detail::rare_share(all, {4, 0}, 0.0) == leeway::rarity{0, 0});
  CHECK(leeway::detail::rare_share(all, {11, 8}, 1.0) == leeway::rarity{0, 0});
  leeway::rarity sum = all;
  sum += {1, 2};
  CHECK(sum == leeway::rarity{11, 9});
}

}  // namespace rarity_test
