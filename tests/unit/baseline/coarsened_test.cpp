// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A monitor may count in fewer cells than its baseline was learned in, without learning anew and without another past.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/coarsened.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/baseline/rounded.hpp>
#include <leeway/cells/edges.hpp>
#include <leeway/cells/equal_width.hpp>

#include "support/catch.hpp"

namespace coarsened_test {
namespace {

using leeway::equal_mass;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Numbers of many kinds: none repeats, some repeat, few differ, half are one, some are missing or infinite.
std::vector<std::vector<double>> samples() {
  leeway::random_stream random(7);
  std::vector<std::vector<double>> all(8);
  for (int i = 0; i < 20'000; ++i) {
    const double x = random.uniform();
    all[0].push_back(x);
    all[1].push_back(std::floor(x * x * 3000));
    all[2].push_back(std::floor(x * 50));
    all[3].push_back(i % 2 == 0 ? 0.0 : x - 0.3);
    all[4].push_back(i % 7 == 0 ? nan : (i % 100 == 0 ? infinity : (i % 100 == 1 ? -infinity : x)));
    all[5].push_back(std::floor(-std::log(x) * 40));
    if (i < 700) all[6].push_back(x);
    if (i < 5) all[7].push_back(x);
  }
  return all;
}

leeway::numeric_feature learned(const std::vector<double>& values, std::size_t bins) {
  return leeway::learn(std::span<const double>(values), equal_mass(bins), "x");
}

}  // namespace

// Oracle: the same numbers learned in as many cells.
TEST_CASE("fewer cells are those that would have been learned") {
  for (const std::vector<double>& values : samples())
    for (std::size_t bins : {2U, 4U, 32U, 64U, 128U, 512U, 1024U}) {
      const leeway::numeric_feature wanted = learned(values, bins);
      const leeway::numeric_feature found = coarsened(learned(values, 1024), equal_mass(bins));
      CAPTURE(values.size(), bins, wanted.cells().size(), found.cells().size());
      CHECK(found.cells() == wanted.cells());
      CHECK(found.counts() == wanted.counts());
      CHECK(found.fingerprint() == wanted.fingerprint());
      CHECK(found.statistics().moments().mean() == wanted.statistics().moments().mean());
      CHECK(found.statistics().extremes() == wanted.statistics().extremes());
      CHECK(found.rarity().seen_once == wanted.rarity().seen_once);
      CHECK(found.rarity().seen_twice == wanted.rarity().seen_twice);
    }
}

// Oracle: as above.
TEST_CASE("cells of floats and of integers become fewer alike") {
  std::vector<float> floats;
  std::vector<std::int64_t> integers;
  std::vector<std::uint64_t> positive;
  const std::vector<double> values = samples()[5];
  for (double x : values) {
    floats.push_back(static_cast<float>(x) / 3.0F);
    integers.push_back(static_cast<std::int64_t>(x) - 20);
    positive.push_back(static_cast<std::uint64_t>(x));
  }
  const auto both = [](const auto& numbers, std::size_t bins) {
    const std::span all(numbers);
    CHECK(coarsened(leeway::learn(all, equal_mass(1024), "x"), equal_mass(bins)).fingerprint() ==
          leeway::learn(all, equal_mass(bins), "x").fingerprint());
  };
  for (std::size_t bins : {2U, 16U, 64U, 256U}) {
    both(floats, bins);
    both(integers, bins);
    both(positive, bins);
  }
}

// Oracle: counting the records anew, by the definition of a cell.
TEST_CASE("any number of cells holds the records that lie in them") {
  for (const std::vector<double>& values : samples())
    for (std::size_t bins : {3U, 10U, 100U, 1000U}) {
      const leeway::numeric_feature found = coarsened(learned(values, 1024), equal_mass(bins));
      leeway::counts expected(found.cells().size());
      for (double x : values) expected.add(found.cells().index(x));
      CAPTURE(values.size(), bins);
      CHECK(found.counts() == expected);
    }
}

// Oracle: the definition.
TEST_CASE("what is coarse already stays; given edges become fewer") {
  const std::vector<double> values = samples()[0];
  const leeway::numeric_feature few = learned(values, 16);
  CHECK(coarsened(few, equal_mass(16)).fingerprint() == few.fingerprint());
  CHECK(coarsened(few, equal_mass(100)).fingerprint() == few.fingerprint());
  const leeway::numeric_feature given = leeway::learn(std::span(values), leeway::edges({0.1, 0.2, 0.3, 0.7}), "x");
  CHECK(coarsened(given, equal_mass(5)).fingerprint() == given.fingerprint());
  const leeway::numeric_feature halves = coarsened(given, equal_mass(2));
  REQUIRE(halves.cells().size() == 2);
  CHECK(halves.cells().upper(0) == 0.7);  // of the given edges the first with half of the records below
  CHECK_FALSE(halves.cells().from_ranks());
  CHECK(coarsened(learned({}, 1024), equal_mass(10)).cells().size() == 1);
}

// Oracle: learning from the floats. Edges just below an atom would be the atom itself among floats.
TEST_CASE("doubles in fewer cells are those of their floats") {
  leeway::random_stream random(3);
  std::vector<double> values;
  std::vector<float> floats;
  for (int i = 0; i < 100'000; ++i) {
    const double x = random.uniform();
    floats.push_back(static_cast<float>(i % 3 == 0 ? std::ceil(x * 64) / 64 : x));
    values.push_back(static_cast<double>(floats.back()));
  }
  for (std::size_t bins : {10U, 64U, 100U, 300U, 1000U}) {
    const leeway::numeric_feature rounded = rounded_to_float(coarsened(learned(values, 1024), equal_mass(bins)));
    leeway::counts expected(rounded.cells().size());
    for (float x : floats) expected.add(rounded.cells().index(x));
    CAPTURE(bins);
    CHECK(rounded.counts() == expected);
  }
}

// Oracle: the definition; the records counted anew.
TEST_CASE("values above all that chose the edges stay in the last cell") {
  std::vector<double> first;
  for (int i = 0; i < 200; ++i) first.push_back(i);
  leeway::feature_parts<leeway::numeric_cells> parts = learned(first, 128).parts();
  for (int i = 0; i < 300; ++i) parts.statistics.observe(parts.cells, 1e6);
  const leeway::numeric_feature found = coarsened(leeway::numeric_feature(parts), equal_mass(8));
  REQUIRE(found.cells().size() <= 8);
  leeway::counts expected(found.cells().size());
  for (double x : first) expected.add(found.cells().index(x));
  expected.add(expected.size() - 1, 300);
  CHECK(found.counts() == expected);
}

// Oracle: the definition.
TEST_CASE("a table keeps its rows, its origin, its categories and what learning knew") {
  const std::vector<double> values = samples()[0];
  const std::vector<std::string_view> texts = {"a", "b", "a"};
  leeway::feature_parts<leeway::numeric_cells> parts = learned(values, 1024).parts();
  parts.design_effect = 2.0;
  parts.rank_error = 0.01;
  const leeway::baseline past({.name = "p"}, 20'000,
                              {leeway::numeric_feature(parts), leeway::learn(std::span(texts), "word")},
                              {.names = {"w"}, .rows = {15}});
  const leeway::baseline coarse = coarsened(past, equal_mass(64));
  CHECK(coarse.rows() == past.rows());
  CHECK(coarse.origin().name == "p");
  CHECK(coarse.schedule().names == past.schedule().names);
  CHECK(coarse.fingerprint() != past.fingerprint());
  CHECK(std::get<leeway::category_feature>(coarse.features()[1]).fingerprint() ==
        std::get<leeway::category_feature>(past.features()[1]).fingerprint());
  const auto& x = std::get<leeway::numeric_feature>(coarse.features()[0]);
  CHECK(x.cells().size() == 64);
  CHECK(x.design_effect() == 2.0);
  CHECK(x.rank_error() == 0.01);
}

// Oracle: the definition. What its own windows showed of spikes holds for the cells in which they were judged.
TEST_CASE("a feature with own windows is refused by name, unless its cells stay") {
  leeway::feature_parts<leeway::numeric_cells> parts = learned(samples()[0], 1024).parts();
  parts.own = leeway::own_windows(4);
  parts.own.add(std::vector<std::uint64_t>{1, 2, 3, 4, 5}, {});
  const leeway::numeric_feature feature(parts);
  CHECK_THROWS_WITH(coarsened(feature, equal_mass(64)),
                    "coarsened: feature \"x\" has own windows, judged in its 1024 cells: learn it in 64");
  CHECK(coarsened(feature, equal_mass(1024)).own().size() == 1);
}

}  // namespace coarsened_test
