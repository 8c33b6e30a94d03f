// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The baseline is a sample as the window is. Who takes it for the truth calls its own sampling error drift.
//
// Failure budget: 16 comparisons, each with a binomial bound that chance misses with a probability of 1e-9.
#include <leeway/leeway.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "defects/naive.hpp"
#include "defects/support.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace baseline_error_test {
namespace {

constexpr double failure = 1e-9;

struct setting {
  std::uint64_t n, m;
  double naive_rate;  // what the naive rule surely exceeds
};
constexpr setting settings[] = {{1000, 1000, 0.40}, {1000, 5000, 0.90}, {500, 5000, 0.95}};

/// A feature with ten categories, all of which the baseline has.
leeway::category_feature ten_categories(leeway::random_stream& draws, std::uint64_t n) {
  return features::categories(samples::draw(draws, n, samples::equal(10)));
}

std::uint64_t hit(bool event) { return event ? 1U : 0U; }

}  // namespace

// Some monitors scale the baseline to expected counts and run a goodness-of-fit test. Oracle: one law on both sides.
TEST_CASE("the baseline's own error is not called drift by chi-squared", "[defects]") {
  constexpr std::uint64_t runs = 400;
  for (const auto& [n, m, naive_rate] : settings) {
    std::uint64_t naive = 0;
    std::uint64_t ours = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
      leeway::random_stream draws(20260401, run);
      const leeway::category_feature feature = ten_categories(draws, n);
      const samples::cell_counts live = samples::draw(draws, m, samples::equal(10));
      naive += hit(naive::goodness_of_fit_p(feature.counts().cells().first(10), live) <= 0.05);
      auto bound = leeway::chi_squared(defects::quick(run)).bind(feature);
      ours += hit(bound(feature.counts(), features::window(feature, live)).log_p_value <= std::log(0.05));
    }
    CAPTURE(n, m, naive, ours);
    CHECK(naive >= defects::at_least(runs, naive_rate, failure));
    CHECK(ours <= samples::at_most(runs, 0.05, failure));
  }
}

// Some monitors compare PSI with a quantile of chi-squared over the size of the window alone. Oracle: as above.
TEST_CASE("the threshold of PSI counts the errors of both sides", "[defects]") {
  constexpr std::uint64_t runs = 400;
  for (const auto& [n, m, naive_rate] : settings) {
    const double threshold = leeway::law::chi_squared_critical(0.05, 9.0) / static_cast<double>(m);
    std::uint64_t naive = 0;
    std::uint64_t ours = 0;
    for (std::uint64_t run = 0; run < runs; ++run) {
      leeway::random_stream draws(20260402, run);
      const leeway::category_feature feature = ten_categories(draws, n);
      const samples::cell_counts live = samples::draw(draws, m, samples::equal(10));
      naive += hit(naive::filled_psi(feature.counts().cells().first(10), live, 1e-4) > threshold);
      auto bound = leeway::population_stability(defects::quick(run)).bind(feature);
      ours += hit(bound(feature.counts(), features::window(feature, live)).log_p_value <= std::log(0.05));
    }
    CAPTURE(n, m, naive, ours);
    CHECK(naive >= defects::at_least(runs, naive_rate, failure));
    CHECK(ours <= samples::at_most(runs, 0.05, failure));
  }
}

// Some monitors use a one-sample law where a two-sample test is needed. Oracle: one law on both sides; the one-sample
// law takes sqrt(m) for the size, which is ten times the right one here.
TEST_CASE("a long stream does not turn the error of a short baseline into drift", "[defects]") {
  constexpr std::size_t n = 200;
  constexpr std::size_t m = 19'800;
  constexpr std::uint64_t runs = 100;
  std::uint64_t naive = 0;
  std::uint64_t ours = 0;
  leeway::decision_policy policy{.significance = 0.05};
  policy.shown.clear();
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260403, run);
    const leeway::feature_report judged =
        defects::column(defects::normals(draws, n), defects::normals(draws, m), policy);
    naive += hit(leeway::law::kolmogorov_upper(judged.simple_distance * std::sqrt(static_cast<double>(m))).p <= 0.05);
    ours += hit(defects::alarms(judged.verdict));
  }
  CAPTURE(naive, ours);
  CHECK(naive >= defects::at_least(runs, 0.95, failure));
  CHECK(ours <= samples::at_most(runs, 0.05, failure));
}

// Some tools suggest what the baseline happened to show as a constraint; every second calm window then violates it.
// Oracle: one law on both sides; a suggestion promises 1e-4 a calm window of 1000 rows.
TEST_CASE("a suggested completeness is kept by calm windows", "[defects]") {
  constexpr std::uint64_t n = 2000;
  constexpr std::uint64_t m = 1000;
  constexpr std::uint64_t runs = 1000;
  std::uint64_t naive = 0;
  std::uint64_t ours = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260404, run);
    const std::uint64_t missing = leeway::law::binomial_variate(draws, n, 0.05);
    const leeway::category_feature feature = features::categories(samples::cell_counts{n - missing}, missing);
    const leeway::baseline past({}, n, {feature});
    const std::uint64_t now = leeway::law::binomial_variate(draws, m, 0.05);
    leeway::window live(past);
    live.column(0) = leeway::column_statistics(features::window(feature, samples::cell_counts{m - now}, now));
    live.add_rows(m);
    naive += hit(now * n > missing * m);
    ours += hit(!leeway::violations(leeway::suggest(past), leeway::observe(past, live)).empty());
  }
  CAPTURE(naive, ours);
  CHECK(naive >= defects::at_least(runs, 0.40, failure));
  CHECK(ours <= samples::at_most(runs, 1e-4, failure));
}

}  // namespace baseline_error_test
