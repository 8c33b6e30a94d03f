// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Tests on groups of a baseline that is known up to a rank error need the least divergence that the error leaves open:
// of all baselines, not of one that is merely nearer.
#include <leeway/drift/taut_string.hpp>

#include <cmath>
#include <numeric>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"

namespace taut_string_test {

using row = std::vector<std::uint64_t>;

namespace {

double total(const row& a) { return static_cast<double>(std::accumulate(a.begin(), a.end(), std::uint64_t{0})); }

/// sum q phi(p / q), by its definition, for several convex phi; q = 0 adds phi's slope at infinity times p.
std::vector<double> divergences(const row& a, const row& b) {
  const double n = total(a);
  const double m = total(b);
  std::vector<double> result(4);
  for (std::size_t k = 0; k < a.size(); ++k) {
    const double p = static_cast<double>(a[k]) / n;
    const double q = static_cast<double>(b[k]) / m;
    if (p + q <= 0.0) continue;
    const double half = (p + q) / 2.0;
    result[0] += std::fabs(p - q) / 2.0;
    result[1] += (p - q) * (p - q) / half;
    result[2] += (std::sqrt(p) - std::sqrt(q)) * (std::sqrt(p) - std::sqrt(q));
    result[3] += (p > 0.0 ? p * std::log(p / half) : 0.0) + (q > 0.0 ? q * std::log(q / half) : 0.0);
  }
  return result;
}

bool within(const row& other, const row& a, std::uint64_t reach) {
  std::int64_t off = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    off += static_cast<std::int64_t>(other[k]) - static_cast<std::int64_t>(a[k]);
    if (std::abs(off) > static_cast<std::int64_t>(reach)) return false;
  }
  return off == 0;
}

/// Calls with every row of `n` records in as many cells.
template <class Call>
void each_row(row& given, std::size_t cell, std::uint64_t left, Call&& call) {
  if (cell + 1 == given.size()) {
    given[cell] = left;
    return call();
  }
  for (given[cell] = 0; given[cell] <= left; ++given[cell]) {
    const std::uint64_t taken = given[cell];
    each_row(given, cell + 1, left - taken, call);
    given[cell] = taken;
  }
}

}  // namespace

// Oracle: brute force over all rows of whole counts. Rounding the string to whole records may cost what half a record
// at every end between two cells can: bounded by comparing with the rows of hundred times as many records below.
TEST_CASE("taut_string: no row within the reach diverges less", "[drift][rank_error]") {
  leeway::random_stream draws(20261122);
  for (int round = 0; round < 300; ++round) {
    const std::size_t cells = 2 + draws.below(3);
    row a(cells);
    row b(cells);
    for (std::uint64_t& count : a) count = draws.below(7);
    for (std::uint64_t& count : b) count = draws.below(6);
    a[0] += 1;
    b[draws.below(cells)] += 1;
    const std::uint64_t reach = draws.below(5);
    std::vector<double> least(4, 1e9);
    row other(cells);
    each_row(other, 0, static_cast<std::uint64_t>(total(a)), [&] {
      if (!within(other, a, reach)) return;
      const std::vector<double> seen = divergences(other, b);
      for (std::size_t i = 0; i < seen.size(); ++i) least[i] = std::fmin(least[i], seen[i]);
    });
    // A thousand times as many records, so that whole counts do not matter: a finer grid has rows that diverge less.
    row fine = a;
    for (std::uint64_t& count : fine) count *= 1000;
    row string(cells);
    leeway::detail::taut_string draw(cells);
    draw(fine, b, reach * 1000, string);
    CAPTURE(round, a, b, reach, string);
    REQUIRE(within(string, fine, reach * 1000));
    const std::vector<double> found = divergences(string, b);
    for (std::size_t i = 0; i < found.size(); ++i) {
      CAPTURE(i, found[i], least[i]);
      CHECK(found[i] <= least[i] + 1e-4);
    }
  }
}

// Oracle: random rows within the reach, of many cells and records.
TEST_CASE("taut_string: many cells", "[drift][rank_error]") {
  leeway::random_stream draws(20261123);
  leeway::detail::taut_string draw(60);
  for (int round = 0; round < 60; ++round) {
    const std::size_t cells = 2 + draws.below(59);
    row a(cells);
    row b(cells);
    for (std::uint64_t& count : a) count = draws.below(5) == 0 ? 0 : draws.below(4000);
    for (std::uint64_t& count : b) count = draws.below(5) == 0 ? 0 : draws.below(900);
    a[0] += 1;
    b[0] += 1;
    const std::uint64_t reach = draws.below(2000);
    row string(cells);
    draw(a, b, reach, string);
    REQUIRE(within(string, a, reach));
    const std::vector<double> found = divergences(string, b);
    for (int other = 0; other < 200; ++other) {
      row moved = a;
      std::int64_t off = 0;
      for (std::size_t k = 0; k + 1 < cells; ++k) {
        const auto span = static_cast<std::int64_t>(2 * reach + 1);
        const std::int64_t next =
            static_cast<std::int64_t>(draws.below(static_cast<std::uint64_t>(span))) - static_cast<std::int64_t>(reach);
        const std::int64_t change = std::max(next - off, -static_cast<std::int64_t>(a[k]));
        if (std::abs(off + change) > static_cast<std::int64_t>(reach)) continue;
        moved[k] = static_cast<std::uint64_t>(static_cast<std::int64_t>(a[k]) + change);
        off += change;
      }
      if (static_cast<std::int64_t>(a[cells - 1]) < off) continue;
      moved[cells - 1] = static_cast<std::uint64_t>(static_cast<std::int64_t>(a[cells - 1]) - off);
      REQUIRE(within(moved, a, reach));
      const std::vector<double> seen = divergences(moved, b);
      for (std::size_t i = 0; i < seen.size(); ++i) CHECK(found[i] <= seen[i] + 1e-6 + 1e-3 * seen[i]);
    }
  }
}

TEST_CASE("taut_string: without a reach the row itself, with a large one the window's shares", "[drift][rank_error]") {
  const row a{5, 0, 3, 8};
  const row b{0, 2, 2, 0};
  row string(4);
  leeway::detail::taut_string draw(4);
  draw(a, b, 0, string);
  CHECK(string == a);
  draw(a, b, 16, string);
  CHECK(string == row{0, 8, 8, 0});
  row over = a;
  draw(over, b, 2, over);
  CHECK(within(over, a, 2));
}

}  // namespace taut_string_test
