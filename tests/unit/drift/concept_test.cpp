// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/concept.hpp>

#include <vector>

#include <leeway/drift/any_test.hpp>
#include <leeway/drift/missing_rate.hpp>
#include <leeway/drift/unseen_rate.hpp>

#include "support/catch.hpp"

namespace concept_test {

using leeway::category_cells;
using leeway::numeric_cells;

// Oracle: design: pairs that make no sense do not compile.
static_assert(leeway::test<leeway::kolmogorov_smirnov, numeric_cells>);
static_assert(!leeway::test<leeway::kolmogorov_smirnov, category_cells>);
static_assert(leeway::test<leeway::chi_squared, numeric_cells> && leeway::test<leeway::chi_squared, category_cells>);
static_assert(leeway::test<leeway::l_infinity, numeric_cells> && leeway::test<leeway::l_infinity, category_cells>);
static_assert(leeway::test<leeway::jensen_shannon, numeric_cells> &&
              leeway::test<leeway::jensen_shannon, category_cells>);
static_assert(leeway::test<leeway::population_stability, numeric_cells> &&
              leeway::test<leeway::population_stability, category_cells>);
static_assert(leeway::test<leeway::total_variation, numeric_cells> &&
              leeway::test<leeway::total_variation, category_cells>);
static_assert(leeway::test<leeway::missing_rate, numeric_cells> && leeway::test<leeway::missing_rate, category_cells>);
static_assert(leeway::test<leeway::unseen_rate, numeric_cells> && leeway::test<leeway::unseen_rate, category_cells>);
static_assert(!leeway::test<int, numeric_cells>);

static_assert(leeway::bound_test<leeway::any_bound_test>);
static_assert(leeway::bound_test<leeway::bound_missing_rate>);

// A model that lacks one thing each.
struct may_throw {
  leeway::test_result operator()(const leeway::counts&, const leeway::counts&) { return {}; }
  leeway::share_of_rows share_moved(const leeway::counts&, const leeway::counts&) noexcept { return {}; }
  double smallest_effect(const leeway::counts&, const leeway::counts&, double, double) noexcept { return 1.0; }
  std::vector<leeway::contribution> contributions(const leeway::counts&, const leeway::counts&) { return {}; }
  leeway::contribution largest_move(const leeway::counts&, const leeway::counts&) { return {}; }
};
static_assert(!leeway::bound_test<may_throw>);

TEST_CASE("drift concepts: checked when compiled", "[drift]") { SUCCEED(); }

}  // namespace concept_test
