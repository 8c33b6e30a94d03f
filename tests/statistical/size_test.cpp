// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The first guarantee of a verdict: calm data do not alarm more often than they may. Baseline and window are drawn from
// one law; p-values at most .05 and .01 are counted, and reports with a warning or drift.
//
// Failure budget: fewer than 400 comparisons, each with a binomial bound that a test of exactly nominal size exceeds
// with a probability of at most 1e-9; so the file fails by chance with a probability below 4e-7. (The seeds are fixed.)
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <leeway/baseline/learn.hpp>
#include <leeway/drift/any_test.hpp>
#include <leeway/drift/missing_rate.hpp>
#include <leeway/drift/unseen_rate.hpp>
#include <leeway/interop/csv.hpp>
#include <leeway/monitor/evaluate.hpp>

#include "support/catch.hpp"
#include "support/features.hpp"
#include "support/samples.hpp"

namespace size_test {

using leeway::test_kind;

namespace {

constexpr double failure = 1e-9;
constexpr std::size_t sizes[][2] = {{200, 200}, {1000, 300}, {3000, 2000}};
/// Any number of draws gives a valid p-value; fewer only make it coarser. A seed a run: the draws of one seed are the
/// same for the same table, so that a thousand calm windows would share one error.
leeway::test_options quick(int run) { return {.grouped = {.effort = {499, static_cast<std::uint64_t>(run)}}}; }

using values = std::vector<double>;
using generator = double (*)(leeway::random_stream&);

double normal(leeway::random_stream& draws) { return draws.normal(); }
double rounded(leeway::random_stream& draws) { return std::round(draws.normal() * 10.0) / 10.0; }
double finely_rounded(leeway::random_stream& draws) { return std::round(draws.normal() * 500.0) / 500.0; }
double zero_heavy(leeway::random_stream& draws) { return draws.below(5) < 3 ? 0.0 : draws.exponential(); }
double poisson(leeway::random_stream& draws) {
  double left = 3.0 - draws.exponential();
  double events = 0.0;
  for (; left > 0.0; left -= draws.exponential()) events += 1.0;
  return events;
}

constexpr std::pair<const char*, generator> numeric_laws[] = {{"normal", normal},
                                                              {"rounded", rounded},
                                                              {"finely rounded", finely_rounded},
                                                              {"zero-heavy", zero_heavy},
                                                              {"Poisson", poisson}};

values draw(leeway::random_stream& draws, generator law, std::size_t size) {
  values result(size);
  for (double& x : result) x = law(draws);
  return result;
}

struct two_sides {
  leeway::category_feature baseline;
  leeway::counts window;
};

/// The dictionary is what the baseline shows; other keys of the window are unseen.
two_sides draw(leeway::random_stream& draws, const samples::shares& law, std::size_t n, std::size_t m) {
  const samples::cell_counts all = samples::draw(draws, n, law);
  const samples::cell_counts live = samples::draw(draws, m, law);
  samples::cell_counts a;
  samples::cell_counts b;
  std::uint64_t unseen = 0;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (all[k] == 0) {
      unseen += live[k];
      continue;
    }
    a.push_back(all[k]);
    b.push_back(live[k]);
  }
  const leeway::category_feature feature = features::categories(a);
  leeway::counts window = features::window(feature, b);
  window.add(feature.cells().unseen(), unseen);
  return {feature, window};
}

/// How often each test alarmed, over all laws and sizes and in the cell at hand.
class alarms {
 public:
  void add(std::string_view test, double log_p) {
    count& one = counts_[std::string(test)];
    ++one.runs;
    one.at_5 += log_p <= std::log(0.05) ? 1U : 0U;
    one.at_1 += log_p <= std::log(0.01) ? 1U : 0U;
  }
  void check(const std::string& where) const {
    for (const auto& [test, one] : counts_) {
      CAPTURE(where, test, one.runs, one.at_5, one.at_1);
      CHECK(one.at_5 <= samples::at_most(one.runs, 0.05, failure));
      CHECK(one.at_1 <= samples::at_most(one.runs, 0.01, failure));
    }
  }
  void print() const {
    for (const auto& [test, one] : counts_)
      std::printf("%-22s %.4f at .05, %.4f at .01 of %u\n", test.c_str(),
                  static_cast<double>(one.at_5) / static_cast<double>(one.runs),
                  static_cast<double>(one.at_1) / static_cast<double>(one.runs), static_cast<unsigned>(one.runs));
  }

 private:
  struct count {
    std::uint64_t runs = 0;
    std::uint64_t at_5 = 0;
    std::uint64_t at_1 = 0;
  };
  std::map<std::string, count> counts_;
};

}  // namespace

// Oracle: one law on both sides. Over all laws and sizes together the band is narrow.
TEST_CASE("size: numbers", "[statistical]") {
  alarms all;
  std::uint64_t seed = 1;
  for (const auto& [name, law] : numeric_laws)
    for (const auto& [n, m] : sizes) {
      alarms here;
      leeway::random_stream draws(20260301, seed++);
      for (int run = 0; run < 200; ++run) {
        const values baseline = draw(draws, law, n);
        const leeway::numeric_feature feature = leeway::learn(std::span<const double>(baseline));
        const leeway::counts window = features::count(feature, draw(draws, law, m));
        for (test_kind kind : leeway::all_tests) {
          const double log_p = leeway::bind(kind, feature, quick(run))(feature.counts(), window).log_p_value;
          here.add(to_string(kind), log_p);
          all.add(to_string(kind), log_p);
        }
        if (!leeway::has_unseen_question(feature)) continue;
        const double log_p = leeway::unseen_rate().bind(feature)(feature.counts(), window).log_p_value;
        here.add("unseen_rate", log_p);
        all.add("unseen_rate", log_p);
      }
      here.check(std::string(name) + ", " + std::to_string(n) + " and " + std::to_string(m));
    }
  all.check("numbers");
  all.print();
}

// Whether numbers are asked for new values depends on how many of them stand alone, and so does what is expected: the
// guarantee must hold among those that are asked, three in ten here.
TEST_CASE("size: unseen numbers, where they are asked", "[statistical]") {
  leeway::random_stream draws(20260305, 0);
  std::uint64_t asked = 0;
  std::uint64_t at_05 = 0;
  std::uint64_t at_01 = 0;
  for (int run = 0; run < 20'000; ++run) {
    const values baseline = draw(draws, rounded, 100);
    const leeway::numeric_feature feature = leeway::learn(std::span<const double>(baseline));
    const values live = draw(draws, rounded, 100);
    if (!leeway::has_unseen_question(feature)) continue;
    ++asked;
    const double log_p =
        leeway::unseen_rate().bind(feature)(feature.counts(), features::count(feature, live)).log_p_value;
    at_05 += log_p <= std::log(0.05) ? 1U : 0U;
    at_01 += log_p <= std::log(0.01) ? 1U : 0U;
  }
  CAPTURE(asked, at_05, at_01);
  CHECK(asked > 4000);
  CHECK(at_05 <= samples::at_most(asked, 0.05, failure));
  CHECK(at_01 <= samples::at_most(asked, 0.01, failure));
}

TEST_CASE("size: open vocabularies", "[statistical]") {
  alarms all;
  std::uint64_t seed = 1;
  for (const auto& [name, law] : {std::pair{"zipf", samples::zipf(5000, 1.1)},
                                  {"geometric", samples::geometric(200, 0.05)},
                                  {"three", samples::shares{0.5, 0.3, 0.2}}})
    for (const auto& [n, m] : sizes) {
      alarms here;
      leeway::random_stream draws(20260302, seed++);
      for (int run = 0; run < 200; ++run) {
        const auto [feature, window] = draw(draws, law, n, m);
        for (test_kind kind : leeway::all_tests) {
          if (!leeway::applies<leeway::category_cells>(kind)) continue;
          const double log_p = leeway::bind(kind, feature, quick(run))(feature.counts(), window).log_p_value;
          here.add(to_string(kind), log_p);
          all.add(to_string(kind), log_p);
        }
        const double log_p = leeway::unseen_rate().bind(feature)(feature.counts(), window).log_p_value;
        here.add("unseen_rate", log_p);
        all.add("unseen_rate", log_p);
      }
      here.check(std::string(name) + ", " + std::to_string(n) + " and " + std::to_string(m));
    }
  all.check("open vocabularies");
  all.print();
}

// Real words: dates of the shipped bird strikes, most of them seen a few times, in random halves.
TEST_CASE("size: random halves of dates taken as categories", "[statistical]") {
  std::ifstream in(LEEWAY_EXAMPLE_DATA_DIR "/birdstrikes.csv", std::ios::binary);
  leeway::csv_reader reader(in);
  const std::vector<std::string> names = reader.read_header();
  const auto column = static_cast<std::size_t>(std::find(names.begin(), names.end(), "Flight Date") - names.begin());
  REQUIRE(column < names.size());
  std::vector<std::string> dates;
  while (reader.next()) dates.emplace_back(reader[column]);
  REQUIRE(dates.size() == 10'000);

  alarms all;
  leeway::random_stream draws(20260305);
  for (int run = 0; run < 200; ++run) {
    for (std::size_t i = dates.size(); i > 1; --i) std::swap(dates[i - 1], dates[draws.below(i)]);
    const std::vector<std::string_view> views(dates.begin(), dates.end());
    const leeway::category_feature feature = leeway::learn(std::span(views).first(5000));
    const leeway::counts window =
        features::count(feature, std::vector<std::string_view>(views.begin() + 5000, views.end()));
    for (test_kind kind :
         {test_kind::chi_squared, test_kind::l_infinity, test_kind::jensen_shannon, test_kind::total_variation})
      all.add(to_string(kind), leeway::bind(kind, feature, quick(run))(feature.counts(), window).log_p_value);
    all.add("unseen_rate", leeway::unseen_rate().bind(feature)(feature.counts(), window).log_p_value);
  }
  all.check("dates");
  all.print();
}

TEST_CASE("size: missing values", "[statistical]") {
  alarms all;
  leeway::random_stream draws(20260303);
  leeway::bound_missing_rate bound;
  for (double rate : {0.001, 0.05, 0.5})
    for (const auto& [n, m] : sizes)
      for (int run = 0; run < 1000; ++run) {
        const auto side = [&](std::uint64_t rows) {
          const std::uint64_t missing = leeway::law::binomial_variate(draws, rows, rate);
          return features::row(samples::cell_counts{rows - missing}, 1, missing);
        };
        const leeway::counts a = side(n);
        all.add("missing_rate", bound(a, side(m)).log_p_value);
      }
  all.check("missing");
  all.print();
}

// The rule as a whole, with tolerances of nothing, so that only the significance of the report stands between chance
// and an alarm; with the default tolerances a calm report alarms still less.
TEST_CASE("size: verdicts of reports", "[statistical]") {
  constexpr std::size_t n = 3000;
  constexpr std::size_t m = 1000;
  constexpr std::uint64_t reports = 400;
  leeway::decision_policy policy{.significance = 0.05};
  policy.tolerances = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};
  policy.shown.clear();
  policy.tests = quick(0);
  policy.tests.grouped.effort.most_draws = 200;  // ten times as many where they decide
  std::uint64_t alarmed = 0;
  std::uint64_t by_default = 0;
  leeway::random_stream draws(20260304);
  for (std::uint64_t run = 0; run < reports; ++run) {
    std::vector<leeway::any_feature> past;
    std::vector<leeway::counts> live;
    for (const auto& [name, law] : numeric_laws) {
      const values baseline = draw(draws, law, n);
      const leeway::numeric_feature feature =
          leeway::learn(std::span<const double>(baseline), leeway::equal_mass{}, name);
      past.emplace_back(feature);
      live.push_back(features::count(feature, draw(draws, law, m)));
    }
    auto [feature, window] = draw(draws, samples::zipf(300, 1.1), n, m);
    past.emplace_back(feature);
    live.push_back(window);
    const leeway::baseline table({}, n, past);
    leeway::window open(table);
    for (std::size_t i = 0; i < live.size(); ++i) open.column(i) = leeway::column_statistics(live[i]);
    open.add_rows(m);
    policy.tests.grouped.effort.seed = run;
    alarmed += leeway::evaluate(table, open, policy).verdict >= leeway::verdict::warning ? 1U : 0U;
    if (run % 4 != 0) continue;
    leeway::decision_policy defaults;
    defaults.shown.clear();
    defaults.tests = policy.tests;
    by_default += leeway::evaluate(table, open, defaults).verdict >= leeway::verdict::warning ? 1U : 0U;
  }
  std::printf("reports: %.4f alarm at .05 without tolerances, %.4f at .01 with the default ones\n",
              static_cast<double>(alarmed) / reports, static_cast<double>(by_default) / (reports / 4));
  CHECK(alarmed <= samples::at_most(reports, 0.05, failure));
  CHECK(by_default <= samples::at_most(reports / 4, 0.01, failure));
}

}  // namespace size_test
