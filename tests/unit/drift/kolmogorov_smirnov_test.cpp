// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/kolmogorov_smirnov.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <leeway/baseline/learn.hpp>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/golden.hpp"
#include "support/samples.hpp"
#include "support/two_rows.hpp"

namespace kolmogorov_smirnov_test {

using leeway::kolmogorov_smirnov;
using leeway::p_method;

namespace {

using values = std::vector<double>;

leeway::numeric_feature learn(const values& sample) {
  return leeway::learn(std::span<const double>(sample), leeway::every_value{});
}

/// Every value of either side is a cell; the counts are the baseline's.
leeway::numeric_feature learn_with(const values& baseline, const values& window) {
  values both = baseline;
  both.insert(both.end(), window.begin(), window.end());
  leeway::feature_parts<leeway::numeric_cells> parts = learn(both).parts();
  parts.statistics = leeway::column_statistics(features::count(learn(both), baseline));
  return leeway::numeric_feature(std::move(parts));
}

/// sup |F - G| by its definition.
double brute_force(values a, values b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  double largest = 0.0;
  for (const values* side : {&a, &b})
    for (double x : *side) {
      const auto below = [x](const values& v) {
        return static_cast<double>(std::upper_bound(v.begin(), v.end(), x) - v.begin()) / static_cast<double>(v.size());
      };
      largest = std::fmax(largest, std::fabs(below(a) - below(b)));
    }
  return largest;
}

}  // namespace

// Oracle: exact rationals and exact conditional probabilities given the ties (ks_samples.py).
TEST_CASE("kolmogorov_smirnov: D and p are exact when every value is a cell", "[drift][kolmogorov_smirnov]") {
  for (const golden::row& line : golden::table("drift_ks.csv")) {
    CAPTURE(line.text("name"));
    const values baseline = line.numbers("baseline");
    const values live = line.numbers("window");
    const leeway::numeric_feature feature = learn_with(baseline, live);
    const leeway::counts window = features::count(feature, live);
    auto bound = kolmogorov_smirnov().bind(feature);
    const leeway::test_result result = bound(feature.counts(), window);
    CHECK(away::error(result.statistic, line.number("d")) < 1e-15);
    CHECK(exact::same(result.statistic_interval.lower, result.statistic));
    CHECK(exact::same(result.statistic_interval.upper, result.statistic));
    CHECK(result.method == p_method::exact);
    CHECK(away::log_error(result.log_p_value, line.number("log_p_conditional")) < 1e-11);
    CHECK(result.flags.has(leeway::flag::ties) == (line.count("groups") < line.count("n") + line.count("m")));
    const double signed_gap = -line.number("sign") * line.number("d");
    CHECK(std::fabs(bound_checks::sum_of(bound.contributions(feature.counts(), window)) - signed_gap) < 1e-13);
    if (line.count("numerator") == 0) continue;
    const leeway::contribution move = bound.largest_move(feature.counts(), window);
    CHECK(exact::same(move.cell.range.upper, line.number("where")));
    CHECK(std::fabs(move.amount - signed_gap) < 1e-15);
  }
}

// Oracle: the same D from the baseline's values alone: what is new falls into gaps, where the baseline does not move.
// New values in one gap count as different, so the p-value cannot be below the conditional one.
TEST_CASE("kolmogorov_smirnov: D is exact from the baseline's values", "[drift][kolmogorov_smirnov]") {
  for (const golden::row& line : golden::table("drift_ks.csv")) {
    CAPTURE(line.text("name"));
    const leeway::numeric_feature feature = learn(line.numbers("baseline"));
    const leeway::counts window = features::count(feature, line.numbers("window"));
    const leeway::test_result result = kolmogorov_smirnov().bind(feature)(feature.counts(), window);
    CHECK(away::error(result.statistic, line.number("d")) < 1e-15);
    CHECK(exact::same(result.statistic_interval.upper, result.statistic));
    CHECK(result.log_p_value >= line.number("log_p_conditional") - 1e-11);
    CHECK(result.log_p_value <= std::fmax(line.number("log_p_no_ties"), line.number("log_p_conditional")) + 1e-11);
  }
}

// Oracle: exact rationals (distances.py): the gap at the ends of cells, and the most that can hide inside them.
TEST_CASE("kolmogorov_smirnov: the gap of two rows of counts", "[drift][kolmogorov_smirnov]") {
  for (const char* file : {"distances_counts.csv", "distances_large.csv"}) {
    for (const golden::row& line : golden::table(file)) {
      CAPTURE(line.text("name"));
      const two_rows c(line);
      CHECK(away::error(leeway::kolmogorov_smirnov_distance(c.a, c.b), line.number("ks")) < 4e-16);
      CHECK(exact::same(leeway::kolmogorov_smirnov_distance(c.a, c.b), leeway::kolmogorov_smirnov_distance(c.b, c.a)));
      const auto gap = leeway::detail::largest_gap(c.a, c.b, [](std::size_t) { return false; });
      CHECK(away::error(gap.at_most, line.number("ks_upper")) < 4e-16);
      if (line.number("ks") > 0.0) CHECK(gap.cell == line.count("ks_cell"));
    }
  }
}

// Oracle: brute force in exact integers, at every length about which the search could be wrong.
TEST_CASE("kolmogorov_smirnov: the first of the largest gaps, at any number of cells", "[drift][kolmogorov_smirnov]") {
  leeway::random_stream draws(20260212);
  for (std::size_t size = 1; size < 100; ++size) {
    std::vector<std::uint64_t> a(size);
    std::vector<std::uint64_t> b(size);
    for (std::size_t cell = 0; cell < size; ++cell) {
      a[cell] = draws.below(4);  // few records: many gaps are equal
      b[cell] = draws.below(4);
    }
    ++a[size - 1];
    ++b[size - 1];
    std::int64_t n = 0;
    std::int64_t m = 0;
    for (std::size_t cell = 0; cell < size; ++cell) {
      n += static_cast<std::int64_t>(a[cell]);
      m += static_cast<std::int64_t>(b[cell]);
    }
    std::int64_t largest = -1;
    std::int64_t hidden = 0;
    std::size_t where = 0;
    std::int64_t below_a = 0;
    std::int64_t below_b = 0;
    for (std::size_t cell = 0; cell < size; ++cell) {
      const std::int64_t before_a = below_a;
      const std::int64_t before_b = below_b;
      below_a += static_cast<std::int64_t>(a[cell]);
      below_b += static_cast<std::int64_t>(b[cell]);
      const std::int64_t gap = std::abs(below_a * m - below_b * n);
      if (gap > largest) where = cell;
      largest = std::max(largest, gap);
      hidden = std::max(hidden, gap);
      if (cell % 3 != 0) hidden = std::max({hidden, below_a * m - before_b * n, below_b * n - before_a * m});
    }
    CAPTURE(size);
    const auto found = leeway::detail::largest_gap(a, b, [](std::size_t cell) { return cell % 3 == 0; });
    const double all = static_cast<double>(n) * static_cast<double>(m);
    CHECK(found.cell == where);
    CHECK(exact::same(found.at_ends, static_cast<double>(largest) / all));
    CHECK(exact::same(found.at_most, static_cast<double>(hidden) / all));
    const auto signed_gap =
        static_cast<std::int64_t>(found.baseline_cumulated) * m - static_cast<std::int64_t>(found.window_cumulated) * n;
    CHECK(std::abs(signed_gap) == largest);
  }
}

// Oracle: D of the raw samples by brute force.
TEST_CASE("kolmogorov_smirnov: few bins certify the D of the raw records", "[drift][kolmogorov_smirnov]") {
  leeway::random_stream draws(20260108);
  for (int round = 0; round < 400; ++round) {
    const double grain = round % 4 == 0 ? 0.0 : (round % 4 == 1 ? 0.01 : (round % 4 == 2 ? 0.25 : 1.0));
    const auto draw = [&](double shift) {
      const double x = draws.normal() + shift;
      return grain > 0.0 ? std::round(x / grain) * grain : x;
    };
    values baseline(1 + draws.below(200));
    values live(1 + draws.below(200));
    for (double& x : baseline) x = draw(0.0);
    for (double& x : live) x = draw(round % 3 == 0 ? 0.0 : 0.4);
    const leeway::numeric_feature feature =
        leeway::learn(std::span<const double>(baseline), leeway::equal_mass(2 + draws.below(20)));
    const leeway::test_result result =
        kolmogorov_smirnov().bind(feature)(feature.counts(), features::count(feature, live));
    const double d = brute_force(baseline, live);
    CAPTURE(round, baseline.size(), live.size(), d);
    CHECK(result.statistic_interval.lower <= d + 1e-15);
    CHECK(result.statistic_interval.upper >= d - 1e-15);
    CHECK(result.log_p_interval.lower <= result.log_p_interval.upper);
    CHECK(exact::same(result.log_p_interval.upper, result.log_p_value));
  }
}

// Oracle: two of the C(n + m, n) orders separate the samples; ties that stay within a side change nothing about these.
TEST_CASE("kolmogorov_smirnov: samples apart", "[drift][kolmogorov_smirnov]") {
  const leeway::numeric_feature feature = learn({1.0, 2.0, 3.0, 4.0, 5.0, 6.0});
  const leeway::test_result result =
      kolmogorov_smirnov().bind(feature)(feature.counts(), features::count(feature, values{9.0, 8.0, 7.0}));
  CHECK(exact::same(result.statistic, 1.0));
  CHECK(away::error(std::exp(result.log_p_value), 2.0 / 84.0) < 1e-13);
  CHECK(result.effect_interval.upper <= 1.0);
}

// Oracle: a constant column against itself cannot look more alike.
TEST_CASE("kolmogorov_smirnov: constant columns", "[drift][kolmogorov_smirnov]") {
  const leeway::numeric_feature feature = learn(values(50, 7.0));
  auto bound = kolmogorov_smirnov().bind(feature);
  const leeway::test_result same = bound(feature.counts(), features::count(feature, values(30, 7.0)));
  CHECK(exact::same(same.statistic, 0.0));
  CHECK(exact::same(same.log_p_value, 0.0));
  for (double other :
       {6.0, 8.0, std::nextafter(7.0, 0.0), std::nextafter(7.0, 9.0), exact::infinity, -exact::infinity}) {
    const leeway::test_result moved = bound(feature.counts(), features::count(feature, values(30, other)));
    CHECK(exact::same(moved.statistic, 1.0));
    CHECK(moved.log_p_value < -20.0);
  }
}

// Oracle: the concept's promises.
TEST_CASE("kolmogorov_smirnov: empty sides, repeated evaluation", "[drift][kolmogorov_smirnov]") {
  const leeway::numeric_feature feature = features::numbers(std::vector<std::uint64_t>{40, 0, 60, 5});
  auto bound = kolmogorov_smirnov().bind(feature);
  bound_checks::check_empty_sides(bound, feature.counts(), leeway::counts(4));
  bound_checks::check_repeats(bound, feature.counts(),
                              features::window(feature, std::vector<std::uint64_t>{9, 3, 0, 8}),
                              features::window(feature, std::vector<std::uint64_t>{1, 0, 0, 0}));
}

// Oracle: the limit law beyond the given work, which the exact law approaches from below (guide: ratio 1.00 at n = m =
// 1000).
TEST_CASE("kolmogorov_smirnov: the limit law where the lattice is too large", "[drift][kolmogorov_smirnov]") {
  leeway::random_stream draws(3);
  values baseline(1000);
  values live(900);
  for (double& x : baseline) x = draws.normal();
  for (double& x : live) x = draws.normal() + 0.1;
  const leeway::numeric_feature feature = learn_with(baseline, live);
  const leeway::counts window = features::count(feature, live);
  const leeway::test_result limit = kolmogorov_smirnov(0).bind(feature)(feature.counts(), window);
  const leeway::test_result whole = kolmogorov_smirnov().bind(feature)(feature.counts(), window);
  CHECK(limit.method == p_method::asymptotic);
  CHECK(whole.method == p_method::exact);
  CHECK(limit.log_p_value >= whole.log_p_value);
  CHECK(limit.log_p_value - whole.log_p_value < 0.1);
}

// Oracle: Massart (1990): the two bands together are wider than either alone and not wider than their sum at half the
// error.
TEST_CASE("kolmogorov_smirnov: the share that moved", "[drift][kolmogorov_smirnov]") {
  const leeway::numeric_feature feature = features::numbers(std::vector<std::uint64_t>{800, 200});
  const leeway::counts window = features::window(feature, std::vector<std::uint64_t>{100, 400});
  const leeway::share_of_rows moved = kolmogorov_smirnov().bind(feature).share_moved(feature.counts(), window);
  CHECK(away::error(moved.value, 0.6) < 1e-15);
  CHECK(moved.lower_bound < 0.6 - std::sqrt(std::log(1.0 / 0.025) / 1000.0));
  CHECK(moved.lower_bound >=
        0.6 - std::sqrt(std::log(2.0 / 0.025) / 2000.0) - std::sqrt(std::log(2.0 / 0.025) / 1000.0));
  CHECK(moved.between.lower <= moved.lower_bound);
  CHECK(moved.between.upper > 0.8 + std::sqrt(std::log(1.0 / 0.025) / 1000.0));  // the lower bin may hide as much as .8
}

}  // namespace kolmogorov_smirnov_test
