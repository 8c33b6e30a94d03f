// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The tests on ranks keep both promises of a verdict: calm data do not alarm more often than they may, whatever their
// ties; and a change of the smallest effect that a test claims to call is called.
//
// Failure budget of the sizes: fewer than 150 comparisons, each with a binomial bound that a test of exactly nominal
// size exceeds with a probability of at most 1e-9. Of the powers: fewer than 20 cases of 300 runs, in which a power of
// .8 shows less than two thirds with a probability below 1e-7. So the file fails by chance with a probability below
// 3e-6. (The seeds are fixed.)
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/drift/anderson_darling.hpp>
#include <leeway/drift/cramer_von_mises.hpp>
#include <leeway/drift/kuiper.hpp>
#include <leeway/drift/mann_whitney.hpp>

#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace rank_size_test {

using samples::shares;

namespace {

constexpr double failure = 1e-9;

using values = std::vector<double>;
using generator = double (*)(leeway::random_stream&);

double normal(leeway::random_stream& draws) { return draws.normal(); }
double rounded(leeway::random_stream& draws) { return std::round(draws.normal() * 10.0) / 10.0; }
double zero_heavy(leeway::random_stream& draws) { return draws.below(5) < 3 ? 0.0 : draws.exponential(); }
double poisson(leeway::random_stream& draws) {
  double left = 3.0 - draws.exponential();
  double events = 0.0;
  for (; left > 0.0; left -= draws.exponential()) events += 1.0;
  return events;
}

values draw(leeway::random_stream& draws, generator law, std::size_t size) {
  values result(size);
  for (double& x : result) x = law(draws);
  return result;
}

struct tally {
  std::uint64_t runs = 0;
  std::uint64_t at_10 = 0;
  std::uint64_t at_5 = 0;

  void add(double log_p) {
    ++runs;
    at_10 += log_p <= std::log(0.10) ? 1U : 0U;
    at_5 += log_p <= std::log(0.05) ? 1U : 0U;
  }
  void check(const std::string& where) const {
    CAPTURE(where, runs, at_10, at_5);
    CHECK(at_10 <= samples::at_most(runs, 0.10, failure));
    CHECK(at_5 <= samples::at_most(runs, 0.05, failure));
  }
};

class tallies {
 public:
  void add(const leeway::test_result& result) { by_test_[std::string(result.test)].add(result.log_p_value); }
  void check(const std::string& where) const {
    for (const auto& [test, one] : by_test_) one.check(test + ", " + where);
  }
  void print() const {
    for (const auto& [test, one] : by_test_)
      std::printf("%-18s %.4f at .10, %.4f at .05 of %u\n", test.c_str(),
                  static_cast<double>(one.at_10) / static_cast<double>(one.runs),
                  static_cast<double>(one.at_5) / static_cast<double>(one.runs), static_cast<unsigned>(one.runs));
  }

 private:
  std::map<std::string, tally> by_test_;
};

template <class Result>
void for_each_test(const leeway::ordered_options& options, const leeway::numeric_feature& feature,
                   const leeway::counts& window, Result&& result) {
  result(leeway::cramer_von_mises(options).bind(feature)(feature.counts(), window));
  result(leeway::anderson_darling(options).bind(feature)(feature.counts(), window));
  result(leeway::kuiper(options).bind(feature)(feature.counts(), window));
  result(leeway::mann_whitney(options).bind(feature)(feature.counts(), window));
}

constexpr std::pair<const char*, generator> laws[] = {
    {"normal", normal}, {"rounded", rounded}, {"Poisson", poisson}, {"zero-heavy", zero_heavy}};
constexpr std::size_t sizes[][2] = {{50, 50}, {50, 400}, {400, 50}, {1000, 300}};

}  // namespace

// Oracle: one law on both sides; ties from none to most. The default 1024 cells and the automatic law; few draws, which
// any number of them allows, and a seed a run.
TEST_CASE("rank: size", "[statistical]") {
  tallies all;
  std::uint64_t seed = 1;
  for (const auto& [name, law] : laws)
    for (const auto& [n, m] : sizes) {
      tallies here;
      leeway::random_stream draws(20260627, seed++);
      const std::uint64_t runs = law == normal ? 1500 : 100;  // nothing is drawn
      for (std::uint64_t run = 0; run < runs; ++run) {
        const leeway::numeric_feature feature = leeway::learn(std::span<const double>(draw(draws, law, n)));
        const leeway::counts window = features::count(feature, draw(draws, law, m));
        for_each_test({.effort = {79, run}}, feature, window, [&](const leeway::test_result& result) {
          here.add(result);
          all.add(result);
        });
      }
      here.check(std::string(name) + ", " + std::to_string(n) + " and " + std::to_string(m));
    }
  all.check("all");
  all.print();
}

namespace {

/// Some neighbouring cells give all they have to the next ones: F - G is a narrow wedge of this height.
shares wedge(shares law, double height) {
  const std::size_t first = law.size() / 2;
  double moved = 0.0;
  for (std::size_t k = first; k > 0 && moved < height; --k) {
    const double part = std::fmin(law[k - 1], height - moved);
    law[k - 1] -= part;
    moved += part;
  }
  const auto taking = static_cast<std::size_t>(std::ceil(height * static_cast<double>(law.size())));
  for (std::size_t k = first; k < first + taking; ++k) law[k] += height / static_cast<double>(taking);
  return law;
}

/// Every cell of the lower half gives to the upper half.
shares halves(shares law, double height) {
  const std::size_t middle = law.size() / 2;
  for (std::size_t k = 0; k < law.size(); ++k) law[k] *= k < middle ? 1.0 - 2.0 * height : 1.0 + 2.0 * height;
  return law;
}

template <class Test, class Shape>
void check_power(const Test& test, const shares& then, std::uint64_t n, std::uint64_t m, double tolerance,
                 Shape&& shape) {
  const double log_significance = std::log(0.01 / 30.0);
  leeway::random_stream draws(20260628, n + m);
  const auto feature_of = [&] { return features::numbers(samples::draw(draws, n, then)); };
  const leeway::numeric_feature calm = feature_of();
  const double claim = test.bind(calm).smallest_effect(
      calm.counts(), features::window(calm, samples::draw(draws, m, then)), log_significance, tolerance);
  REQUIRE(claim < 1.0);
  const shares now = shape(claim);
  constexpr int runs = 300;
  int calls = 0;
  for (int run = 0; run < runs; ++run) {
    const leeway::numeric_feature feature = feature_of();
    const leeway::counts window = features::window(feature, samples::draw(draws, m, now));
    auto bound = test.bind(feature);
    calls += bound.share_moved(feature.counts(), window).lower_bound > tolerance &&
                     bound(feature.counts(), window).log_p_value <= log_significance
                 ? 1
                 : 0;
  }
  CAPTURE(Test::name, n, m, claim, calls);
  CHECK(calls >= runs * 2 / 3);
}

}  // namespace

// Oracle: the laws that the records are drawn from: a wedge, which is nearly the least favourable shape, and a smooth
// change.
TEST_CASE("rank: what a test claims to call, it calls", "[statistical]") {
  const shares equal = samples::equal(1000);
  for (const auto& [n, m] : {std::pair<std::uint64_t, std::uint64_t>{20'000, 3000}, {20'000, 20'000}, {3000, 20'000}}) {
    const auto narrow = [&](double d) { return wedge(equal, d); };
    const auto smooth = [&](double d) { return halves(equal, d); };
    check_power(leeway::cramer_von_mises(), equal, n, m, 0.02, narrow);
    check_power(leeway::cramer_von_mises(), equal, n, m, 0.02, smooth);
    check_power(leeway::anderson_darling(), equal, n, m, 0.02, narrow);
    check_power(leeway::kuiper(), equal, n, m, 0.02, narrow);
  }
  // Most of the window above the whole baseline, the rest below it.
  shares inner(1000, 0.0);
  for (std::size_t k = 300; k < 700; ++k) inner[k] = 1.0 / 400.0;
  check_power(leeway::mann_whitney(), inner, 2000, 1000, 0.02, [](double d) {
    shares outer(1000, 0.0);
    for (std::size_t k = 0; k < 300; ++k) {
      outer[k] = (1.0 - d) / 300.0;
      outer[999 - k] = d / 300.0;
    }
    return outer;
  });
}

}  // namespace rank_size_test
