// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Many features at once must be what one feature at a time is: compared with exact arithmetic and with the single
// forms.
#include <leeway/drift/batched_statistics.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/drift/chi_squared_statistic.hpp>
#include <leeway/drift/jensen_shannon_statistic.hpp>
#include <leeway/drift/l_infinity.hpp>
#include <leeway/drift/population_stability_statistic.hpp>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"
#include "support/two_rows.hpp"

namespace batched_statistics_test {

using leeway::count_table;
using row = std::vector<std::uint64_t>;

namespace {

std::pair<count_table, count_table> tables(const std::vector<row>& a, const std::vector<row>& b) {
  std::pair<count_table, count_table> result{{a.size(), a.front().size()}, {a.size(), a.front().size()}};
  for (std::size_t i = 0; i < a.size(); ++i) {
    result.first.set(i, a[i]);
    result.second.set(i, b[i]);
  }
  return result;
}

row drawn(leeway::random_stream& draws, std::size_t cells, std::uint64_t below) {
  row result(cells);
  for (std::uint64_t& count : result) count = draws.below(4) == 0 ? 0 : draws.below(below);
  return result;
}

}  // namespace

// Oracle: exact rationals and 60 digits (distances.py); features of equally many cells together.
TEST_CASE("batched statistics: agree with exact arithmetic", "[drift]") {
  for (const char* file : {"distances_counts.csv", "distances_large.csv"}) {
    std::vector<golden::row> lines;
    const golden::table whole(file);
    for (const golden::row& line : whole)
      if (two_rows(line).n + two_rows(line).m < std::uint64_t{1} << 50) lines.push_back(line);
    std::map<std::size_t, std::vector<std::size_t>> by_cells;
    for (std::size_t i = 0; i < lines.size(); ++i) by_cells[two_rows(lines[i]).a.size()].push_back(i);
    for (const auto& [cells, members] : by_cells) {
      std::vector<row> a;
      std::vector<row> b;
      for (std::size_t i : members) {
        a.push_back(two_rows(lines[i]).a);
        b.push_back(two_rows(lines[i]).b);
      }
      const auto [past, now] = tables(a, b);
      const std::vector<double> chi_squared = leeway::chi_squared_statistics(past, now);
      const std::vector<double> l_infinity = leeway::l_infinity_distances(past, now);
      const std::vector<double> stability = leeway::population_stability_indices(past, now);
      const std::vector<double> divergence = leeway::jensen_shannon_distances(past, now);
      for (std::size_t i = 0; i < members.size(); ++i) {
        const golden::row& line = lines[members[i]];
        CAPTURE(line.text("name"), cells);
        const two_rows c(line);
        if (static_cast<double>(c.n) * static_cast<double>(c.m) > 0x1p50) continue;  // differences are rounded
        CHECK(std::fabs(chi_squared[i] - line.number("chi_squared")) <= 2e-15 * line.number("chi_squared"));
        CHECK(std::fabs(l_infinity[i] - line.number("l_infinity")) <= 3e-16 * line.number("l_infinity"));
        CHECK(std::fabs(stability[i] - line.number("psi_jeffreys")) <= 3e-15 * line.number("psi_jeffreys"));
        CHECK(std::fabs(divergence[i] - line.number("js_distance")) <= 1e-14 * line.number("js_distance"));
      }
    }
  }
}

// Oracle: the single forms, which have golden tables of their own.
TEST_CASE("batched statistics: as one feature at a time", "[drift]") {
  leeway::random_stream draws(20261121);
  using leeway::detail::instruction_set;
  for (const std::size_t features : {1U, 7U, 8U, 9U, 37U})
    for (const std::size_t cells : {1U, 2U, 10U, 64U}) {
      CAPTURE(features, cells);
      std::vector<row> a;
      std::vector<row> b;
      for (std::size_t i = 0; i < features; ++i) {
        a.push_back(drawn(draws, cells, i % 3 == 0 ? 5 : 100'000));
        b.push_back(i % 4 == 0 ? a.back() : drawn(draws, cells, 1'000));
      }
      const auto [past, now] = tables(a, b);
      for (auto set : {leeway::detail::best_instruction_set(), instruction_set::plain, instruction_set::one_lane}) {
        namespace detail = leeway::detail;
        const std::vector<double> chi_squared = detail::batched<detail::batched_chi_squared>(past, now, 0.0, set);
        const std::vector<double> l_infinity = detail::batched<detail::batched_l_infinity>(past, now, 0.0, set);
        const std::vector<double> stability =
            detail::batched<detail::batched_population_stability>(past, now, 0.5, set);
        const std::vector<double> divergence = detail::batched<detail::batched_jensen_shannon>(past, now, 0.0, set);
        REQUIRE(chi_squared.size() == features);
        for (std::size_t i = 0; i < features; ++i) {
          const double x2 = leeway::chi_squared_statistic(a[i], b[i]);
          if (std::isnan(x2)) {
            for (double one : {chi_squared[i], l_infinity[i], stability[i], divergence[i]}) CHECK(std::isnan(one));
            continue;
          }
          const double jensen_shannon = leeway::jensen_shannon_divergence(a[i], b[i]);
          CHECK(std::fabs(chi_squared[i] - x2) <= 1e-13 * x2);
          CHECK(std::fabs(l_infinity[i] - leeway::l_infinity_distance(a[i], b[i])) <= two_rows::share_error);
          CHECK(std::fabs(stability[i] - leeway::population_stability_index(a[i], b[i])) <= 1e-13 * stability[i]);
          CHECK(std::fabs(divergence[i] - jensen_shannon) <= 1e-13 * jensen_shannon);
        }
      }
    }
}

// Oracle: {1, n} against {n, 1} has p and q swapped: the distance is sqrt(1 - H(1 / (n + 1))), H the entropy in bits.
TEST_CASE("batched statistics: a distance near 1", "[drift]") {
  for (const std::uint64_t n : {1'000ULL, 1'000'000ULL, 30'000'000ULL, 1'000'000'000ULL, 1'000'000'000'000ULL}) {
    CAPTURE(n);
    const auto [past, now] = tables({{1, n}}, {{n, 1}});
    const long double p = 1.0L / static_cast<long double>(n + 1);
    const long double entropy = -p * std::log2(p) - (1.0L - p) * std::log1p(-p) / std::log(2.0L);
    const double distance = leeway::jensen_shannon_distances(past, now).front();
    CHECK(distance <= 1.0);
    CHECK(std::fabs(distance - static_cast<double>(std::sqrt(1.0L - entropy))) <= 1e-14);
  }
}

// Oracle: definition.
TEST_CASE("batched statistics: tables that do not match", "[drift]") {
  CHECK_THROWS_AS(leeway::chi_squared_statistics(count_table(3, 4), count_table(3, 5)), std::invalid_argument);
  CHECK_THROWS_AS(leeway::l_infinity_distances(count_table(3, 4), count_table(2, 4)), std::invalid_argument);
  CHECK(leeway::population_stability_indices(count_table(0, 4), count_table(0, 4)).empty());
  CHECK(std::isnan(leeway::jensen_shannon_distances(count_table(1, 4), count_table(1, 4)).front()));
}

}  // namespace batched_statistics_test
