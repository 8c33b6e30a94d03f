// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Cells and counts out of a sketch decide about live rows for months: each count is checked by hand or against a table
// whose numbers are known.
#include <leeway/interop/model_monitor_numbers.hpp>

#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"

namespace model_monitor_numbers_test {

namespace mm = leeway::model_monitor;
using counts = std::vector<std::uint64_t>;

namespace {

mm::kll_sketch sketch_of(std::vector<std::vector<double>> levels) {
  mm::kll_sketch sketch;
  sketch.levels = std::move(levels);
  return sketch;
}
counts cells_in(const leeway::counted_cells& counted) {
  return {counted.counts.cells().begin(), counted.counts.cells().end()};
}

}  // namespace

TEST_CASE("model_monitor_numbers: numbers in order, with what they stand for", "[interop][model_monitor]") {
  const auto numbers = mm::sorted_numbers(sketch_of({{5.0, 1.0, 5.0}, {}, {-2.0, 5.0}}));
  REQUIRE(numbers.size() == 3);
  CHECK(numbers[0].key == leeway::order_key(-2.0));
  CHECK(numbers[0].records == 4);
  CHECK(numbers[1].records == 1);
  CHECK(numbers[2].stored == 3);
  CHECK(numbers[2].records == 6);
}

// Oracle: what the library learns from the same numbers.
TEST_CASE("model_monitor_numbers: a sketch of all numbers gives the cells of those numbers",
          "[interop][model_monitor]") {
  leeway::random_stream draws(3);
  for (std::size_t n : {1u, 2u, 9u, 100u, 1500u})
    for (std::size_t bins : {2u, 10u, 1024u})
      for (bool few : {false, true}) {
        std::vector<double> values;
        for (std::size_t i = 0; i < n; ++i)
          values.push_back(few ? static_cast<double>(draws.below(7)) : std::round(draws.normal() * 50.0));
        const leeway::numeric_feature learned =
            leeway::learn(std::span<const double>(values), leeway::equal_mass(bins));
        const leeway::counted_cells counted = mm::cells_of(sketch_of({values}), bins);
        CAPTURE(n, bins, few);
        CHECK(counted.cells == learned.cells());
        CHECK(counted.counts == learned.counts());
      }
}

// By hand: 1 and 3 stand for 1 record, 2 and 4 for 2, in all 6; few numbers, so each is an atom between gaps.
TEST_CASE("model_monitor_numbers: few numbers are atoms", "[interop][model_monitor]") {
  const leeway::counted_cells counted = mm::cells_of(sketch_of({{3.0, 1.0, 3.0, 1.0}, {2.0, 2.0, 2.0}}), 1024);
  CHECK(cells_in(counted) == counts{0, 2, 0, 6, 0, 2, 0});
  CHECK(counted.cells.single_valued(1));
  CHECK(counted.cells.from_ranks());
}

// By hand: 1, 2 x 2, 3 x 2, 4 x 4 records in 4 cells: ranks 10/4, 20/4, 30/4, so 2 or 3, 5, 7 or 8 of 9: the edges are
// 2, 3 and 4; 4 takes only the last rank, and records above it there are none.
TEST_CASE("model_monitor_numbers: edges stand at ranks of records", "[interop][model_monitor]") {
  const leeway::counted_cells counted = mm::cells_of(sketch_of({{1.0}, {2.0, 3.0}, {4.0}}), 4);
  REQUIRE(counted.cells.size() == 4);
  CHECK(exact::same(counted.cells.upper(0), 2.0));
  CHECK(exact::same(counted.cells.upper(1), 3.0));
  CHECK(exact::same(counted.cells.upper(2), 4.0));
  CHECK(cells_in(counted) == counts{3, 2, 4, 0});
}

// 7 stands for 8 records, of which nobody knows whether they were equal: stored once, it ends a cell and is no atom.
// Stored twice, it is one.
TEST_CASE("model_monitor_numbers: a heavy number is an atom only where it repeats", "[interop][model_monitor]") {
  const leeway::counted_cells once = mm::cells_of(sketch_of({{1.0, 2.0, 3.0, 9.0}, {}, {}, {7.0}}), 4);
  for (std::size_t cell = 0; cell < once.cells.size(); ++cell) CHECK_FALSE(once.cells.single_valued(cell));
  const leeway::counted_cells twice = mm::cells_of(sketch_of({{1.0, 2.0, 3.0, 9.0}, {}, {7.0, 7.0}}), 4);
  CHECK(twice.cells.single_valued(twice.cells.index(7.0)));
  CHECK(twice.counts[twice.cells.index(7.0)] == 8);
  CHECK(twice.counts.present() == 12);
}

TEST_CASE("model_monitor_numbers: what is a histogram", "[interop][model_monitor]") {
  using bars = std::vector<mm::histogram_bar>;
  CHECK(mm::is_histogram(bars{{0.0, 1.0, 3}, {1.0, 2.0, 0}}));
  CHECK(mm::is_histogram(bars{{4.0, 4.0, 3}, {4.0, 4.0, 0}}));
  CHECK_FALSE(mm::is_histogram(bars{}));
  CHECK_FALSE(mm::is_histogram(bars{{0.0, 1.0, 3}, {1.5, 2.0, 0}}));
  CHECK_FALSE(mm::is_histogram(bars{{0.0, 1.0, 3}, {1.0, 1.0, 0}}));
  CHECK_FALSE(mm::is_histogram(bars{{1.0, 0.0, 3}, {0.0, 2.0, 0}}));
  CHECK_FALSE(mm::is_histogram(bars{{0.0, exact::nan, 3}}));
  CHECK_FALSE(mm::is_histogram(bars{{-exact::infinity, 0.0, 3}}));
}

// Bars exclude their upper end but for the last one, by their description.
TEST_CASE("model_monitor_numbers: a histogram's cells", "[interop][model_monitor]") {
  const std::vector<mm::histogram_bar> bars{{0.0, 1.0, 3}, {1.0, 2.0, 5}, {2.0, 3.0, 7}};
  const leeway::counted_cells counted = mm::cells_of(bars);
  CHECK(cells_in(counted) == counts{0, 3, 5, 7, 0});
  for (const auto& [x, cell] :
       {std::pair<double, std::size_t>{-0.1, 0}, {0.0, 1}, {0.99, 1}, {1.0, 2}, {2.0, 3}, {3.0, 3}, {3.01, 4}})
    CHECK(counted.cells.index(x) == cell);
  CHECK_FALSE(counted.cells.from_ranks());
  const std::vector<mm::histogram_bar> constant{{4.0, 4.0, 0}, {4.0, 4.0, 6}};
  const leeway::counted_cells one = mm::cells_of(constant);
  CHECK(cells_in(one) == counts{0, 6, 0});
  CHECK(one.cells.single_valued(one.cells.index(4.0)));
}

}  // namespace model_monitor_numbers_test
