// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Distances of numbers have laws that depend on the numbers, estimated from the same baseline: calm data must not alarm
// more often than they may, from 50 records on, whatever the tails and the ties.
//
// Failure budget: fewer than 120 comparisons, each with a binomial bound that a test of exactly nominal size exceeds
// with a probability of at most 1e-9; so the file fails by chance with a probability below 2e-7. (The seeds are fixed.)
#include <cmath>
#include <cstdio>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/drift/energy_distance.hpp>
#include <leeway/drift/wasserstein.hpp>

#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace distance_size_test {
namespace {

constexpr double failure = 1e-9;

using values = std::vector<double>;
using generator = double (*)(leeway::random_stream&);

double normal(leeway::random_stream& draws) { return draws.normal(); }
double lognormal(leeway::random_stream& draws) { return std::exp(draws.normal()); }
double rounded(leeway::random_stream& draws) { return std::round(draws.normal() * 10.0) / 10.0; }
double zero_heavy(leeway::random_stream& draws) { return draws.below(5) < 3 ? 0.0 : draws.exponential(); }
double student_3(leeway::random_stream& draws) {
  const double scale = draws.normal();
  const double rest = 2.0 * draws.exponential();
  return draws.normal() / std::sqrt((scale * scale + rest) / 3.0);
}
double poisson(leeway::random_stream& draws) {
  double left = 3.0 - draws.exponential();
  double events = 0.0;
  for (; left > 0.0; left -= draws.exponential()) events += 1.0;
  return events;
}

constexpr std::pair<const char*, generator> laws[] = {{"normal", normal},   {"lognormal", lognormal},
                                                      {"t3", student_3},    {"rounded", rounded},
                                                      {"Poisson", poisson}, {"zero-heavy", zero_heavy}};

values draw(leeway::random_stream& draws, generator law, std::size_t size) {
  values result(size);
  for (double& x : result) x = law(draws);
  return result;
}

class tally {
 public:
  void add(const leeway::test_result& result) {
    count& one = counts_[std::string(result.test)];
    ++one.runs;
    for (std::size_t i = 0; i < 3; ++i) one.at[i] += result.log_p_value <= std::log(levels[i]) ? 1U : 0U;
  }
  void check(const std::string& where) const {
    for (const auto& [test, one] : counts_)
      for (std::size_t i = 0; i < 3; ++i) {
        CAPTURE(where, test, levels[i], one.runs, one.at[i]);
        CHECK(one.at[i] <= samples::at_most(one.runs, levels[i], failure));
      }
  }
  void print(const char* what) const {
    for (const auto& [test, one] : counts_)
      std::printf("%-16s %s: %.4f at .10, %.4f at .05, %.4f at .01 of %u\n", test.c_str(), what, share(one, 0),
                  share(one, 1), share(one, 2), static_cast<unsigned>(one.runs));
  }

 private:
  static constexpr double levels[] = {0.10, 0.05, 0.01};
  struct count {
    std::uint64_t runs = 0;
    std::uint64_t at[3] = {};
  };
  static double share(const count& one, std::size_t i) {
    return static_cast<double>(one.at[i]) / static_cast<double>(one.runs);
  }
  std::map<std::string, count> counts_;
};

void run(generator law, std::size_t n, std::size_t m, std::uint64_t seed, std::uint64_t runs, tally& here, tally& all) {
  leeway::random_stream draws(20260301, seed);
  for (std::uint64_t i = 0; i < runs; ++i) {
    const leeway::numeric_feature feature = leeway::learn(std::span<const double>(draw(draws, law, n)));
    const leeway::counts window = features::count(feature, draw(draws, law, m));
    const leeway::ordered_options options{.effort = {119, seed * runs + i}};
    for (const leeway::test_result& result :
         {leeway::wasserstein(options).bind(feature)(feature.counts(), window),
          leeway::energy_distance(options).bind(feature)(feature.counts(), window)}) {
      here.add(result);
      all.add(result);
    }
  }
}

}  // namespace

// Oracle: one law on both sides. Draws from both laws; any number of them gives a valid p-value.
TEST_CASE("distances: size with few records", "[statistical]") {
  tally all;
  std::uint64_t seed = 1;
  for (const auto& [name, law] : laws) {
    tally here;
    for (const auto& [n, m] : {std::pair{50, 50}, {50, 400}, {400, 50}})
      run(law, static_cast<std::size_t>(n), static_cast<std::size_t>(m), seed++, 40, here, all);
    here.check(name);
  }
  all.check("all");
  all.print("with few records");
}

// The limit laws from where they are used.
TEST_CASE("distances: size of the limit laws", "[statistical]") {
  tally all;
  std::uint64_t seed = 100;
  for (const auto& [name, law] : laws) {
    tally here;
    run(law, 1000, 1000, seed++, 60, here, all);
    run(law, 4000, 1000, seed++, 40, here, all);
    here.check(name);
  }
  all.check("all");
  all.print("limit laws");
}

}  // namespace distance_size_test
