// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Where cells lie decides how far records moved: each kind of cell (open, atom, whole number, infinite) by hand, areas
// against sums over fine steps.
#include <leeway/drift/number_line.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/drift/wasserstein_statistic.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace number_line_test {

using leeway::number_line;
using row = std::vector<std::uint64_t>;
using values = std::vector<double>;

namespace {

leeway::numeric_feature learn(const values& sample, std::size_t bins = 1024) {
  return leeway::learn(std::span<const double>(sample), leeway::equal_mass(bins));
}

double length(const number_line& line) {
  double sum = 0.0;
  for (std::size_t cell = 0; cell < line.size(); ++cell) sum += line.width(cell);
  return sum;
}

/// Counts on steps, the window's inside their cells.
struct two_sides {
  two_sides(const leeway::numeric_feature& feature, const values& live) : cells(feature, 1) {
    window = features::count(feature, live);
    cells.fill(feature.counts(), window);
  }
  leeway::ordered_cells cells;
  leeway::counts window;
};

values draw(leeway::random_stream& draws, std::size_t size, double shift) {
  values result(size);
  for (double& x : result) x = draws.normal() + shift;
  return result;
}

}  // namespace

// Oracle: the baseline's extremes, by hand.
TEST_CASE("number_line: outer cells end at the extremes", "[drift]") {
  const number_line line(learn({1.0, 2.0, 4.0, 8.0, 16.0}, 2));
  REQUIRE(line.size() == 2);  // one edge, at the third value
  CHECK(exact::same(line.width(0), 3.0));
  CHECK(exact::same(line.width(1), 12.0));
}

TEST_CASE("number_line: infinite values count at the outermost finite edge", "[drift]") {
  values sample{-exact::infinity, exact::infinity, exact::infinity};
  for (int i = 0; i < 97; ++i) sample.push_back(i);
  const number_line line(learn(sample, 10));
  CHECK(length(line) <= 96.0);
  CHECK(length(line) >= 60.0);
  CHECK(exact::same(length(number_line(learn({exact::infinity, exact::infinity}))), 0.0));
}

TEST_CASE("number_line: without extremes the outermost edges are the ends", "[drift]") {
  const number_line line(features::numbers(row{5, 5, 5, 5}));  // edges 0, 1, 2
  CHECK(exact::same(line.width(0), 0.0));
  CHECK(exact::same(line.width(1), 1.0));
  CHECK(exact::same(line.width(2), 1.0));
  CHECK(exact::same(line.width(3), 0.0));
}

TEST_CASE("number_line: no records, one value", "[drift]") {
  CHECK(exact::same(length(number_line(learn({}))), 0.0));
  CHECK(length(number_line(learn({3.0, 3.0, 3.0}))) <= 1e-15);
}

// Oracle: by hand. Whole numbers 0, 1, 4: each has its cell, and so has the gap between 1 and 4. A record that moves
// from 1 to 4 moves by 3. What lies below 0 is -1 or less, so the line begins there.
TEST_CASE("number_line: whole numbers", "[drift]") {
  const std::vector<std::int64_t> sample{0, 0, 1, 1, 1, 1, 4, 4};
  const leeway::numeric_feature feature = leeway::learn(std::span<const std::int64_t>(sample));
  const number_line line(feature);
  CHECK(exact::same(length(line), 5.0));
  leeway::ordered_cells cells(feature, 1);
  leeway::counts window(feature.cells().size());
  for (std::int64_t x : {0, 0, 1, 1, 1, 4, 4, 4}) window.add(feature.cells().index(x));
  cells.fill(feature.counts(), window);
  CHECK(exact::same(line.area(cells.baseline(), cells.window()), 3.0 / 8.0));
  CHECK(exact::same(line.square_area(cells.baseline(), cells.window()), 3.0 / 64.0));
  CHECK(exact::same(line.area_between(cells.baseline(), cells.window()).lower, 3.0 / 8.0));
  CHECK(exact::same(line.area_between(cells.baseline(), cells.window()).upper, 3.0 / 8.0));
}

// Oracle: by hand: two cells of width 2 and 3 with shares .5, .5 and .8, .2, spread evenly: F - G falls to -.3 and
// back.
TEST_CASE("number_line: areas of evenly spread records", "[drift]") {
  leeway::feature_parts<leeway::numeric_cells> parts;
  parts.cells = leeway::numeric_cells(leeway::value_type::float64,
                                      {leeway::order_key(0.0), leeway::order_key(2.0), leeway::order_key(5.0)}, false);
  parts.statistics = leeway::column_statistics(features::row(row{0, 5, 5, 0}, 4));
  const number_line line{leeway::numeric_feature(std::move(parts))};
  const row a{0, 0, 5, 0, 5, 0, 0, 0};
  const row b{0, 0, 8, 0, 2, 0, 0, 0};
  CHECK(away::error(line.area(a, b), 0.5 * 0.3 * 5.0) < 1e-15);
  CHECK(away::error(line.square_area(a, b), 0.09 / 3.0 * 5.0) < 1e-14);
  CHECK(away::error(line.area_between(a, b).upper, 0.8 * 2.0 + 0.5 * 3.0) < 1e-15);
  CHECK(exact::same(line.area_between(a, b).lower, 0.0));
  CHECK(away::error(line.square_area_between(a, b).upper, 0.64 * 2.0 + 0.25 * 3.0) < 1e-15);
  // Integrals of F + G - 2 F G over both cells.
  const double first = 2.0 * (0.25 + 0.4 - 2.0 * 0.5 * 0.8 / 3.0);
  const double second = 3.0 * (0.75 + 0.9 - 2.0 * (0.5 * 0.8 + (0.5 * 0.2 + 0.8 * 0.5) / 2.0 + 0.5 * 0.2 / 3.0));
  CHECK(away::error(line.mean_distance(a, b), first + second) < 1e-14);
}

// Oracle: by hand: they cross in the middle of a cell of width 1: from +.2 to -.2.
TEST_CASE("number_line: functions that cross inside a cell", "[drift]") {
  const number_line line(features::numbers(row{1, 1, 1}));
  const row a{0, 4, 2, 0, 4, 0};
  const row b{0, 2, 6, 0, 2, 0};
  CHECK(away::error(line.area(a, b), 0.1) < 1e-14);
  CHECK(away::error(line.square_area(a, b), 0.04 / 3.0) < 1e-14);
}

TEST_CASE("number_line: empty rows", "[drift]") {
  const number_line line(features::numbers(row{1, 1, 1}));
  CHECK(exact::same(line.area(row(6, 0), row(6, 1)), 0.0));
  CHECK(exact::same(line.square_area(row(6, 1), row(6, 0)), 0.0));
  CHECK(exact::same(line.area_between(row(6, 1), row(6, 0)).upper, 0.0));
}

// Oracle: the distance of the raw samples lies between the certified ends, clipped to the baseline's extremes, as does
// the number from cells.
TEST_CASE("number_line: the raw distance lies between the bounds", "[drift]") {
  leeway::random_stream draws(20260215);
  for (int run = 0; run < 60; ++run) {
    const values baseline = draw(draws, 20 + draws.below(400), 0.0);
    const leeway::numeric_feature feature = learn(baseline, 2 + draws.below(60));
    values live = draw(draws, 10 + draws.below(100), 0.3);
    const number_line line(feature);
    const double least = feature.cells().value(feature.statistics().extremes().lowest());
    const double most = feature.cells().value(feature.statistics().extremes().highest());
    for (double& x : live) x = (std::min)((std::max)(x, least), most);
    const two_sides sides(feature, live);
    const leeway::interval bounds = line.area_between(sides.cells.baseline(), sides.cells.window());
    const double raw = leeway::wasserstein_distance(baseline, live);
    CHECK(bounds.lower <= raw + 1e-12);
    CHECK(raw <= bounds.upper + 1e-12);
    const double shown = line.area(sides.cells.baseline(), sides.cells.window());
    CHECK(bounds.lower <= shown + 1e-12);
    CHECK(shown <= bounds.upper + 1e-12);
    const leeway::interval squares = line.square_area_between(sides.cells.baseline(), sides.cells.window());
    const double square = line.square_area(sides.cells.baseline(), sides.cells.window());
    CHECK(squares.lower <= square + 1e-12);
    CHECK(square <= squares.upper + 1e-12);
  }
}

// Oracle: the distribution function of the baseline, by its definition: at each point the shares at or below and above
// add up to 1, and the widths to the line.
TEST_CASE("number_line: the baseline as points", "[drift]") {
  leeway::random_stream draws(20260216);
  const leeway::numeric_feature feature = learn(draw(draws, 3000, 0.0), 50);
  const number_line line(feature);
  double widths = 0.0;
  double before = -1.0;
  for (const leeway::law::bridge_point& point : leeway::detail::baseline_points(line, feature)) {
    CHECK(away::error(point.below + point.above, 1.0) < 1e-15);
    CHECK(point.below >= before);
    before = point.below;
    widths += point.width;
  }
  CHECK(away::error(widths, length(line)) < 1e-13);
}

}  // namespace number_line_test
