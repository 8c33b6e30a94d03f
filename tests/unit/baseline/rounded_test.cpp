// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Training writes doubles, serving reads floats: a value that moves to another cell by rounding alone is a false alarm.
#include <leeway/baseline/rounded.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace rounded_test {

using leeway::numeric_feature;
using leeway::order_key;
using leeway::rounded_to_float;

namespace {

template <class T>
numeric_feature learned(const std::vector<T>& values) {
  return leeway::learn(std::span<const T>(values));
}

std::vector<float> as_floats(const std::vector<double>& values) {
  std::vector<float> floats;
  for (double x : values) floats.push_back(static_cast<float>(x));
  return floats;
}

/// The floats counted one by one over the rounded cells.
leeway::counts counted(const numeric_feature& rounded, const std::vector<float>& floats) {
  leeway::counts row(rounded.cells().size());
  for (float x : floats) row.add(rounded.cells().index(x));
  return row;
}

bool same_float(double a, double b) { return order_key(static_cast<float>(a)) == order_key(static_cast<float>(b)); }

/// Values that are no edge and as floats the same as one: rounding may put them on its other side. No others, since
/// rounding keeps order: x <= e makes float(x) <= float(e), and x > e makes float(x) >= float(e).
std::uint64_t undecided(const numeric_feature& exact_one, const std::vector<double>& values) {
  std::uint64_t count = 0;
  for (double x : values) {
    const std::size_t cell = exact_one.cells().index(x);
    const bool below = cell > 0 && same_float(exact_one.cells().lower(cell), x);
    const bool above =
        order_key(exact_one.cells().upper(cell)) != order_key(x) && same_float(exact_one.cells().upper(cell), x);
    count += below || above ? 1U : 0U;
  }
  return count;
}

std::uint64_t difference(const leeway::counts& a, const leeway::counts& b) {
  std::uint64_t sum = 0;
  for (std::size_t cell = 0; cell < a.size(); ++cell) sum += a[cell] < b[cell] ? b[cell] - a[cell] : a[cell] - b[cell];
  return sum;
}

numeric_feature by_hand(std::vector<std::uint64_t> keys, const std::vector<double>& values) {
  leeway::feature_parts<leeway::numeric_cells> parts;
  parts.cells = {leeway::value_type::float64, std::move(keys), true};
  parts.statistics = leeway::column_statistics(parts.cells.size());
  for (double x : values) parts.statistics.observe(parts.cells, x);
  return numeric_feature(std::move(parts));
}

}  // namespace

// Oracle: a baseline learned from the floats themselves. Rounding keeps order, so the r-th smallest float is the float
// of the r-th smallest double: where no two values meet, cells and counts are the same.
TEST_CASE("rounded: as if learned from floats", "[baseline]") {
  leeway::random_stream draws(20260145);
  for (std::size_t size : {1U, 2U, 50U, 1'500U}) {
    const std::vector<double> values = exact::normals(draws, size);
    std::vector<float> floats = as_floats(values);
    const numeric_feature rounded = rounded_to_float(learned(values));
    const numeric_feature direct = learned(floats);
    std::sort(floats.begin(), floats.end());
    REQUIRE(std::adjacent_find(floats.begin(), floats.end(), std::greater_equal<>()) == floats.end());
    CHECK(rounded.cells() == direct.cells());
    CHECK(rounded.counts() == direct.counts());
    CHECK(rounded.statistics().extremes() == direct.statistics().extremes());
  }
}

// Oracle: counting the floats; the two differ by undecided values only, and such a value leaves one cell for another.
TEST_CASE("rounded: counts agree but for values at an edge", "[baseline]") {
  leeway::random_stream draws(20260146);
  for (double scale : {1.0, 1e-3, 1e-5, 1e-6, 1e-7}) {
    std::vector<double> values;
    for (int i = 0; i < 5'000; ++i) values.push_back(1.0 + scale * draws.normal());
    const numeric_feature before = learned(values);
    const numeric_feature rounded = rounded_to_float(before);
    CAPTURE(scale);
    CHECK(rounded.counts().present() == 5'000);
    CHECK(rounded.cells().size() <= before.cells().size());
    CHECK(difference(rounded.counts(), counted(rounded, as_floats(values))) <= 2 * undecided(before, values));
    const std::vector<std::uint64_t> ends = leeway::detail::rounded_ends(before.cells());
    CHECK(std::is_sorted(ends.begin(), ends.end()));
  }
}

// Oracle: counting by equality. Where every value is an atom nothing lies between, so nothing is undecided.
TEST_CASE("rounded: atoms are exact", "[baseline]") {
  leeway::random_stream draws(20260147);
  std::vector<double> values;
  for (int i = 0; i < 3'000; ++i) values.push_back(static_cast<double>(draws.below(400)) / 10.0 - 20.0);
  const numeric_feature rounded = rounded_to_float(learned(values));
  CHECK(rounded.counts() == counted(rounded, as_floats(values)));
  for (double x : values) REQUIRE(rounded.cells().single_valued(rounded.cells().index(static_cast<float>(x))));

  values = exact::normals(draws, 3'000);  // none of them is the float of an atom
  for (double x : {0.1, 0.3, -7.25, 0.0})
    for (int i = 0; i < 900; ++i) values.push_back(x);
  const numeric_feature mixed = rounded_to_float(learned(values));
  for (float x : {0.1F, 0.3F, -7.25F, 0.0F}) {
    const std::size_t cell = mixed.cells().index(x);
    CHECK(mixed.cells().single_valued(cell));
    CHECK(mixed.counts()[cell] == 900);
    CHECK(counted(mixed, as_floats(values))[cell] == 900);
  }
}

// Oracle: by hand: what is one float is one value, and what lies between is that value too.
TEST_CASE("rounded: atoms that fall together add up", "[baseline]") {
  const double a = 0.1, b = 0.1 + 1e-12, between = 0.1 + 5e-13;
  const numeric_feature before =
      by_hand({order_key(a) - 1, order_key(a), order_key(b) - 1, order_key(b)}, {0.05, a, a, between, b, b, b, 0.2});
  const numeric_feature rounded = rounded_to_float(before);
  REQUIRE(rounded.cells().size() == 3);
  CHECK(rounded.counts()[0] == 1);
  CHECK(rounded.counts()[1] == 6);
  CHECK(rounded.counts()[2] == 1);
  CHECK(rounded.cells().index(0.1F) == 1);
  CHECK(rounded.cells().index(std::nextafter(0.1F, 0.0F)) == 0);
}

// Oracle: by hand: the atom keeps its cell although an edge below it is the same float.
TEST_CASE("rounded: an edge beside an atom gives way", "[baseline]") {
  const double edge = 0.1 - 1e-12, atom = 0.1;
  const numeric_feature before =
      by_hand({order_key(edge), order_key(atom) - 1, order_key(atom)}, {0.02, 0.03, 0.05, atom, atom, atom, atom, 0.2});
  const numeric_feature rounded = rounded_to_float(before);
  REQUIRE(rounded.cells().size() == 3);
  const std::size_t cell = rounded.cells().index(0.1F);
  CHECK(rounded.cells().single_valued(cell));
  CHECK(rounded.counts()[cell] == 4);
  CHECK(rounded.counts()[cell - 1] == 3);
  CHECK(rounded.counts()[cell + 1] == 1);
}

// Oracle: the values beyond the largest float are infinite as floats.
TEST_CASE("rounded: ends of the line", "[baseline]") {
  const double lost = -1e301;
  std::vector<double> values{-exact::infinity, -1e300, -1e300,          -1.0,      0.0, -0.0,
                             1e-300,           1e300,  exact::infinity, exact::nan};
  for (int i = 0; i < 10; ++i) values.push_back(lost);
  for (const numeric_feature& before :
       {learned(values), by_hand({order_key(lost) - 1, order_key(lost), order_key(-1.0)}, values),
        leeway::learn(std::span<const double>(values), leeway::every_value{})}) {
    const numeric_feature rounded = rounded_to_float(before);
    CHECK(rounded.cells().type() == leeway::value_type::float32);
    CHECK(rounded.counts().missing() == 1);
    CHECK(rounded.counts().present() == values.size() - 1);
    CHECK(rounded.cells().index(-std::numeric_limits<float>::infinity()) <= 1);
    // -infinity, ten at -1e301 and two at -1e300 are all -infinity; the two stand beside an edge in the second
    // baseline.
    CHECK(rounded.counts()[0] + 2 * (before.cells().size() == 4 ? 1 : 0) == 13);
    CHECK(exact::same(rounded.cells().value(rounded.statistics().extremes().lowest()), -exact::infinity));
    CHECK(exact::same(rounded.cells().value(rounded.statistics().extremes().highest()), exact::infinity));
  }
}

// Oracle: what is said of the column is no matter of rounding.
TEST_CASE("rounded: everything else stays", "[baseline]") {
  leeway::feature_parts<leeway::numeric_cells> parts = learned(std::vector<double>{1.5, 2.5, 7.0}).parts();
  parts.name = "bid";
  parts.role = leeway::role::time;
  parts.remark = "a remark";
  parts.rank_error = 0.25;
  const numeric_feature rounded = rounded_to_float(numeric_feature(parts));
  CHECK(rounded.name() == "bid");
  CHECK(rounded.role() == leeway::role::time);
  CHECK(rounded.remark() == "a remark");
  CHECK(exact::same(rounded.rank_error(), 0.25));
  CHECK(rounded.cells().from_ranks());
  CHECK(rounded.statistics().moments().count() == 3);
  CHECK(exact::same(rounded.cells().value(rounded.statistics().extremes().lowest()), 1.5));
  CHECK(exact::same(rounded.cells().value(rounded.statistics().extremes().highest()), 7.0));
  CHECK(rounded_to_float(learned(std::vector<double>{})).cells().size() == 1);
}

}  // namespace rounded_test
