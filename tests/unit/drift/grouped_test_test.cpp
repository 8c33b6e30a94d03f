// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/grouped_test.hpp>

#include <cmath>
#include <utility>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/drift/chi_squared.hpp>
#include <leeway/drift/jensen_shannon.hpp>
#include <leeway/drift/total_variation.hpp>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace grouped_test_test {

using leeway::chi_squared;
using leeway::flag;
using leeway::null_law;
using leeway::p_method;
using row = std::vector<std::uint64_t>;

// Oracle: the rule of null_law::automatic: limit law when every cell expects 100 records on the smaller side; two cells
// have an exact law.
TEST_CASE("grouped_test: which law", "[drift]") {
  const auto method = [](row a, row b, leeway::grouped_options options) {
    const leeway::category_feature feature = features::categories(a);
    return chi_squared(options).bind(feature)(feature.counts(), features::window(feature, b)).method;
  };
  CHECK(method({200, 200, 200}, {200, 200, 200}, {}) == p_method::asymptotic);
  CHECK(method({200, 200, 200}, {99, 99, 99}, {}) == p_method::hypergeometric_monte_carlo);
  CHECK(method({200, 200}, {200, 200}, {}) == p_method::exact);
  CHECK(method({200, 200}, {99, 99}, {}) == p_method::exact);
  CHECK(method({200, 200}, {2, 2}, {.pool = {0.0}, .law = null_law::asymptotic}) == p_method::asymptotic);
  CHECK(method({900, 900}, {900, 900}, {.law = null_law::monte_carlo}) == p_method::hypergeometric_monte_carlo);
  CHECK(method({900, 0}, {0, 900}, {.law = null_law::monte_carlo}) == p_method::bound);
  CHECK(method({900}, {400}, {}) == p_method::exact);
}

// Oracle: by hand.
TEST_CASE("grouped_test: flags", "[drift]") {
  const auto flags = [](row a, row b, leeway::grouped_options options) {
    const leeway::category_feature feature = features::categories(a);
    return chi_squared(options).bind(feature)(feature.counts(), features::window(feature, b)).flags;
  };
  CHECK(flags({200, 200}, {200, 200}, {}).bits() == 0);
  CHECK(flags({200, 200, 1}, {200, 200, 0}, {}).has(flag::pooled));
  CHECK(flags({200, 200, 0}, {200, 200, 90}, {}).has(flag::zero_cell));
  CHECK(flags({20, 20, 3}, {20, 20, 3}, {.pool = {0.0}, .law = null_law::asymptotic}).has(flag::small_expected));
  CHECK_FALSE(flags({20, 20, 3}, {20, 20, 3}, {.pool = {0.0}}).has(flag::small_expected));
}

// Oracle: the urn is an exact law for continuous values: p-values of calm data are uniform but for their steps. Counted
// at .1 and .01 over 2000 pairs; the band is left once in 1e8 (the seed is fixed).
TEST_CASE("grouped_test: the urn of continuous values", "[drift]") {
  leeway::random_stream draws(20260109);
  constexpr std::uint64_t runs = 2000;
  std::uint64_t at_10 = 0;
  std::uint64_t at_1 = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    std::vector<double> baseline = exact::normals(draws, 150);
    const leeway::numeric_feature feature = leeway::learn(std::span<const double>(baseline), leeway::equal_mass(32));
    auto bound = chi_squared({.effort = {499, run}}).bind(feature);
    const leeway::test_result result = bound(feature.counts(), features::count(feature, exact::normals(draws, 60)));
    CHECK((result.method == p_method::urn_monte_carlo || result.method == p_method::bound));
    at_10 += result.log_p_value <= std::log(0.10) ? 1U : 0U;
    at_1 += result.log_p_value <= std::log(0.01) ? 1U : 0U;
  }
  CHECK(at_10 <= samples::at_most(runs, 0.10, 1e-8));
  CHECK(at_1 <= samples::at_most(runs, 0.01, 1e-8));
  CHECK(at_10 >= runs / 20);  // and it is a test, not a bound that never alarms
}

// Oracle: Fisher's test by hand: 2 C(120, 60)^-1 for two cells that share nothing.
TEST_CASE("grouped_test: two cells are one exact test", "[drift]") {
  const leeway::category_feature feature = features::categories(row{60, 0});
  const leeway::counts window = features::window(feature, row{0, 60});
  const double log_table = std::lgamma(121.0) - 2.0 * std::lgamma(61.0);
  const leeway::test_result result = chi_squared({.pool = {0.0}}).bind(feature)(feature.counts(), window);
  CHECK(std::fabs(result.log_p_value - (std::log(2.0) - log_table)) < 1e-9);
  CHECK(exact::same(leeway::total_variation({.pool = {0.0}}).bind(feature)(feature.counts(), window).log_p_value,
                    result.log_p_value));
}

// Oracle: what draws cannot resolve is bounded by the most surprising cell, here Fisher's test by hand: 60 of 120
// against none, for one of three cells, over the 1 % of the error that it may use.
TEST_CASE("grouped_test: beyond what can be drawn", "[drift]") {
  const leeway::category_feature feature = features::categories(row{60, 0, 60});
  const leeway::test_result result =
      chi_squared({.pool = {0.0}}).bind(feature)(feature.counts(), features::window(feature, row{0, 60, 60}));
  const auto log_choose = [](double n, double k) {
    return std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0);
  };
  const double log_fisher = std::log(2.0) + log_choose(120.0, 60.0) - log_choose(240.0, 60.0);
  CHECK(result.method == p_method::bound);
  CHECK(std::fabs(result.log_p_value - (log_fisher + std::log(3.0) - std::log(0.01))) < 1e-9);
}

// Oracle: the seed is part of the result and the counts are all that it depends on.
TEST_CASE("grouped_test: the same counts, the same p-value", "[drift]") {
  leeway::random_stream draws(8);
  const leeway::category_feature feature = features::categories(samples::draw(draws, 300, samples::zipf(12, 1.0)));
  std::vector<leeway::counts> windows;
  for (int i = 0; i < 12; ++i)
    windows.push_back(features::window(feature, samples::draw(draws, 90, samples::zipf(12, 1.0))));
  auto bound = leeway::jensen_shannon().bind(feature);
  std::vector<double> forward;
  for (const leeway::counts& window : windows) forward.push_back(bound(feature.counts(), window).log_p_value);
  auto again = leeway::jensen_shannon().bind(feature);
  for (std::size_t i = windows.size(); i-- > 0;)
    CHECK(exact::same(again(feature.counts(), windows[i]).log_p_value, forward[i]));
  bool differs = false;
  auto seeded = leeway::jensen_shannon({.effort = {9999, 77}}).bind(feature);
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const double other = seeded(feature.counts(), windows[i]).log_p_value;
    differs = differs || !exact::same(other, forward[i]);
    CHECK(std::fabs(other - forward[i]) < 0.7);  // 5 standard errors of 200 exceedances are 0.35 on each side
  }
  CHECK(differs);
}

// Oracle: the bound test that draws for itself. Columns without missing values have the same urn: a table of draws that
// they share must change nothing, whatever was asked of it before, nor may one that is too small.
TEST_CASE("grouped_test: shared draws change no p-value", "[drift]") {
  leeway::random_stream draws(20260212);
  const auto learned = [&](std::size_t size) {
    const std::vector<double> values = exact::normals(draws, size);
    return leeway::learn(std::span<const double>(values), leeway::equal_mass(40));
  };
  const leeway::numeric_feature features_of[] = {learned(400), learned(400), learned(300)};
  std::vector<leeway::counts> windows;
  for (std::size_t size : {150u, 150u, 90u, 150u, 90u, 150u})
    windows.push_back(features::count(features_of[0], exact::normals(draws, size)));
  const std::vector<double> large = exact::normals(draws, 900);
  std::vector<double> with_repeats;
  for (double value : large) with_repeats.push_back(std::round(4.0 * value));
  const leeway::numeric_feature repeating =
      leeway::learn(std::span<const double>(with_repeats), leeway::equal_mass(16));
  const leeway::category_feature colours = features::categories(samples::draw(draws, 300, samples::zipf(9, 1.0)));
  for (const leeway::law::null_tables& tables :
       {leeway::law::null_tables(4, 16, 9999), leeway::law::null_tables(1, 16, 300), leeway::law::null_tables(2, 4)}) {
    const auto check = [&](const auto& feature, const leeway::counts& window) {
      const auto same_p = [&](const auto& test_of) {
        auto alone = test_of({}).bind(feature);
        auto sharing = test_of(tables).bind(feature);
        for (int round = 0; round < 2; ++round)
          CHECK(bound_checks::same(sharing(feature.counts(), window), alone(feature.counts(), window)));
      };
      same_p([](leeway::law::null_tables known) { return chi_squared({.tables = std::move(known)}); });
      same_p([](leeway::law::null_tables known) { return leeway::jensen_shannon({.tables = std::move(known)}); });
      same_p([](leeway::law::null_tables known) { return leeway::total_variation({.tables = std::move(known)}); });
    };
    for (int round = 0; round < 2; ++round)
      for (std::size_t i = windows.size(); i-- > 0;)
        for (const leeway::numeric_feature& feature : features_of) check(feature, windows[i]);
    check(repeating, features::count(repeating, std::vector<double>(with_repeats.begin(), with_repeats.begin() + 200)));
    check(colours, features::window(colours, samples::draw(draws, 120, samples::zipf(9, 1.0))));
  }
}

// Oracle: what the expansion says of X2 at these sizes: next to nothing to add at equal ones, some 8 % at p = .05 with
// a window a hundred times the baseline. Whoever asks for the limit law gets the plain one.
TEST_CASE("grouped_test: the limit law is only ever made larger", "[drift]") {
  leeway::random_stream draws(20260214);
  const std::vector<double> values = exact::normals(draws, 1200);
  const leeway::numeric_feature feature = leeway::learn(std::span<const double>(values));
  auto automatic = chi_squared().bind(feature);
  auto plain = chi_squared({.law = null_law::asymptotic}).bind(feature);
  const auto added = [&](std::size_t size) {
    const leeway::counts window = features::count(feature, exact::normals(draws, size));
    const leeway::test_result sharper = automatic(feature.counts(), window);
    CHECK(sharper.method == p_method::asymptotic);
    return sharper.log_p_value - plain(feature.counts(), window).log_p_value;
  };
  const double least = added(1200);
  CHECK(least >= 0.0);
  CHECK(least < 0.01);
  const double larger = added(120'000);
  CHECK(larger > 0.0);
  CHECK(larger < 0.2);
}

// Oracle: the definition of the largest move by hand.
TEST_CASE("grouped_test: what moved most", "[drift]") {
  const leeway::category_feature feature = features::categories(row{500, 300, 200});
  auto bound = chi_squared().bind(feature);
  const leeway::contribution move = bound.largest_move(feature.counts(), features::window(feature, row{520, 80, 400}));
  CHECK(move.cell.value == "c0001");
  CHECK(away::error(move.baseline_share, 0.3) < 1e-15);
  CHECK(away::error(move.window_share, 0.08) < 1e-15);
}

}  // namespace grouped_test_test
