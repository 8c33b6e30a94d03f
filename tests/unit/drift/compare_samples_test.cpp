// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Any test of numbers on two samples as they are.
#include <leeway/drift/compare_samples.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/drift/mann_whitney.hpp>

#include "support/away.hpp"
#include "support/bound_checks.hpp"
#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"

namespace compare_samples_test {

using leeway::compare_samples;
using leeway::kolmogorov_smirnov;
using sample = std::vector<double>;

// Oracle: exact rationals and exact conditional probabilities given the ties (ks_samples.py), infinities and subnormals
// among the values.
TEST_CASE("compare_samples: Kolmogorov-Smirnov's exact numbers", "[drift]") {
  for (const golden::row& line : golden::table("drift_ks.csv")) {
    CAPTURE(line.text("name"));
    const leeway::test_result result =
        compare_samples(kolmogorov_smirnov(), line.numbers("baseline"), line.numbers("window"));
    CHECK(away::error(result.statistic, line.number("d")) < 1e-15);
    CHECK(exact::same(result.statistic_interval.upper, result.statistic));
    CHECK(away::log_error(result.log_p_value, line.number("log_p_conditional")) < 1e-11);
  }
}

// Oracle: exact rationals and exact conditional probabilities given the ties (ks_samples.py).
TEST_CASE("compare_samples: Kolmogorov-Smirnov's exact numbers from a sorted baseline", "[drift]") {
  for (const golden::row& line : golden::table("drift_ks.csv")) {
    CAPTURE(line.text("name"));
    leeway::difference_finder past(line.numbers("baseline"));
    const sample window = line.numbers("window");
    const leeway::test_result result = compare_samples(kolmogorov_smirnov(), past, std::span<const double>(window));
    CHECK(away::error(result.statistic, line.number("d")) < 1e-15);
    CHECK(away::log_error(result.log_p_value, line.number("log_p_conditional")) < 1e-11);
  }
}

// Oracle: the way that gives each value a cell, which the cases above compare with exact numbers. The lattice may be
// large enough for the ties, for no ties, or for nothing.
TEST_CASE("compare_samples: a sorted baseline gives the same result", "[drift]") {
  leeway::random_stream draws(20261121);
  for (int round = 0; round < 120; ++round) {
    const bool ties = round % 2 == 0;
    const kolmogorov_smirnov test(std::uint64_t{1} << (4 + draws.below(16)));
    const auto draw = [&](std::size_t size, double shift) {
      sample result = exact::normals(draws, size);
      for (double& value : result) value = ties ? std::floor(4.0 * (value + shift)) : value + shift;
      if (size > 3 && round % 5 == 0) result[1] = exact::nan;
      return result;
    };
    const std::size_t n = draws.below(round % 3 == 0 ? 30 : 3000);
    const sample a = draw(n, 0.0);
    const sample b = draw(round % 7 == 0 ? n : draws.below(2000), 0.1);
    CAPTURE(round, a.size(), b.size());
    const leeway::test_result expected = compare_samples(test, a, b);
    leeway::difference_finder past(a);
    CHECK(bound_checks::same(compare_samples(test, past, std::span<const double>(b)), expected));
    CHECK(bound_checks::same(compare_samples(test, past.baseline(), leeway::sorted_values(b)), expected));
  }
}

// Oracle: definition: NaN is no value, the order of records does not matter, -0 is 0.
TEST_CASE("compare_samples: missing values and order", "[drift]") {
  const sample a{3.0, 1.0, 0.0, 2.0, 2.0};
  const sample b{2.5, exact::infinity, 2.0, -exact::infinity};
  const leeway::test_result plain = compare_samples(leeway::mann_whitney(), a, b);
  const leeway::test_result mixed =
      compare_samples(leeway::mann_whitney(), sample{2.0, exact::nan, 2.0, 3.0, -0.0, 1.0, -exact::nan},
                      sample{2.0, -exact::infinity, exact::nan, exact::infinity, 2.5});
  CHECK(bound_checks::same(plain, mixed));
  CHECK(mixed.baseline_n == 5);
  CHECK(mixed.window_n == 4);
  CHECK(exact::same(plain.statistic, 4.0 + 5.0 + 3.0 + 0.0));  // pairs by hand, 2 and 2 for half each
}

// Oracle: definition.
TEST_CASE("compare_samples: nothing to compare", "[drift]") {
  for (const auto& [a, b] : {std::pair<sample, sample>{{}, {1.0}}, {{1.0}, {}}, {{}, {}}, {{exact::nan}, {1.0}}}) {
    const leeway::test_result result = compare_samples(leeway::mann_whitney(), a, b);
    CHECK(result.method == leeway::p_method::none);
    CHECK(std::isnan(result.log_p_value));
  }
}

// Oracle: who comes first matters to the sign only: neither side has chosen the cells.
TEST_CASE("compare_samples: both sides alike", "[drift]") {
  leeway::random_stream draws(20260626);
  for (int round = 0; round < 30; ++round) {
    const sample a = exact::normals(draws, 2 + draws.below(60));
    const sample b = exact::normals(draws, 2 + draws.below(60));
    const leeway::test_result forward = compare_samples(leeway::mann_whitney(), a, b);
    const leeway::test_result back = compare_samples(leeway::mann_whitney(), b, a);
    CHECK(forward.method == back.method);
    CHECK(std::fabs(forward.effect + back.effect - 1.0) < 1e-12);
    if (forward.method == leeway::p_method::exact || forward.method == leeway::p_method::asymptotic)
      CHECK(away::log_error(forward.log_p_value, back.log_p_value) < 1e-12);
  }
}

}  // namespace compare_samples_test
