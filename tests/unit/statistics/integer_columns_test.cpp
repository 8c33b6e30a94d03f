// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Integers beyond 2^53 are not doubles: many become the same one, and a vector of them is placed by that double. They
// must still be counted by what they are, in every form that a processor may run.
#include <leeway/statistics/column_statistics.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/columns.hpp"

namespace integer_columns_test {

using columns::by_form;
using columns::bytes_of;
using columns::cells_between;
using columns::forms;
using columns::in_registers;
using columns::seen;
using leeway::column_statistics;
using leeway::numeric_cells;
using leeway::order_key;
using leeway::detail::instruction_set;

namespace {

template <class Integer>
constexpr Integer lowest = std::numeric_limits<Integer>::lowest();
template <class Integer>
constexpr Integer highest = (std::numeric_limits<Integer>::max)();

template <class Integer>
std::vector<Integer> increasing(std::vector<Integer> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// Small and large ones, neighbours that share a double, and the ends of the type.
template <class Integer>
std::vector<std::vector<Integer>> edge_sets(leeway::random_stream& draws) {
  constexpr Integer beyond = Integer{1} << 60;
  std::vector<std::vector<Integer>> sets{{0},
                                         {lowest<Integer>, highest<Integer>},
                                         increasing<Integer>({lowest<Integer>, 0, 1, 2, highest<Integer> - 1}),
                                         {beyond, beyond + 1, beyond + 2, beyond + 3},
                                         {beyond - 1, beyond, beyond + 700}};
  for (std::size_t size : {2U, 19U, 64U, 300U, 1023U}) {
    std::vector<Integer> few, wide, any, near;
    for (std::size_t i = 0; i < size; ++i) {
      few.push_back(static_cast<Integer>(draws.below(2 * size)));
      wide.push_back(static_cast<Integer>(draws.next() >> draws.below(64)));
      any.push_back(static_cast<Integer>(draws.next()));
      near.push_back(beyond + static_cast<Integer>(draws.below(100'000)));
    }
    for (auto* one : {&few, &wide, &any, &near}) sets.push_back(increasing(std::move(*one)));
  }
  return sets;
}

/// Edges, their neighbours (around the ends of the type), small numbers, and any bits at all.
template <class Integer>
std::vector<Integer> probes(const std::vector<Integer>& edges, std::size_t size, leeway::random_stream& draws) {
  std::vector<Integer> all;
  while (all.size() < size) {
    const auto edge = static_cast<std::uint64_t>(edges[draws.below(edges.size())]);
    switch (draws.below(5)) {
      case 0:
        all.push_back(static_cast<Integer>(edge));
        break;
      case 1:
        all.push_back(static_cast<Integer>(edge + 1));
        break;
      case 2:
        all.push_back(static_cast<Integer>(edge - 1));
        break;
      case 3:
        all.push_back(static_cast<Integer>(draws.next()));
        break;
      default:
        all.push_back(static_cast<Integer>(draws.below(2'000)));
    }
  }
  return all;
}

template <class Integer>
seen by_definition(const std::vector<Integer>& edges, std::span<const Integer> values) {
  seen result{std::vector<std::uint64_t>(edges.size() + 2)};
  for (Integer x : values) {
    ++result.counts[static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), x) - edges.begin())];
    result.extremes.observe(order_key(x));
  }
  return result;
}

bool same_but_moments(const seen& a, const seen& b) {
  return a.counts == b.counts && a.extremes == b.extremes && a.infinite == b.infinite;
}

template <class Integer>
std::size_t wrong_forms(const std::vector<Integer>& edges, std::span<const Integer> values) {
  const numeric_cells cells = cells_between(edges);
  const seen expected = by_definition(edges, values);
  column_statistics counted(cells.size());
  counted.observe(cells, values);
  const std::span<const std::uint64_t> found = counted.counts().cells();
  std::size_t wrong = std::equal(found.begin(), found.end(), expected.counts.begin(), expected.counts.end() - 1) &&
                              counted.counts().missing() == 0 && counted.extremes() == expected.extremes
                          ? 0
                          : 1;
  if (!leeway::detail::column_pass<Integer>::fits(cells)) return wrong;
  const std::vector<double> reals(values.begin(), values.end());
  const std::vector<std::byte> sums =
      bytes_of(by_form<double>(instruction_set::one_lane, cells_between<double>({0.0}), reals).moments);
  for (instruction_set form : forms()) {
    const seen one = by_form(form, cells, values);
    wrong += same_but_moments(one, expected) && bytes_of(one.moments) == sums ? 0U : 1U;
  }
  return wrong;
}

template <class Integer>
std::size_t wrong_in_registers(const std::vector<Integer>& edges, std::span<const Integer> values, std::size_t block) {
  const seen expected = by_definition(edges, values);
  std::size_t wrong = 0;
  for (instruction_set form : forms())
    wrong += same_but_moments(in_registers(form, cells_between(edges), values, block), expected) ? 0U : 1U;
  return wrong;
}

}  // namespace

// Oracle: std::lower_bound; of moments, those of the nearest doubles, bit for bit.
TEMPLATE_TEST_CASE("column_pass: every form counts integers as the definition", "[statistics]", std::int64_t,
                   std::uint64_t) {
  leeway::random_stream draws(20261201);
  std::size_t index = 0;
  std::size_t by_vectors = 0;
  for (const auto& edges : edge_sets<TestType>(draws)) {
    CAPTURE(index++, edges.size());
    const std::vector<TestType> values = probes(edges, 3 * edges.size() + 9'500, draws);
    CHECK(wrong_forms<TestType>(edges, values) == 0);
    by_vectors += leeway::detail::column_pass<TestType>::fits(cells_between(edges)) ? 1U : 0U;
  }
  CHECK(by_vectors >= 20);  // the rest has no table, and is counted one by one
}

// Oracle: as above, for spans of every length that begin anywhere.
TEMPLATE_TEST_CASE("column_pass: spans of integers of every length", "[statistics]", std::int64_t, std::uint64_t) {
  leeway::random_stream draws(20261202);
  std::vector<TestType> edges;
  for (int i = 0; i < 99; ++i) edges.push_back(static_cast<TestType>(draws.below(5'000)));
  edges = increasing(std::move(edges));
  const std::vector<TestType> values = probes(edges, 400, draws);
  std::size_t wrong = 0;
  for (std::size_t size = 0; size <= 300; ++size)
    wrong += wrong_forms<TestType>(edges, std::span<const TestType>(values).subspan(size % 17, size));
  CHECK(wrong == 0);
}

// Oracle: by hand. The smallest key there is belongs to a number here, and means nothing else.
TEMPLATE_TEST_CASE("column_pass: a column of the lowest integer alone", "[statistics]", std::int64_t, std::uint64_t) {
  const numeric_cells cells = cells_between<TestType>({5, 9, 20});
  for (TestType one : {lowest<TestType>, highest<TestType>}) {
    const std::vector<TestType> values(1'000, one);
    column_statistics counted(cells.size());
    counted.observe(cells, std::span<const TestType>(values));
    CHECK(counted.counts()[one < 5 ? 0 : 3] == 1'000);
    REQUIRE_FALSE(counted.extremes().empty());
    CHECK(counted.extremes().lowest() == order_key(one));
    CHECK(counted.extremes().highest() == order_key(one));
    CHECK(counted.infinite() == 0);
    CHECK(std::fabs(counted.moments().mean() - static_cast<double>(one)) <= 0.0);
  }
}

// Oracle: std::lower_bound. Blocks that vectors divide and that they do not, spans of every length among them.
TEMPLATE_TEST_CASE("few_cells_kernel: every form counts integers as the definition", "[statistics]", std::int64_t,
                   std::uint64_t) {
  leeway::random_stream draws(20261203);
  std::size_t index = 0;
  for (const auto& edges : edge_sets<TestType>(draws)) {
    CAPTURE(index++, edges.size());
    if (edges.size() > 31) continue;
    const std::vector<TestType> values = probes(edges, 6'500, draws);
    const std::span<const TestType> all(values);
    CHECK(wrong_in_registers(edges, all, values.size()) == 0);
    CHECK(wrong_in_registers(edges, all.subspan(1), 1'024) == 0);
    CHECK(wrong_in_registers(edges, all.first(2'000), 77) == 0);
    std::size_t wrong = 0;
    for (std::size_t length = 0; length <= 300; ++length)
      wrong += wrong_in_registers(edges, all.subspan(length % 17, length), 512);
    CHECK(wrong == 0);
  }
}

// Oracle: std::lower_bound. As many edges as registers hold.
TEMPLATE_TEST_CASE("few_cells_kernel: 31 edges between integers", "[statistics]", std::int64_t, std::uint64_t) {
  leeway::random_stream draws(20261204);
  std::vector<TestType> edges;
  for (TestType i = 0; i < 31; ++i) edges.push_back(i * i * i);
  CHECK(wrong_in_registers<TestType>(edges, probes(edges, 5'000, draws), 1'000) == 0);
  CHECK(wrong_in_registers<TestType>(edges, std::vector<TestType>(5'000, highest<TestType>), 999) == 0);
  CHECK(wrong_in_registers<TestType>(edges, std::vector<TestType>(5'000, lowest<TestType>), 999) == 0);
}

}  // namespace integer_columns_test
