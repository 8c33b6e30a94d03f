// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Draws are those of the law they claim, whoever else draws from the same table.
#include <leeway/drift/grouped_draws.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/features.hpp"

namespace grouped_draws_test {

using row = std::vector<std::uint64_t>;

namespace {

double p_value(const row& a, const row& b, const leeway::monte_carlo_effort& effort,
               const leeway::law::null_tables& tables = {}) {
  const leeway::numeric_feature feature = features::numbers(a);
  leeway::coarse_cells cells(feature, 10);
  leeway::grouped_draws draws(cells.capacity(), tables);
  cells.fill(feature.counts(), features::window(feature, b));
  const auto last = [](auto, auto window) { return static_cast<double>(window.back()); };
  return draws.p_value(cells, "last", effort, last);
}

}  // namespace

// Oracle: the hypergeometric law: of 3 of 8 records, at least 2 of the last 3 are the window's: (3 x 5 + 1) / 56.
TEST_CASE("grouped_draws: re-assignments follow the exact law", "[drift]") {
  const double p = p_value(row{3, 1, 1}, row{1, 0, 2}, {.most_draws = 99'999, .enough_exceedances = 20'000});
  CHECK(p == Approx(16.0 / 56.0).epsilon(0.05));
}

// Oracle: one that draws for itself.
TEST_CASE("grouped_draws: shared draws, the same p-value", "[drift]") {
  const leeway::law::null_tables tables(2, 16);
  for (int round = 0; round < 2; ++round)
    for (const row& window : {row{1, 0, 2}, row{0, 2, 1}, row{2, 1, 0}})
      CHECK(exact::same(p_value(row{3, 1, 1}, window, {.most_draws = 999}, tables),
                        p_value(row{3, 1, 1}, window, {.most_draws = 999})));
}

// Oracle: by definition, after one exceedance p is one over the number of draws: of the first, when nothing is less.
TEST_CASE("grouped_draws: as many exceedances as are enough", "[drift]") {
  CHECK(exact::same(p_value(row{3, 1, 1}, row{2, 1, 0}, {.enough_exceedances = 1}), 1.0));
}

}  // namespace grouped_draws_test
