// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A window that slides must be, at every step, exactly what counting its rows anew would give: what a subtraction
// leaves behind would grow for months.
#include <leeway/window/sliding.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"
#include "support/counting_new.hpp"
#include "support/exact.hpp"
#include "support/tiny.hpp"

namespace sliding_test {

using leeway::sliding;
using leeway::sliding_panes;
using leeway::window;

namespace {

constexpr std::uint64_t beyond_32_bits = (std::uint64_t{1} << 32) + 5;

/// Some rows; every now and then more than 32 bits of one cell.
window any_pane(const leeway::baseline& past, leeway::random_stream& draws) {
  window pane(past);
  for (std::uint64_t rows = draws.below(6); rows > 0; --rows) {
    pane.column(0).observe(tiny::cells(past, 0), draws.below(9) == 0 ? exact::nan : draws.normal() + 3.0);
    pane.column(1).observe(tiny::cells(past, 1), static_cast<std::int64_t>(draws.below(14)));
    if (draws.below(4) == 0) pane.column(2).observe_invalid();
    pane.add_rows(1);
  }
  if (draws.below(5) == 0) {
    pane.column(draws.below(3)).observe_missing(beyond_32_bits);
    pane.column(1).counters()[0] += beyond_32_bits * (1 + draws.below(9));
  }
  return pane;
}

void check_same(const window& found, const window& wanted) {
  CHECK(found.rows() == wanted.rows());
  for (std::size_t i = 0; i < wanted.columns().size(); ++i) {
    const leeway::column_statistics& one = found.columns()[i];
    const leeway::column_statistics& other = wanted.columns()[i];
    CHECK(one.counts() == other.counts());
    CHECK(one.invalid() == other.invalid());
    CHECK(one.infinite() == other.infinite());
    CHECK(one.extremes() == other.extremes());
    CHECK(one.moments().count() == other.moments().count());
    if (other.moments().count() > 0) CHECK(std::fabs(one.moments().mean() - other.moments().mean()) < 1e-12);
  }
}

leeway::numeric_feature wide_feature(std::size_t cells) {
  std::vector<double> values;
  for (std::size_t i = 0; i < cells; ++i) values.push_back(static_cast<double>(i));
  return leeway::learn(std::span<const double>(values), leeway::equal_mass(cells));
}

}  // namespace

// Oracle: the panes themselves, added up anew each time; some steps leave panes out.
TEST_CASE("sliding: always the sum of the last panes", "[window]") {
  const leeway::baseline past = tiny::baseline();
  leeway::random_stream draws(20261124);
  for (const std::size_t panes : {std::size_t{1}, std::size_t{2}, std::size_t{7}}) {
    sliding_panes slide(past, panes);
    std::deque<std::pair<std::int64_t, window>> all;
    std::int64_t index = -40;
    for (int step = 0; step < 150; ++step) {
      index += 1 + static_cast<std::int64_t>(draws.below(8) == 0 ? draws.below(9) : 0);
      all.emplace_back(index, any_pane(past, draws));
      const window& found = slide.absorb(index, all.back().second);
      while (all.front().first <= index - static_cast<std::int64_t>(panes)) all.pop_front();
      window wanted(past);
      for (const auto& one : all) wanted.merge(one.second);
      check_same(found, wanted);
      CHECK(slide.held() == all.size());
      std::size_t visited = 0;
      slide.for_each_pane([&](std::int64_t at, const window& pane) {
        CHECK(at == all[visited].first);
        check_same(pane, all[visited].second);
        ++visited;
      });
      CHECK(visited == all.size());
    }
  }
}

// Oracle: the counter of the allocator, and the formula: 4 bytes a counter and pane, and what is kept beside them.
TEST_CASE("sliding: memory is fixed at construction", "[window]") {
  constexpr std::size_t features = 20;
  constexpr std::size_t panes = 60;
  constexpr std::size_t counters = 1025;
  std::vector<leeway::any_feature> columns;
  for (std::size_t i = 0; i < features; ++i) {
    auto parts = wide_feature(counters - 1).parts();
    parts.name = "x" + std::to_string(i);
    columns.emplace_back(leeway::numeric_feature(std::move(parts)));
  }
  const leeway::baseline past({}, counters - 1, columns);
  REQUIRE(leeway::statistics_of(past.features()[0]).counts().size() == counters - 1);
  const window pane(past);
  const counting_new::meter whole;
  sliding_panes slide(past, panes);
  const std::size_t sealed = panes * features * (counters * sizeof(std::uint32_t) + sizeof(leeway::column_remainder));
  const std::size_t sum = features * (counters * sizeof(std::uint64_t) + sizeof(leeway::column_statistics));
  CHECK(slide.size_bytes() >= sealed + sum);
  CHECK(slide.size_bytes() <= sealed + sum + sealed / 200);
  CHECK(whole.bytes() >= sealed + sum);
  CHECK(static_cast<double>(whole.bytes()) <= 1.02 * static_cast<double>(sealed + sum));
  const counting_new::meter later;
  for (std::int64_t i = 0; i < 200; ++i) slide.absorb(i, pane);
  CHECK(later.calls() == 0);
}

TEST_CASE("sliding: closes with every pane", "[window]") {
  const sliding policy(600, 4);
  CHECK(policy.records() == 600);
  CHECK(policy.panes() == 4);
  CHECK_FALSE(policy.closes(149));
  CHECK(policy.closes(150));
  CHECK(policy.closes(151));
  CHECK_THROWS_WITH(sliding(0, 1), "sliding: 0 records in 1 panes");
  CHECK_THROWS_AS(sliding(5, 0), std::invalid_argument);
  CHECK_THROWS_AS(sliding(5, 2), std::invalid_argument);
  CHECK_THROWS_AS(sliding(std::uint64_t{1} << 32, 1), std::invalid_argument);
  CHECK_THROWS_WITH(sliding_panes(tiny::baseline(), 0), "sliding_panes: panes = 0");
}

}  // namespace sliding_test
