// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Learning happens once and is believed for months: each value of the past must be counted, in the cell a live one
// gets.
#include <leeway/baseline/learn.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <leeway/cells/edges.hpp>
#include <leeway/cells/equal_width.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace learn_test {

using leeway::learn;
using leeway::numeric_feature;

namespace {

template <class T>
std::span<const T> view(const std::vector<T>& values) {
  return values;
}

/// Counts by asking for every value, with std::lower_bound on the ends of the cells. By keys: the gap below 0.0 ends at
/// the key of -0.0, which as a number is 0.0.
template <class T>
void check_counts(const numeric_feature& feature, const std::vector<T>& values) {
  const auto ends = feature.cells().keys();
  std::vector<std::uint64_t> expected(feature.cells().size());
  std::uint64_t missing = 0;
  for (T x : values) {
    if (leeway::detail::is_nan(static_cast<double>(x)))
      ++missing;
    else
      ++expected[static_cast<std::size_t>(std::lower_bound(ends.begin(), ends.end(), leeway::order_key(x)) -
                                          ends.begin())];
  }
  const auto cells = feature.counts().cells();
  CHECK(std::vector<std::uint64_t>(cells.begin(), cells.end()) == expected);
  CHECK(feature.counts().missing() == missing);
  CHECK(feature.counts().present() + missing == values.size());
}

}  // namespace

// Oracle: brute force over samples of every kind: distinct, some ties, few values, missing, infinite.
TEST_CASE("learn: every value is counted in its cell", "[baseline]") {
  leeway::random_stream draws(20260142);
  for (std::size_t size : {0U, 1U, 2U, 3U, 5U, 100U, 3'000U}) {
    std::vector<double> smooth, rounded, mixed;
    for (std::size_t i = 0; i < size; ++i) {
      smooth.push_back(draws.normal());
      rounded.push_back(std::round(draws.normal() * 30.0) / 10.0);
      const std::uint64_t kind = draws.below(10);
      mixed.push_back(kind == 0   ? exact::nan
                      : kind == 1 ? exact::infinity
                      : kind == 2 ? -exact::infinity
                      : kind < 6  ? 0.0
                                  : draws.normal());
    }
    for (const auto& values : {smooth, rounded, mixed}) {
      check_counts(learn(view(values)), values);
      check_counts(learn(view(values), leeway::equal_mass(10)), values);
      check_counts(learn(view(values), leeway::equal_width(7)), values);
      check_counts(learn(view(values), leeway::every_value{}), values);
      check_counts(learn(view(values), leeway::edges({-1.0, 0.0, 2.0})), values);
      std::vector<float> floats(values.begin(), values.end());
      check_counts(learn(view(floats)), floats);
    }
  }
}

// Oracle: by hand.
TEST_CASE("learn: degenerate columns", "[baseline]") {
  const numeric_feature none = learn(std::span<const double>());
  CHECK(none.cells().size() == 1);
  CHECK(none.counts().present() == 0);
  CHECK(none.name() == "value");
  const std::vector<double> missing(50, exact::nan);
  CHECK(learn(view(missing)).cells().size() == 1);
  CHECK(learn(view(missing)).counts().missing() == 50);
  const std::vector<double> constant(50, -3.5);
  const numeric_feature one = learn(view(constant), leeway::equal_mass{}, "constant");
  CHECK(one.name() == "constant");
  CHECK(one.counts()[one.cells().index(-3.5)] == 50);
  CHECK(one.counts()[one.cells().index(-3.6)] == 0);
  CHECK(one.counts()[one.cells().index(-3.4)] == 0);
  CHECK(one.role() == leeway::role::feature);
}

// Oracle: std::map by hand; ends of the types included.
TEST_CASE("learn: integers and flags are exact", "[baseline]") {
  const std::int64_t big = std::int64_t{1} << 53;
  const auto least = std::numeric_limits<std::int64_t>::lowest();
  const auto most = (std::numeric_limits<std::int64_t>::max)();
  const std::vector<std::int64_t> integers{least, big, big, big + 1, big + 1, big + 1, most, most, 0, 0, 0, 0};
  const numeric_feature whole = learn(view(integers));
  CHECK(whole.counts()[whole.cells().index(least)] == 1);
  CHECK(whole.counts()[whole.cells().index(big)] == 2);
  CHECK(whole.counts()[whole.cells().index(big + 1)] == 3);
  CHECK(whole.counts()[whole.cells().index(most)] == 2);
  CHECK(whole.counts()[whole.cells().index(std::int64_t{0})] == 4);
  CHECK(whole.counts()[whole.cells().index(std::int64_t{1})] == 0);
  CHECK(whole.rarity() == leeway::rarity{1, 2});
  for (std::int64_t x : integers) CHECK(whole.cells().single_valued(whole.cells().index(x)));

  const std::vector<std::uint64_t> counters{0, 0, 0, 1, 1, ~std::uint64_t{0}};
  const numeric_feature wide = learn(view(counters));
  CHECK(wide.counts()[wide.cells().index(~std::uint64_t{0})] == 1);
  CHECK(wide.counts()[wide.cells().index(~std::uint64_t{0} - 1)] == 0);
  CHECK(wide.counts()[wide.cells().index(std::uint64_t{0})] == 3);
  CHECK(wide.rarity() == leeway::rarity{1, 1});
  for (std::uint64_t x : counters) CHECK(wide.cells().single_valued(wide.cells().index(x)));

  const bool flags[] = {true, false, true};
  const numeric_feature both = learn(std::span<const bool>(flags));
  CHECK(both.cells().type() == leeway::value_type::boolean);
  CHECK(both.counts()[both.cells().index(true)] == 2);
  CHECK(both.counts()[both.cells().index(false)] == 1);
  CHECK(both.rarity() == leeway::rarity{1, 1});
}

// Oracle: order does not matter to counts.
TEST_CASE("learn: any order of the records", "[baseline]") {
  leeway::random_stream draws(20260143);
  std::vector<double> values = exact::normals(draws, 2'000);
  const std::uint64_t print = learn(view(values)).fingerprint();
  std::sort(values.begin(), values.end());
  CHECK(learn(view(values)).fingerprint() == print);
}

// Oracle: by hand.
TEST_CASE("learn: categories", "[baseline]") {
  const std::string_view words[] = {"b", "a", {}, "b", ""};
  const leeway::category_feature kinds = learn(std::span<const std::string_view>(words), "kind");
  CHECK(kinds.name() == "kind");
  CHECK(kinds.cells().rest() == 3);
  CHECK(kinds.counts()[kinds.cells().index("b")] == 2);
  CHECK(kinds.counts()[kinds.cells().index("")] == 1);
  CHECK(kinds.counts().missing() == 1);
  CHECK(kinds.rarity() == leeway::rarity{2, 1});
}

}  // namespace learn_test
