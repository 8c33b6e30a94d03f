// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A baseline that was learned from a stream is believed like any other: what it does not know must be said and allowed
// for.
#include <leeway/baseline/learn_sketch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace learn_sketch_test {

using leeway::learn;
using leeway::numeric_feature;
using leeway::quantile_sketch;

// Oracle: `learn` from the values.
TEST_CASE("learn_sketch: while every number is there nothing is lost", "[baseline]") {
  leeway::random_stream random(3);
  std::vector<double> values(3000);
  for (double& x : values) x = random.uniform() < 0.3 ? 0.0 : random.normal();
  values[7] = exact::nan;
  quantile_sketch<> sketch;
  sketch.observe(values);
  const numeric_feature expected = learn(values, leeway::equal_mass(100), "x");
  const numeric_feature found = learn(sketch, 100, "x");
  CHECK(found.fingerprint() == expected.fingerprint());
  CHECK(found.rarity() == expected.rarity());
  CHECK(exact::same(found.rank_error(), 0.0));
  CHECK(found.counts().missing() == 1);
  CHECK(found.statistics().extremes() == expected.statistics().extremes());
}

// Oracle: the sorted values: the share at or below every edge is what the counts say, within the bound of 1e-9.
TEST_CASE("learn_sketch: counts are right within the rank error", "[baseline]") {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    leeway::random_stream random(seed);
    std::vector<double> values(80'000);
    for (double& x : values) x = random.uniform() < 0.2 ? 1.0 : std::exp(random.normal());
    quantile_sketch<> sketch(seed, 128);
    sketch.observe(values);
    const numeric_feature found = learn(sketch, 64, "x", 1e-9);
    REQUIRE(found.rank_error() > 0.0);
    CHECK(found.counts().present() == values.size());
    std::sort(values.begin(), values.end());
    std::uint64_t counted = 0;
    bool has_atom = false;
    for (std::size_t cell = 0; cell + 1 < found.cells().size(); ++cell) {
      counted += found.counts()[cell];
      const auto real = std::upper_bound(values.begin(), values.end(), found.cells().upper(cell)) - values.begin();
      CHECK(std::fabs(static_cast<double>(counted) - static_cast<double>(real)) <=
            found.rank_error() * static_cast<double>(values.size()));
      has_atom = has_atom || (found.cells().single_valued(cell) && exact::same(found.cells().upper(cell), 1.0));
    }
    CHECK(has_atom);
  }
}

TEST_CASE("learn_sketch: integers keep their type", "[baseline]") {
  quantile_sketch<std::int64_t> sketch;
  for (std::int64_t i = 0; i < 5000; ++i) sketch.observe((std::int64_t{1} << 60) + i);
  const numeric_feature found = learn(sketch, 16, "id");
  CHECK(found.cells().type() == leeway::value_type::int64);
  CHECK(found.cells().size() == 16);
  CHECK_THROWS_WITH(learn(sketch, 1), Catch::Contains("bins = 1"));
}

}  // namespace learn_sketch_test
