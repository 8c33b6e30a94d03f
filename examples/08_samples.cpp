// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// Records instead of counts: the exact D of two samples without sorting the window, its p-value, and one statistic of
// many features in one go.
#include <leeway/drift/batched_statistics.hpp>
#include <leeway/drift/compare_samples.hpp>

#include <leeway/base/random.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>

namespace {

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not as expected: %s\n", what);
  std::exit(1);
}

std::vector<double> normal(std::size_t size, std::uint64_t seed, double mean) {
  leeway::random_stream random(seed);
  std::vector<double> values(size);
  for (double& value : values) value = random.normal() + mean;
  return values;
}

}  // namespace

int main() {
  const std::vector<double> baseline = normal(100'000, 1, 0.0);
  const std::vector<double> window = normal(20'000, 2, 0.5);
  // [difference]
  leeway::difference_finder past(baseline);              // doubles or floats; sorted here, once
  const leeway::sample_difference found = past(window);  // as it comes; any number of windows, one after another
  std::printf("D = %.4f at %.3f, %llu of the baseline's and %llu of the window's values are not above it\n",
              found.value, found.where, static_cast<unsigned long long>(found.gap.baseline_cumulated),
              static_cast<unsigned long long>(found.gap.window_cumulated));
  // [difference]

  // Two normal laws half a deviation apart differ most half-way, by 2 Phi(1/4) - 1.
  expect(std::fabs(found.value - std::erf(0.25 / std::sqrt(2.0))) < 0.01, "D");
  expect(std::fabs(found.where - 0.25) < 0.2, "the place");
  expect(found.sign() == 1, "the window's values are larger");

  // [p value]
  const leeway::test_result result =
      leeway::compare_samples(leeway::kolmogorov_smirnov(), past, std::span<const double>(window));
  // [p value]
  expect(std::fabs(result.statistic - found.value) <= 0.0, "the same D");
  expect(result.log_p_value < -1000.0, "the p-value");

  constexpr std::size_t features = 50;
  const std::vector<std::vector<std::uint64_t>> baseline_counts(features, {1000, 2000, 3000, 4000});
  std::vector<std::vector<std::uint64_t>> window_counts(features, {100, 200, 300, 400});
  window_counts[7] = {400, 300, 200, 100};
  // [many features]
  leeway::count_table then(features, 4);
  leeway::count_table now(features, 4);
  for (std::size_t i = 0; i < features; ++i) {
    then.set(i, baseline_counts[i]);  // a row of counts, for each feature equally long
    now.set(i, window_counts[i]);
  }
  const std::vector<double> stability = leeway::population_stability_indices(then, now);  // one value a feature
  // [many features]
  for (std::size_t i = 0; i < features; ++i)
    expect(i == 7 ? stability[i] > 0.25 : stability[i] < 1e-3, "only one feature moved");
}
