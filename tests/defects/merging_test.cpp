// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Windows of many threads, machines and runs: the same report in any order, no record lost, and states that come back.
//
// Failure budget: 6 comparisons, each with a binomial bound that chance misses with a probability of 1e-9.
#include <leeway/leeway.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/features.hpp"

namespace merging_test {
namespace {

leeway::window count(const leeway::baseline& past, const reports::table& live, std::size_t first, std::size_t last) {
  leeway::table_monitor monitor(past, live.columns());
  monitor.observe(live.columns(first, last));
  return monitor.open();
}

/// Windows of blocks of uneven length.
std::vector<leeway::window> shards(const leeway::baseline& past, const reports::table& live) {
  std::vector<leeway::window> result;
  for (std::size_t first = 0, size = 1; first < live.rows(); first += size, size = size * 2 + 1)
    result.push_back(count(past, live, first, std::min(live.rows(), first + size)));
  return result;
}

}  // namespace

// Sketches give other quantiles for another order of merging. Oracle: bit by bit what one window of all records gives.
TEST_CASE("the order of merging does not change the report", "[defects]") {
  const leeway::baseline past = leeway::learn(reports::make(1, 3000).columns());
  const reports::table live = reports::make(2, 2000, 0.2);
  const std::vector<leeway::window> parts = shards(past, live);
  const leeway::report whole = leeway::evaluate(past, count(past, live, 0, live.rows()));
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  leeway::random_stream draws(3);
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[draws.below(i)]);
    leeway::window merged(past);
    for (std::size_t i : order) merged.merge(parts[i]);
    CHECK(reports::same(leeway::evaluate(past, merged), whole));
  }
  leeway::window left(past);  // a tree instead of a chain
  leeway::window right(past);
  for (std::size_t i = 0; i < parts.size(); ++i) (i % 2 == 0 ? left : right).merge(parts[i]);
  right.merge(left);
  CHECK(reports::same(leeway::evaluate(past, right), whole));
}

// Sketches with a coin give another p-value at each run, from 0.7 to 3e-7 on the same data. Oracle: bit by bit.
TEST_CASE("the same records give the same report at each run and in any order", "[defects]") {
  const reports::table past = reports::make(4, 2000);
  reports::table live = reports::make(5, 1500, 0.1);
  const leeway::report first = defects::table(past.columns(), live.columns());
  CHECK(reports::same(defects::table(past.columns(), live.columns()), first));
  leeway::random_stream draws(6);
  for (std::size_t i = live.rows(); i > 1; --i) {
    const std::size_t j = draws.below(i);
    std::swap(live.income[i - 1], live.income[j]);
    std::swap(live.visits[i - 1], live.visits[j]);
    std::swap(live.colour[i - 1], live.colour[j]);
  }
  CHECK(reports::same(defects::table(past.columns(), live.columns()), first));
}

// A parallel mode that loses a third of the records says nothing about it. Oracle: the number of rows, in every column.
TEST_CASE("no record is lost when windows are merged", "[defects]") {
  const leeway::baseline past = leeway::learn(reports::make(7, 1000).columns());
  const reports::table live = reports::make(8, 1777);
  leeway::window merged(past);
  for (const leeway::window& part : shards(past, live)) merged.merge(part);
  CHECK(merged.rows() == 1777);
  for (const leeway::column_statistics& column : merged.columns())
    CHECK(column.counts().present() + column.counts().missing() + column.invalid() == 1777);
}

// Some states merge only within one run of an engine, or not at all. Oracle: as if nothing had been saved.
TEST_CASE("finished windows of other days and machines can be merged", "[defects]") {
  const leeway::baseline learned = leeway::learn(reports::make(9, 1000).columns());
  const leeway::baseline past = leeway::baseline::load(learned.save());
  const reports::table live = reports::make(10, 1200, 0.5);
  leeway::window merged(past);
  for (const leeway::window& part : shards(learned, live)) merged.merge(leeway::window::load(part.save(), past));
  CHECK(reports::same(leeway::evaluate(past, merged), leeway::evaluate(learned, count(learned, live, 0, live.rows()))));
}

// In some tools the saved state of a detector is an empty stub, or a damaged one is read as if it were whole.
// Oracle: the report of before; an error for every byte that is changed in a small state.
TEST_CASE("a saved state is whole or refused", "[defects]") {
  const leeway::baseline past = leeway::learn(reports::make(11, 40).columns());
  const leeway::window open = count(past, reports::make(12, 30), 0, 30);
  const std::vector<std::byte> bytes = open.save();
  CHECK(leeway::window::load(bytes, past).save() == bytes);
  CHECK(damage::refused([&](std::span<const std::byte> some) { leeway::window::load(some, past); }, {}));
  std::vector<std::byte> changed = bytes;
  std::size_t unnoticed = 0;
  for (std::byte& one : changed) {
    one ^= std::byte{0x10};
    unnoticed +=
        damage::refused([&](std::span<const std::byte> some) { leeway::window::load(some, past); }, changed) ? 0U : 1U;
    one ^= std::byte{0x10};
  }
  CHECK(unnoticed == 0);
}

// Some profiles hold sketches of two days and no way to compare them. Oracle: the same test of the raw records of both.
TEST_CASE("two windows can be compared with each other", "[defects]") {
  leeway::random_stream draws(20260501);
  const std::vector<double> past = defects::normals(draws, 2000);
  const std::vector<double> monday = defects::normals(draws, 900);
  const std::vector<double> tuesday = defects::normals(draws, 800, 1.0);
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(past));
  const leeway::counts then = features::count(feature, monday);
  const leeway::counts now = features::count(feature, tuesday);
  const leeway::numeric_feature raw = leeway::learn(std::span<const double>(monday), leeway::every_value{});
  const double distance = leeway::kolmogorov_smirnov().bind(raw)(raw.counts(), features::count(raw, tuesday)).statistic;
  for (leeway::test_kind kind : defects::of_order)
    CHECK(leeway::bind(kind, feature)(then, now).log_p_value < std::log(1e-4));
  const leeway::test_result ours = leeway::kolmogorov_smirnov().bind(feature)(then, now);
  CHECK(ours.statistic_interval.lower <= distance + 1e-12);
  CHECK(distance <= ours.statistic_interval.upper + 1e-12);
}

// Oracle: one law on both sides. Cells that end at values of a third sample are just cells: the law of windows against
// that sample, used here, finds drift in a quarter of the calm pairs (total variation, ten records against a thousand).
TEST_CASE("two calm windows are not told apart", "[defects]") {
  constexpr std::uint64_t runs = 200;
  leeway::random_stream draws(20260502);
  const std::vector<double> past = defects::normals(draws, 2000);
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(past));
  for (leeway::test_kind kind : defects::of_order) {
    std::uint64_t alarms = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
      const leeway::counts then = features::count(feature, defects::normals(draws, 10));
      const leeway::counts now = features::count(feature, defects::normals(draws, 1000));
      const leeway::test_options options{.grouped = defects::quick(run)};
      alarms += leeway::bind(kind, feature, options)(then, now).log_p_value <= std::log(0.05) ? 1U : 0U;
    }
    CAPTURE(to_string(kind), alarms);
    CHECK(alarms <= samples::at_most(runs, 0.05, 1e-9));
  }
}

}  // namespace merging_test
