// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Kolmogorov-Smirnov where values repeat, and where its exact law is hard to compute.
//
// Failure budget: 2 comparisons, each with a binomial bound that chance misses with a probability of 1e-9.
#include <leeway/leeway.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include "defects/support.hpp"
#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"

namespace ties_test {
namespace {

/// D of a program that walks one sample before the other where values are equal.
double careless_distance(std::vector<double> a, std::vector<double> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  double largest = 0.0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] <= b[j])
      ++i;
    else
      ++j;
    largest = std::max(largest, std::fabs(static_cast<double>(i) / static_cast<double>(a.size()) -
                                          static_cast<double>(j) / static_cast<double>(b.size())));
  }
  return largest;
}

leeway::test_result compare(const std::vector<double>& past, const std::vector<double>& live) {
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(past), leeway::every_value{});
  return leeway::kolmogorov_smirnov().bind(feature)(feature.counts(), features::count(feature, live));
}

/// As for a continuous law: cells of which nobody knows whether their values are equal.
leeway::test_result compare_as_continuous(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  const leeway::numeric_feature feature = features::numbers(a);
  return leeway::kolmogorov_smirnov().bind(feature)(feature.counts(), features::window(feature, b));
}

double log_choose(double n, double k) { return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0); }

/// `ones` of `size` values are 1, the others 0.
std::vector<double> flags_of(std::size_t ones, std::size_t size) {
  std::vector<double> values(size, 0.0);
  std::fill_n(values.begin(), ones, 1.0);
  return values;
}

/// P(|X/n - (T - X)/m| >= observed) for X hypergeometric: the law of D for values 0 and 1, by enumeration.
double enumerated_p(int ones_a, int n, int ones_b, int m) {
  const int all = ones_a + ones_b;
  const int observed = std::abs(ones_a * m - ones_b * n);
  double p = 0.0;
  for (int x = std::max(0, all - m); x <= std::min(all, n); ++x)
    if (std::abs(x * m - (all - x) * n) >= observed)
      p += std::exp(log_choose(n, x) + log_choose(m, all - x) - log_choose(n + m, all));
  return p;
}

}  // namespace

// Some implementations walk one sample before the other on equal values. Oracle: equal samples do not differ.
TEST_CASE("two identical constant samples have no distance", "[defects]") {
  const std::vector<double> constant(50, 7.0);
  CHECK(exact::same(careless_distance(constant, constant), 1.0));
  const leeway::test_result same = compare(constant, constant);
  CHECK(exact::same(same.statistic, 0.0));
  CHECK(same.log_p_value >= 0.0);
  CHECK(exact::same(compare(constant, std::vector<double>(50, 8.0)).statistic, 1.0));
  const std::vector<double> few{1.0, 1.0, 2.0, 2.0, 2.0, 3.0};
  CHECK(careless_distance(few, few) > 0.4);
  CHECK(exact::same(compare(few, few).statistic, 0.0));
}

// All monitors read take p-values from the law of continuous data, which is far off where values repeat.
// Oracle: enumeration of the hypergeometric law.
TEST_CASE("the p-value of repeated values is that of repeated values", "[defects]") {
  struct table {
    int ones_a, n, ones_b, m;
  };
  for (const table& t : {table{4, 20, 15, 30}, {10, 40, 25, 45}, {1, 25, 7, 25}, {60, 100, 30, 70}, {3, 12, 3, 12}}) {
    const leeway::test_result ours =
        compare(flags_of(static_cast<std::size_t>(t.ones_a), static_cast<std::size_t>(t.n)),
                flags_of(static_cast<std::size_t>(t.ones_b), static_cast<std::size_t>(t.m)));
    CAPTURE(t.ones_a, t.n, t.ones_b, t.m);
    CHECK(ours.method == leeway::p_method::exact);
    CHECK(ours.flags.has(leeway::flag::ties));
    CHECK(away::error(std::exp(ours.log_p_value), enumerated_p(t.ones_a, t.n, t.ones_b, t.m)) < 1e-9);
  }
  const leeway::test_result ours = compare(flags_of(4, 20), flags_of(15, 30));
  const leeway::test_result continuous = compare_as_continuous({16, 4}, {15, 15});
  CHECK(std::exp(ours.log_p_value) < 0.05);
  CHECK(std::exp(continuous.log_p_value) > 0.15);  // a change of 30 points, missed
}

// Some monitors compare percentiles that collapse where 70 % of the values are equal, and alarm on equal distributions.
// Oracle: one law on both sides. The naive rule takes each interval between distinct percentiles for a twentieth.
TEST_CASE("a column that is mostly one value does not alarm without a change", "[defects]") {
  constexpr std::uint64_t runs = 200;
  std::uint64_t naive = 0;
  std::uint64_t ours = 0;
  const auto mostly_zero = [](leeway::random_stream& draws, std::size_t size) {
    std::vector<double> values(size);
    for (double& x : values) x = draws.below(10) < 7 ? 0.0 : draws.exponential();
    return values;
  };
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260441, run);
    std::vector<double> past = mostly_zero(draws, 400);
    const std::vector<double> live = mostly_zero(draws, 300);
    const leeway::numeric_feature feature = leeway::learn(std::span<const double>(past));
    const leeway::test_result result =
        leeway::kolmogorov_smirnov().bind(feature)(feature.counts(), features::count(feature, live));
    ours += result.log_p_value <= std::log(0.05) ? 1U : 0U;
    std::sort(past.begin(), past.end());
    std::vector<double> edges;
    for (std::size_t k = 1; k < 20; ++k)
      if (const double edge = past[k * 20]; edges.empty() || edge > edges.back()) edges.push_back(edge);
    double distance = 0.0;
    for (std::size_t k = 0; k < edges.size(); ++k) {
      const auto below = std::count_if(live.begin(), live.end(), [&](double x) { return x <= edges[k]; });
      distance = std::max(distance, std::fabs(static_cast<double>(below) / 300.0 - static_cast<double>(k + 1) / 20.0));
    }
    naive += leeway::law::kolmogorov_upper(distance * std::sqrt(400.0 * 300.0 / 700.0)).p <= 0.05 ? 1U : 0U;
  }
  CAPTURE(naive, ours);
  CHECK(naive >= defects::at_least(runs, 0.95, 1e-9));
  CHECK(ours <= samples::at_most(runs, 0.05, 1e-9));
}

// Some libraries' exact law overflows at a few thousand records, gives 1.0, or goes up where the distance does.
// Oracle: Gnedenko and Korolyuk's alternating sum for n = m, and the order of the distances.
TEST_CASE("the exact law neither overflows nor jumps at thousands of records", "[defects]") {
  constexpr std::uint64_t n = 5000;
  double before = 1.0;
  for (std::uint64_t gap = 1; gap <= 400; ++gap) {
    const double p = std::exp(compare_as_continuous({2500, 2500}, {2500 + gap, 2500 - gap}).log_p_value);
    double sum = 0.0;
    for (std::uint64_t i = 1; i * gap <= n; ++i) {
      const auto away_by = static_cast<double>(i * gap);
      const double term = std::exp(log_choose(2.0 * n, n - away_by) - log_choose(2.0 * n, n));
      sum += i % 2 == 1 ? 2.0 * term : -2.0 * term;
      if (term < 1e-18) break;
    }
    CAPTURE(gap);
    CHECK(std::fabs(p - std::min(1.0, sum)) < 1e-9);
    CHECK(p <= before + 1e-15);
    before = p;
  }
  before = 1.0;
  for (std::uint64_t gap = 20; gap <= 400; gap += 20) {
    const double p = std::exp(compare_as_continuous({2500, 2500}, {2499 + gap, 2500 - gap}).log_p_value);
    CHECK(p > 0.0);
    CHECK(p < before);
    before = p;
  }
}

}  // namespace ties_test
