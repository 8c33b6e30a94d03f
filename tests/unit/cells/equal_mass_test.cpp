// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The known law of the counts of a window rests on these ranks: an edge one rank off is a false alarm rate that is off.
#include <leeway/cells/equal_mass.hpp>

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"

namespace equal_mass_test {

using leeway::equal_mass;
using leeway::order_key;
using leeway::value_type;

namespace {

std::vector<std::uint64_t> keys_of(std::vector<double> sample) {
  std::vector<std::uint64_t> keys;
  for (double x : sample) keys.push_back(order_key(x));
  std::sort(keys.begin(), keys.end());
  return keys;
}

std::vector<std::uint64_t> learned(const std::vector<double>& sample, std::size_t bins) {
  const std::vector<std::uint64_t> keys = keys_of(sample);
  const leeway::numeric_cells cells = equal_mass(bins).learn({value_type::float64, keys});
  CHECK(cells.from_ranks());
  return {cells.keys().begin(), cells.keys().end()};
}

/// Edges for values of which some are atoms: the number just below an atom ends its gap.
std::vector<std::uint64_t> expected_keys(const std::vector<double>& values, const std::vector<bool>& atom) {
  std::vector<std::uint64_t> keys;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::uint64_t key = order_key(values[i]);
    if (atom[i] && values[i] > -exact::infinity && (keys.empty() || keys.back() < key - 1)) keys.push_back(key - 1);
    keys.push_back(key);
  }
  return keys;
}

}  // namespace

// Oracle: order_statistics.py (exact fractions). Rows that ask for more than n + 1 cells get n + 1 by definition, where
// every value has one rank a time it stands in the sample; with at most K / 2 distinct values each is an atom.
TEST_CASE("equal_mass: golden order statistics", "[cells]") {
  std::size_t by_rank = 0;
  for (const golden::row& row : golden::table("grouping_equal_mass.csv")) {
    CAPTURE(row.text("name"));
    const std::vector<double> sample = row.numbers("sample");
    const std::size_t asked = row.count("cells");
    if (asked < 2) continue;
    std::vector<double> distinct = sample;
    distinct.erase(std::unique(distinct.begin(), distinct.end(), exact::same), distinct.end());
    const std::size_t cells = (std::min)(asked, sample.size() + 1);

    std::vector<double> values = distinct;
    std::vector<bool> atom(distinct.size(), true);
    if (distinct.size() > cells / 2 && cells == asked) {
      ++by_rank;
      values = row.numbers("edges");
      const std::vector<std::uint64_t> times = row.counts("times_requested");
      for (std::size_t i = 0; i < values.size(); ++i) atom[i] = times[i] > 1;
    } else if (distinct.size() > cells / 2) {
      for (std::size_t i = 0; i < distinct.size(); ++i)
        atom[i] =
            std::count_if(sample.begin(), sample.end(), [&](double x) { return exact::same(x, distinct[i]); }) > 1;
    }
    atom.resize(values.size());
    CHECK(learned(sample, asked) == expected_keys(values, atom));
  }
  CHECK(by_rank > 150);
}

// Oracle: golden ranks, read one by one.
TEST_CASE("equal_mass: golden ranks", "[cells]") {
  for (const golden::row& row : golden::table("grouping_equal_mass.csv")) {
    const std::size_t size = golden::split(row.text("sample"), ' ').size();
    const std::size_t cells = row.count("cells");
    if (row.text("sample").empty() || cells < 2 || cells > size + 1) continue;
    std::vector<std::uint64_t> ranks;
    for (std::size_t j = 1; j < cells; ++j) ranks.push_back(equal_mass::rank(j, size, cells));
    CHECK(ranks == row.counts("ranks"));
  }
}

// Oracle: by hand.
TEST_CASE("equal_mass: the smallest samples", "[cells]") {
  CHECK(learned({}, 1024).empty());
  CHECK(learned({4.0}, 1024) == expected_keys({4.0}, {true}));
  CHECK(learned({4.0, 4.0}, 1024) == expected_keys({4.0}, {true}));
  CHECK(learned({4.0, 5.0}, 1024) == expected_keys({4.0, 5.0}, {false, false}));
  CHECK(learned({4.0, 4.0, 5.0}, 1024) == expected_keys({4.0, 5.0}, {true, true}));
  CHECK(learned({4.0, 5.0, 6.0}, 1024) == expected_keys({4.0, 5.0, 6.0}, {false, false, false}));
  CHECK(learned({-0.0, 0.0, 0.0}, 1024) == expected_keys({0.0}, {true}));
  CHECK(learned(std::vector<double>(5'000, 7.5), 1024) == expected_keys({7.5}, {true}));
  CHECK(learned({-exact::infinity, -exact::infinity, 1.0}, 1024) ==
        expected_keys({-exact::infinity, 1.0}, {true, true}));
}

// Oracle: a value that takes two neighbouring ranks or more holds more than the mass of a cell, and has to be an atom;
// by hand: of 1..100 with 40 repeated 60 times and K = 10 (n + 1 = 160, ranks 16, 32, ..., 144), ranks 48 to 96 are 40.
TEST_CASE("equal_mass: some ties", "[cells]") {
  std::vector<double> sample;
  for (int i = 1; i <= 100; ++i) sample.push_back(i);
  for (int i = 0; i < 59; ++i) sample.push_back(40.0);
  CHECK(learned(sample, 10) ==
        expected_keys({16.0, 32.0, 40.0, 53.0, 69.0, 85.0}, {false, false, true, false, false, false}));
}

// Oracle: the ranks: for distinct values the cells hold floor or ceiling of (n + 1) / K records, the last one fewer by
// 1.
TEST_CASE("equal_mass: cells of distinct values hold equal shares", "[cells]") {
  leeway::random_stream draws(20260114);
  for (std::size_t size : {1023U, 1024U, 5'000U, 20'001U}) {
    const std::vector<double> sample = exact::normals(draws, size);
    const std::vector<std::uint64_t> keys = keys_of(sample);
    const leeway::numeric_cells cells = equal_mass().learn({value_type::float64, keys});
    REQUIRE(cells.size() == 1024);
    std::vector<std::size_t> held(cells.size());
    for (double x : sample) ++held[cells.index(x)];
    ++held.back();
    const std::size_t least = (size + 1) / 1024;
    CHECK(*std::min_element(held.begin(), held.end()) >= least);
    CHECK(*std::max_element(held.begin(), held.end()) <= (size + 1 + 1023) / 1024);
  }
}

// Oracle: enumeration of bits.
TEST_CASE("equal_mass: flags and integers", "[cells]") {
  const std::vector<std::uint64_t> flags{0, 0, 0, 1, 1};
  const leeway::numeric_cells both = equal_mass().learn({value_type::boolean, flags});
  CHECK(both.index(false) != both.index(true));
  CHECK(both.single_valued(both.index(false)));
  CHECK(both.single_valued(both.index(true)));
  const std::vector<std::uint64_t> whole{0, 0, 1, 5, 5, 5};
  const leeway::numeric_cells cells = equal_mass().learn({value_type::uint64, whole});
  CHECK(std::vector<std::uint64_t>(cells.keys().begin(), cells.keys().end()) == std::vector<std::uint64_t>{0, 1, 4, 5});
}

// Oracle: the contract.
TEST_CASE("equal_mass: numbers of bins that are refused", "[cells]") {
  for (std::size_t bins : {std::size_t{0}, std::size_t{1}, (std::size_t{1} << 20) + 1, ~std::size_t{0}})
    CHECK_THROWS_WITH(equal_mass(bins), "equal_mass: bins = " + std::to_string(bins) + " is not within 2 and 1048576");
  CHECK(equal_mass(2).bins() == 2);
  CHECK(equal_mass(std::size_t{1} << 20).bins() == std::size_t{1} << 20);
  CHECK(equal_mass().bins() == 1024);
}

}  // namespace equal_mass_test
