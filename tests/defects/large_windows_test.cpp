// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Large windows: what is significant need not matter, and all records count.
#include <leeway/leeway.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "defects/support.hpp"
#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace large_windows_test {
namespace {

leeway::feature_report judge(const leeway::numeric_feature& feature, const samples::cell_counts& live) {
  const leeway::baseline past({}, feature.counts().present(), {feature});
  leeway::window open(past);
  open.column(0) = leeway::column_statistics(features::window(feature, live));
  open.add_rows(open.columns().front().counts().present());
  return leeway::evaluate(past, open).features.front();
}

/// Shares of 100 cells, of which `moved` went from the lower to the upper half.
samples::shares hundred(double moved) {
  samples::shares law = samples::equal(100);
  for (std::size_t k = 0; k < 100; ++k) law[k] += (k < 50 ? -moved : moved) / 50.0;
  return law;
}

/// D of the raw records, from all their values.
double raw_distance(std::vector<double> a, std::vector<double> b) {
  std::vector<double> all = a;
  all.insert(all.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  const auto share = [](const std::vector<double>& values, double x) {
    return static_cast<double>(std::upper_bound(values.begin(), values.end(), x) - values.begin()) /
           static_cast<double>(values.size());
  };
  double largest = 0.0;
  for (double x : all) largest = std::max(largest, std::fabs(share(a, x) - share(b, x)));
  return largest;
}

}  // namespace

// With p-values alone everything is drift once batches are large. Oracle: 1 % of the rows moved, below every tolerance.
TEST_CASE("a trifle is not drift in a million records", "[defects]") {
  leeway::random_stream draws(20260471);
  const leeway::numeric_feature feature = features::numbers(samples::draw(draws, 1'000'000, hundred(0.0)));
  const leeway::feature_report judged = judge(feature, samples::draw(draws, 1'000'000, hundred(0.01)));
  const leeway::finding& found = reports::find(judged, leeway::question::distribution);
  CHECK(found.log_p_value < std::log(1e-20));
  CHECK(judged.verdict == leeway::verdict::stable);
  CHECK(found.effect < 0.02);
  CHECK(std::count(found.notes.begin(), found.notes.end(), "real, not surely above 5 %") == 1);
}

// Some monitors say "everything drifted" of a table and "nothing" of a twentieth of it. Oracle: the law is the same; a
// smaller sample may say less, never the opposite.
TEST_CASE("all of the data and a part of them do not contradict each other", "[defects]") {
  leeway::random_stream draws(20260472);
  for (double moved : {0.0, 0.02, 0.3}) {
    bool alarmed = false;
    bool stable = false;
    for (std::uint64_t size : {5'000U, 100'000U, 2'000'000U}) {
      const leeway::numeric_feature feature = features::numbers(samples::draw(draws, size, hundred(0.0)));
      const leeway::verdict verdict = judge(feature, samples::draw(draws, size, hundred(moved))).verdict;
      alarmed = alarmed || defects::alarms(verdict);
      stable = stable || verdict == leeway::verdict::stable;
    }
    CAPTURE(moved);
    CHECK(alarmed == (moved > 0.1));
    CHECK(stable == (moved < 0.1));
  }
}

// Tests on sketches that take the number of retained items for the sample never get sharper: with 560 items a side they
// see no D below about 0.08, in ten thousand records or ten billion. Oracle: D = 0.01 in a million records a side is
// five times what the exact test needs.
TEST_CASE("the sample is what was counted, not what was kept", "[defects]") {
  const double by_kept_items = leeway::law::kolmogorov_critical(std::log(0.05)) * std::sqrt(2.0 / 560.0);
  CHECK(by_kept_items > 0.08);
  leeway::random_stream draws(20260473);
  const samples::shares law = samples::equal(1024);
  samples::shares shifted = law;
  for (std::size_t k = 0; k < 1024; ++k) shifted[k] += (k < 512 ? -0.01 : 0.01) / 512.0;
  const leeway::numeric_feature feature = features::numbers(samples::draw(draws, 1'000'000, law));
  const leeway::counts live = features::window(feature, samples::draw(draws, 1'000'000, shifted));
  const leeway::test_result result = leeway::kolmogorov_smirnov().bind(feature)(feature.counts(), live);
  CHECK(result.window_n == 1'000'000);
  CHECK(result.statistic < by_kept_items / 4.0);
  CHECK(result.log_p_value < std::log(1e-20));
}

// The usual effect of chi-squared divides by all records: beside a large baseline every window looks harmless.
// Oracle: the shares of both sides are the same, so the sizes must not matter.
TEST_CASE("an effect does not fade beside a large baseline", "[defects]") {
  const samples::cell_counts live{700, 200, 100};
  double first = 0.0;
  for (std::uint64_t scale : {1U, 10U, 1000U}) {
    const samples::cell_counts past{500 * scale, 300 * scale, 200 * scale};
    const leeway::category_feature feature = features::categories(past);
    const leeway::test_result result =
        leeway::chi_squared().bind(feature)(feature.counts(), features::window(feature, live));
    const double usual = std::sqrt(result.statistic / (1000.0 * static_cast<double>(scale) + 1000.0));
    CHECK((scale == 1000) == (usual < 0.02));
    if (scale == 1) first = result.effect;
    CHECK(away::error(result.effect, first) < 1e-12);
  }
  CHECK(first > 0.2);
}

// Some monitors draw a sample of the rows first. Oracle: the number of rows.
TEST_CASE("every record takes part", "[defects]") {
  leeway::random_stream draws(20260474);
  const std::vector<double> past = defects::normals(draws, 150'000);
  const std::vector<double> live = defects::normals(draws, 120'001);
  const leeway::feature_report judged = defects::column(past, live);
  for (const leeway::shown_test& shown : judged.tests) {
    CHECK(shown.result.baseline_n == 150'000);
    CHECK(shown.result.window_n == 120'001);
  }
}

// A test on a sketch whose p-value ignores the error of the sketch is off by orders of magnitude. Oracle: D of the raw
// records, and its p-value from cells that hold one value each, which lose nothing.
TEST_CASE("what the bins lose is in the interval", "[defects]") {
  for (std::uint64_t run = 0; run < 20; ++run) {
    leeway::random_stream draws(20260475, run);
    const std::vector<double> past = defects::normals(draws, 3000);
    const std::vector<double> live = defects::normals(draws, 1500, 0.05);
    const leeway::numeric_feature raw = leeway::learn(std::span<const double>(past), leeway::every_value{});
    const leeway::numeric_feature binned = leeway::learn(std::span<const double>(past), leeway::equal_mass(64));
    const leeway::test_result truth = leeway::kolmogorov_smirnov().bind(raw)(raw.counts(), features::count(raw, live));
    const leeway::test_result ours =
        leeway::kolmogorov_smirnov().bind(binned)(binned.counts(), features::count(binned, live));
    const double distance = raw_distance(past, live);
    CAPTURE(run, distance, truth.log_p_value);
    CHECK(away::error(truth.statistic, distance) < 1e-12);
    CHECK(ours.statistic_interval.lower <= distance + 1e-12);
    CHECK(distance <= ours.statistic_interval.upper + 1e-12);
    CHECK(ours.log_p_interval.lower <= truth.log_p_value);
    CHECK(truth.log_p_value <= ours.log_p_interval.upper);
    CHECK(ours.statistic_interval.upper - ours.statistic_interval.lower < 2.5 / 64.0);
  }
}

}  // namespace large_windows_test
