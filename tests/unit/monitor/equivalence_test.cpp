// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// "Nothing moved by 5 %" is a claim of its own, with an error of its own: that no test alarmed does not make it.
#include <leeway/monitor/equivalence.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include <leeway/monitor/evaluate.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace equivalence_test {

using leeway::not_certainly_below;
using leeway::question;
using row = std::vector<std::uint64_t>;

namespace {

leeway::feature_report feature(std::string name, std::vector<double> uppers) {
  leeway::feature_report result;
  result.name = std::move(name);
  for (std::size_t i = 0; i < uppers.size(); ++i) {
    leeway::finding found;
    found.question = static_cast<question>(i);
    found.effect_interval = {0.0, uppers[i]};
    result.findings.push_back(found);
  }
  return result;
}

/// The report of one column, words or numbers, without the tests that only are shown.
template <class Feature>
leeway::report judge(const Feature& past, const leeway::counts& live) {
  const leeway::baseline table({}, past.counts().present() + past.counts().missing(), {past});
  leeway::window window(table);
  window.column(0) = leeway::column_statistics(live);
  leeway::decision_policy policy;
  policy.shown.clear();
  return leeway::evaluate(table, window, policy);
}

bool claims_below(const leeway::report& judged, question asked, double share) {
  for (const leeway::possible_move& one : not_certainly_below(judged, share))
    if (one.question == asked) return false;
  return true;
}

constexpr std::uint64_t runs = 400;
constexpr double failure = 1e-6;
constexpr double share = 0.05;

/// How often it is claimed that a question moved by less than 5 %, of samples from `then` and `now`; the last cell:
/// missing.
template <class Make>
std::uint64_t claims(std::uint64_t seed, Make&& make, question asked, const samples::shares& then,
                     const samples::shares& now) {
  leeway::random_stream draws(seed);
  std::uint64_t result = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    const row a = samples::draw(draws, 20'000, then);
    const row b = samples::draw(draws, 10'000, now);
    const auto past = make(row(a.begin(), a.end() - 1), a.back());
    const leeway::counts live = features::window(past, row(b.begin(), b.end() - 1), b.back());
    result += claims_below(judge(past, live), asked, share) ? 1U : 0U;
  }
  return result;
}

const auto words = [](const row& cells, std::uint64_t missing) { return features::categories(cells, missing); };

/// Whole numbers 0, 1, 2, ..., each with a cell, and an empty one for all above.
const auto numbers = [](const row& cells, std::uint64_t missing) {
  leeway::feature_parts<leeway::numeric_cells> parts;
  std::vector<std::uint64_t> ends;
  for (std::size_t k = 0; k < cells.size(); ++k) ends.push_back(leeway::order_key(std::uint64_t{k}));
  parts.cells = leeway::numeric_cells(leeway::value_type::uint64, ends, false);
  parts.statistics = leeway::column_statistics(features::row(cells, cells.size() + 1, missing));
  return leeway::numeric_feature(parts);
};

}  // namespace

// Oracle: the definition, by hand: strictly below is below, and where nothing was compared nothing is certain.
TEST_CASE("equivalence: what is left open", "[monitor]") {
  leeway::report report;
  report.features = {feature("a", {0.04, 0.05}), feature("b", {0.0499999, exact::nan, 0.7}), feature("not tested", {})};
  const std::vector<leeway::possible_move> open = not_certainly_below(report, 0.05);
  REQUIRE(open.size() == 3);
  CHECK(open[0].feature == "a");
  CHECK(open[0].question == question::missing);
  CHECK(exact::same(open[0].at_most, 0.05));
  CHECK(open[1].feature == "b");
  CHECK(std::isnan(open[1].at_most));
  CHECK(open[2].question == question::unseen);
  CHECK(not_certainly_below(report, 1.0).size() == 1);
  CHECK(not_certainly_below({}, 0.05).empty());
  for (double bad : {0.0, -0.1, 1.1, exact::nan})
    CHECK_THROWS_AS(not_certainly_below(report, bad), std::invalid_argument);
}

// Oracle: 2.5 % by the binomial law: the truth is a move of exactly 5 %, of present records (nine of ten), or of all
// where values are missing. Four checks, each fails by chance with at most 1e-6.
TEST_CASE("equivalence: a move of just the share is hardly ever claimed to be less", "[monitor]") {
  const samples::shares then{0.30, 0.25, 0.20, 0.15, 0.10};
  const std::uint64_t most = samples::at_most(runs, 0.025, failure);
  CHECK(claims(1, numbers, question::distribution, then, {0.255, 0.25, 0.20, 0.195, 0.10}) <= most);
  CHECK(claims(2, words, question::distribution, then, {0.327, 0.268, 0.20, 0.105, 0.10}) <= most);
  CHECK(claims(3, words, question::missing, then, {0.285, 0.235, 0.19, 0.14, 0.15}) <= most);
  CHECK(claims(4, words, question::spike, then, {0.345, 0.235, 0.185, 0.135, 0.10}) <= most);
}

// Oracle: where nothing moved, samples of these sizes settle it: a difference has a deviation of at most 0.7 %.
TEST_CASE("equivalence: what did not move is claimed", "[monitor]") {
  const samples::shares then{0.30, 0.25, 0.20, 0.15, 0.10};
  for (question asked : {question::distribution, question::missing, question::spike})
    CHECK(claims(5, words, asked, then, then) > runs * 9 / 10);
  CHECK(claims(6, numbers, question::distribution, then, then) > runs * 9 / 10);
}

// Oracle: few rows settle nothing, and no alarm is no claim.
TEST_CASE("equivalence: few rows claim nothing", "[monitor]") {
  const leeway::category_feature past = features::categories(row{300, 200, 100});
  const leeway::report report = judge(past, features::window(past, row{15, 10, 5}));
  CHECK(report.verdict < leeway::verdict::warning);
  CHECK(not_certainly_below(report, 0.05).size() == report.family);
  CHECK(not_certainly_below(judge(past, leeway::counts(past.cells().size())), 0.05).size() == report.family);
}

}  // namespace equivalence_test
