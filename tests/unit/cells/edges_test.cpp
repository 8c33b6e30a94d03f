// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Edges from a user are a contract: a typing error must be refused with the value that is wrong.
#include <leeway/cells/edges.hpp>

#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace edges_test {

using leeway::edges;
using leeway::value_type;

namespace {

leeway::numeric_cells learned(std::vector<double> values, value_type type) {
  return edges(std::move(values)).learn({type, {}});
}

}  // namespace

// Oracle: right-closed intervals by hand.
TEST_CASE("edges: cells are as given", "[cells]") {
  const leeway::numeric_cells cells = learned({18.0, 30.0, 65.0}, value_type::float64);
  CHECK(cells.size() == 4);
  CHECK_FALSE(cells.from_ranks());
  CHECK(cells.index(18.0) == 0);
  CHECK(cells.index(18.5) == 1);
  CHECK(cells.index(30.0) == 1);
  CHECK(cells.index(65.0) == 2);
  CHECK(cells.index(66.0) == 3);
  CHECK(learned({}, value_type::float64).size() == 1);
  CHECK(learned({-exact::infinity, 0.0, exact::infinity}, value_type::float64).index(exact::infinity) == 2);
}

// Oracle: whether an integer lies at or below the edge, by hand.
TEST_CASE("edges: among integers and flags", "[cells]") {
  const leeway::numeric_cells whole = learned({-5.0, -0.5, 0.5, 2.0, 2.5}, value_type::uint64);
  CHECK(whole.index(std::uint64_t{0}) == 0);  // above -0.5: the two edges that nothing lies below are gone
  CHECK(whole.index(std::uint64_t{1}) == 1);
  CHECK(whole.index(std::uint64_t{2}) == 1);
  CHECK(whole.index(std::uint64_t{3}) == 2);
  CHECK(whole.size() == 3);
  CHECK(learned({-5.0}, value_type::uint64).size() == 1);
  const leeway::numeric_cells with_sign = learned({-0.5, 1e300}, value_type::int64);
  CHECK(with_sign.index(std::int64_t{-1}) == 0);
  CHECK(with_sign.index(std::int64_t{0}) == 1);
  CHECK(learned({-1e300}, value_type::int64).size() == 1);
  CHECK(learned({0.5}, value_type::boolean).index(true) == 1);
  CHECK(learned({0.5}, value_type::boolean).index(false) == 0);
  CHECK(learned({0.7}, value_type::boolean).index(true) == 1);
  CHECK(learned({-1.0}, value_type::boolean).index(false) == 0);
  CHECK(learned({-1.0}, value_type::boolean).size() == 1);
}

// Oracle: edges that are one float are one edge.
TEST_CASE("edges: among floats", "[cells]") {
  const leeway::numeric_cells cells = learned({0.1, 0.1 + 1e-12, 0.2}, value_type::float32);
  CHECK(cells.size() == 3);
  CHECK(cells.index(0.1F) == 0);
  CHECK(cells.index(0.2F) == 1);
}

// Oracle: the contract: the message names the value.
TEST_CASE("edges: what does not increase is refused", "[cells]") {
  CHECK_THROWS_AS(edges({1.0, 1.0}), std::invalid_argument);
  CHECK_THROWS_WITH(edges({1.0, 2.0, exact::nan}), "edges: edge 2 is NaN");
  CHECK_THROWS_WITH(edges({1e-9, 1e-10}), "edges: edge 1 = 1e-10 does not lie above 1e-09");
  CHECK_THROWS_AS(edges({-0.0, 0.0}), std::invalid_argument);
  CHECK_THROWS_AS(edges({exact::infinity, exact::infinity}), std::invalid_argument);
}

}  // namespace edges_test
