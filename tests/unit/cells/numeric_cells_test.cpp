// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Every numeric verdict is counted through this index: it must be right for each number there is, not for most of them.
#include <leeway/cells/numeric_cells.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace numeric_cells_test {

using leeway::numeric_cells;
using leeway::order_key;
using leeway::value_type;

namespace {

template <class T>
numeric_cells cells_between(const std::vector<T>& edges) {
  std::vector<std::uint64_t> keys;
  for (T edge : edges) keys.push_back(order_key(edge));
  return {leeway::value_type_of<T>, keys, false};
}

template <class T>
std::size_t edges_below(const std::vector<T>& edges, T x) {
  return static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), x) - edges.begin());
}

std::vector<double> sorted_distinct(std::vector<double> values) {
  for (double& x : values) x += 0.0;  // -0.0 becomes 0.0
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end(), exact::same), values.end());
  return values;
}

std::size_t wrong_indices(const std::vector<double>& edges, leeway::random_stream& draws) {
  const numeric_cells cells = cells_between(edges);
  std::vector<double> probes{
      0.0, -0.0, exact::infinity, -exact::infinity, exact::largest, -exact::largest, exact::smallest};
  for (double edge : edges)
    for (double x : {edge, std::nextafter(edge, -exact::infinity), std::nextafter(edge, exact::infinity)})
      probes.push_back(x);
  for (int i = 0; i < 2'000; ++i) probes.push_back(exact::any_double(draws));
  for (int i = 0; i < 2'000; ++i) probes.push_back(draws.normal());
  std::size_t wrong = 0;
  for (double x : probes) wrong += cells.index(x) != edges_below(edges, x) ? 1U : 0U;
  return wrong;
}

}  // namespace

// Oracle: std::lower_bound on the edges, for edges of every kind and number.
TEST_CASE("numeric_cells: index is the number of edges below", "[cells]") {
  leeway::random_stream draws(20260110);
  CHECK(wrong_indices({}, draws) == 0);
  CHECK(wrong_indices({0.0}, draws) == 0);
  CHECK(wrong_indices({-exact::infinity, -exact::largest, -1.0, -exact::smallest, 0.0, exact::smallest, 1.0,
                       exact::largest, exact::infinity},
                      draws) == 0);
  for (std::size_t size : {2U, 3U, 4U, 5U, 7U, 8U, 9U, 31U, 32U, 33U, 63U, 64U, 65U, 1022U, 1023U, 1024U}) {
    CAPTURE(size);
    CHECK(wrong_indices(sorted_distinct(exact::normals(draws, size)), draws) == 0);
    std::vector<double> anywhere;
    for (std::size_t i = 0; i < size; ++i) anywhere.push_back(exact::any_double(draws));
    CHECK(wrong_indices(sorted_distinct(anywhere), draws) == 0);
  }
}

// Oracle: the contract: NaN, whatever its bits, is missing and its index is size().
TEST_CASE("numeric_cells: NaN is missing", "[cells]") {
  const numeric_cells cells = cells_between<double>({1.0, 2.0});
  for (std::uint64_t bits : {0x7ff0000000000001ULL, 0x7ff8000000000000ULL, 0xfff8000000000000ULL, ~0ULL})
    CHECK(cells.index(std::bit_cast<double>(bits)) == cells.size());
  CHECK(cells.index(std::numeric_limits<float>::quiet_NaN()) == cells.size());
  CHECK(cells_between<float>({1.0F}).index(std::numeric_limits<float>::quiet_NaN()) == 2);
  CHECK(numeric_cells().index(exact::nan) == 1);
  CHECK(numeric_cells().index(exact::infinity) == 0);
}

// Oracle: std::lower_bound on floats; a double is rounded to float first.
TEST_CASE("numeric_cells: floats", "[cells]") {
  leeway::random_stream draws(20260111);
  std::vector<float> edges{-std::numeric_limits<float>::infinity(), 0.0F, std::numeric_limits<float>::denorm_min()};
  for (int i = 0; i < 200; ++i) edges.push_back(static_cast<float>(draws.normal()));
  std::sort(edges.begin(), edges.end());
  const numeric_cells cells = cells_between(edges);
  std::size_t wrong = 0;
  const auto probe = [&](float x) {
    wrong += cells.index(x) != edges_below(edges, x) || cells.index(static_cast<double>(x)) != edges_below(edges, x)
                 ? 1U
                 : 0U;
  };
  for (float edge : edges) {
    probe(edge);
    probe(std::nextafter(edge, std::numeric_limits<float>::infinity()));
    probe(std::nextafter(edge, -std::numeric_limits<float>::infinity()));
  }
  for (int i = 0; i < 20'000; ++i) {
    const auto x = std::bit_cast<float>(static_cast<std::uint32_t>(draws.next()));
    if (!std::isnan(x)) probe(x);
    const double y = draws.normal();
    wrong += cells.index(y) != edges_below(edges, static_cast<float>(y)) ? 1U : 0U;
  }
  CHECK(wrong == 0);
}

// Oracle: std::lower_bound on integers that share a double.
TEST_CASE("numeric_cells: integers beyond 2^53 are told apart", "[cells]") {
  const std::int64_t big = std::int64_t{1} << 53;
  const auto least = std::numeric_limits<std::int64_t>::lowest();
  const auto most = (std::numeric_limits<std::int64_t>::max)();
  const std::vector<std::int64_t> edges{least, -big - 1, -big, 0, big, big + 1, big + 2, most - 1, most};
  const numeric_cells cells = cells_between(edges);
  for (std::int64_t edge : edges)
    for (std::int64_t x : {edge == least ? least : edge - 1, edge, edge == most ? most : edge + 1})
      CHECK(cells.index(x) == edges_below(edges, x));
  CHECK(cells.index(big) != cells.index(big + 1));

  const std::uint64_t top = std::uint64_t{1} << 63;
  const std::vector<std::uint64_t> wide{0, 1, top - 1, top, top + 1, ~std::uint64_t{0}};
  const numeric_cells unsigned_cells = cells_between(wide);
  for (std::uint64_t x : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}, top - 2, top - 1, top, top + 1, top + 2,
                          ~std::uint64_t{0} - 1, ~std::uint64_t{0}})
    CHECK(unsigned_cells.index(x) == edges_below(wide, x));
}

// Oracle: std::lower_bound. Integers of a narrow range, of all magnitudes, and around 2^53 and 2^63, where many share a
// double.
TEMPLATE_TEST_CASE("numeric_cells: many edges among integers", "[cells]", std::int64_t, std::uint64_t) {
  leeway::random_stream draws(20261130);
  const auto draw = [&](int kind) {
    const std::uint64_t any = draws.next();
    if (kind == 0) return static_cast<TestType>(any % 5'000);
    if (kind == 1) return static_cast<TestType>(any >> draws.below(64));
    if (kind == 2) return static_cast<TestType>((std::uint64_t{1} << 53) - 1'000 + any % 2'000);
    return static_cast<TestType>((std::uint64_t{1} << 63) - 1'000 + any % 2'000);  // both ends of the signed type
  };
  for (int kind = 0; kind < 4; ++kind)
    for (std::size_t size : {3U, 40U, 900U}) {
      CAPTURE(kind, size);
      std::vector<TestType> edges;
      for (std::size_t i = 0; i < size; ++i) edges.push_back(draw(kind));
      std::sort(edges.begin(), edges.end());
      edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
      const numeric_cells cells = cells_between(edges);
      std::size_t wrong = 0;
      for (int i = 0; i < 5'000; ++i) {
        const TestType x = i % 3 == 0 ? edges[draws.below(edges.size())] : draw(i % 3 == 1 ? kind : 1);
        wrong += cells.index(x) != edges_below(edges, x) ? 1U : 0U;
      }
      CHECK(wrong == 0);
    }
}

// Oracle: std::lower_bound, where the edges lie in two far places: no table separates them.
TEST_CASE("numeric_cells: edges that are searched", "[cells]") {
  leeway::random_stream draws(20261126);
  std::vector<double> edges = exact::normals(draws, 1'000);
  for (std::size_t i = 0; i < edges.size(); i += 2) edges[i] += 1e12;
  edges = sorted_distinct(std::move(edges));
  CHECK(cells_between(edges).grid().steps() == 0);
  CHECK(wrong_indices(edges, draws) == 0);
}

// Oracle: the contract: one to four comparisons for the shapes that data have.
TEST_CASE("numeric_cells: a table for ordinary shapes", "[cells]") {
  leeway::random_stream draws(20261127);
  const auto steps = [&](auto draw, std::size_t rows) {
    std::vector<double> sample;
    for (std::size_t i = 0; i < rows; ++i) sample.push_back(draw());
    std::sort(sample.begin(), sample.end());
    std::vector<double> edges;
    for (std::size_t j = 1; j < 1'024; ++j) edges.push_back(sample[j * (rows + 1) / 1'024 - 1]);
    return cells_between(sorted_distinct(std::move(edges))).grid().steps();
  };
  CHECK(steps([&] { return draws.normal(); }, 100'000) == 1);
  CHECK(steps([&] { return 1e6 + draws.normal(); }, 100'000) == 1);
  CHECK(steps([&] { return std::exp(2.0 * draws.normal()); }, 100'000) == 1);
  CHECK(steps([&] { return -std::exp(4.0 * draws.normal()); }, 100'000) == 1);
  CHECK(steps([&] { return draws.normal() / draws.normal(); }, 100'000) == 1);
  const std::size_t few_rows = steps([&] { return draws.normal(); }, 1'100);
  CHECK((few_rows >= 1 && few_rows <= 4));
}

// Oracle: floor, and the ends of the types; by hand.
TEST_CASE("numeric_cells: a double among integers is the next one at or below", "[cells]") {
  const numeric_cells cells(value_type::int64, {}, false);
  const auto integer = [&](double x) { return leeway::from_order_key<std::int64_t>(cells.key(x)); };
  for (double x :
       {-3.0, -2.5, -2.0, -0.5, -0.0, 0.0, 0.5, 0.9999, 1.0, 1e15 + 0.5, -1e15 - 0.5, 0x1p53, 0x1p62, -0x1p63})
    CHECK(integer(x) == static_cast<std::int64_t>(std::floor(x)));
  CHECK(integer(0x1p63) == (std::numeric_limits<std::int64_t>::max)());
  CHECK(integer(exact::infinity) == (std::numeric_limits<std::int64_t>::max)());
  CHECK(integer(-exact::infinity) == std::numeric_limits<std::int64_t>::lowest());
  CHECK(integer(-1e300) == std::numeric_limits<std::int64_t>::lowest());

  const numeric_cells whole(value_type::uint64, {}, false);
  CHECK(whole.key(-1.0) == 0);
  CHECK(whole.key(0.99) == 0);
  CHECK(whole.key(1.0) == 1);
  CHECK(whole.key(0x1p63) == std::uint64_t{1} << 63);
  CHECK(whole.key(0x1p64) == ~std::uint64_t{0});
  const numeric_cells flag(value_type::boolean, {}, false);
  CHECK(flag.key(0.0) == 0);
  CHECK(flag.key(0.7) == 0);
  CHECK(flag.key(1.0) == 1);
}

// Oracle: conversions by the compiler; the ends of a cell are its edges, infinite outside.
TEST_CASE("numeric_cells: ends of cells", "[cells]") {
  const numeric_cells cells = cells_between<double>({-1.5, 2.0});
  CHECK(exact::same(cells.lower(0), -exact::infinity));
  CHECK(exact::same(cells.upper(0), -1.5));
  CHECK(exact::same(cells.lower(1), -1.5));
  CHECK(exact::same(cells.upper(1), 2.0));
  CHECK(exact::same(cells.lower(2), 2.0));
  CHECK(exact::same(cells.upper(2), exact::infinity));
  CHECK(exact::same(cells_between<float>({0.1F}).upper(0), static_cast<double>(0.1F)));
  CHECK(exact::same(cells_between<std::int64_t>({-7}).upper(0), -7.0));
  CHECK(exact::same(cells_between<std::uint64_t>({~std::uint64_t{0}}).upper(0), 0x1p64));
  CHECK(exact::same(numeric_cells(value_type::boolean, {0}, false).upper(0), 0.0));
  CHECK(numeric_cells().size() == 1);
}

// Oracle: enumeration of the values by hand. The lowest number of a type has no gap below it and is an atom all the
// same.
TEST_CASE("numeric_cells: cells that hold one value only", "[cells]") {
  const std::uint64_t five = order_key(5.0);
  const numeric_cells atom(value_type::float64, {order_key(1.0), five - 1, five, order_key(9.0)}, true);
  CHECK_FALSE(atom.single_valued(0));
  CHECK_FALSE(atom.single_valued(1));
  CHECK(atom.single_valued(2));
  CHECK_FALSE(atom.single_valued(3));
  CHECK_FALSE(atom.single_valued(4));
  CHECK_FALSE(numeric_cells().single_valued(0));

  const numeric_cells lowest = cells_between<double>({-exact::infinity, exact::largest});
  CHECK(lowest.single_valued(0));
  CHECK_FALSE(lowest.single_valued(1));
  CHECK(lowest.single_valued(2));  // infinity alone

  const numeric_cells whole = cells_between<std::uint64_t>({0, 1, 3});
  CHECK(whole.single_valued(0));
  CHECK(whole.single_valued(1));
  CHECK_FALSE(whole.single_valued(2));
  CHECK_FALSE(whole.single_valued(3));
  CHECK(cells_between<std::int64_t>({std::numeric_limits<std::int64_t>::lowest(), 4}).single_valued(0));
  CHECK(numeric_cells(value_type::boolean, {0}, true).single_valued(0));
  CHECK(numeric_cells(value_type::boolean, {0}, true).single_valued(1));
  CHECK_FALSE(numeric_cells(value_type::boolean, {}, true).single_valued(0));
}

// Oracle: the contract; the message must show the values.
TEST_CASE("numeric_cells: edges that do not increase are refused", "[cells]") {
  CHECK_THROWS_AS(cells_between<double>({1.0, 1.0}), std::invalid_argument);
  CHECK_THROWS_WITH(cells_between<double>({1.0, 0.25}), "numeric_cells: edge 1 = 0.25 is not above 1");
  CHECK_THROWS_AS(cells_between<double>({-0.0, 0.0}), std::invalid_argument);
  CHECK_THROWS_AS(cells_between<double>({exact::nan}), std::invalid_argument);
  CHECK_THROWS_AS(cells_between<double>({-exact::nan}), std::invalid_argument);
  CHECK_THROWS_AS(numeric_cells(value_type::boolean, {2}, false), std::invalid_argument);
  CHECK_THROWS_AS(numeric_cells(value_type::float32, {std::uint64_t{1} << 32}, false), std::invalid_argument);
  CHECK_THROWS_AS(numeric_cells(value_type::text, {}, false), std::invalid_argument);
}

// Oracle: what was saved; altered fields by hand.
TEST_CASE("numeric_cells: saved and read", "[cells]") {
  const std::vector<numeric_cells> all{numeric_cells(),
                                       cells_between<double>({-exact::infinity, 0.0, 1.0, exact::infinity}),
                                       cells_between<float>({0.5F}),
                                       cells_between<std::int64_t>({-4, 4}),
                                       cells_between<std::uint64_t>({0, ~std::uint64_t{0}}),
                                       numeric_cells(value_type::boolean, {0, 1}, true)};
  for (const numeric_cells& cells : all) {
    leeway::byte_writer out;
    cells.save(out);
    leeway::byte_reader in(out.bytes());
    CHECK(numeric_cells::load(in) == cells);
    CHECK(in.remaining() == 0);
    for (std::size_t size = 0; size < out.size(); ++size) {
      leeway::byte_reader cut(out.bytes().first(size));
      CHECK_THROWS_AS(numeric_cells::load(cut), leeway::bad_state);
    }
  }
  const auto refused = [](std::uint8_t type, std::vector<std::uint64_t> keys) {
    leeway::byte_writer out;
    out.put(type);
    out.put(std::uint8_t{0});
    out.put_words(keys);
    leeway::byte_reader in(out.bytes());
    CHECK_THROWS_AS(numeric_cells::load(in), leeway::bad_state);
  };
  refused(5, {});
  refused(255, {});
  refused(0, {order_key(2.0), order_key(1.0)});
  refused(0, {order_key(2.0), order_key(2.0)});
  refused(0, {0});
  refused(0, {order_key(1.0), ~std::uint64_t{0}});
  refused(4, {1, 2});
}

static_assert(noexcept(numeric_cells().index(1.0)) && noexcept(numeric_cells().index(1.0F)));
static_assert(noexcept(numeric_cells().index(std::int64_t{1})) && noexcept(numeric_cells().index(std::uint64_t{1})));
static_assert(noexcept(numeric_cells().index(true)) && noexcept(numeric_cells().index_of_key(1)));

// Oracle: by hand, at the ends of the types and beside them.
TEST_CASE("numeric_cells: what a value type holds", "[cells]") {
  constexpr std::int64_t least = std::numeric_limits<std::int64_t>::lowest();
  constexpr std::int64_t most = (std::numeric_limits<std::int64_t>::max)();
  const numeric_cells integers = cells_between<std::int64_t>({0});
  for (double x : {0.0, -0.0, -1.0, 0x1p53, -0x1p63, std::nextafter(0x1p63, 0.0)}) CHECK(integers.holds(x));
  for (double x : {0.5, -0.5, 0x1p63, std::nextafter(-0x1p63, -1e30), exact::infinity, exact::smallest})
    CHECK_FALSE(integers.holds(x));
  CHECK(integers.holds(least));
  CHECK(integers.holds(static_cast<std::uint64_t>(most)));
  CHECK_FALSE(integers.holds(static_cast<std::uint64_t>(most) + 1));

  const numeric_cells naturals = cells_between<std::uint64_t>({1});
  for (double x : {0.0, 0x1p63, std::nextafter(0x1p64, 0.0)}) CHECK(naturals.holds(x));
  for (double x : {-1.0, 1.5, 0x1p64, -exact::infinity}) CHECK_FALSE(naturals.holds(x));
  CHECK(naturals.holds(most));
  CHECK_FALSE(naturals.holds(std::int64_t{-1}));

  const numeric_cells truths = cells_between<bool>({false});
  CHECK((truths.holds(1.0) && truths.holds(std::int64_t{0}) && truths.holds(std::uint64_t{1})));
  CHECK_FALSE((truths.holds(0.5) || truths.holds(std::int64_t{-1}) || truths.holds(std::uint64_t{2})));
  CHECK(cells_between<double>({0.0}).holds(exact::infinity));
}

// Oracle: std::lower_bound. Integers that share a double, of the other sign than the cells.
TEST_CASE("numeric_cells: integers of the other kind", "[cells]") {
  constexpr std::int64_t first = std::int64_t{1} << 53;
  std::vector<std::int64_t> edges;
  std::vector<std::uint64_t> unsigned_edges;
  for (std::int64_t i = 0; i < 9; ++i) {
    edges.push_back(first + i);
    unsigned_edges.push_back(static_cast<std::uint64_t>(first + i));
  }
  const numeric_cells integers = cells_between(edges), naturals = cells_between(unsigned_edges);
  for (std::int64_t x = first - 2; x < first + 12; ++x) {
    CHECK(integers.index(static_cast<std::uint64_t>(x)) == edges_below(edges, x));
    CHECK(naturals.index(x) == edges_below(edges, x));
  }
  CHECK(naturals.index(std::int64_t{-1}) == 0);
  CHECK(integers.index(~std::uint64_t{0}) == 9);
}

}  // namespace numeric_cells_test
