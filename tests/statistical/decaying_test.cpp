// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Decayed counts are no sample: rows of different weights, rounded. Tests that take them for one must not alarm more
// often than they say, above all not where a single new row has the largest weight: unseen and rare categories.
//
// Failure budget: 28 comparisons with binomial bounds, each exceeded by chance with a probability of at most 1e-6; so
// the file fails by chance with a probability of less than 3e-5. (The seeds are fixed.)
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/monitor/feature_questions.hpp>
#include <leeway/window/decaying.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/samples.hpp"

namespace decaying_test {

using leeway::question;

namespace {

constexpr std::uint64_t runs = 1'000;
constexpr std::size_t baseline_rows = 1'500;
constexpr std::size_t categories = 400;

struct world {
  std::vector<std::string> names{};
  std::vector<double> cumulated{};

  world() {
    double sum = 0.0;
    for (double share : samples::zipf(categories, 1.2)) {
      names.push_back("category " + std::to_string(names.size()));
      cumulated.push_back(sum += share);
    }
  }
  /// NaN now and then, and zeros that repeat.
  static double number(leeway::random_stream& random) {
    if (random.below(100) == 0) return exact::nan;
    return random.below(5) == 0 ? 0.0 : random.normal();
  }
  std::string_view category(leeway::random_stream& random) const {
    const double u = static_cast<double>(random.below(1'000'000'000)) * 1e-9;
    const auto place = std::upper_bound(cumulated.begin(), cumulated.end() - 1, u) - cumulated.begin();
    return names[static_cast<std::size_t>(place)];
  }
};

struct stream {
  std::size_t rows_of_a_pane;
  std::uint64_t half_life;
};

using alarms = std::map<std::pair<std::size_t, question>, std::pair<std::uint64_t, std::uint64_t>>;  // at 5 %, at 1 %

template <class Feature>
void ask(const Feature& feature, std::size_t column, const leeway::window& live, std::uint64_t seed, alarms& into) {
  leeway::decision_policy policy;
  policy.shown.clear();
  policy.tests.grouped.effort = {99, seed};
  leeway::feature_questions questions(feature, policy);
  leeway::feature_report report;
  questions.ask(feature.counts(), live.columns()[column].counts(), 0.05, 1, report);
  for (const leeway::finding& found : report.findings) {
    auto& [often, rarely] = into[{column, found.question}];
    often += found.log_p_value <= std::log(0.05) ? 1U : 0U;
    rarely += found.log_p_value <= std::log(0.01) ? 1U : 0U;
  }
}

/// Nothing changes: how often does each question say otherwise?
alarms calm(stream how, std::uint64_t seed) {
  static const world all;
  leeway::random_stream random(seed);
  alarms result;
  for (std::uint64_t run = 0; run < runs; ++run) {
    std::vector<double> numbers;
    std::vector<std::string_view> texts;
    for (std::size_t i = 0; i < baseline_rows; ++i) {
      numbers.push_back(world::number(random));
      texts.push_back(all.category(random));
    }
    const leeway::numeric_feature x = leeway::learn(std::span<const double>(numbers), leeway::equal_mass{}, "x");
    const leeway::category_feature kind = leeway::learn(std::span<const std::string_view>(texts), "kind");
    const leeway::baseline past({}, baseline_rows, {x, kind});
    leeway::decaying_panes panes(past, how.half_life);
    leeway::window pane(past);
    for (std::int64_t index = 0; index < static_cast<std::int64_t>(7 * how.half_life); ++index) {
      pane.reset();
      for (std::size_t i = 0; i < how.rows_of_a_pane; ++i) {
        pane.column(0).observe(x.cells(), world::number(random));
        pane.column(1).observe(kind.cells(), all.category(random));
      }
      pane.add_rows(how.rows_of_a_pane);
      panes.absorb(index, pane);
    }
    ask(x, 0, panes.sum(), run, result);
    ask(kind, 1, panes.sum(), run, result);
  }
  return result;
}

void check_size(stream how, std::uint64_t seed) {
  const alarms found = calm(how, seed);
  CHECK(found.size() >= 4);
  for (const auto& [asked, counted] : found) {
    CAPTURE(how.rows_of_a_pane, asked.first, static_cast<int>(asked.second), counted.first, counted.second);
    CHECK(counted.first <= samples::at_most(runs, 0.05, 1e-6));
    CHECK(counted.second <= samples::at_most(runs, 0.01, 1e-6));
  }
}

}  // namespace

// Oracle: the binomial law.
TEST_CASE("decaying: a calm stream alarms no more often than it may", "[statistical]") {
  check_size({40, 6}, 20261129);  // worth 370 rows
  check_size({3, 50}, 20261130);  // worth 218 rows, of panes that have few
}

}  // namespace decaying_test
