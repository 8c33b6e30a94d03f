// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/cell_evidence.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"
#include "support/samples.hpp"

namespace cell_evidence_test {

using leeway::detail::most_surprising_cell;
using row = std::vector<std::uint64_t>;

// Oracle: exact rational tables (proportions.py), both sides' margins given.
TEST_CASE("cell_evidence: one cell of two rows is Fisher's test", "[drift]") {
  for (const golden::row& line : golden::table("drift_proportions.csv")) {
    CAPTURE(line.text("a"), line.text("n"), line.text("b"), line.text("m"));
    CHECK(away::log_error(
              leeway::detail::split_cell_log_p(line.count("a"), line.count("n"), line.count("b"), line.count("m")),
              line.number("fisher_log_p")) < 1e-10);
    const double z = line.number("z");
    CHECK(std::fabs(leeway::detail::cell_score(line.count("a"), line.count("n"), line.count("b"), line.count("m")) -
                    z) <= 1e-12 * (std::fabs(z) + std::sqrt(line.number("n"))));
  }
}

// Oracle: Polya's urn by its definition: of the m window records the k-th falls into a cell with a probability of
// (weight + those already there) / (all + k). Sums over all orders by a recursion.
TEST_CASE("cell_evidence: one cell between order statistics is beta-binomial", "[drift]") {
  const std::uint64_t all = 12;
  const std::uint64_t m = 7;
  for (std::uint64_t weight : {1u, 3u, 11u}) {
    std::vector<double> law{1.0};
    for (std::uint64_t drawn = 0; drawn < m; ++drawn) {
      std::vector<double> next(law.size() + 1);
      for (std::size_t inside = 0; inside < law.size(); ++inside) {
        const double up = static_cast<double>(weight + inside) / static_cast<double>(all + drawn);
        next[inside + 1] += law[inside] * up;
        next[inside] += law[inside] * (1.0 - up);
      }
      law = next;
    }
    for (std::uint64_t b = 0; b <= m; ++b) {
      double upper = 0.0;
      double lower = 0.0;
      for (std::size_t k = 0; k < law.size(); ++k) {
        if (k >= b) upper += law[k];
        if (k <= b) lower += law[k];
      }
      const double expected = std::fmin(0.0, std::log(2.0 * std::fmin(upper, lower)));
      CHECK(away::log_error(leeway::detail::urn_cell_log_p(weight, all, b, m), expected) < 1e-12);
    }
  }
  CHECK(exact::same(leeway::detail::urn_cell_log_p(4, 4, 2, 2), 0.0));
}

// Oracle: Bonferroni by brute force over all cells; the quick search may leave out cells, which can only raise the
// value.
TEST_CASE("cell_evidence: the most surprising of many cells", "[drift]") {
  leeway::random_stream draws(11);
  for (int round = 0; round < 100; ++round) {
    const std::size_t cells = 2 + draws.below(40);
    const row a = samples::draw(draws, 500, samples::equal(cells));
    const row b = samples::draw(draws, 300, round % 2 == 0 ? samples::equal(cells) : samples::zipf(cells, 0.5));
    double least = 0.0;
    std::size_t occupied = 0;
    for (std::size_t k = 0; k < cells; ++k) {
      if (a[k] + b[k] == 0) continue;
      ++occupied;
      least = std::fmin(least, leeway::detail::split_cell_log_p(a[k], 500, b[k], 300));
    }
    const double brute = std::fmin(0.0, least + std::log(occupied == 2 ? 1.0 : static_cast<double>(occupied)));
    const double found = most_surprising_cell(a, b, false);
    CHECK(found >= brute - 1e-12);
    CHECK(found <= brute + 0.7);  // the largest scores are nearly always the smallest p-values
  }
}

// Oracle: two cells are one event; one cell, or none, says nothing.
TEST_CASE("cell_evidence: few cells", "[drift]") {
  CHECK(away::error(most_surprising_cell(row{30, 20, 0}, row{10, 40, 0}, false),
                    leeway::detail::split_cell_log_p(30, 50, 10, 50)) < 1e-12);
  CHECK(exact::same(most_surprising_cell(row{30, 0}, row{10, 0}, false), 0.0));
  CHECK(exact::same(most_surprising_cell(row{}, row{}, false), 0.0));
}

}  // namespace cell_evidence_test
