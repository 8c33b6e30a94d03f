// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/coarse_cells.hpp>

#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"

namespace coarse_cells_test {

using leeway::coarse_cells;
using row = std::vector<std::uint64_t>;

namespace {
row copy(std::span<const std::uint64_t> counts) { return {counts.begin(), counts.end()}; }
}  // namespace

// Oracle: an independent statement of the pooling rule (grouping.py).
TEST_CASE("coarse_cells: rare categories by combined count", "[drift]") {
  for (const golden::row& line : golden::table("grouping_pooling.csv")) {
    CAPTURE(line.text("name"));
    const row a = line.counts("a");
    const row b = line.counts("b");
    const leeway::category_feature feature = features::categories(a);
    coarse_cells cells(feature, leeway::pooling{line.number("threshold")});
    const leeway::counts window = features::window(feature, b);  // labels look at it
    cells.fill(feature.counts(), window);
    const row rare = line.counts("pooled");
    row kept_a;
    row kept_b;
    for (std::size_t k = 0; k < a.size(); ++k)
      if (a[k] + b[k] > 0 && rare[k] == 0) {
        kept_a.push_back(a[k]);
        kept_b.push_back(b[k]);
      }
    CHECK(cells.size() - (cells.pooled() > 0 ? 1 : 0) == kept_a.size());
    if (cells.pooled() > 0) {
      kept_a.push_back(line.count("pool_a"));
      kept_b.push_back(line.count("pool_b"));
    }
    CHECK(copy(cells.baseline()) == kept_a);
    CHECK(copy(cells.window()) == kept_b);
  }
}

// Oracle: correction 1 of the statistics: unseen and rest belong to the pool whatever their count; a pool of 0 keeps
// all.
TEST_CASE("coarse_cells: the unseen join the pool", "[drift]") {
  const leeway::category_feature feature = features::categories(row{100, 2, 0, 100});
  const leeway::counts window = features::window(feature, row{50, 0, 0, 60, 0, 40});
  coarse_cells cells(feature, leeway::pooling{5.0});
  cells.fill(feature.counts(), window);
  CHECK(copy(cells.baseline()) == row{100, 100, 2});
  CHECK(copy(cells.window()) == row{50, 60, 40});
  CHECK(cells.pooled() == 2);
  CHECK(cells.label(0).value == "c0000");
  CHECK(cells.label(1).value == "c0003");
  CHECK(cells.label(2).what == leeway::cell_label::kind::pool);
  CHECK(cells.label(2).pooled == 2);
  CHECK_FALSE(cells.urn());

  coarse_cells apart(feature, leeway::pooling{0.0});
  apart.fill(feature.counts(), window);
  CHECK(copy(apart.baseline()) == row{100, 2, 100, 0});
  CHECK(copy(apart.window()) == row{50, 0, 60, 40});
  CHECK(apart.pooled() == 0);
  CHECK(apart.label(1).value == "c0001");
  CHECK(apart.label(3).what == leeway::cell_label::kind::pool);
}

// Oracle: the definition: groups are sums of neighbouring cells, of about equal baseline mass; nothing is lost.
TEST_CASE("coarse_cells: groups of numbers", "[drift]") {
  std::vector<double> values;
  for (int i = 0; i < 5000; ++i) values.push_back(0.001 * ((i * 2999) % 5000));
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(values));
  coarse_cells cells(feature, 10);
  const leeway::counts window =
      features::count(feature, std::vector<double>{-1.0, 2.5, 2.5, 99.0});  // labels look at it
  cells.fill(feature.counts(), window);
  REQUIRE(cells.size() == 10);
  CHECK(cells.urn());
  CHECK_FALSE(cells.fewer_than_asked());
  std::uint64_t sum = 0;
  for (std::uint64_t count : cells.baseline()) {
    CHECK(count >= 490);
    CHECK(count <= 510);
    sum += count;
  }
  CHECK(sum == 5000);
  CHECK(cells.window().front() == 1);
  CHECK(cells.window().back() == 1);
  CHECK(cells.label(0).range.lower < -1e300);
  CHECK(cells.label(9).range.upper > 1e300);
  for (std::size_t k = 1; k < 10; ++k) CHECK(cells.label(k).range.lower >= cells.label(k - 1).range.upper);
}

// Oracle: the urn law is that of a window against the sample whose order statistics the edges are, and of nothing else.
TEST_CASE("coarse_cells: between two windows there is no urn", "[drift]") {
  std::vector<double> values;
  for (int i = 0; i < 500; ++i) values.push_back(0.01 * ((i * 299) % 500));
  const leeway::numeric_feature distinct = leeway::learn(std::span<const double>(values));
  values.insert(values.end(), 300, 2.0);
  const leeway::numeric_feature repeated = leeway::learn(std::span<const double>(values));
  for (bool ties : {false, true}) {
    const leeway::numeric_feature& feature = ties ? repeated : distinct;
    const leeway::counts then = features::count(feature, std::vector<double>{1.0, 2.0, 3.0});
    const leeway::counts now = features::count(feature, std::vector<double>{1.5, 2.5});
    for (coarse_cells cells : {coarse_cells(feature, 10), coarse_cells(feature)}) {
      cells.fill(then, now);
      CHECK_FALSE(cells.urn());
      CHECK_FALSE(cells.repeated_ranks());
      cells.fill(feature.counts(), now);
      CHECK(cells.urn() == !ties);
      CHECK(cells.repeated_ranks() == ties);
    }
  }
}

// Oracle: by hand: 30 given cells, of which the baseline fills the lower ones and the window the upper ones; the groups
// share out what both hold, whichever comes first, and are chosen anew for another window.
TEST_CASE("coarse_cells: given cells are grouped by both rows", "[drift]") {
  row lower(30, 0);
  row upper(30, 0);
  for (std::size_t cell = 0; cell < 15; ++cell) {
    lower[cell] = 4;
    upper[29 - cell] = 4;
  }
  const leeway::numeric_feature feature = features::numbers(lower);
  const leeway::counts window = features::window(feature, upper);
  coarse_cells cells(feature, 10);
  cells.fill(feature.counts(), window);
  CHECK(copy(cells.baseline()) == row{12, 12, 12, 12, 12, 0, 0, 0, 0, 0});
  CHECK(copy(cells.window()) == row{0, 0, 0, 0, 0, 12, 12, 12, 12, 12});
  CHECK(cells.label(4).range.upper == 14.0);
  CHECK_FALSE(cells.urn());
  CHECK_FALSE(cells.repeated_ranks());  // so that re-assigning the records is exact
  CHECK_FALSE(cells.fewer_than_asked());
  cells.fill(window, feature.counts());
  CHECK(copy(cells.window()) == row{12, 12, 12, 12, 12, 0, 0, 0, 0, 0});
  const leeway::counts few = features::window(feature, row{0, 0, 7});
  cells.fill(few, few);
  CHECK(copy(cells.window()) == row{7});
  CHECK(cells.fewer_than_asked());
}

// Oracle: by hand: a value that holds most of the mass leaves fewer groups, and its law is no urn of distinct values.
TEST_CASE("coarse_cells: heavy values", "[drift]") {
  std::vector<double> values(3000, 0.0);
  for (int i = 1; i <= 2000; ++i) values.push_back(i);
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(values));
  coarse_cells cells(feature, 10);
  const leeway::counts window = features::count(feature, std::vector<double>{0.0, 1.0});  // labels look at it
  cells.fill(feature.counts(), window);
  CHECK(cells.size() < 10);
  CHECK(cells.fewer_than_asked());
  CHECK_FALSE(cells.urn());
}

// Oracle: every cell with baseline records stands alone, with the gap below it.
TEST_CASE("coarse_cells: the finest cells", "[drift]") {
  const std::vector<double> values{3.0, 3.0, 5.0, 9.0, 9.0, 9.0};
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(values));
  coarse_cells cells(feature);
  const leeway::counts window =
      features::count(feature, std::vector<double>{2.0, 3.0, 4.0, 5.0, 6.0, 9.0, 10.0});  // labels look at it
  cells.fill(feature.counts(), window);
  CHECK(copy(cells.baseline()) == row{2, 1, 3});
  CHECK(copy(cells.window()) == row{2, 2, 3});
}

}  // namespace coarse_cells_test
