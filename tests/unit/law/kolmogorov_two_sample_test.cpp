// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "leeway/law/kolmogorov_two_sample.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "golden.hpp"
#include "leeway/base/random.hpp"
#include "support/catch.hpp"

namespace kolmogorov_two_sample_test {

using namespace leeway::law;

namespace {

/// Groups of equal records as runs; every second lone record stays a tied run of one, which must make no difference.
std::vector<record_run> runs_of(const std::vector<std::uint64_t>& groups) {
  std::vector<record_run> runs;
  for (const std::uint64_t size : groups) {
    if (size == 1 && !runs.empty() && !runs.back().tied) {
      ++runs.back().records;
    } else {
      runs.push_back({size, size != 1 || runs.size() % 2 == 1});
    }
  }
  return runs;
}

bool has_ties(const std::vector<std::uint64_t>& groups) {
  return std::any_of(groups.begin(), groups.end(), [](std::uint64_t size) { return size > 1; });
}

}  // namespace

// Oracle: counting lattice paths in exact integers, without and with ties (laws.py); p from 1 to 1e-595. The recursion
// forms convex combinations, so errors of half a unit in the last place a step add up like a random walk.
TEST_CASE("two-sample kolmogorov: agrees with exact integers", "[law][kolmogorov]") {
  two_sample_kolmogorov law;
  const std::vector<golden::line> lines = golden::read("laws_kolmogorov_two_sample.csv");
  REQUIRE(lines.size() > 150);
  std::size_t tied = 0;
  for (const golden::line& line : lines) {
    const std::vector<std::uint64_t> groups = line.counts(4);
    CAPTURE(line.count(0), line.count(1), line.count(2), line.count(3), line.text(4), line.number(6));
    const std::vector<record_run> runs = runs_of(groups);
    const ks_tail found = law(line.count(0), line.count(1), {line.count(2), line.count(3)}, runs);
    CHECK(found.exact);
    CHECK(found.route == (has_ties(groups) ? ks_route::exact_with_ties : ks_route::exact));
    CHECK(golden::error(found.value, line.number(5), line.number(6)) < 1e-12);
    const ks_tail swapped = law(line.count(1), line.count(0), {line.count(3), line.count(2)}, runs);
    CHECK(golden::error(swapped.value, line.number(5), line.number(6)) < 1e-12);
    tied += has_ties(groups) ? 1U : 0U;
  }
  CHECK(tied > 40);
}

// Oracle: the alternating sum in mpmath at 60 digits, to n = 1e9 (laws.py). A product of 7 sqrt(n) factors with two
// roundings each is a random walk to sqrt(14 sqrt(n)) * 1e-16 = 7e-14 at n = 1e9.
TEST_CASE("two-sample kolmogorov: equal sizes agree with mpmath", "[law][kolmogorov]") {
  const std::vector<golden::line> lines = golden::read("laws_kolmogorov_equal.csv");
  REQUIRE(lines.size() > 20);
  for (const golden::line& line : lines) {
    CAPTURE(line.count(0), line.count(1), line.number(3));
    const tail found = kolmogorov_two_sample_exact_equal(line.count(0), line.count(1));
    CHECK(golden::error(found, line.number(2), line.number(3)) < 1e-12);
  }
}

// Oracle: without ties the closed form for equal sizes is another way to the same number as the recursion, at every
// gap.
TEST_CASE("two-sample kolmogorov: the recursion meets the closed form", "[law][kolmogorov]") {
  std::vector<double> scratch(2000);
  for (std::uint64_t n : {1ULL, 2ULL, 5ULL, 37ULL, 400ULL}) {
    for (std::uint64_t h = 1; h <= n; ++h) {
      CAPTURE(n, h);
      const double hit =
          leeway::detail::kolmogorov_paths(n, n, leeway::detail::wide_product(n, h), scratch).without_ties();
      const double found = std::log(hit) - std::log(leeway::detail::kolmogorov_unit);
      CHECK(found == Approx(kolmogorov_two_sample_exact_equal(n, h).log_p).epsilon(1e-13).margin(1e-13));
    }
  }
}

// Oracle: relabelling, the definition of the conditional law: all C(8, 3) labellings of tied records.
TEST_CASE("two-sample kolmogorov: all labellings of a few tied records", "[law][kolmogorov]") {
  const std::vector<int> values = {1, 1, 2, 3, 4, 5, 5, 5};
  const std::vector<record_run> groups = {{2, true}, {3, false}, {3, true}};
  std::vector<std::uint64_t> distances;
  std::vector<ks_gap> gaps;
  for (unsigned labels = 0; labels < 256; ++labels) {
    std::uint64_t baseline = 0, window = 0, most = 0;
    ks_gap where;
    for (std::size_t i = 0; i < 8; ++i) {
      ((labels >> i) & 1) != 0 ? ++window : ++baseline;
      if (i + 1 < 8 && values[i] == values[i + 1]) continue;
      const auto c = static_cast<std::uint64_t>(ks_distance(5, 3, {baseline, window}));
      if (c > most) where = {baseline, window};
      most = (std::max)(most, c);
    }
    if (window != 3) continue;
    distances.push_back(most);
    gaps.push_back(where);
  }
  REQUIRE(distances.size() == 56);
  two_sample_kolmogorov law;
  for (std::size_t i = 0; i < distances.size(); ++i) {
    const auto as_far =
        std::count_if(distances.begin(), distances.end(), [&](std::uint64_t c) { return c >= distances[i]; });
    CHECK(law(5, 3, gaps[i], groups).value.p == Approx(static_cast<double>(as_far) / 56.0).epsilon(1e-14));
  }
}

// Oracle: ties can only hide places where the gap might have been larger, so the law without ties bounds the other.
TEST_CASE("two-sample kolmogorov: routes by size and ties", "[law][kolmogorov]") {
  two_sample_kolmogorov exact;
  two_sample_kolmogorov none(0);
  two_sample_kolmogorov some(20000);
  const std::vector<record_run> groups(20, {10, true});  // 200 records, 100 against 100 or 120 against 80

  CHECK(exact(100, 100, {60, 40}, groups).route == ks_route::exact_with_ties);
  const ks_tail bound = none(100, 100, {60, 40}, groups);
  CHECK(bound.route == ks_route::conservative);
  CHECK_FALSE(bound.exact);
  CHECK(bound.value.p > exact(100, 100, {60, 40}, groups).value.p);
  CHECK(bound.value.p == exact(100, 100, {60, 40}).value.p);

  CHECK(exact(120, 80, {70, 30}).route == ks_route::exact);
  CHECK(some(120, 80, {70, 30}).route == ks_route::exact);
  const ks_tail limit = none(120, 80, {70, 30});
  CHECK(limit.route == ks_route::asymptotic);
  CHECK_FALSE(limit.exact);
  CHECK(limit.value.p == Approx(exact(120, 80, {70, 30}).value.p).epsilon(0.2));
  CHECK(none(120, 80, {70, 30}, groups).route == ks_route::asymptotic);
  CHECK(exact(1000000, 1000001, {400000, 500000}).route == ks_route::asymptotic);
}

// Oracle: the limit law, to which the exact ones converge; the guide's ratios at p ~ 1e-8 are 1.05 to 1.2.
TEST_CASE("two-sample kolmogorov: large samples approach the limit", "[law][kolmogorov]") {
  two_sample_kolmogorov law;
  const ks_tail equal = law(1000000000, 1000000000, {500000000, 499940000});
  const double x = 60000.0 / std::sqrt(2e9);
  CHECK(equal.exact);
  CHECK(equal.value.p == Approx(kolmogorov_upper(x).p).epsilon(1e-4));
  const ks_tail uneven = law(100000, 1000, {50000, 540});
  CHECK(uneven.route == ks_route::exact);
  CHECK(uneven.value.p == Approx(kolmogorov_upper(0.04 * std::sqrt(1e8 / 101000.0)).p).epsilon(0.05));
}

// Oracle: a million records that are all exact doubles of one value: D = 0 whatever the groups; then two atoms, where
// the law is the two-sided hypergeometric one of a two by two table, P(|X - 50| >= 8) by summing its points.
TEST_CASE("two-sample kolmogorov: two atoms are a two by two table", "[law][kolmogorov]") {
  two_sample_kolmogorov law;
  const std::vector<record_run> one = {{1000000, true}};
  CHECK(law(400000, 600000, {400000, 600000}, one).value.p == 1.0);
  const std::vector<record_run> two = {{100, true}, {120, true}};
  double p = 0.0;
  for (std::uint64_t a = 0; a <= 100; ++a) {
    const auto point = [](double x) {
      const auto log_choose = [](double n, double k) {
        return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
      };
      return std::exp(log_choose(100, x) + log_choose(120, 110 - x) - log_choose(220, 110));
    };
    if (a >= 58 || a <= 42) p += point(static_cast<double>(a));
  }
  CHECK(law(110, 110, {58, 42}, two).value.p == Approx(p).epsilon(1e-11));
}

// Oracle: definition.
TEST_CASE("two-sample kolmogorov: ends and no value", "[law][kolmogorov]") {
  two_sample_kolmogorov law;
  CHECK(std::isnan(law(0, 5, {0, 3}).value.p));
  CHECK(law(5, 0, {3, 0}).route == ks_route::none);
  CHECK(std::isnan(law(5, 5, {6, 0}).value.p));
  CHECK(law(5, 7, {0, 0}).value.p == 1.0);
  CHECK(law(1, 1, {1, 0}).value.p == 1.0);
  CHECK(std::isnan(kolmogorov_two_sample_exact_equal(0, 0).p));
  CHECK(std::isnan(kolmogorov_two_sample_exact_equal(3, 4).p));
  // Separated samples: two orders of C(n + m, n), also where that is far below the smallest double.
  CHECK(law(3, 2, {3, 0}).value.p == Approx(0.2).epsilon(1e-14));
  const double log_orders = std::lgamma(5001.0) - std::lgamma(3001.0) - std::lgamma(2001.0);
  CHECK(law(3000, 2000, {3000, 0}).value.log_p == Approx(std::log(2.0) - log_orders).epsilon(1e-12));
}

}  // namespace kolmogorov_two_sample_test
