// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The numbers that the tests on ranks are named after, from rows of counts.
#include <leeway/drift/rank_statistics.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/law/monte_carlo.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"
#include "support/samples.hpp"

namespace rank_statistics_test {

using row = std::vector<std::uint64_t>;
using leeway::detail::equal_records;
using leeway::detail::records_of_steps;

namespace {

/// Every value of either sample is a place.
struct places {
  explicit places(const golden::row& line) {
    const std::vector<double> x = line.numbers("baseline");
    const std::vector<double> y = line.numbers("window");
    std::vector<double> all = x;
    all.insert(all.end(), y.begin(), y.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    a.resize(all.size());
    b.resize(all.size());
    const auto place = [&](double v) {
      return static_cast<std::size_t>(std::lower_bound(all.begin(), all.end(), v) - all.begin());
    };
    for (double v : x) ++a[place(v)];
    for (double v : y) ++b[place(v)];
  }
  row a;
  row b;
};

row draw(leeway::random_stream& draws, std::size_t size, std::uint64_t most) {
  row result(size);
  for (std::uint64_t& count : result) count = draws.below(most + 1);
  ++result[draws.below(size)];
  return result;
}

}  // namespace

// Oracle: the definitions in exact rationals, which agree with scipy's numbers (rank_laws.py).
TEST_CASE("rank_statistics: against exact rationals and scipy", "[drift]") {
  for (const golden::row& line : golden::table("rank_statistics.csv")) {
    CAPTURE(line.text("name"));
    const places rows(line);
    CHECK(away::error(leeway::cramer_von_mises_statistic(rows.a, rows.b), line.number("cramer_von_mises")) < 1e-14);
    CHECK(std::fabs(leeway::anderson_darling_statistic(rows.a, rows.b) - line.number("anderson_darling")) <
          1e-14 * std::fmax(1.0, line.number("anderson_darling")));
    CHECK(away::error(leeway::kuiper_statistic(rows.a, rows.b), line.number("kuiper")) < 4e-16);
    CHECK(exact::same(leeway::mann_whitney_u(rows.a, rows.b), line.number("u")));
  }
}

// Oracle: who is first and who second makes no difference, but that U counts the other pairs.
TEST_CASE("rank_statistics: symmetry", "[drift]") {
  leeway::random_stream draws(20260614);
  for (int round = 0; round < 100; ++round) {
    const std::size_t size = 1 + draws.below(12);
    const row a = draw(draws, size, 9);
    const row b = draw(draws, size, 4);
    const double pairs = static_cast<double>(leeway::detail::total(a)) * static_cast<double>(leeway::detail::total(b));
    CHECK(leeway::cramer_von_mises_statistic(a, b) == Approx(leeway::cramer_von_mises_statistic(b, a)).epsilon(1e-14));
    CHECK(leeway::anderson_darling_statistic(a, b) ==
          Approx(leeway::anderson_darling_statistic(b, a)).epsilon(1e-13).margin(1e-14));
    CHECK(exact::same(leeway::kuiper_statistic(a, b), leeway::kuiper_statistic(b, a)));
    CHECK(exact::same(leeway::mann_whitney_u(a, b), pairs - leeway::mann_whitney_u(b, a)));
  }
}

// Oracle: turning the circle changes neither a range of gaps nor, so, Kuiper's statistic.
TEST_CASE("rank_statistics: Kuiper's does not depend on the cut", "[drift]") {
  leeway::random_stream draws(20260615);
  for (int round = 0; round < 50; ++round) {
    row a = draw(draws, 24, 30);
    row b = draw(draws, 24, 20);
    const double first = leeway::kuiper_statistic(a, b);
    for (int turn = 0; turn < 24; ++turn) {
      std::rotate(a.begin(), a.begin() + 1, a.end());
      std::rotate(b.begin(), b.begin() + 1, b.end());
      CHECK(away::error(leeway::kuiper_statistic(a, b), first) < 4e-16);
    }
  }
}

// Oracle: the null mean of the mid-rank form is 1 whatever the ties (hypergeometric variance), by averaging over
// re-assignments. 4000 of them leave a standard error of .76 to 1.4 over 63: .08 is left once in 3000 at worst (the
// seed is fixed).
TEST_CASE("rank_statistics: Anderson-Darling's mean given the ties", "[drift]") {
  const row pooled{40, 1, 1, 1, 7, 20, 2, 1, 30, 1};
  const leeway::law::split_law law(pooled, 50);
  double sum = 0.0;
  constexpr int rounds = 4000;
  for (int round = 0; round < rounds; ++round) {
    leeway::random_stream draws(20260616, static_cast<std::uint64_t>(round));
    row b(pooled.size());
    law.draw(draws, b);
    row a = pooled;
    for (std::size_t k = 0; k < a.size(); ++k) a[k] -= b[k];
    sum += leeway::anderson_darling_statistic(a, b);
  }
  CHECK(sum / rounds == Approx(1.0).margin(0.08));
}

// Oracle: records of one side inside a cell, one by one: the parts come near, and are these up to 8 records.
TEST_CASE("rank_statistics: records whose order does not matter are no ties", "[drift]") {
  // Steps: inside, end, inside, end. Six and five of the window around one of the baseline, three of which are tied
  // with it.
  const row a{0, 1, 0, 4, 3, 0};
  const row b{6, 0, 5, 3, 0, 2};
  row a_apart(6, 0);
  row b_apart(6, 1);
  const auto add = [&](std::uint64_t baseline, std::uint64_t window) {
    a_apart.push_back(baseline);
    b_apart.push_back(window);
  };
  add(1, 0);
  for (int i = 0; i < 5; ++i) add(0, 1);
  add(4, 3);
  for (int i = 0; i < 3; ++i) add(1, 0);
  add(0, 2);
  CHECK(leeway::detail::cramer_von_mises_of<records_of_steps>(a, b) ==
        Approx(leeway::cramer_von_mises_statistic(a_apart, b_apart)).epsilon(1e-14));
  CHECK(leeway::detail::anderson_darling_of<records_of_steps>(a, b) ==
        Approx(leeway::anderson_darling_statistic(a_apart, b_apart)).epsilon(1e-14));
  // 300 records in eight parts: within 1 %, where a single tie is off by a third.
  const row few{0, 40, 0, 60};
  const row many{300, 0, 20, 0};
  row few_apart(300, 0);
  row many_apart(300, 1);
  few_apart.push_back(40);
  many_apart.push_back(0);
  for (int i = 0; i < 20; ++i) {
    few_apart.push_back(0);
    many_apart.push_back(1);
  }
  few_apart.push_back(60);
  many_apart.push_back(0);
  CHECK(leeway::detail::cramer_von_mises_of<records_of_steps>(few, many) ==
        Approx(leeway::cramer_von_mises_statistic(few_apart, many_apart)).epsilon(0.01));
}

// Oracle: DeLong's variance by its definition over all pairs, and Wilson's interval by hand.
TEST_CASE("rank_statistics: the interval of the probability of superiority", "[drift]") {
  leeway::random_stream draws(20260617);
  for (int round = 0; round < 60; ++round) {
    const std::size_t size = 2 + draws.below(12);
    const row a = draw(draws, size, 6);
    const row b = draw(draws, size, 5);
    std::vector<double> x;
    std::vector<double> y;
    for (std::size_t k = 0; k < size; ++k) {
      x.insert(x.end(), a[k], static_cast<double>(k));
      y.insert(y.end(), b[k], static_cast<double>(k));
    }
    const auto above = [](double p, double q) { return q > p ? 1.0 : (q < p ? 0.0 : 0.5); };
    const auto spread = [&](const std::vector<double>& of, const std::vector<double>& other, bool baseline) {
      std::vector<double> means;
      double mean = 0.0;
      for (double p : of) {
        double sum = 0.0;
        for (double q : other) sum += baseline ? above(p, q) : above(q, p);
        means.push_back(sum / static_cast<double>(other.size()));
        mean += means.back() / static_cast<double>(of.size());
      }
      double squares = 0.0;
      for (double v : means) squares += (v - mean) * (v - mean);
      const auto count = static_cast<double>(of.size());
      return squares / count / std::fmax(1.0, count - 1.0);
    };
    const leeway::superiority found = leeway::probability_of_superiority(a, b);
    const double smaller = static_cast<double>((std::min)(x.size(), y.size()));
    const double variance = spread(x, y, true) + spread(y, x, false);
    const double value = leeway::mann_whitney_u(a, b) / static_cast<double>(x.size() * y.size());
    const double records = variance > 1e-15 ? std::fmax(smaller, value * (1.0 - value) / variance) : smaller;
    CHECK(found.value == Approx(value).epsilon(1e-15));
    for (double end :
         {found.between.lower, found.between.upper}) {  // Wilson: (end - value)^2 = z^2 end (1 - end) / records
      if (end <= 0.0 || end >= 1.0) continue;
      CHECK((end - value) * (end - value) == Approx(3.8414588206941236 * end * (1.0 - end) / records).epsilon(1e-9));
    }
  }
}

// Oracle: two normal samples a known distance apart, P(window larger) = Phi(d / sqrt 2): at most 5 % of the intervals
// miss.
TEST_CASE("rank_statistics: the interval covers", "[drift]") {
  constexpr std::uint64_t runs = 2000;
  std::uint64_t missed = 0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    leeway::random_stream draws(20260618, run);
    const double shift = static_cast<double>(run % 4);
    row a(400);
    row b(400);
    const auto place = [](double x) {
      return static_cast<std::size_t>(std::fmin(399.0, std::fmax(0.0, 200.0 + 40.0 * x)));
    };
    for (int i = 0; i < 60; ++i) ++a[place(draws.normal() - 0.5 * shift)];
    for (int i = 0; i < 40; ++i) ++b[place(draws.normal() + 0.5 * shift)];
    const leeway::superiority found = leeway::probability_of_superiority(a, b);
    const double truth = 0.5 * std::erfc(-shift / 2.0);
    missed += found.between.lower > truth || found.between.upper < truth ? 1U : 0U;
  }
  CHECK(missed <= samples::at_most(runs, 0.05, 1e-6));
}

// Oracle: definition.
TEST_CASE("rank_statistics: no value without records", "[drift]") {
  const row some{1, 2};
  const row none{0, 0};
  const row other{1, 2, 3};
  for (const auto& [a, b] : {std::pair{some, none}, {none, some}, {none, none}, {some, other}, {row{}, row{}}}) {
    CHECK(std::isnan(leeway::cramer_von_mises_statistic(a, b)));
    CHECK(std::isnan(leeway::anderson_darling_statistic(a, b)));
    CHECK(std::isnan(leeway::kuiper_statistic(a, b)));
    CHECK(std::isnan(leeway::mann_whitney_u(a, b)));
    CHECK(std::isnan(leeway::probability_of_superiority(a, b).between.lower));
  }
}

// Oracle: n m beyond 2^64: the shares are 1/2 and 1/2 - 2^-20.
TEST_CASE("rank_statistics: large counts", "[drift]") {
  const std::uint64_t half = 1ULL << 40;
  const row a{half, half};
  const row b{half - (half >> 19), half + (half >> 19)};
  const double gap = std::ldexp(1.0, -20);
  const double s = std::ldexp(1.0, 40);
  CHECK(away::error(leeway::kuiper_statistic(a, b), gap) < 1e-15);
  CHECK(leeway::cramer_von_mises_statistic(a, b) == Approx(s * gap * gap / 4.0).epsilon(1e-6));
  // Two values: Pearson's chi-squared, s gap^2 / (p (1 - p)).
  CHECK(leeway::anderson_darling_statistic(a, b) == Approx(4.0 * s * gap * gap).epsilon(1e-6));
}

}  // namespace rank_statistics_test
