// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// "Stable" rests on what a test sees of the least favourable change: the bound must never claim more than there is.
#include <leeway/drift/least_square_gap.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"

namespace least_square_gap_test {

using leeway::detail::gap_steps;
using leeway::detail::least_of_rises;
using row = std::vector<std::uint64_t>;

namespace {

/// The least cost of rising from 0 to `d` by steps of at most `step`, over all chains on a grid; steps may overlap.
double by_search(double d, double step) {
  constexpr int fine = 40;  // grid points in a step
  const int top = static_cast<int>(std::lround(d / step * fine));
  const double unit = step / fine;
  std::vector<double> best{0.0};
  best.resize(static_cast<std::size_t>(top) + 1, std::numeric_limits<double>::infinity());
  for (int reached = 0; reached < top; ++reached)
    for (int from = reached - fine; from <= reached; ++from)
      for (int to = reached + 1; to <= (std::min)(from + fine, top); ++to) {
        const double middle = 0.5 * (from + to) * unit;
        double& cost = best[static_cast<std::size_t>(to)];
        cost = std::fmin(cost, best[static_cast<std::size_t>(reached)] + (to - from) * unit * middle * middle);
      }
  return best[static_cast<std::size_t>(top)];
}

}  // namespace

// Oracle: the best of all chains of steps, by search. Never above it, and near it where steps are short.
TEST_CASE("least_square_gap: no chain of steps costs less", "[drift]") {
  for (double d : {0.05, 0.1, 0.4, 1.0})
    for (double steps : {0.4, 0.7, 1.0, 1.5, 2.5, 6.0}) {
      const double found = least_of_rises(d, 1.0, d / steps);
      const double searched = by_search(d, d / steps);
      CAPTURE(d, steps);
      CHECK(found <= searched * (1.0 + 1e-12));
      CHECK(found >= searched - 0.02 * d * d * d / (steps * steps * steps));
    }
  CHECK(least_of_rises(0.3, 0.25, 1e-9) == Approx(0.25 * 0.009).epsilon(1e-9));
}

// Oracle: the mean square itself, of random changes over 20 cells whose largest gap is D.
TEST_CASE("least_square_gap: random changes show at least that much", "[drift]") {
  leeway::random_stream draws(20260620);
  for (int round = 0; round < 3000; ++round) {
    const std::size_t cells = 2 + draws.below(40);
    row a(cells);
    row b(cells);
    for (std::size_t k = 0; k < cells; ++k) {
      a[k] = draws.below(5) == 0 ? draws.below(400) : draws.below(20);
      b[k] = draws.below(5) == 0 ? draws.below(100) : draws.below(6);
    }
    ++a[0];
    ++b[cells - 1];
    double n = 0.0;
    double m = 0.0;
    for (std::size_t k = 0; k < cells; ++k) {
      n += static_cast<double>(a[k]);
      m += static_cast<double>(b[k]);
    }
    double gap = 0.0;
    double largest = 0.0;
    double mean_square = 0.0;
    double widest = 0.0;
    for (std::size_t k = 0; k < cells; ++k) {
      const double next = gap + static_cast<double>(a[k]) / n - static_cast<double>(b[k]) / m;
      const double share = static_cast<double>(a[k] + b[k]) / (n + m);
      mean_square += share * (gap + next) * (gap + next) / 4.0;
      widest = std::fmax(widest, share);
      gap = next;
      largest = std::fmax(largest, std::fabs(gap));
    }
    CAPTURE(round, cells, largest);
    CHECK(gap_steps(a, b, widest).least_mean_square(largest) <= mean_square * (1.0 + 1e-9) + 1e-15);
    CHECK(gap_steps(a, b, 1.0).least_mean_square(largest) <= mean_square * (1.0 + 1e-9) + 1e-15);
  }
}

// Oracle: by hand. Fine cells and equal sizes: D^3 / 3 times s is to be (sqrt(c) + .8416 d)^2.
TEST_CASE("least_square_gap: the smallest gap seen", "[drift]") {
  const row fine(1000, 10);
  const gap_steps steps(fine, fine, 0.001);
  const double wanted = std::pow(1.2 + 0.8416212335729143 * 0.3, 2.0);
  CHECK(leeway::detail::least_gap_seen(steps, 5000.0, 1.0, 1.44, 0.3) ==
        Approx(std::cbrt(3.0 * wanted / 5000.0)).epsilon(1e-3));
  CHECK(leeway::detail::least_gap_seen(steps, 5000.0, 4.0, 1.44, 0.3) ==
        Approx(std::cbrt(0.75 * wanted / 5000.0)).epsilon(1e-3));
  CHECK(leeway::detail::least_gap_seen(steps, 1.0, 1.0, 1.44, 0.3) >= 1.0);
  // One step from -1/2 to 1/2 has its middle at 0 and shows nothing.
  CHECK(leeway::detail::least_gap_seen(gap_steps(row{1, 0}, row{0, 1}, 1.0), 1e9, 1.0, 1.44, 0.3) > 0.5);
}

}  // namespace least_square_gap_test
