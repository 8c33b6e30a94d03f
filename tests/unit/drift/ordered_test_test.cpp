// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Which law an ordered test uses, and what it claims; with a statistic made for this.
#include <leeway/drift/ordered_test.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/law/kolmogorov.hpp>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace ordered_test_test {

using leeway::counts;
using leeway::null_law;
using leeway::ordered_options;
using leeway::p_method;
using row = std::vector<std::uint64_t>;
using values = std::vector<double>;

namespace {

/// The difference of the mean positions of the records, in steps: simple enough to redo by hand.
struct position {
  static constexpr std::string_view name = "position";
  static constexpr std::uint64_t limit_from = 30;
  static constexpr double largest_share = 0.2;
  static constexpr std::size_t most_groups = 16;
  using view = std::span<const std::uint64_t>;

  static double mean(view counts) {
    double sum = 0.0;
    double records = 0.0;
    for (std::size_t k = 0; k < counts.size(); ++k) {
      sum += static_cast<double>(counts[k]) * static_cast<double>(k);
      records += static_cast<double>(counts[k]);
    }
    return sum / records;
  }
  double value(view a, view b) const noexcept { return mean(b) - mean(a); }
  double effect(view a, view b) const noexcept { return value(a, b); }
  leeway::interval effect_interval(view, view) const noexcept { return {}; }
  double evidence(view a, view b) const noexcept { return std::fabs(value(a, b)); }
  leeway::law::tail tail(double, view, view) const noexcept { return leeway::law::from_probability(0.125); }
  double least_change(double log_significance, double widest, view, view) const noexcept {
    return -0.01 * log_significance + 0.1 * widest;
  }
};

struct position_with_exact_law : position {
  leeway::law::tail exact(view a, view) const noexcept {
    return std::accumulate(a.begin(), a.end(), std::uint64_t{0}) < 6 ? leeway::law::from_probability(0.25)
                                                                     : leeway::law::tail{};
  }
};

template <class Statistic = position>
leeway::bound_ordered_test<Statistic> bind(const leeway::numeric_feature& feature, ordered_options options = {}) {
  return {Statistic{}, feature, options};
}

leeway::numeric_feature learn(const values& sample, std::size_t bins = 1024) {
  return leeway::learn(std::span<const double>(sample), leeway::equal_mass(bins));
}

values spread(std::size_t size, double from = 0.0) {
  values result(size);
  for (std::size_t i = 0; i < size; ++i) result[i] = from + static_cast<double>(i);
  return result;
}

}  // namespace

static_assert(leeway::bound_test<leeway::bound_ordered_test<position>>);

// Oracle: the rule: limit law from `limit_from` records while no step of both sides, or value, is too heavy.
TEST_CASE("ordered_test: which law", "[drift]") {
  const auto method = [](const values& past, const values& live, ordered_options options = {}) {
    const leeway::numeric_feature feature = learn(past);
    return bind(feature, options)(feature.counts(), features::count(feature, live)).method;
  };
  CHECK(method(spread(30), spread(30, 0.5)) == p_method::asymptotic);
  CHECK(method(spread(30), spread(29, 0.5)) == p_method::urn_monte_carlo);
  CHECK(method(spread(29), spread(30, 0.5)) == p_method::urn_monte_carlo);
  CHECK(method(spread(30), spread(30, 0.5), {.law = null_law::monte_carlo}) == p_method::urn_monte_carlo);
  CHECK(method(spread(5), spread(3, 0.5), {.law = null_law::asymptotic}) == p_method::asymptotic);
  // 20 of 60 records are equal: more than a fifth.
  values heavy = spread(30);
  for (std::size_t i = 0; i < 10; ++i) heavy[i] = 3.0;
  CHECK(method(heavy, heavy) == p_method::hypergeometric_monte_carlo);
  // Many of the window alone between two baseline records are no ties.
  CHECK(method(spread(30), values(40, 12.5), {.law = null_law::automatic}) == p_method::asymptotic);
  CHECK(method(spread(5), spread(5, 100.0), {.effort = {.most_draws = 9999}}) != p_method::asymptotic);
  CHECK(method(spread(300), spread(200, 1000.0), {.law = null_law::monte_carlo}) == p_method::bound);
  CHECK(method(values(50, 7.0), values(20, 7.0)) == p_method::exact);
}

// Oracle: the statistic's own numbers.
TEST_CASE("ordered_test: what a statistic supplies", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row{10, 0, 30, 20});
  const counts window = features::window(feature, row{0, 20, 20, 0});
  const leeway::test_result result = bind(feature, {.law = null_law::asymptotic})(feature.counts(), window);
  CHECK(result.test == "position");
  CHECK(result.baseline_n == 60);
  CHECK(result.window_n == 40);
  CHECK(away::error(result.statistic, 3.0 - (30.0 * 4.0 + 20.0 * 6.0) / 60.0) < 1e-15);
  CHECK(exact::same(result.effect, result.statistic));
  CHECK(away::error(result.log_p_value, std::log(0.125)) < 1e-15);
  CHECK_FALSE(result.flags.has(leeway::flag::ties));  // inside cells nobody knows

  const leeway::numeric_feature few = learn(spread(5));
  CHECK(away::error(
            std::exp(bind<position_with_exact_law>(few)(few.counts(), features::count(few, spread(7))).log_p_value),
            0.25) < 1e-15);
  CHECK(bind<position_with_exact_law>(few, {.law = null_law::asymptotic})(few.counts(), features::count(few, spread(7)))
            .method == p_method::asymptotic);
  const leeway::numeric_feature more = learn(spread(7));
  CHECK(bind<position_with_exact_law>(more)(more.counts(), features::count(more, spread(7))).method ==
        p_method::urn_monte_carlo);
}

// Oracle: the D of 300 and 200 records by Kolmogorov's limit, over the 1 % of the error that it may use.
TEST_CASE("ordered_test: beyond what can be drawn", "[drift]") {
  const leeway::numeric_feature feature = learn(spread(300));
  const leeway::test_result result =
      bind(feature, {.law = null_law::monte_carlo})(feature.counts(), features::count(feature, spread(200, 100.5)));
  // At or below 100 are 101 of 300 and none of the window.
  const double limit = leeway::law::kolmogorov_upper(std::sqrt(120.0) * 101.0 / 300.0).log_p;
  CHECK(result.method == p_method::bound);
  CHECK(away::error(result.log_p_value, limit - std::log(0.01)) < 1e-12);
}

// Oracle: the parts it is made of, each by hand.
TEST_CASE("ordered_test: the smallest effect", "[drift]") {
  const leeway::numeric_feature feature = learn(spread(400));
  const counts window = features::count(feature, spread(400, 0.5));
  const leeway::kolmogorov_smirnov gap;
  const auto by_gap = [&](double log_p, double tolerance) {
    return gap.bind(feature).smallest_effect(feature.counts(), window, log_p, tolerance);
  };
  const auto claim = [&](null_law law, double tolerance) {
    return bind(feature, {.law = law}).smallest_effect(feature.counts(), window, -40.0, tolerance);
  };
  const double hidden = gap.bind(feature)(feature.counts(), window).statistic_interval.upper -
                        gap.bind(feature)(feature.counts(), window).statistic_interval.lower;
  CHECK(away::error(claim(null_law::monte_carlo, 0.05), by_gap(-40.0 + std::log(0.01), 0.05)) < 1e-12);
  CHECK(away::error(claim(null_law::asymptotic, 0.05), hidden + 0.4 + 0.1) < 1e-12);
  CHECK(away::error(claim(null_law::asymptotic, 0.6), by_gap(0.0, 0.6)) < 1e-12);
  CHECK(away::error(claim(null_law::automatic, 0.05),
                    std::fmax(hidden + 0.4 + 0.02, by_gap(-40.0 + std::log(0.01), 0.05))) < 1e-12);
  // Too few for the limit law: the draws' bound is all there is.
  const leeway::numeric_feature few = learn(spread(20));
  const counts live = features::count(few, spread(400, 0.5));
  CHECK(away::error(bind(few).smallest_effect(few.counts(), live, -2.0, 0.05),
                    gap.bind(few).smallest_effect(few.counts(), live, -2.0 + std::log(0.01), 0.05)) < 1e-12);
}

// Oracle: what moved is told as for Kolmogorov-Smirnov.
TEST_CASE("ordered_test: what moved", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row{50, 30, 20});
  const counts window = features::window(feature, row{10, 30, 60});
  auto bound = bind(feature);
  auto gap = leeway::kolmogorov_smirnov().bind(feature);
  CHECK(exact::same(bound.share_moved(feature.counts(), window).lower_bound,
                    gap.share_moved(feature.counts(), window).lower_bound));
  CHECK(exact::same(bound.largest_move(feature.counts(), window).amount, -0.4));
  CHECK(away::error(bound_checks::sum_of(bound.contributions(feature.counts(), window)), -0.4) < 1e-15);
}

// Oracle: the concept's promises.
TEST_CASE("ordered_test: empty sides, repeated evaluation", "[drift]") {
  const leeway::numeric_feature feature = learn({1.0, 2.0, 2.0, 2.0, 3.5, 4.0, 4.0, 9.0});
  auto bound = bind(feature, {.effort = {499, 5}});
  bound_checks::check_empty_sides(bound, feature.counts(), counts(feature.cells().size()));
  bound_checks::check_repeats(bound, feature.counts(), features::count(feature, values{2.0, 3.0, 4.0, 10.0}),
                              features::count(feature, values{0.0}));
}

}  // namespace ordered_test_test
