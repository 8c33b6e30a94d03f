// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The hot path runs inside somebody's request: one allocation there is a lock and a tail latency they did not order.
#include <leeway/statistics/column_statistics.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/cells/grouping.hpp>

#include "support/catch.hpp"
#include "support/counting_new.hpp"
#include "support/exact.hpp"

namespace allocation_test {

using leeway::category_cells;
using leeway::column_statistics;
using leeway::numeric_cells;

// Oracle: the counter itself sees an allocation. A plain call: what a vector asks for the compiler may leave out.
TEST_CASE("allocation: the meter counts", "[statistics]") {
  const counting_new::meter meter;
  void* const some = ::operator new(400);
  ::operator delete(some);
  CHECK(meter.calls() >= 1);
  CHECK(meter.bytes() >= 400);
}

// Oracle: the contract: none.
TEST_CASE("allocation: counting numbers", "[statistics]") {
  leeway::random_stream draws(20260129);
  std::vector<std::uint64_t> keys;
  for (int i = -500; i < 500; ++i) keys.push_back(leeway::order_key(i * 0.01));
  const numeric_cells cells(leeway::value_type::float64, keys, true);
  column_statistics seen(cells.size());
  std::vector<double> column(10'000);
  for (double& x : column) x = draws.normal();
  const counting_new::meter meter;
  for (double x : column) seen.observe(cells, x);
  seen.observe(cells, std::span<const double>(column));
  for (double x : {exact::nan, exact::infinity, -0.0, exact::smallest, exact::largest}) seen.observe(cells, x);
  seen.observe(cells, 1.0F);
  seen.observe(cells, std::int64_t{1});
  seen.observe(cells, std::uint64_t{1});
  seen.observe(cells, true);
  seen.observe_missing();
  seen.observe_invalid();
  seen += seen;
  seen.reset();
  CHECK(meter.calls() == 0);
}

// Oracle: the contract: none, for known, rare, unseen, long and missing texts alike.
TEST_CASE("allocation: counting categories", "[statistics]") {
  std::vector<std::string> names;
  for (int i = 0; i < 1'000; ++i) names.push_back("a category with a long name, number " + std::to_string(i));
  const category_cells cells({names.begin(), names.begin() + 500}, {leeway::hash(names[700])});
  column_statistics seen(cells.size());
  const counting_new::meter meter;
  for (const std::string& name : names) seen.observe(cells, std::string_view(name));
  seen.observe(cells, std::string_view());
  for (std::int64_t i = -1'000'000'000'000; i < 0; i += 999'999'999) seen.observe(cells, i);
  CHECK(meter.calls() == 0);
  CHECK(seen.counts().present() == 2'001);
}

// Oracle: the contract: none.
TEST_CASE("allocation: adding, taking back and grouping", "[statistics]") {
  leeway::counts a(1'000), b(1'000);
  const leeway::grouping groups = leeway::grouping::by_mass(std::vector<std::uint64_t>(1'000, 3), 10);
  std::vector<std::uint64_t> coarse(groups.size());
  const counting_new::meter meter;
  a += b;
  a -= b;
  a.add(5);
  a.reset();
  groups.sum(a.cells(), coarse);
  leeway::counts moved = std::move(a);
  CHECK(meter.calls() == 0);
  CHECK(moved.size() == 1'000);
}

}  // namespace allocation_test
