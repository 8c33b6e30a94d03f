// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/drift/kuiper.hpp>

#include <cmath>
#include <vector>

#include <leeway/law/kuiper.hpp>

#include "support/catch.hpp"
#include "support/rank_checks.hpp"

namespace kuiper_test {

using leeway::kuiper;
using leeway::null_law;
using row = std::vector<std::uint64_t>;

// Oracle: exact rationals (rank_laws.py).
TEST_CASE("kuiper: the statistic of raw samples", "[drift]") { rank_checks::check_statistic(kuiper(), "kuiper"); }

// Oracle: all splits of small samples (rank_laws.py).
TEST_CASE("kuiper: draws are those of the exact law", "[drift]") {
  rank_checks::check_draws([](const leeway::ordered_options& options) { return kuiper(options); }, "exact_kuiper");
}

// Oracle: the raw records.
TEST_CASE("kuiper: cells of different values lose nothing", "[drift]") {
  rank_checks::check_cells_of_different_values(kuiper());
}

// Oracle: by hand: the gaps are .3, -.2 and 0.
TEST_CASE("kuiper: statistic, effect and p-value", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row{400, 200, 400});
  const leeway::counts window = features::window(feature, row{50, 350, 100});
  const leeway::test_result result = kuiper({.law = null_law::asymptotic}).bind(feature)(feature.counts(), window);
  const double size = 1000.0 * 500.0 / 1500.0;
  CHECK(result.test == "kuiper");
  CHECK(away::error(result.statistic, 0.5) < 1e-15);
  CHECK(exact::same(result.effect, result.statistic));
  // 1.747: Kuiper's table.
  CHECK(result.effect_interval.lower == Approx(0.5 - 1.747 / std::sqrt(size)).epsilon(1e-3));
  CHECK(result.effect_interval.upper == Approx(0.5 + 1.747 / std::sqrt(size)).epsilon(1e-3));
  CHECK(away::error(result.log_p_value, leeway::law::kuiper_upper(std::sqrt(size) * 0.5).log_p) < 1e-13);
}

// Oracle: a circle has no beginning: hours counted from another one have the same p-value.
TEST_CASE("kuiper: hours of a day", "[drift]") {
  const row past{90,  80,  70,  60,  60,  70,  90,  120, 160, 200, 210, 200,
                 190, 190, 200, 210, 220, 210, 190, 170, 150, 130, 110, 100};
  row live = past;
  live[3] += 60;
  double first = 0.0;
  for (std::size_t cut = 0; cut < 24; ++cut) {
    row a = past;
    row b = live;
    std::rotate(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(cut), a.end());
    std::rotate(b.begin(), b.begin() + static_cast<std::ptrdiff_t>(cut), b.end());
    const leeway::numeric_feature feature = features::numbers(a);
    const double log_p =
        kuiper({.law = null_law::asymptotic}).bind(feature)(feature.counts(), features::window(feature, b)).log_p_value;
    if (cut == 0) first = log_p;
    CHECK(log_p == Approx(first).epsilon(1e-12));
  }
}

// Oracle: the laws that the records are drawn from.
TEST_CASE("kuiper: the interval of the effect", "[drift]") {
  rank_checks::check_interval(kuiper({.law = null_law::asymptotic}), {0.4, 0.2, 0.4}, {0.3, 0.45, 0.25}, 0.25);
  rank_checks::check_interval(kuiper({.law = null_law::asymptotic}), {0.4, 0.2, 0.4}, {0.4, 0.2, 0.4}, 0.0);
}

// Oracle: by hand: the range is at least D, whose deviation is at most half of 1/sqrt(s).
TEST_CASE("kuiper: the smallest effect", "[drift]") {
  const leeway::numeric_feature feature = features::numbers(row(1000, 20));
  const leeway::counts window = features::window(feature, row(1000, 20));
  auto bound = kuiper({.law = null_law::asymptotic}).bind(feature);
  const double critical = leeway::law::kuiper_critical(std::log(1e-4));
  CHECK(bound.smallest_effect(feature.counts(), window, std::log(1e-4), 0.0) ==
        Approx((critical + 0.4208106) / 100.0 + 0.001).epsilon(1e-6));
}

// Oracle: the concept's promises.
TEST_CASE("kuiper: empty sides, repeated evaluation, constants", "[drift]") { rank_checks::check_promises(kuiper()); }

}  // namespace kuiper_test
