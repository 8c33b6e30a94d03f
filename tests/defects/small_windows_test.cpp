// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Small windows: noise is not called drift, silence is not called stability, and a landslide is still seen.
//
// Failure budget: 10 comparisons, each with a binomial bound that chance misses with a probability of 1e-9.
#include <leeway/leeway.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "defects/naive.hpp"
#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace small_windows_test {
namespace {

constexpr double failure = 1e-9;
std::uint64_t hit(bool event) { return event ? 1U : 0U; }

}  // namespace

// Some monitors call eight records against a whole baseline drift.
// Oracle: one law on both sides, tolerances of nothing.
TEST_CASE("eight records raise no alarm", "[defects]") {
  constexpr std::uint64_t runs = 300;
  std::uint64_t naive = 0;
  std::uint64_t ours = 0;
  std::uint64_t too_few = 0;
  leeway::decision_policy policy{.significance = 0.05};
  policy.tolerances = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};
  policy.shown = {leeway::test_kind::population_stability};
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260461, run);
    const std::vector<double> past = defects::normals(draws, 150);
    const std::vector<double> live = defects::normals(draws, 8);
    policy.tests.grouped.effort = defects::quick(run).effort;
    const auto [a, b] = naive::pooled_histograms(past, live, 9);
    naive += hit(naive::jensen_shannon(a, b) >= 0.1);
    ours += hit(defects::alarms(defects::column(past, live, policy).verdict));
    too_few += hit(defects::column(past, live).verdict == leeway::verdict::too_few);
  }
  CAPTURE(naive, ours, too_few);
  CHECK(naive >= defects::at_least(runs, 0.95, failure));
  CHECK(ours <= samples::at_most(runs, 0.05, failure));
  CHECK(too_few >= defects::at_least(runs, 0.99, failure));
}

// Fixed thresholds on distances alarm on noise: how often depends on nothing but the number of bins and of records.
// Oracle: one law on both sides.
TEST_CASE("a distance of 0.1 is not drift in itself", "[defects]") {
  struct setting {
    std::size_t cells;
    std::uint64_t n, m;
    double naive_rate;
  };
  constexpr std::uint64_t runs = 200;
  for (const auto& [cells, n, m, naive_rate] :
       {setting{20, 300, 300, 0.5}, {20, 1000, 100, 0.9}, {100, 1001, 500, 0.9}}) {
    std::uint64_t of_psi = 0;
    std::uint64_t of_distance = 0;
    std::uint64_t ours = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
      leeway::random_stream draws(20260462, run);
      const leeway::category_feature feature = features::categories(samples::draw(draws, n, samples::equal(cells)));
      const samples::cell_counts live = samples::draw(draws, m, samples::equal(cells));
      const auto past = feature.counts().cells().first(cells);
      of_psi += hit(naive::filled_psi(past, live, 1e-4) >= 0.1);
      of_distance += hit(naive::jensen_shannon(past, live) >= 0.1);
      const leeway::counts window = features::window(feature, live);
      auto bound = leeway::population_stability(defects::quick(run)).bind(feature);
      ours += hit(bound(feature.counts(), window).log_p_value <= std::log(0.05));
    }
    CAPTURE(cells, n, m, of_psi, of_distance, ours);
    CHECK(of_psi >= defects::at_least(runs, naive_rate, failure));
    if (cells == 100) CHECK(of_distance >= defects::at_least(runs, 0.99, failure));
    CHECK(ours <= samples::at_most(runs, 0.05, failure));
  }
}

// A distance between two samples of one law is never 0: in ten records against a thousand it is large, and monitors
// that show it so are not understood. Oracle: nothing changed, so the effects must be about 0.
TEST_CASE("the effect of a calm window is about nothing, however small the window", "[defects]") {
  constexpr int runs = 200;
  double raw = 0.0;
  double psi_effect = 0.0;
  double moved = 0.0;
  for (int run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260463, static_cast<std::uint64_t>(run));
    const leeway::category_feature feature = features::categories(samples::draw(draws, 1000, samples::equal(10)));
    const samples::cell_counts live = samples::draw(draws, 10, samples::equal(10));
    const leeway::counts window = features::window(feature, live);
    raw += naive::jensen_shannon(feature.counts().cells().first(10), live) / runs;
    auto psi = leeway::population_stability(defects::quick(1)).bind(feature);
    psi_effect += psi(feature.counts(), window).effect / runs;
    moved += psi.share_moved(feature.counts(), window).value / runs;
  }
  CAPTURE(raw, psi_effect, moved);
  CHECK(raw > 0.35);
  CHECK(psi_effect < 0.1);
  CHECK(moved < 0.1);
}

// In some monitors a chunk of one record breaks the run. Oracle: it is judged as all others are.
TEST_CASE("a last window of one record is judged", "[defects]") {
  leeway::random_stream draws(20260464);
  const std::vector<double> past = defects::normals(draws, 1000);
  const std::vector<double> live = defects::normals(draws, 1001);
  const std::vector<leeway::column> columns{defects::numbers("x", live)};
  leeway::table_monitor monitor(leeway::learn(std::vector{defects::numbers("x", past)}), columns, leeway::every(500));
  CHECK(monitor.observe(columns).size() == 2);
  const leeway::report last = monitor.evaluate();
  CHECK(last.window_rows == 1);
  CHECK(last.verdict == leeway::verdict::too_few);
  for (const leeway::finding& found : last.features.front().findings) CHECK(found.log_p_value <= 0.0);
}

// Monitors without a minimum sample say "no drift" of a handful of records. Oracle: the change that would be seen is
// smaller in larger windows and never below the tolerance by much; only where it is small enough is "stable" said.
TEST_CASE("too few records are not called stable, and the report says what could be seen", "[defects]") {
  leeway::random_stream draws(20260465);
  const std::vector<double> past = defects::normals(draws, 20'000);
  double before = 2.0;
  for (std::size_t m : {20U, 100U, 500U, 2500U, 12'500U}) {
    const leeway::feature_report judged = defects::column(past, defects::normals(draws, m));
    const leeway::finding& found = reports::find(judged, leeway::question::distribution);
    CAPTURE(m);
    CHECK(found.smallest_effect < before);
    CHECK(found.smallest_effect > found.tolerance.drift / 2.0);
    if (m <= 100) CHECK(judged.verdict == leeway::verdict::too_few);
    if (m >= 12'500) CHECK(judged.verdict == leeway::verdict::stable);
    before = found.smallest_effect;
  }
}

// A distance less an allowance for small samples cannot fire in a small window at all. Oracle: all records moved.
TEST_CASE("a small window in which everything moved is called", "[defects]") {
  leeway::random_stream draws(20260466);
  const std::vector<double> past = defects::normals(draws, 1000);
  const leeway::feature_report twenty = defects::column(past, defects::normals(draws, 20, 20.0));
  CHECK(twenty.is_drift());
  CHECK(leeway::robust_distance(1.0, 8, 8) < 0.1 + 1e-12);  // the most that can be left of a distance of 1
  const std::vector<double> eight_then = defects::normals(draws, 40);
  CHECK(defects::column(eight_then, defects::normals(draws, 12, 20.0)).is_drift());
}

}  // namespace small_windows_test
