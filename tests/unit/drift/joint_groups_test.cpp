// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Groups that both rows choose together must be those that their sum would choose, and must not ask which row is which.
#include <leeway/drift/joint_groups.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/cells/grouping.hpp>

#include "support/catch.hpp"

namespace joint_groups_test {

using row = std::vector<std::uint64_t>;

namespace {

row groups_of(const leeway::joint_groups& groups) {
  row result;
  for (std::size_t cell = 0; cell < groups.cells(); ++cell) result.push_back(groups.group(cell));
  return result;
}
row groups_of(const leeway::grouping& groups) {
  row result;
  for (std::size_t cell = 0; cell < groups.cells(); ++cell) result.push_back(groups.group(cell));
  return result;
}

/// The rule, of one row: the values themselves while they are few, else by mass.
leeway::grouping expected(const row& sum, std::size_t most) {
  leeway::grouping values = leeway::grouping::occupied(sum);
  return values.size() <= most ? values : leeway::grouping::by_mass(sum, most);
}

}  // namespace

// Oracle: `grouping` of the sum of both rows, which has golden tables of its own. Rows with empty, light and heavy
// cells; one object for all, so that nothing of an earlier pair may stay behind.
TEST_CASE("joint_groups: those of the sum", "[drift]") {
  leeway::random_stream random(20260901, 0);
  for (const std::size_t cells : {1U, 2U, 7U, 40U, 300U})
    for (const std::size_t most : {1U, 2U, 3U, 10U, 32U}) {
      leeway::joint_groups groups(cells, most);
      for (int round = 0; round < 60; ++round) {
        row a(cells);
        row b(cells);
        row sum(cells);
        const std::uint64_t fullness = 1 + random.below(12);
        for (std::size_t cell = 0; cell < cells; ++cell) {
          if (random.below(12) < fullness) a[cell] = random.below(fullness == 1 ? 2 : 40);
          if (random.below(12) < fullness) b[cell] = random.below(fullness == 2 ? 900 : 5);
          sum[cell] = a[cell] + b[cell];
        }
        if (round == 0) a = b = sum = row(cells);
        CAPTURE(cells, most, a, b);
        groups.choose(a, b);
        const leeway::grouping wanted = expected(sum, most);
        REQUIRE(groups_of(groups) == groups_of(wanted));
        REQUIRE(groups.size() == wanted.size());
        groups.choose(b, a);
        REQUIRE(groups_of(groups) == groups_of(wanted));
      }
    }
}

// Oracle: by hand.
TEST_CASE("joint_groups: sums", "[drift]") {
  leeway::joint_groups groups(6, 2);
  const row a{1, 0, 3, 0, 2, 0};
  const row b{4, 0, 1, 1, 0, 0};
  groups.choose(a, b);
  row coarse(2);
  groups.sum(a, coarse);
  CHECK(coarse == row{1, 5});
  groups.sum(b, coarse);
  CHECK(coarse == row{4, 2});
  CHECK(leeway::joint_groups().cells() == 0);
  CHECK(leeway::joint_groups(3, 0).most() == 1);
}

}  // namespace joint_groups_test
