// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A tolerance that its own windows raise must be raised by what they showed, and by nothing else.
#include <leeway/monitor/own_limits.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace own_limits_test {

using leeway::own_limit;
using leeway::own_limits;
using leeway::question;
using leeway::test_kind;
using row = std::vector<std::uint64_t>;

namespace {

constexpr question all_questions[] = {question::distribution, question::missing, question::unseen, question::spike};

/// A numeric feature of four cells whose own windows have these rows, and effects from everywhere.
leeway::numeric_feature numbers(const std::vector<row>& windows, std::uint64_t seed) {
  leeway::random_stream draws(seed);
  leeway::feature_parts<leeway::numeric_cells> parts = features::numbers(row{40, 30, 20, 10}).parts();
  parts.own = leeway::own_windows(4);
  for (const row& one : windows) {
    const auto effect = [&] {
      const double sure = draws.uniform() / 2.0;
      return leeway::own_effect{sure + draws.uniform() / 2.0, sure};
    };
    parts.own.add(one, {effect(), effect(), effect(), effect()});
  }
  return leeway::numeric_feature(std::move(parts));
}

std::vector<row> drawn(std::uint64_t seed, std::size_t windows, std::uint64_t size, std::uint64_t together) {
  leeway::random_stream draws(seed);
  std::vector<row> result;
  for (std::size_t w = 0; w < windows; ++w) {
    row counts = samples::draw(draws, size, {0.36, 0.27, 0.18, 0.09, 0.1});
    for (std::uint64_t& count : counts) count *= together;
    result.push_back(counts);
  }
  return result;
}

double highest(std::vector<double> values) { return *std::max_element(values.begin(), values.end()); }

double value_of(const leeway::own_effects& one, question asked) { return leeway::detail::effect_on(one, asked).value; }
double sure_of(const leeway::own_effects& one, question asked) { return leeway::detail::effect_on(one, asked).sure; }

/// Pearson's X2 of each window against the others by its degrees of freedom, on average, straight from the definition.
double dispersion(const std::vector<row>& windows) {
  double sum = 0.0;
  for (std::size_t w = 0; w < windows.size(); ++w) {
    const std::size_t cells = windows[w].size();
    std::vector<double> both(cells);
    double n = 0.0;
    for (const row& one : windows)
      for (std::size_t k = 0; k < cells; ++k) both[k] += static_cast<double>(one[k]);
    for (double count : both) n += count;
    const double m = static_cast<double>(std::accumulate(windows[w].begin(), windows[w].end(), std::uint64_t{0}));
    double statistic = 0.0;
    for (std::size_t k = 0; k < cells; ++k) {
      const double expected = both[k] * m / n;
      statistic += std::pow(static_cast<double>(windows[w][k]) - expected, 2) / expected / (1.0 - m / n);
    }
    sum += statistic / static_cast<double>(cells - 1);
  }
  return sum / static_cast<double>(windows.size());
}

}  // namespace

// Oracle: with 25 windows the limit is the largest effect of each question, of those that are sure.
TEST_CASE("own_limits: windows of their size", "[monitor]") {
  const std::vector<row> windows = drawn(1, 25, 100, 1);
  const leeway::numeric_feature feature = numbers(windows, 2);
  const own_limits limits(feature, test_kind::kolmogorov_smirnov);
  const std::uint64_t typical = feature.own().typical_records();
  for (question asked : all_questions) {
    std::vector<double> sure;
    for (const leeway::own_effects& one : feature.own().effects()) sure.push_back(sure_of(one, asked));
    for (std::uint64_t records : {std::uint64_t{0}, std::uint64_t{1}, typical, 2 * typical}) {
      const own_limit limit = limits.of(asked, records);
      CHECK(exact::same(limit.effect, highest(sure)));
      CHECK(limit.windows == 25);
      CHECK(away::error(limit.exceeded, 1.0 / 26.0) < 1e-12);
    }
  }
}

// Oracle: the definition: how far windows seemed to move, less the part that the dispersion of independent rows has in
// it; at least what they surely moved.
TEST_CASE("own_limits: larger windows", "[monitor]") {
  for (std::uint64_t together : {1U, 4U}) {
    const std::vector<row> windows = drawn(3, 25, 100, together);
    const leeway::numeric_feature feature = numbers(windows, 4);
    std::vector<row> present;
    std::vector<row> missing;
    for (const row& one : windows) {
      present.emplace_back(one.begin(), one.end() - 1);
      missing.push_back({std::accumulate(one.begin(), one.end() - 1, std::uint64_t{0}), one.back()});
    }
    const auto part = [](double varied) { return std::sqrt(std::fmax(0.0, 1.0 - 1.0 / varied)); };
    const own_limits limits(feature, test_kind::kolmogorov_smirnov);
    for (question asked : all_questions) {
      const double beyond_chance =
          asked == question::unseen ? 1.0 : part(dispersion(asked == question::missing ? missing : present));
      double expected = 0.0;
      for (const leeway::own_effects& one : feature.own().effects())
        expected = (std::max)({expected, sure_of(one, asked), beyond_chance * value_of(one, asked)});
      const own_limit limit = limits.of(asked, 2 * feature.own().typical_records() + 1);
      CAPTURE(together, to_string(asked), beyond_chance);
      CHECK(away::error(limit.effect, expected) < 1e-9);
      CHECK(std::isnan(limit.exceeded));
      CHECK(limit.windows == 25);
    }
  }
}

// Oracle: rows that come together vary more without the windows doing so: four equal rows, a design effect of 4, no
// season.
TEST_CASE("own_limits: a known design effect is no season", "[monitor]") {
  leeway::feature_parts<leeway::numeric_cells> parts = numbers(drawn(5, 60, 100, 4), 6).parts();
  const std::uint64_t larger = 2 * parts.own.typical_records() + 1;
  const double taken_for_season =
      own_limits(leeway::numeric_feature(parts), test_kind::kolmogorov_smirnov).of(question::spike, larger).effect;
  parts.design_effect = 4.6;  // more than any of the two shows by chance
  const own_limits limits(leeway::numeric_feature(parts), test_kind::kolmogorov_smirnov);
  CHECK(exact::same(limits.of(question::spike, larger).effect, limits.of(question::spike, 1).effect));
  CHECK(taken_for_season > limits.of(question::spike, larger).effect);
}

// Oracle: design: the effect of the test that decides: the rise of a cell for L-infinity, the share of rows that moved,
// from the coarse counts, for the others on groups.
TEST_CASE("own_limits: the deciding test", "[monitor]") {
  const std::vector<row> windows = drawn(7, 30, 100, 20);
  const leeway::numeric_feature feature = numbers(windows, 8);
  const auto limit = [&](test_kind kind) { return own_limits(feature, kind).of(question::distribution, 1).effect; };
  CHECK(exact::same(limit(test_kind::l_infinity),
                    own_limits(feature, test_kind::kolmogorov_smirnov).of(question::spike, 1).effect));
  double expected = 0.0;
  for (std::size_t w = 0; w < windows.size(); ++w) {
    row one(windows[w].begin(), windows[w].end() - 1);
    row others(4);
    for (std::size_t v = 0; v < windows.size(); ++v)
      for (std::size_t k = 0; k < 4; ++k) others[k] += v == w ? 0 : windows[v][k];
    expected = std::fmax(expected, leeway::total_variation_moved(others, one).lower_bound);
  }
  CHECK(expected > 0.0);
  for (test_kind kind :
       {test_kind::chi_squared, test_kind::jensen_shannon, test_kind::population_stability, test_kind::total_variation})
    CHECK(exact::same(limit(kind), expected));

  leeway::feature_parts<leeway::category_cells> parts = features::categories(row{40, 60}).parts();
  parts.own = feature.own();
  const leeway::category_feature categories(parts);
  const auto of_categories = [&](test_kind kind) {
    return own_limits(categories, kind).of(question::distribution, 1).effect;
  };
  CHECK(exact::same(of_categories(test_kind::chi_squared), limit(test_kind::kolmogorov_smirnov)));
  CHECK(exact::same(of_categories(test_kind::l_infinity), limit(test_kind::l_infinity)));
}

// Oracle: a window without a present record moved nothing.
TEST_CASE("own_limits: windows of missing values alone", "[monitor]") {
  std::vector<row> windows(25, row{0, 0, 0, 0, 30});
  const leeway::numeric_feature feature = numbers(windows, 9);
  CHECK(exact::same(own_limits(feature, test_kind::chi_squared).of(question::distribution, 1).effect, 0.0));
}

// Oracle: the contract.
TEST_CASE("own_limits: too few own windows raise nothing", "[monitor]") {
  const own_limits none;
  const own_limits few(numbers(drawn(10, 19, 50, 1), 11), test_kind::kolmogorov_smirnov);
  for (question asked : all_questions)
    for (std::uint64_t records : {std::uint64_t{10}, std::uint64_t{10'000}}) {
      CHECK(std::isnan(none.of(asked, records).effect));
      CHECK(std::isnan(few.of(asked, records).effect));
      CHECK(none.of(asked, records).windows == 0);
      CHECK(few.of(asked, records).windows == 19);
    }
}

// Oracle: by hand: beyond the limit is a warning, and drift as much further as was wished, within 1.
TEST_CASE("own_limits: raised tolerances", "[monitor]") {
  const auto is = [](double effect, leeway::tolerance wanted, leeway::tolerance expected) {
    const leeway::tolerance got = leeway::raised(wanted, {effect, 0.01, 99});
    return away::error(got.warning, expected.warning) < 1e-12 && away::error(got.drift, expected.drift) < 1e-12;
  };
  CHECK(is(0.03, {0.05, 0.10}, {0.05, 0.10}));
  CHECK(is(0.05, {0.05, 0.10}, {0.05, 0.10}));
  CHECK(is(0.07, {0.05, 0.10}, {0.07, 0.12}));
  CHECK(is(0.30, {0.05, 0.10}, {0.30, 0.35}));
  CHECK(is(0.98, {0.05, 0.10}, {0.98, 1.0}));
  CHECK(is(0.0, {0.0, 0.0}, {0.0, 0.0}));
  CHECK(is(0.2, {0.1, 0.1}, {0.2, 0.2}));
  CHECK(is(exact::nan, {0.05, 0.10}, {0.05, 0.10}));
}

}  // namespace own_limits_test
