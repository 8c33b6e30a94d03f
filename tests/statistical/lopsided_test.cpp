// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Promises that once broke where the sides differ much in size, where dictionaries are closed, and where cells hide
// moves.
#include <leeway/leeway.hpp>

#include <cmath>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace lopsided_test {
namespace {

/// Six standard errors above the nominal rate: the file fails by chance less than once in 1e8 runs.
double at_most(double rate, int runs) { return rate + 6.0 * std::sqrt(rate * (1.0 - rate) / runs); }

leeway::counts missing_of(std::uint64_t missing, std::uint64_t rows) {
  leeway::counts side(1);
  side.add(0, rows - missing);
  side.add(1, missing);
  return side;
}

}  // namespace

// Oracle: the second guarantee: a change just below the tolerance is called at most once in twenty.
TEST_CASE("lopsided: missing values below the tolerance", "[statistical]") {
  struct setting {
    double then, now;
    std::uint64_t n, m;
  };
  constexpr int runs = 4000;
  leeway::bound_missing_rate bound;
  for (const setting& one :
       {setting{0.0, .0099, 100'000, 20}, {.001, .0109, 100'000, 60}, {.0101, .0002, 500, 100'000}}) {
    int called = 0;
    for (int run = 0; run < runs; ++run) {
      leeway::random_stream random(77, static_cast<std::uint64_t>(run));
      const leeway::counts past = missing_of(leeway::law::binomial_variate(random, one.n, one.then), one.n);
      const leeway::counts live = missing_of(leeway::law::binomial_variate(random, one.m, one.now), one.m);
      called += bound.share_moved(past, live).lower_bound > .01 ? 1 : 0;
    }
    CAPTURE(one.then, one.now, one.n, one.m);
    CHECK(static_cast<double>(called) / runs <= at_most(.05, runs));
  }
}

// Oracle: nothing changed: thirty equal categories of which a baseline of 210 misses one in every 36 times.
TEST_CASE("lopsided: a closed dictionary that missed a category", "[statistical]") {
  constexpr int runs = 1000;
  int below_1 = 0;
  int below_01 = 0;
  std::vector<std::string> names;
  for (int k = 0; k < 30; ++k) names.push_back("category " + std::to_string(k));
  for (int run = 0; run < runs; ++run) {
    leeway::random_stream random(99, static_cast<std::uint64_t>(run));
    std::vector<std::string_view> past(210);
    for (std::string_view& text : past) text = names[random.below(30)];
    const leeway::category_feature feature = leeway::learn(past);
    leeway::column_statistics live(feature.cells().size());
    for (int i = 0; i < 3000; ++i) live.observe(feature.cells(), std::string_view(names[random.below(30)]));
    auto bound = leeway::unseen_rate().bind(feature);
    const double log_p = bound(feature.counts(), live.counts()).log_p_value;
    below_1 += log_p <= std::log(.01) ? 1 : 0;
    below_01 += log_p <= std::log(.001) ? 1 : 0;
  }
  CHECK(static_cast<double>(below_1) / runs <= at_most(.01, runs));
  CHECK(static_cast<double>(below_01) / runs <= at_most(.001, runs));
}

// Oracle: nothing changed: cells end at the values of a handful of records.
TEST_CASE("lopsided: a handful of records against a thousand", "[statistical]") {
  constexpr int runs = 300;
  for (std::size_t n : {5u, 9u, 20u}) {
    int called[3] = {};
    for (int run = 0; run < runs; ++run) {
      leeway::random_stream random(5, static_cast<std::uint64_t>(run));
      const auto value = [&] { return n == 20 && random.uniform() < .3 ? 0.0 : random.uniform(); };
      std::vector<double> past(n);
      for (double& x : past) x = value();
      const leeway::numeric_feature feature = leeway::learn(past);
      leeway::column_statistics live(feature.cells().size());
      for (int i = 0; i < 1000; ++i) live.observe(feature.cells(), value());
      const auto rejects = [&](leeway::test_kind kind) {
        return leeway::bind(kind, feature)(feature.counts(), live.counts()).log_p_value <= std::log(.05) ? 1 : 0;
      };
      called[0] += rejects(leeway::test_kind::chi_squared);
      called[1] += rejects(leeway::test_kind::jensen_shannon);
      called[2] += rejects(leeway::test_kind::population_stability);
    }
    CAPTURE(n);
    for (int one : called) CHECK(static_cast<double>(one) / runs <= at_most(.05, runs));
  }
}

// Oracle: by construction: all of the lower half moved, and one edge at the middle cannot see it.
TEST_CASE("hidden: a move inside a cell is never called stable", "[statistical]") {
  leeway::random_stream random(3);
  std::vector<double> past(5000);
  for (double& x : past) x = random.uniform();
  leeway::column_monitor monitor{leeway::learn(past, leeway::edges({.5})), leeway::every{5000}};
  bool closed = false;
  while (!closed) {
    const double x = random.uniform();
    closed = monitor.observe(x < .5 ? x / 2.0 : x);
  }
  CHECK(monitor.evaluate().findings[0].verdict == leeway::verdict::too_few);
}

// Oracle: by construction: total variation 20 %, all of it between categories too rare for a cell of their own.
TEST_CASE("hidden: a move inside the pool is never called stable", "[statistical]") {
  leeway::random_stream random(4);
  std::vector<std::string> names;
  for (int k = 0; k < 4000; ++k) names.push_back(std::to_string(k));
  std::vector<std::string_view> past(8000);
  for (std::string_view& text : past) text = names[random.below(4000)];
  leeway::feature_parts<leeway::category_cells> parts = leeway::learn(past).parts();
  parts.role = leeway::role::feature;
  leeway::column_monitor monitor{leeway::category_feature(std::move(parts)), leeway::every{8000}};
  bool closed = false;
  while (!closed) {
    const std::uint64_t half = random.uniform() < .7 ? 0 : 2000;
    closed = monitor.observe(std::string_view(names[half + random.below(2000)]));
  }
  CHECK(monitor.evaluate().findings[0].verdict != leeway::verdict::stable);
}

// Oracle: the same values, as floats.
TEST_CASE("lopsided: floats against a baseline of doubles", "[statistical]") {
  std::vector<double> past;
  for (int i = 0; i < 2000; ++i) past.push_back(i % 40 / 10.0);
  leeway::column_monitor monitor{leeway::learn(past), leeway::every{2000}};
  for (double x : past) monitor.observe(static_cast<float>(x));
  CHECK(monitor.evaluate().verdict == leeway::verdict::stable);
}

}  // namespace lopsided_test
