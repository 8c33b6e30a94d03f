// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a bin without records does to PSI and its kin.
#include <leeway/leeway.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#if __has_include(<nlohmann/json.hpp>)
#include <leeway/interop/json_report.hpp>
#define LEEWAY_TESTS_HAVE_JSON 1
#else
#define LEEWAY_TESTS_HAVE_JSON 0
#endif

#include "defects/naive.hpp"
#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace empty_bins_test {
namespace {

using row = samples::cell_counts;

leeway::test_result psi(const row& a, const row& b, leeway::zero_policy zero = {}) {
  const leeway::numeric_feature feature = features::numbers(a);
  return leeway::population_stability({}, zero).bind(feature)(feature.counts(), features::window(feature, b));
}

constexpr double smallest_positive = std::numeric_limits<double>::denorm_min();

}  // namespace

// Some monitors divide by an empty bin. Oracle: the definition in both directions.
TEST_CASE("an empty bin does not make PSI infinite", "[defects]") {
  for (const auto& [a, b] : {std::pair{row{500, 480, 20}, row{510, 490, 0}}, {row{510, 490, 0}, row{500, 480, 20}}}) {
    CHECK(std::isinf(psi(a, b, leeway::zero_policy::raw()).statistic));
    const leeway::test_result ours = psi(a, b);
    CHECK(std::isfinite(ours.statistic));
    CHECK(ours.statistic > 0.0);
    CHECK(ours.log_p_value < 0.0);
    CHECK(ours.flags.has(leeway::flag::zero_cell));
  }
}

// Some monitors compute 0 times the logarithm of 0 / 0 for a bin that neither side fills. Oracle: no record, no change.
TEST_CASE("a bin that is empty on both sides does not make PSI NaN", "[defects]") {
  for (leeway::zero_policy zero :
       {leeway::zero_policy::jeffreys(), leeway::zero_policy::raw(), leeway::zero_policy::at_least(1e-4)}) {
    const leeway::test_result ours = psi({400, 0, 600}, {400, 0, 600}, zero);
    CHECK(std::fabs(ours.statistic) < 1e-12);
    CHECK(ours.log_p_value >= 0.0);
  }
  const leeway::test_result moved = psi({400, 0, 600}, {600, 0, 400});
  CHECK(std::isfinite(moved.statistic));
  CHECK(moved.degrees_of_freedom < 1.5);  // two bins that hold anything
}

// Some monitors fill empty bins with 1e-4, others with the smallest positive double: the number is that of the filling.
// Oracle: no grouping of N(0, 1) and N(1, 1) has a PSI above the 1.0 of the laws themselves (Kullback 1959).
TEST_CASE("PSI measures the data, not the filling of empty bins", "[defects]") {
  constexpr int runs = 200;
  double ours = 0.0;
  double largest = 0.0;
  double filled = 0.0;
  for (int run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260411, static_cast<std::uint64_t>(run));
    const std::vector<double> past = defects::normals(draws, 100);
    const std::vector<double> live = defects::normals(draws, 100, 1.0);
    const leeway::numeric_feature feature = leeway::learn(std::span<const double>(past));
    const leeway::test_result result =
        leeway::population_stability(defects::quick(1)).bind(feature)(feature.counts(), features::count(feature, live));
    ours += result.effect / runs;
    largest = std::fmax(largest, result.statistic);
    const auto [a, b] = naive::pooled_histograms(past, live, 10);
    filled += naive::filled_psi(a, b, smallest_positive) / runs;
  }
  CAPTURE(ours, largest, filled);
  CHECK(filled > 20.0);
  CHECK(ours > 0.6);  // ten groups lose little of the 1.0; a hundred records a side leave little bias
  CHECK(ours < 1.2);
  CHECK(largest < 5.0);
}

// Some monitors add 1e-10 to shares: one bin that chance left empty is then a PSI of 2.
// Oracle: the limits of the fillings.
TEST_CASE("a smaller filling of empty bins does not make a larger drift", "[defects]") {
  const row a(10, 100);
  const row b{2, 2, 3, 1, 2, 2, 0, 3, 2, 3};
  CHECK(naive::filled_psi(a, b, 1e-4) < 1.0);
  CHECK(naive::filled_psi(a, b, 1e-10) > 2.0);
  CHECK(naive::filled_psi(a, b, smallest_positive) > 70.0);
  const leeway::test_result ours = psi(a, b);
  CHECK(ours.statistic < 1.0);
  CHECK(ours.effect <= 0.0);  // nothing beyond what chance adds
  for (double fill : {1e-4, 1e-10, smallest_positive})
    CHECK(exact::same(psi(a, b, leeway::zero_policy::at_least(fill)).log_p_value, ours.log_p_value));
  CHECK(ours.log_p_value > std::log(0.05));
}

// Some monitors fill each side with an amount of its own. Oracle: PSI is symmetric by definition.
TEST_CASE("PSI does not depend on which side has the empty bin", "[defects]") {
  const leeway::test_result one = psi({500, 480, 20}, {510, 490, 0});
  const leeway::test_result other = psi({510, 490, 0}, {500, 480, 20});
  CHECK(std::fabs(one.statistic - other.statistic) < 1e-12);
}

// Some monitors raise every share to at least 1 %: below it nothing can drift.
// Oracle: 400 records of 200 000, then 1600.
TEST_CASE("a category below one percent can drift", "[defects]") {
  const row a{150'000, 49'600, 400};
  const row b{148'800, 49'600, 1'600};
  const leeway::category_feature feature = features::categories(a);
  const leeway::counts live = features::window(feature, b);
  for (leeway::test_kind kind : defects::of_order) {
    if (!leeway::applies<leeway::category_cells>(kind)) continue;
    CAPTURE(to_string(kind));
    CHECK(leeway::bind(kind, feature)(feature.counts(), live).log_p_value < std::log(1e-3));
  }
  const leeway::baseline past({}, 200'000, {feature});
  leeway::window open(past);
  open.column(0) = leeway::column_statistics(live);
  open.add_rows(200'000);
  leeway::decision_policy policy;
  policy.tolerances.spike = {0.001, 0.004};
  const leeway::report judged = leeway::evaluate(past, open, policy);
  CHECK(judged.is_drift());
  CHECK(judged.features.front().decisive()->what.find(features::name(2)) != std::string::npos);
}

#if LEEWAY_TESTS_HAVE_JSON
// Some tools write an infinite distance as null or not at all. Oracle: JSON knows no infinity; a text is not lost.
TEST_CASE("an infinite statistic survives JSON", "[defects]") {
  std::vector<std::string_view> past;
  std::vector<std::string_view> live;
  for (int i = 0; i < 1000; ++i) {
    past.push_back(i % 10 == 0 ? "rare" : "common");
    live.push_back("common");
  }
  leeway::decision_policy policy;
  policy.tests.zero = leeway::zero_policy::raw();
  const leeway::report judged = defects::table({{"x", std::span<const std::string_view>(past)}},
                                               {{"x", std::span<const std::string_view>(live)}}, policy);
  const auto file = leeway::parse_json(leeway::json_text(leeway::to_json(judged)), "drift.json");
  bool found = false;
  for (const auto& test : file["features"][0]["tests"]) {
    if (test["test"] != "population_stability") continue;
    found = true;
    CHECK(test["statistic"] == "Infinity");
    CHECK(test["p_value"].is_number());
  }
  CHECK(found);
}
#endif

}  // namespace empty_bins_test
