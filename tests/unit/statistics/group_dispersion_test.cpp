// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Rows that come together are worth fewer: too small a design effect, and calm windows alarm.
#include <leeway/statistics/group_dispersion.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace group_dispersion_test {

using leeway::group_dispersion;
using row = std::vector<std::uint64_t>;

namespace {

void add_all(group_dispersion& to, const row& groups, std::size_t width) {
  for (std::size_t at = 0; at < groups.size(); at += width) to.add(std::span(groups).subspan(at, width));
}

/// Groups of `size` records over equal cells; each record takes the cell of its group with probability sqrt(alike), so
/// that two records of a group are alike with probability `alike` beyond chance.
group_dispersion drawn(leeway::random_stream& draws, std::size_t groups, std::size_t size, std::size_t cells,
                       double alike) {
  group_dispersion result = group_dispersion::of_categories(cells);
  for (std::size_t g = 0; g < groups; ++g) {
    row counts(cells + 1);
    const std::uint64_t common = draws.below(cells);
    for (std::size_t i = 0; i < size; ++i) ++counts[draws.uniform() < std::sqrt(alike) ? common : draws.below(cells)];
    result.add(counts);
  }
  return result;
}

}  // namespace

// Oracle: group_dispersion.py: the definition in exact fractions. Sums of at most 40 terms of which as much as one part
// in a million is left: 1e-9.
TEST_CASE("group_dispersion: golden design effects", "[statistics]") {
  for (const golden::row& line : golden::table("group_dispersion.csv")) {
    CAPTURE(line.text("name"));
    const std::size_t cells = line.count("cells");
    group_dispersion numbers = group_dispersion::of_numbers(cells);
    group_dispersion categories = group_dispersion::of_categories(cells);
    add_all(numbers, line.counts("groups"), cells + 1);
    add_all(categories, line.counts("groups"), cells + 1);
    CHECK(away::error(numbers.mean_design_effect(), line.number("mean")) < 1e-9);
    CHECK(away::error(categories.mean_design_effect(), line.number("mean")) < 1e-9);
    CHECK(away::error(numbers.design_effect(), line.number("numbers")) < 1e-9);
    CHECK(away::error(categories.design_effect(), line.number("categories")) < 1e-9);
  }
}

// Oracle: all ways to deal six records, three of them in the first cell, out to groups of 3, 2 and 1: the mean over
// them is 1, exactly.
TEST_CASE("group_dispersion: independent rows have a design effect of 1", "[statistics]") {
  double sum = 0.0;
  int ways = 0;
  for (unsigned chosen = 0; chosen < 64; ++chosen) {
    row cells;
    for (unsigned i = 0; i < 6; ++i) cells.push_back((chosen >> i) & 1U);
    if (std::accumulate(cells.begin(), cells.end(), std::uint64_t{0}) != 3) continue;
    group_dispersion dealt = group_dispersion::of_numbers(2);
    for (const auto& [first, size] : {std::pair{0U, 3U}, {3U, 2U}, {5U, 1U}}) {
      std::uint64_t hits = 0;
      for (unsigned i = first; i < first + size; ++i) hits += cells[i];
      dealt.add(row{hits, size - hits, 0});
    }
    sum += dealt.mean_design_effect();
    ++ways;
  }
  CHECK(ways == 20);
  CHECK(away::error(sum / ways, 1.0) < 1e-12);
}

// Oracle: two of c records that are alike with probability rho beyond chance: 1 + (c - 1) rho (Kish 1965). 5000 groups:
// the standard error of a cell's effect is below 0.05 of it; the mean over the cells is checked within five of them.
TEST_CASE("group_dispersion: groups of known correlation", "[statistics]") {
  leeway::random_stream draws(20260206);
  for (double alike : {0.0, 0.1, 0.5, 1.0})
    for (std::size_t size : {std::size_t{2}, std::size_t{10}}) {
      CAPTURE(alike, size);
      const double expected = 1.0 + (static_cast<double>(size) - 1.0) * alike;
      const group_dispersion groups = drawn(draws, 5000, size, 6, alike);
      CHECK(away::error(groups.mean_design_effect(), expected) < 0.1);
      CHECK(groups.design_effect() >= groups.mean_design_effect());
      CHECK(away::error(groups.design_effect(), expected) < 0.25);
    }
}

// Oracle: the contract.
TEST_CASE("group_dispersion: rows of another width are refused", "[statistics]") {
  group_dispersion groups = group_dispersion::of_numbers(2);
  CHECK_THROWS_AS(groups.add(row{1, 2}), std::invalid_argument);
  CHECK_THROWS_WITH(groups.add(row{1, 2, 3, 4}), "group_dispersion: a row of 4 counts, wanted 3");
  CHECK(away::error(groups.design_effect(), 1.0) <= 0.0);
  CHECK(away::error(group_dispersion::of_numbers(0).design_effect(), 1.0) <= 0.0);
}

}  // namespace group_dispersion_test
