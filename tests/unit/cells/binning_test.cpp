// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Rules choose the cells once and for all: an atom without its own cell hides a spike, one without its gap hides new
// values.
#include <leeway/cells/binning.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <leeway/cells/edges.hpp>
#include <leeway/cells/equal_mass.hpp>
#include <leeway/cells/equal_width.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace binning_test {

using leeway::order_key;
using leeway::value_type;
namespace detail = leeway::detail;

static_assert(leeway::binning<leeway::every_value> && leeway::binning<leeway::equal_mass>);
static_assert(leeway::binning<leeway::equal_width> && leeway::binning<leeway::edges>);
static_assert(!leeway::binning<std::string>);

// Oracle: by hand.
TEST_CASE("binning: distinct values, edges and atoms", "[cells]") {
  CHECK(detail::distinct(std::vector<std::uint64_t>{}).empty());
  CHECK(detail::distinct(std::vector<std::uint64_t>{1, 1, 2, 5, 5, 5}) == std::vector<std::uint64_t>{1, 2, 5});
  std::vector<std::uint64_t> keys;
  detail::push_edge(keys, 7);
  detail::push_edge(keys, 7);
  detail::push_edge(keys, 3);
  CHECK(keys == std::vector<std::uint64_t>{7});
  detail::push_atom(keys, value_type::uint64, 8);  // the gap between 7 and 8 is empty
  detail::push_atom(keys, value_type::uint64, 20);
  CHECK(keys == std::vector<std::uint64_t>{7, 8, 19, 20});
  CHECK(detail::atoms(value_type::uint64, std::vector<std::uint64_t>{0, 1, 3}) ==
        std::vector<std::uint64_t>{0, 1, 2, 3});
}

// Oracle: nothing lies below the lowest number of a type.
TEST_CASE("binning: the lowest number has no gap", "[cells]") {
  const std::uint64_t below = order_key(-exact::infinity);
  CHECK(detail::atoms(value_type::float64, std::vector<std::uint64_t>{below}) == std::vector<std::uint64_t>{below});
  const std::uint64_t least = order_key(std::numeric_limits<std::int64_t>::lowest());
  CHECK(detail::atoms(value_type::int64, std::vector<std::uint64_t>{least}) == std::vector<std::uint64_t>{least});
}

// Oracle: each value alone in its cell, what lies between in another.
TEST_CASE("binning: every value has its cell", "[cells]") {
  const std::vector<double> sample{-exact::infinity, -2.0, -2.0, 0.0, 0.5, 0.5, 0.5, 7.0};
  std::vector<std::uint64_t> keys;
  for (double x : sample) keys.push_back(order_key(x));
  const leeway::numeric_cells cells = leeway::every_value{}.learn({value_type::float64, keys});
  CHECK(cells.size() == 5 + 4 + 1);
  CHECK(cells.from_ranks());
  for (double x : sample) CHECK(cells.single_valued(cells.index(x)));
  CHECK(cells.index(-2.0) == 2);
  CHECK(cells.index(std::nextafter(-2.0, -3.0)) == 1);
  CHECK(cells.index(std::nextafter(-2.0, 0.0)) == 3);
  CHECK(cells.index(-0.0) == cells.index(0.0));
  CHECK(cells.index(0.25) == cells.index(0.5) - 1);
  CHECK(cells.index(8.0) == cells.size() - 1);
  CHECK(leeway::every_value{}.learn({value_type::float64, {}}).size() == 1);
}

}  // namespace binning_test
