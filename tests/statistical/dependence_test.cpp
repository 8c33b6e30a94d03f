// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Rows that come together are the first cause of false alarms in practice: ten candidates of one request are not ten
// records. With the design effect of its groups in the baseline a report keeps its level all the same.
//
// Failure budget: 13 comparisons with binomial bounds, each exceeded by chance with a probability of at most 1e-6; so
// the file fails by chance with a probability of about 1e-5. (The seeds are fixed.)
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/drift/own_dependence.hpp>
#include <leeway/monitor/feature_questions.hpp>
#include <leeway/statistics/group_dispersion.hpp>

#include "support/catch.hpp"
#include "support/samples.hpp"

namespace dependence_test {

using leeway::question;

namespace {

constexpr double significance = 0.01;
constexpr double failure = 1e-6;
constexpr std::uint64_t runs = 400;
constexpr std::size_t candidates = 10;
constexpr std::size_t baseline_requests = 1000;
constexpr std::size_t window_requests = 200;

/// Where the records of a column go, fine and coarse.
template <class Feature, class Value>
leeway::group_dispersion dispersion(const Feature& feature, const std::vector<Value>& values,
                                    leeway::group_dispersion result) {
  const leeway::grouping coarse = own_cells(feature);
  for (std::size_t first = 0; first < values.size(); first += candidates) {
    std::vector<std::uint64_t> group(coarse.size() + 1);
    for (std::size_t i = first; i < first + candidates; ++i) {
      const std::size_t cell = feature.cells().index(values[i]);
      ++group[cell == feature.cells().size() ? coarse.size() : coarse.group(cell)];
    }
    result.add(group);
  }
  return result;
}

leeway::group_dispersion empty_dispersion(const leeway::numeric_feature& feature) {
  return leeway::group_dispersion::of_numbers(own_cells(feature).size());
}
leeway::group_dispersion empty_dispersion(const leeway::category_feature& feature) {
  return leeway::group_dispersion::of_categories(own_cells(feature).size());
}

struct alarms {
  std::uint64_t distribution = 0;
  std::uint64_t missing = 0;
  std::uint64_t spike = 0;
};

/// p-values at most the significance, question by question.
template <class Feature>
void count(alarms& into, const Feature& feature, const leeway::counts& window, std::uint64_t seed) {
  leeway::decision_policy policy;
  policy.shown.clear();
  policy.tests.grouped.effort = {99, seed};  // ten times as many draws where a test decides
  leeway::feature_questions questions(feature, policy);
  leeway::feature_report report;
  questions.ask(feature.counts(), window, significance, 1, report);
  for (const leeway::finding& found : report.findings) {
    const bool alarm = found.log_p_value <= std::log(significance);
    if (found.question == question::distribution) into.distribution += alarm ? 1U : 0U;
    if (found.question == question::missing) into.missing += alarm ? 1U : 0U;
    if (found.question == question::spike) into.spike += alarm ? 1U : 0U;
  }
}

struct outcome {
  alarms without{};
  alarms with{};
  double mean_design_effect = 0.0;
};

/// Calm windows, each against a fresh baseline of the same law, with and without the design effect of its requests.
template <class Draw>
outcome judge(std::uint64_t seed, Draw&& draw) {
  leeway::random_stream random(seed);
  outcome result;
  for (std::uint64_t run = 0; run < runs; ++run) {
    const auto past = draw(random, baseline_requests);
    const auto learned = leeway::learn(std::span(past));
    auto parts = learned.parts();
    parts.design_effect = dispersion(learned, past, empty_dispersion(learned)).design_effect();
    result.mean_design_effect += parts.design_effect / static_cast<double>(runs);
    leeway::counts window(learned.cells().size());
    for (const auto& value : draw(random, window_requests)) window.add(learned.cells().index(value));
    count(result.without, learned, window, run);
    count(result.with, leeway::feature_baseline(parts), window, run);
  }
  return result;
}

/// Values of which those of a request are correlated.
outcome judge_numbers(std::uint64_t seed, double correlation) {
  return judge(seed, [&](leeway::random_stream& random, std::size_t requests) {
    std::vector<double> values;
    for (std::size_t r = 0; r < requests; ++r) {
      const double common = std::sqrt(correlation) * random.normal();
      for (std::size_t i = 0; i < candidates; ++i)
        values.push_back(common + std::sqrt(1.0 - correlation) * random.normal());
    }
    return values;
  });
}

}  // namespace

// Oracle: the significance, by the binomial law: so many alarms in 400 windows have a probability of at most 1e-6.
// Equal candidates: a design effect of 10, and without it nine of ten calm windows alarm (Rao and Scott 1981 put it
// right).
TEST_CASE("dependence: equal candidates", "[statistical]") {
  const outcome result = judge_numbers(20260220, 1.0);
  CAPTURE(result.without.distribution, result.with.distribution, result.mean_design_effect);
  CHECK(result.mean_design_effect == Approx(10.0).epsilon(0.02));
  CHECK(runs - result.without.distribution <= samples::at_most(runs, 0.10, failure));
  CHECK(result.with.distribution <= samples::at_most(runs, significance, failure));
  CHECK(result.with.spike <= samples::at_most(runs, significance, failure));
}

// Oracle: as above. Values of a request that are alike by half: the median splits them with a correlation of 1/3, so
// that the design effect of the worst cut is about 1 + 9/3; single cells hardly feel it.
TEST_CASE("dependence: candidates that are alike", "[statistical]") {
  const outcome result = judge_numbers(20260221, 0.5);
  CAPTURE(result.without.distribution, result.with.distribution, result.mean_design_effect);
  CHECK(result.mean_design_effect == Approx(4.0).epsilon(0.1));
  CHECK(result.without.distribution > samples::at_most(runs, significance, failure));
  CHECK(result.with.distribution <= samples::at_most(runs, significance, failure));
}

// Oracle: as above, for categories: of every fifth request nothing is known, and every tenth has no value at all; the
// candidates of the others are independent.
TEST_CASE("dependence: requests of which nothing is known", "[statistical]") {
  static constexpr std::string_view words[] = {"red", "green", "blue", "black", "white", "grey"};
  const outcome result = judge(20260222, [](leeway::random_stream& random, std::size_t requests) {
    std::vector<std::string_view> values;
    for (std::size_t r = 0; r < requests; ++r) {
      const std::uint64_t kind = random.below(10);
      for (std::size_t i = 0; i < candidates; ++i)
        values.push_back(kind == 0  ? std::string_view()
                         : kind < 3 ? std::string_view("unknown")
                                    : words[random.below(6)]);
    }
    return values;
  });
  CAPTURE(result.without.distribution, result.without.missing, result.without.spike);
  CAPTURE(result.with.distribution, result.with.missing, result.with.spike, result.mean_design_effect);
  CHECK(result.without.distribution > samples::at_most(runs, significance, failure));
  CHECK(result.without.missing > samples::at_most(runs, significance, failure));
  CHECK(result.without.spike > samples::at_most(runs, significance, failure));
  CHECK(result.with.distribution <= samples::at_most(runs, significance, failure));
  CHECK(result.with.missing <= samples::at_most(runs, significance, failure));
  CHECK(result.with.spike <= samples::at_most(runs, significance, failure));
}

// Oracle: 1: rows that do not belong together cost hardly any power: at most a quarter of them.
TEST_CASE("dependence: independent candidates", "[statistical]") {
  const outcome result = judge_numbers(20260223, 0.0);
  CAPTURE(result.mean_design_effect);
  CHECK(result.mean_design_effect < 1.25);
  CHECK(result.with.distribution <= samples::at_most(runs, significance, failure));
  CHECK(result.without.distribution <= samples::at_most(runs, significance, failure));
}

}  // namespace dependence_test
