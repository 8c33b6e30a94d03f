// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What tests on the order of numbers see of two rows of counts, and the groups that draws are made in.
#include <leeway/drift/ordered_cells.hpp>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"

namespace ordered_cells_test {

using leeway::ordered_cells;
using row = std::vector<std::uint64_t>;
using values = std::vector<double>;

namespace {

row list(std::span<const std::uint64_t> counts) { return {counts.begin(), counts.end()}; }

leeway::numeric_feature learn(const values& sample, std::size_t bins = 1024) {
  return leeway::learn(std::span<const double>(sample), leeway::equal_mass(bins));
}

row grouped(const ordered_cells& cells, const leeway::counts& fine) {
  row result(cells.groups());
  cells.sum(fine, result);
  return result;
}

}  // namespace

// Oracle: by hand. Four different values have five cells, each of the first four with one record of the baseline at its
// end.
TEST_CASE("ordered_cells: a baseline of different values knows who stands at its edges", "[drift]") {
  const leeway::numeric_feature feature = learn({1.0, 2.0, 3.0, 4.0});
  REQUIRE(feature.cells().size() == 5);
  ordered_cells cells(feature, 128);
  cells.fill(feature.counts(), features::count(feature, values{0.5, 1.5, 1.6, 2.0, 9.0}));
  CHECK(list(cells.baseline()) == row{0, 1, 0, 1, 0, 1, 0, 1, 0, 0});
  CHECK(list(cells.window()) == row{1, 0, 3, 0, 0, 0, 0, 0, 1, 0});
  CHECK(cells.urn());
  CHECK_FALSE(cells.repeated_ranks());
  CHECK_FALSE(cells.ties());
  CHECK(cells.heaviest() == 1);  // those of one side inside a cell do not count
}

// Oracle: by hand. Seven values in four cells: the edges 2, 4 and 6 are baseline records, all others are inside.
TEST_CASE("ordered_cells: cells of several baseline records", "[drift]") {
  const leeway::numeric_feature feature = learn({1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0}, 4);
  ordered_cells cells(feature, 128);
  cells.fill(feature.counts(), features::count(feature, values{0.0, 3.5, 3.6, 8.0, 8.0}));
  CHECK(list(cells.baseline()) == row{1, 1, 1, 1, 1, 1, 1, 0});
  CHECK(list(cells.window()) == row{1, 0, 2, 0, 0, 0, 2, 0});
  CHECK(cells.heaviest() == 3);
}

// Oracle: by hand. 2 and 5 repeat, so each value is an atom with a gap below.
TEST_CASE("ordered_cells: values that repeat stand at their end", "[drift]") {
  const leeway::numeric_feature feature = learn({2.0, 2.0, 2.0, 5.0, 5.0, 5.0});
  REQUIRE(feature.cells().size() == 5);
  ordered_cells cells(feature, 128);
  cells.fill(feature.counts(), features::count(feature, values{1.0, 2.0, 3.0, 3.0, 5.0, 6.0}));
  CHECK(list(cells.baseline()) == row{0, 0, 0, 3, 0, 0, 0, 3, 0, 0});
  CHECK(list(cells.window()) == row{1, 0, 0, 1, 2, 0, 0, 1, 1, 0});
  CHECK_FALSE(cells.urn());
  CHECK(cells.repeated_ranks());
  CHECK(cells.ties());
  CHECK(cells.heaviest() == 4);
}

// Oracle: the definition: nobody is known to stand at an edge that was given, or that another row chose.
TEST_CASE("ordered_cells: given edges, and two windows", "[drift]") {
  const leeway::numeric_feature given = features::numbers(row{4, 0, 6});
  ordered_cells cells(given, 128);
  cells.fill(given.counts(), features::window(given, row{1, 2, 3}));
  CHECK(list(cells.baseline()) == row{4, 0, 0, 0, 6, 0});
  CHECK(list(cells.window()) == row{1, 0, 2, 0, 3, 0});
  CHECK_FALSE(cells.urn());
  CHECK_FALSE(cells.repeated_ranks());

  const leeway::numeric_feature feature = learn({1.0, 2.0, 3.0, 4.0});
  const leeway::counts first = features::count(feature, values{1.5, 1.5, 2.5});
  ordered_cells windows(feature, 128);
  windows.fill(first, feature.counts());
  CHECK(list(windows.baseline()) == row{0, 0, 2, 0, 1, 0, 0, 0, 0, 0});
  CHECK(list(windows.window()) == row{1, 0, 1, 0, 1, 0, 1, 0, 0, 0});
  CHECK_FALSE(windows.urn());
  windows.fill(feature.counts(), first);
  CHECK(windows.urn());
}

// Oracle: by hand: a gap joins the atom above it, what lies beyond the last atom joins that one, and so do their
// places.
TEST_CASE("ordered_cells: groups with few values", "[drift]") {
  const leeway::numeric_feature feature = learn({2.0, 2.0, 2.0, 5.0, 5.0, 5.0});
  ordered_cells cells(feature, 128);
  const leeway::counts window = features::count(feature, values{1.0, 2.0, 3.0, 3.0, 5.0, 6.0});
  cells.group_for_urn();
  CHECK(grouped(cells, feature.counts()) == row{3, 3});
  CHECK(grouped(cells, window) == row{2, 4});
  row placed(cells.steps(), 0);
  cells.place(grouped(cells, window), placed);
  CHECK(placed == row{0, 0, 0, 2, 0, 0, 0, 4, 0, 0});
  cells.group_for_split(feature.counts(), window);
  CHECK(grouped(cells, window) == row{2, 4});
}

// Oracle: groups follow each other, none is empty, none but a heavy value holds much more than its part; those of the
// urn depend on the baseline alone, those of re-assignments on the sum of both rows alone.
TEST_CASE("ordered_cells: many cells in few groups", "[drift]") {
  leeway::random_stream draws(20260619);
  for (std::size_t most : {1u, 2u, 7u, 128u}) {
    values baseline = exact::normals(draws, 2000);
    for (std::size_t i = 0; i < 300; ++i) baseline[i] = 0.5;
    const leeway::numeric_feature feature = learn(baseline);
    ordered_cells cells(feature, most);
    const leeway::counts window = features::count(feature, exact::normals(draws, 500));
    const leeway::counts other = features::count(feature, exact::normals(draws, 500));

    cells.group_for_urn();
    const row masses = grouped(cells, feature.counts());
    CHECK(masses.size() <= most);
    CHECK(masses.size() + 40 >= most);
    CHECK(std::accumulate(masses.begin(), masses.end(), std::uint64_t{0}) == 2000);
    CHECK(*std::min_element(masses.begin(), masses.end()) > 0);
    CHECK(std::count_if(masses.begin(), masses.end(), [&](std::uint64_t mass) { return mass > 3 * 2000 / most; }) <= 1);
    const row of_window = grouped(cells, window);
    cells.group_for_split(feature.counts(), other);
    cells.group_for_urn();
    CHECK(grouped(cells, window) == of_window);

    leeway::counts sum = window;
    sum += other;
    leeway::counts rest(sum.size());
    cells.group_for_split(window, other);
    const row as_they_are = grouped(cells, window);
    cells.group_for_split(sum, rest);
    CHECK(grouped(cells, window) == as_they_are);
    CHECK(std::accumulate(as_they_are.begin(), as_they_are.end(), std::uint64_t{0}) == 500);
    CHECK(as_they_are.size() <= most);
  }
}

// Oracle: a copy that outlives its source is whole.
TEST_CASE("ordered_cells: moving", "[drift]") {
  const leeway::numeric_feature feature = learn({1.0, 2.0, 3.0, 4.0, 5.0});
  ordered_cells source(feature, 3);
  source.group_for_split(feature.counts(), feature.counts());
  const ordered_cells moved = std::move(source);
  CHECK(grouped(moved, feature.counts()).size() == moved.groups());
  CHECK(moved.groups() == 3);
}

// Oracle: definition: a feature that never had a record.
TEST_CASE("ordered_cells: an empty baseline", "[drift]") {
  const leeway::numeric_feature feature = learn({});
  ordered_cells cells(feature, 128);
  const leeway::counts window = features::count(feature, values{1.0, 2.0});
  cells.fill(feature.counts(), window);
  cells.group_for_split(feature.counts(), window);
  CHECK(cells.groups() == 1);
  CHECK(grouped(cells, window) == row{2});
}

}  // namespace ordered_cells_test
