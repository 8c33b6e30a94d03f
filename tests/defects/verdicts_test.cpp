// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a report says: verdicts follow from the numbers that are shown, numbers can be recomputed, limits can be set.
//
// Failure budget: 2 comparisons, each with a binomial bound that chance misses with a probability of 1e-9.
#include <leeway/leeway.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "defects/naive.hpp"
#include "defects/support.hpp"
#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace verdicts_test {
namespace {

leeway::verdict by_hand(const leeway::finding& f, double significance) {
  const bool real = f.adjusted_log_p_value <= std::log(significance);
  if (real && f.effect_lower_bound > f.tolerance.drift) return leeway::verdict::drift;
  if (real && f.effect_lower_bound > f.tolerance.warning) return leeway::verdict::warning;
  const bool enough = f.smallest_effect <= f.tolerance.drift || f.effect_interval.upper < f.tolerance.drift;
  return enough ? leeway::verdict::stable : leeway::verdict::too_few;
}

}  // namespace

// In one monitor a threshold is shown and another rule decides.
// Oracle: the rule of docs/verdicts.md, from the report alone.
TEST_CASE("the verdict follows from the numbers in the report", "[defects]") {
  leeway::random_stream draws(20260541);
  const std::vector<double> past = defects::normals(draws, 3000);
  int seen[4] = {};
  for (double shift : {0.0, 0.2, 0.35, 0.5, 1.0})
    for (std::size_t m : {30U, 300U, 3000U}) {
      const leeway::feature_report judged = defects::column(past, defects::normals(draws, m, shift));
      leeway::verdict worst = leeway::verdict::stable;
      for (const leeway::finding& found : judged.findings) {
        CHECK(found.verdict == by_hand(found, 0.01));
        worst = leeway::worst(worst, found.verdict);
        ++seen[static_cast<int>(found.verdict)];
      }
      CHECK(judged.verdict == worst);
    }
  for (int each : seen) CHECK(each > 0);
}

// People who are shown a number without its parts cannot reproduce it. Oracle: the definitions, from the parts.
TEST_CASE("a statistic can be recomputed from what is shown", "[defects]") {
  leeway::random_stream draws(20260542);
  leeway::decision_policy policy;
  policy.tests.zero = leeway::zero_policy::raw();
  const leeway::feature_report judged =
      defects::column(defects::normals(draws, 2000), defects::normals(draws, 1500, 0.3), policy);
  int recomputed = 0;
  for (const leeway::shown_test& shown : judged.tests) {
    double psi = 0.0;
    double gap = 0.0;
    double amounts = 0.0;
    for (const leeway::contribution& one : shown.contributions) {
      psi += (one.window_share - one.baseline_share) * std::log(one.window_share / one.baseline_share);
      gap += one.window_share - one.baseline_share;
      amounts += one.amount;
    }
    double expected = exact::nan;
    if (shown.result.test == leeway::population_stability::name) expected = psi;
    if (shown.result.test == leeway::kolmogorov_smirnov::name) expected = std::fabs(gap);
    if (shown.result.test == leeway::chi_squared::name) expected = amounts;
    if (shown.result.test == leeway::jensen_shannon::name) expected = std::sqrt(amounts);
    if (std::isnan(expected)) continue;
    CAPTURE(shown.result.test);
    CHECK(away::error(shown.result.statistic, expected) < 1e-9);
    ++recomputed;
  }
  CHECK(recomputed == 4);
}

// Some validators give a distance only together with an alarm.
// Oracle: the largest gap, by brute force over the records.
TEST_CASE("the size of a change is shown without an alarm", "[defects]") {
  const std::vector<double> past{1, 1, 2, 2, 2, 3, 3, 4, 4, 4};
  const std::vector<double> live{1, 2, 2, 3, 3, 3, 4, 4, 4, 4};
  const leeway::feature_report judged = defects::column(past, live);
  CHECK_FALSE(defects::alarms(judged.verdict));
  const double effect = reports::find(judged, leeway::question::distribution).effect;
  CHECK(away::error(effect, 0.2) < 1e-12);  // at or below 2: 5 and 3
  for (const leeway::finding& found : judged.findings) CHECK(std::isfinite(found.effect));
}

// Some detectors react to a rise only. Oracle: the mirrored data.
TEST_CASE("a fall is seen as a rise is", "[defects]") {
  leeway::random_stream draws(20260543);
  std::vector<double> past = defects::normals(draws, 2001);
  std::vector<double> live = defects::normals(draws, 2000, 0.6);
  const leeway::feature_report up = defects::column(past, live);
  for (double& x : past) x = -x;
  for (double& x : live) x = -x;
  const leeway::feature_report down = defects::column(past, live);
  CHECK(up.is_drift());
  CHECK(down.is_drift());
  CHECK(std::fabs(up.simple_distance - down.simple_distance) < 2e-3);  // edges belong to the cell below
}

// Some tests allow a statistic 10 % of its value in the baseline: nothing at all where that is about 0.
// Oracle: one law.
TEST_CASE("a mean near zero is no reason for an alarm", "[defects]") {
  constexpr std::uint64_t runs = 40;
  std::uint64_t naive = 0;
  std::uint64_t ours = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260544, run);
    const leeway::feature_report judged = defects::column(defects::normals(draws, 1000), defects::normals(draws, 1000));
    const double then = judged.baseline.moments.mean();
    naive += std::fabs(judged.window.moments.mean() - then) > 0.1 * std::fabs(then) ? 1U : 0U;
    ours += defects::alarms(judged.verdict) ? 1U : 0U;
  }
  CHECK(naive >= defects::at_least(runs, 0.9, 1e-9));
  CHECK(ours <= samples::at_most(runs, 0.01, 1e-9));
}

// In one monitor a threshold can be changed only in a container of one's own. Oracle: the verdict of one column of two.
TEST_CASE("what is tolerated can be set for each column", "[defects]") {
  leeway::random_stream draws(20260545);
  const std::vector<double> then = defects::normals(draws, 3000);
  const std::vector<double> now = defects::normals(draws, 3000, 0.6);
  leeway::constraints wanted;
  wanted.features.push_back({.name = "loose", .tolerances = {{"distribution", 0.4, 0.5}, {"spike", 0.4, 0.5}}});
  const leeway::report judged = defects::table({defects::numbers("loose", then), defects::numbers("strict", then)},
                                               {defects::numbers("loose", now), defects::numbers("strict", now)},
                                               leeway::with_tolerances({}, wanted));
  CHECK(judged.find("loose")->verdict == leeway::verdict::stable);
  CHECK(judged.find("strict")->is_drift());
}

// "Something drifted" sends people to look for what. Oracle: the one category that grew.
TEST_CASE("a report names what moved, with the shares then and now", "[defects]") {
  std::vector<std::string_view> past;
  std::vector<std::string_view> live;
  for (int i = 0; i < 1000; ++i) {
    past.push_back(i % 5 == 0 ? "storm" : i % 2 == 0 ? "rain" : "sun");
    live.push_back(i % 2 == 0 ? "storm" : i % 3 == 0 ? "rain" : "sun");
  }
  const leeway::feature_report judged = defects::column(past, live);
  CHECK(judged.is_drift());
  CHECK(judged.decisive()->what == "\"storm\" 20 -> 50 %");
}

}  // namespace verdicts_test
