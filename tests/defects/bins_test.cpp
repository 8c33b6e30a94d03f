// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The bins belong to the baseline: no window, no outlier and no heavy tail moves them. They are as many as asked for.
#include <leeway/leeway.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include "defects/naive.hpp"
#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace bins_test {
namespace {

const leeway::test_result& test_of(const leeway::feature_report& judged, std::string_view name) {
  for (const leeway::shown_test& shown : judged.tests)
    if (shown.result.test == name) return shown.result;
  throw std::runtime_error("there is no test " + std::string(name));
}

double naive_distance(const std::vector<double>& past, const std::vector<double>& live) {
  const auto [a, b] = naive::pooled_histograms(past, live, 30);
  return naive::jensen_shannon(a, b);
}

}  // namespace

// Some monitors stretch their bins over the range of both sides: one wild value, and all others share a bin.
// Oracle: one record of 3001 moves no distribution function by more than 1/3001.
TEST_CASE("one outlier does not hide a drift", "[defects]") {
  leeway::random_stream draws(20260421);
  const std::vector<double> past = defects::normals(draws, 3000);
  const std::vector<double> live = defects::normals(draws, 3000, 0.8);
  std::vector<double> wild = live;
  wild.push_back(1e9);
  CHECK(naive_distance(past, live) > 0.2);
  CHECK(naive_distance(past, wild) < 0.02);
  const leeway::feature_report without = defects::column(past, live);
  const leeway::feature_report with = defects::column(past, wild);
  CHECK(without.is_drift());
  CHECK(with.is_drift());
  CHECK(std::fabs(without.simple_distance - with.simple_distance) <= 1.0 / 3001.0 + 1e-12);
}

// Some monitors scale a distance by the range or the deviation of the baseline. Oracle: as above, for the baseline.
TEST_CASE("one outlier in the baseline does not hide a drift", "[defects]") {
  leeway::random_stream draws(20260422);
  std::vector<double> past = defects::normals(draws, 3000);
  const std::vector<double> live = defects::normals(draws, 3000, 0.8);
  const leeway::feature_report without = defects::column(past, live);
  past.front() = -1e9;
  CHECK(naive_distance(past, live) < 0.02);
  const leeway::feature_report with = defects::column(past, live);
  CHECK(with.is_drift());
  CHECK(std::fabs(without.simple_distance - with.simple_distance) <= 1.0 / 3000.0 + 1e-12);
}

// Some monitors bin a heavy tail by equal width: nearly all records share one bin. Oracle: a factor of two on a
// lognormal law is a shift by log 2 of a normal one, whatever the scale.
TEST_CASE("a heavy tail does not put everything into one bin", "[defects]") {
  leeway::random_stream draws(20260423);
  std::vector<double> past = defects::normals(draws, 3000);
  std::vector<double> live = defects::normals(draws, 3000, 0.5);
  const leeway::feature_report plain = defects::column(past, live);
  for (double& x : past) x = std::exp(4.0 * x);
  for (double& x : live) x = std::exp(4.0 * x);
  const leeway::feature_report heavy = defects::column(past, live);
  CHECK(naive_distance(past, live) < 0.1);
  CHECK(plain.is_drift());
  CHECK(heavy.is_drift());
  CHECK(exact::same(heavy.simple_distance, plain.simple_distance));
  for (leeway::test_kind kind : defects::of_order) {
    const std::string_view name = leeway::to_string(kind);
    CHECK(exact::same(test_of(heavy, name).statistic, test_of(plain, name).statistic));
  }
}

// Some monitors choose new bins for each window, so that two scores cannot be compared. Oracle: same bins, same shares
// of the baseline, whatever the window; and counts of two windows add up to those of both.
TEST_CASE("the bins do not depend on the window", "[defects]") {
  leeway::random_stream draws(20260424);
  const std::vector<double> past = defects::normals(draws, 2000);
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(past));
  auto psi = leeway::population_stability().bind(feature);
  const leeway::counts calm = features::count(feature, defects::normals(draws, 500));
  const leeway::counts wild = features::count(feature, defects::normals(draws, 500, 50.0));
  const auto of_calm = psi.contributions(feature.counts(), calm);
  const auto of_wild = psi.contributions(feature.counts(), wild);
  REQUIRE(of_calm.size() == of_wild.size());
  for (std::size_t k = 0; k < of_calm.size(); ++k) {
    CHECK(exact::same(of_calm[k].cell.range.upper, of_wild[k].cell.range.upper));
    CHECK(exact::same(of_calm[k].baseline_share, of_wild[k].baseline_share));
  }
  leeway::counts both = calm;
  both += wild;
  const auto of_both = psi.contributions(feature.counts(), both);
  for (std::size_t k = 0; k < of_both.size(); ++k)
    CHECK(std::fabs(of_both[k].window_share - (of_calm[k].window_share + of_wild[k].window_share) / 2.0) < 1e-12);
}

// Some monitors have an option for the number of bins and never use it. Oracle: K bins, K - 1 degrees of freedom.
TEST_CASE("the number of bins that is asked for is used", "[defects]") {
  leeway::random_stream draws(20260425);
  const std::vector<double> past = defects::normals(draws, 3000);
  const std::vector<double> live = defects::normals(draws, 3000);
  for (std::size_t groups : {2U, 5U, 10U, 30U}) {
    leeway::decision_policy policy;
    policy.tests.grouped.groups = groups;
    const leeway::feature_report judged = defects::column(past, live, policy);
    for (std::string_view name : {"chi_squared", "jensen_shannon", "population_stability", "total_variation"}) {
      CAPTURE(groups, name);
      CHECK(exact::same(test_of(judged, name).degrees_of_freedom, static_cast<double>(groups) - 1.0));
    }
  }
  for (std::size_t bins : {2U, 7U, 30U}) {
    CHECK(leeway::learn(std::span<const double>(past), leeway::equal_width(bins)).cells().size() == bins);
    CHECK(leeway::learn(std::span<const double>(past), leeway::equal_mass(bins)).cells().size() == bins);
  }
}

// Some monitors cut at quantiles that collapse where values repeat, and the sides end up with different bins. Oracle:
// shares of both sides add up to 1 over the same cells.
TEST_CASE("values that repeat leave both sides with the same bins", "[defects]") {
  leeway::random_stream draws(20260426);
  std::vector<double> past;
  std::vector<double> live;
  for (int i = 0; i < 1000; ++i) {
    past.push_back(draws.below(10) < 7 ? 0.0 : draws.normal());
    live.push_back(draws.below(10) < 6 ? 0.0 : draws.normal());
  }
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(past));
  const leeway::counts window = features::count(feature, live);
  for (leeway::test_kind kind : {leeway::test_kind::chi_squared, leeway::test_kind::population_stability}) {
    leeway::any_bound_test bound = leeway::bind(kind, feature);
    double then = 0.0;
    double now = 0.0;
    for (const leeway::contribution& one : bound.contributions(feature.counts(), window)) {
      then += one.baseline_share;
      now += one.window_share;
    }
    CHECK(std::fabs(then - 1.0) < 1e-12);
    CHECK(std::fabs(now - 1.0) < 1e-12);
    CHECK(bound(feature.counts(), window).flags.has(leeway::flag::fewer_groups));
  }
}

// Some tools counted the lowest bin twice, and overwrote the mass beyond the last edge.
// Oracle: a record is counted once.
TEST_CASE("a value on an edge, below the first or above the last one is counted once", "[defects]") {
  const std::vector<double> past{1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0};
  const std::vector<double> edges{1.0, 2.0, 4.0, 8.0};
  const std::vector<double> live{1.0, 2.0, 4.0, 8.0, 0.0, -1e300, 9.0, 1e300, 3.0};
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(past), leeway::edges(edges));
  const leeway::counts window = features::count(feature, live);
  CHECK(window.present() == live.size());
  const auto cells = window.cells();
  CHECK(std::vector<std::uint64_t>(cells.begin(), cells.end()) == std::vector<std::uint64_t>{3, 1, 2, 1, 2});
}

// Some tools re-bin a histogram of other edges as if records lay evenly inside the bins. Oracle: one cannot know.
TEST_CASE("counts over other bins are refused", "[defects]") {
  leeway::random_stream draws(20260427);
  const std::vector<double> one = defects::normals(draws, 500);
  const std::vector<double> other = defects::normals(draws, 500);
  const leeway::baseline first = leeway::learn(std::vector{defects::numbers("x", one)});
  const leeway::baseline second = leeway::learn(std::vector{defects::numbers("x", other)});
  leeway::window open(first);
  const leeway::window foreign(second);
  CHECK_THROWS_AS(leeway::evaluate(first, foreign), std::invalid_argument);
  CHECK_THROWS_AS(open.merge(foreign), std::invalid_argument);
  CHECK_THROWS_AS(leeway::window::load(foreign.save(), first), leeway::bad_state);
}

// Some monitors use a test up to 1000 baseline rows and a fixed threshold beyond. Oracle: one row more is one row more.
TEST_CASE("nothing jumps at a thousand rows", "[defects]") {
  leeway::random_stream draws(20260428);
  std::vector<double> past = defects::normals(draws, 1001);
  const std::vector<double> live = defects::normals(draws, 800, 0.1);
  const leeway::feature_report longer = defects::column(past, live);
  past.pop_back();
  const leeway::feature_report shorter = defects::column(past, live);
  CHECK(shorter.verdict == longer.verdict);
  REQUIRE(shorter.findings.size() == longer.findings.size());
  for (std::size_t i = 0; i < shorter.findings.size(); ++i) {
    CHECK(shorter.findings[i].test == longer.findings[i].test);
    CHECK(std::fabs(shorter.findings[i].effect - longer.findings[i].effect) < 0.01);
    CHECK(std::fabs(shorter.findings[i].smallest_effect - longer.findings[i].smallest_effect) < 0.01);
  }
}

}  // namespace bins_test
