// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// This is the whole memory of a live column: what it counts twice, or not at all, no test can put right.
#include <leeway/statistics/column_statistics.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace column_statistics_test {

using leeway::category_cells;
using leeway::column_statistics;
using leeway::numeric_cells;
using leeway::order_key;
using leeway::value_type;

namespace {

numeric_cells example_cells() {
  return {value_type::float64, {order_key(-1.0), order_key(0.0), order_key(2.0)}, false};
}

std::vector<std::byte> bytes_of(const column_statistics& statistics) {
  leeway::byte_writer out;
  statistics.save(out);
  return {out.bytes().begin(), out.bytes().end()};
}

/// Everything but the moments, which may differ in their last places.
void check_same_counts(const column_statistics& a, const column_statistics& b) {
  CHECK(a.counts() == b.counts());
  CHECK(a.invalid() == b.invalid());
  CHECK(a.infinite() == b.infinite());
  CHECK(a.extremes() == b.extremes());
  CHECK(a.moments().count() == b.moments().count());
}

void observe_any(column_statistics& to, const numeric_cells& cells, double x, std::uint64_t kind) {
  if (kind == 0)
    to.observe_missing();
  else if (kind == 1)
    to.observe_invalid();
  else
    to.observe(cells, kind == 2 ? exact::nan : kind == 3 ? -exact::infinity : x);
}

}  // namespace

// Oracle: by hand.
TEST_CASE("column_statistics: each record is counted once", "[statistics]") {
  const numeric_cells cells = example_cells();
  column_statistics seen(cells.size());
  for (double x : {-5.0, -1.0, -0.0, 0.0, 1.0, 2.0, 3.0, exact::nan, -exact::nan, exact::infinity, -exact::infinity})
    seen.observe(cells, x);
  seen.observe_missing();
  seen.observe_invalid();
  seen.observe_invalid();
  CHECK(seen.counts()[0] == 3);
  CHECK(seen.counts()[1] == 2);
  CHECK(seen.counts()[2] == 2);
  CHECK(seen.counts()[3] == 2);
  CHECK(seen.counts().missing() == 3);
  CHECK(seen.invalid() == 2);
  CHECK(seen.infinite() == 2);
  CHECK(seen.moments().count() == 7);
  CHECK(exact::same(seen.moments().mean(), 0.0));
  CHECK(seen.extremes().lowest() == order_key(-exact::infinity));
  CHECK(seen.extremes().highest() == order_key(exact::infinity));
  seen.reset();
  CHECK(bytes_of(seen) == bytes_of(column_statistics(cells.size())));
}

// Oracle: by hand: the value in its own type, not through a double.
TEST_CASE("column_statistics: every type of number", "[statistics]") {
  const std::int64_t big = (std::int64_t{1} << 53) + 1;
  const numeric_cells integers(value_type::int64, {order_key(big - 1)}, false);
  column_statistics whole(2);
  whole.observe(integers, big);
  whole.observe(integers, std::int64_t{-3});
  CHECK(whole.counts()[1] == 1);
  CHECK(whole.extremes().highest() == order_key(big));

  const numeric_cells floats(value_type::float32, {order_key(0.5F)}, false);
  column_statistics real(2);
  for (float x : {0.5F, 1.0F, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()})
    real.observe(floats, x);
  CHECK(real.counts()[0] == 1);
  CHECK(real.counts()[1] == 2);
  CHECK(real.counts().missing() == 1);
  CHECK(real.infinite() == 1);
  CHECK(real.extremes().lowest() == order_key(0.5F));

  const numeric_cells flags(value_type::boolean, {0}, true);
  column_statistics both(2);
  for (bool x : {true, false, true}) both.observe(flags, x);
  CHECK(both.counts()[0] == 1);
  CHECK(both.counts()[1] == 2);

  const numeric_cells counters(value_type::uint64, {std::uint64_t{1} << 63}, false);
  column_statistics high(2);
  high.observe(counters, (std::uint64_t{1} << 63) + 1);
  CHECK(high.counts()[1] == 1);
}

// Oracle: the same values one at a time; which of them are counted in blocks does not show.
TEMPLATE_TEST_CASE("column_statistics: a column of any type and length", "[statistics]", double, float, std::int64_t,
                   std::uint64_t, bool) {
  leeway::random_stream draws(20261128);
  const value_type own = leeway::value_type_of<TestType>;
  for (value_type type : {own, value_type::float64, value_type::float32})
    for (std::size_t size : {0U, 1U, 63U, 64U, 100U, 5'000U}) {
      const numeric_cells scale(type, {}, false);
      const numeric_cells cells(type, {scale.key(0.0), scale.key(1.0)}, false);
      const std::unique_ptr<TestType[]> values(new TestType[size]);
      for (std::size_t i = 0; i < size; ++i) values[i] = static_cast<TestType>(draws.below(7)) / 2;
      column_statistics together(cells.size()), one_by_one(cells.size());
      together.observe(cells, std::span<const TestType>(values.get(), size));
      for (std::size_t i = 0; i < size; ++i) one_by_one.observe(cells, values[i]);
      check_same_counts(together, one_by_one);
    }
}

// Oracle: by hand.
TEST_CASE("column_statistics: categories", "[statistics]") {
  const category_cells cells({"a", "b", "7"}, {leeway::hash("rare")});
  column_statistics seen(cells.size());
  for (std::string_view text :
       {std::string_view("a"), std::string_view("rare"), std::string_view("new"), std::string_view()})
    seen.observe(cells, text);
  seen.observe(cells, std::int64_t{7});
  CHECK(seen.counts()[cells.index("a")] == 1);
  CHECK(seen.counts()[cells.index("7")] == 1);
  CHECK(seen.counts()[cells.rest()] == 1);
  CHECK(seen.counts()[cells.unseen()] == 1);
  CHECK(seen.counts().missing() == 1);
  CHECK(seen.extremes().empty());
}

// Oracle: having seen everything in one place: bit for bit in all that decides.
TEST_CASE("column_statistics: split and merged equals whole", "[statistics]") {
  leeway::random_stream draws(20260127);
  const numeric_cells cells = example_cells();
  for (std::uint64_t shards : {2U, 3U, 8U}) {
    column_statistics whole(cells.size());
    std::vector<column_statistics> parts(shards, column_statistics(cells.size()));
    for (int i = 0; i < 3'000; ++i) {
      const double x = draws.normal();
      const std::uint64_t kind = draws.below(40);
      observe_any(whole, cells, x, kind);
      observe_any(parts[draws.below(shards)], cells, x, kind);
    }
    column_statistics forward(cells.size()), backward(cells.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
      forward += parts[i];
      backward += parts[parts.size() - 1 - i];
    }
    check_same_counts(forward, whole);
    check_same_counts(backward, whole);
    // n u max|x| with n = 3000, |x| < 6: see moments_test.cpp.
    CHECK(std::fabs(forward.moments().mean() - whole.moments().mean()) <= 4.0 * 3'000 * 0x1p-53 * 6.0);
  }
}

// Oracle: never having been saved.
TEST_CASE("column_statistics: saved, merged and continued", "[statistics]") {
  leeway::random_stream draws(20260128);
  const numeric_cells cells = example_cells();
  column_statistics whole(cells.size()), first(cells.size()), second(cells.size());
  for (int i = 0; i < 500; ++i) {
    const double x = draws.normal();
    const std::uint64_t kind = draws.below(20);
    observe_any(whole, cells, x, kind);
    observe_any(i < 250 ? first : second, cells, x, kind);
  }
  const std::vector<std::byte> bytes = bytes_of(first);
  leeway::byte_reader in(bytes);
  column_statistics read = column_statistics::load(in, cells.size());
  CHECK(bytes_of(read) == bytes);
  read += second;
  check_same_counts(read, whole);
  read.observe(cells, 7.0);
  whole.observe(cells, 7.0);
  check_same_counts(read, whole);
}

// Oracle: by hand: cells 0 and 1 fall together, keys are halved.
TEST_CASE("column_statistics: in other cells", "[statistics]") {
  const numeric_cells cells(value_type::uint64, {4, 8}, false);
  column_statistics seen(3);
  for (std::uint64_t x : {std::uint64_t{2}, std::uint64_t{6}, std::uint64_t{7}, std::uint64_t{20}})
    seen.observe(cells, x);
  seen.observe_missing();
  seen.observe_invalid();
  const column_statistics coarse = seen.regrouped(
      2, [](std::size_t cell) { return cell / 2; }, [](std::uint64_t key) { return key / 2; });
  CHECK(coarse.counts().size() == 2);
  CHECK(coarse.counts()[0] == 3);
  CHECK(coarse.counts()[1] == 1);
  CHECK(coarse.counts().missing() == 1);
  CHECK(coarse.invalid() == 1);
  CHECK(coarse.extremes().lowest() == 1);
  CHECK(coarse.extremes().highest() == 10);
  CHECK(coarse.moments().count() == 4);
}

static_assert(noexcept(std::declval<column_statistics&>().observe(std::declval<const numeric_cells&>(), 1.0)));
static_assert(noexcept(std::declval<column_statistics&>().observe(std::declval<const numeric_cells&>(), true)));
static_assert(noexcept(std::declval<column_statistics&>().observe(std::declval<const numeric_cells&>(),
                                                                  std::span<const double>())));
static_assert(noexcept(std::declval<column_statistics&>().observe(std::declval<const category_cells&>(),
                                                                  std::string_view())));
static_assert(noexcept(std::declval<column_statistics&>() += std::declval<const column_statistics&>()));

// Oracle: by hand. A number of another type is counted as what it is, or is no number of this column.
TEST_CASE("column_statistics: numbers that the column's type does not hold are invalid", "[statistics]") {
  const leeway::numeric_cells naturals(leeway::value_type::uint64, {0, 1}, false);
  column_statistics seen(naturals.size());
  for (double x : {0.0, 1.0, 2.0, -1.0, 0.5, exact::nan, exact::infinity}) seen.observe(naturals, x);
  for (std::int64_t x : {0, 7, -5}) seen.observe(naturals, x);
  CHECK(seen.invalid() == 4);
  CHECK(seen.counts().missing() == 1);
  CHECK(seen.counts().present() == 5);
  CHECK(seen.counts()[0] == 2);
  CHECK(seen.infinite() == 0);
  CHECK(exact::same(naturals.value(seen.extremes().lowest()), 0.0));
  CHECK(exact::same(seen.moments().mean(), 2.0));
}

}  // namespace column_statistics_test
