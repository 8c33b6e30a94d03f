// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A bound test may run inside somebody's request: what it needs it takes when it is bound.
#include <leeway/drift/grouped_test.hpp>

#include <cmath>
#include <cstddef>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/drift/any_test.hpp>

#include "support/catch.hpp"
#include "support/counting_new.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace allocation_test {
namespace {

/// Small counts and large, calm and moved: draws, exact bounds, limit laws, and tables that are made anew.
template <leeway::cells C>
void check(const leeway::feature_baseline<C>& feature, const std::vector<leeway::counts>& windows,
           const leeway::law::null_tables& tables) {
  for (leeway::test_kind kind : leeway::all_tests) {
    if (!leeway::applies<C>(kind)) continue;
    leeway::test_options options;
    options.grouped.tables = tables;
    options.grouped.effort.most_draws = 499;
    leeway::any_bound_test bound = leeway::bind(kind, feature, options);
    double sum = 0.0;
    const counting_new::meter meter;
    for (int round = 0; round < 2; ++round)
      for (const leeway::counts& window : windows) {
        sum += bound(feature.counts(), window).log_p_value;
        sum += bound.share_moved(feature.counts(), window).lower_bound;
        sum += bound.smallest_effect(feature.counts(), window, -8.0, 0.05);
      }
    const std::size_t calls = meter.calls();
    CAPTURE(leeway::to_string(kind));
    CHECK(calls == 0);
    CHECK_FALSE(std::isnan(sum));
  }
}

}  // namespace

// Oracle: the contract: none. The meter itself is tested where counting is.
TEST_CASE("allocation: bound tests", "[drift]") {
  leeway::random_stream draws(20260213);
  for (const leeway::law::null_tables& tables :
       {leeway::law::null_tables(), leeway::law::null_tables(2, 16, 500), leeway::law::null_tables(1, 4)}) {
    const std::vector<double> values = exact::normals(draws, 1500);
    const leeway::numeric_feature numbers = leeway::learn(std::span<const double>(values));
    std::vector<leeway::counts> windows;
    for (std::size_t size : {90u, 5'000u}) {
      windows.push_back(features::count(numbers, exact::normals(draws, size)));
      std::vector<double> moved = exact::normals(draws, size);
      for (double& value : moved) value += 0.4;
      windows.push_back(features::count(numbers, moved));
    }
    check(numbers, windows, tables);
    const leeway::category_feature colours = features::categories(samples::draw(draws, 5'000, samples::zipf(12, 1.0)));
    std::vector<leeway::counts> mixes;
    for (std::uint64_t size : {300u, 9'000u}) {
      mixes.push_back(features::window(colours, samples::draw(draws, size, samples::zipf(12, 1.0))));
      mixes.push_back(features::window(colours, samples::draw(draws, size, samples::zipf(12, 0.4))));
    }
    check(colours, mixes, tables);
  }
}

}  // namespace allocation_test
