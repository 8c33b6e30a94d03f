// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/any_test.hpp>

#include <string>
#include <vector>

#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace any_test_test {

using leeway::test_kind;
using row = std::vector<std::uint64_t>;

namespace {

template <class Feature, class Direct>
void check_same(test_kind kind, const Feature& feature, Direct direct, const leeway::counts& window) {
  leeway::any_bound_test erased = leeway::bind(kind, feature);
  const leeway::counts& a = feature.counts();
  CHECK(bound_checks::same(erased(a, window), direct(a, window)));
  CHECK(exact::same(erased.share_moved(a, window).lower_bound, direct.share_moved(a, window).lower_bound));
  CHECK(exact::same(erased.smallest_effect(a, window, -7.0, 0.05), direct.smallest_effect(a, window, -7.0, 0.05)));
  CHECK(exact::same(bound_checks::sum_of(erased.contributions(a, window)),
                    bound_checks::sum_of(direct.contributions(a, window))));
  CHECK(exact::same(erased.largest_move(a, window).amount, direct.largest_move(a, window).amount));
  CHECK(erased(a, window).test == to_string(kind));
}

/// All at once and for people: the same as one by one.
template <class Feature>
void check_together(test_kind kind, const Feature& feature, const leeway::counts& a, const leeway::counts& b) {
  CAPTURE(to_string(kind));
  leeway::any_bound_test test = leeway::bind(kind, feature);
  const leeway::full_answer all = test.answer(a, b, -7.0, 0.05);
  std::vector<leeway::contribution> shown;
  CHECK(bound_checks::same(test.explain(a, b, shown), test(a, b)));
  CHECK(bound_checks::same(all.result, test(a, b)));
  const leeway::share_of_rows moved = test.share_moved(a, b);
  CHECK(exact::same(all.moved.value, moved.value));
  CHECK(exact::same(all.moved.between.lower, moved.between.lower));
  CHECK(exact::same(all.moved.between.upper, moved.between.upper));
  CHECK(exact::same(all.moved.lower_bound, moved.lower_bound));
  CHECK(exact::same(all.smallest_effect, test.smallest_effect(a, b, -7.0, 0.05)));
  const std::vector<leeway::contribution> told = test.contributions(a, b);
  for (const std::vector<leeway::contribution>& together : {all.contributions, shown}) {
    REQUIRE(together.size() == told.size());
    for (std::size_t k = 0; k < told.size(); ++k) {
      CHECK(exact::same(together[k].amount, told[k].amount));
      CHECK(exact::same(together[k].window_share, told[k].window_share));
      CHECK(exact::same(together[k].cell.range.upper, told[k].cell.range.upper));
      CHECK(together[k].cell.value == told[k].cell.value);
    }
  }
  if (all.result.method == leeway::p_method::none) return;
  const leeway::contribution largest = test.largest_move(a, b);
  CHECK(exact::same(all.largest_move.amount, largest.amount));
  CHECK(exact::same(all.largest_move.cell.range.lower, largest.cell.range.lower));
  CHECK(all.largest_move.cell.value == largest.cell.value);
}

}  // namespace

// Oracle: the answers one by one, bit for bit; of the row that was learned from, of a copy of it, and of no rows.
TEST_CASE("any_test: all answers at once", "[drift]") {
  const leeway::category_feature colours = features::categories(row{400, 100, 600, 5});
  const leeway::numeric_feature sizes = features::numbers(row{400, 100, 600, 5, 300, 20, 80, 0, 12, 33, 97, 215, 49});
  leeway::feature_parts<leeway::numeric_cells> parts = sizes.parts();
  parts.rank_error = 0.01;
  const leeway::numeric_feature unsure(parts);
  const leeway::counts mix = features::window(colours, row{200, 200, 100, 5, 0, 3}, 7);
  const leeway::counts now = features::window(sizes, row{210, 40, 310, 9, 100, 0, 61, 2, 7, 30, 44, 90, 30}, 5);
  const leeway::counts copied = sizes.counts();
  for (test_kind kind : leeway::all_tests) {
    for (const leeway::numeric_feature& feature : {sizes, unsure}) {
      check_together(kind, feature, feature.counts(), now);
      check_together(kind, feature, copied, now);
      check_together(kind, feature, now, copied);
      check_together(kind, feature, feature.counts(), leeway::counts(feature.cells().size()));
    }
    if (leeway::applies<leeway::category_cells>(kind)) check_together(kind, colours, colours.counts(), mix);
  }
}

// Oracle: the direct test, bit for bit.
TEST_CASE("any_test: is the test that it holds", "[drift]") {
  const leeway::category_feature colours = features::categories(row{40, 10, 60, 5});
  const leeway::counts live = features::window(colours, row{20, 20, 10, 5, 0, 3});
  const leeway::numeric_feature sizes = features::numbers(row{40, 10, 60, 5});
  const leeway::counts now = features::window(sizes, row{20, 20, 10, 5});
  check_same(test_kind::kolmogorov_smirnov, sizes, leeway::kolmogorov_smirnov().bind(sizes), now);
  check_same(test_kind::chi_squared, colours, leeway::chi_squared().bind(colours), live);
  check_same(test_kind::chi_squared, sizes, leeway::chi_squared().bind(sizes), now);
  check_same(test_kind::l_infinity, colours, leeway::l_infinity().bind(colours), live);
  check_same(test_kind::jensen_shannon, sizes, leeway::jensen_shannon().bind(sizes), now);
  check_same(test_kind::population_stability, colours, leeway::population_stability().bind(colours), live);
  check_same(test_kind::total_variation, sizes, leeway::total_variation().bind(sizes), now);
}

// Oracle: design: what makes no sense is refused, and the message names it.
TEST_CASE("any_test: refuses Kolmogorov-Smirnov of categories", "[drift]") {
  const leeway::category_feature colours = features::categories(row{4, 1});
  try {
    leeway::bind(test_kind::kolmogorov_smirnov, colours);
    FAIL("bound");
  } catch (const std::invalid_argument& error) {
    CHECK(std::string(error.what()).find("kolmogorov_smirnov") != std::string::npos);
  }
  CHECK_FALSE(leeway::applies<leeway::category_cells>(test_kind::kolmogorov_smirnov));
  CHECK(leeway::applies<leeway::numeric_cells>(test_kind::kolmogorov_smirnov));
  CHECK(leeway::applies<leeway::category_cells>(test_kind::chi_squared));
}

// Oracle: the C++ rules of a move-only owner (the sanitizers watch).
TEST_CASE("any_test: moves", "[drift]") {
  static_assert(!std::is_copy_constructible_v<leeway::any_bound_test>);
  static_assert(std::is_nothrow_move_constructible_v<leeway::any_bound_test>);
  const leeway::numeric_feature sizes = features::numbers(row{40, 10});
  const leeway::counts now = features::window(sizes, row{4, 10});
  leeway::any_bound_test first = leeway::bind(test_kind::chi_squared, sizes);
  const leeway::test_result expected = first(sizes.counts(), now);
  leeway::any_bound_test second = std::move(first);
  first = leeway::bind(test_kind::total_variation, sizes);
  CHECK(bound_checks::same(second(sizes.counts(), now), expected));
  std::swap(first, second);
  CHECK(bound_checks::same(first(sizes.counts(), now), expected));
}

// Oracle: options reach the test.
TEST_CASE("any_test: options", "[drift]") {
  const leeway::category_feature colours = features::categories(row{40, 0, 60, 5});
  const leeway::counts live = features::window(colours, row{20, 2, 10, 5});
  leeway::test_options options;
  options.grouped.pool = {0.0};
  options.grouped.law = leeway::null_law::asymptotic;
  options.zero = leeway::zero_policy::raw();
  CHECK(exact::same(leeway::bind(test_kind::population_stability, colours, options)(colours.counts(), live).statistic,
                    exact::infinity));
  CHECK(leeway::bind(test_kind::chi_squared, colours, options)(colours.counts(), live).method ==
        leeway::p_method::asymptotic);
  CHECK(exact::same(leeway::bind(test_kind::chi_squared, colours, options)(colours.counts(), live).degrees_of_freedom,
                    3.0));
}

}  // namespace any_test_test
