// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// What a verdict costs: all questions and all shown tests of one numeric feature.
#include <benchmark/benchmark.h>

#include <leeway/leeway.hpp>

#include <vector>

namespace {

std::vector<double> normal(std::size_t size, std::uint64_t seed, double shift = 0.0) {
  leeway::random_stream random(seed);
  std::vector<double> values(size);
  for (double& value : values) value = random.normal() + shift;
  return values;
}

/// Shift in hundredths of a standard deviation.
void evaluate_feature(benchmark::State& state) {
  const auto past = leeway::learn(normal(static_cast<std::size_t>(state.range(0)), 1));
  leeway::column_monitor monitor{past};
  for (double value : normal(static_cast<std::size_t>(state.range(1)), 2, static_cast<double>(state.range(2)) / 100.0))
    monitor.observe(value);
  for (auto _ : state) benchmark::DoNotOptimize(monitor.evaluate());
}
BENCHMARK(evaluate_feature)
    ->Unit(benchmark::kMillisecond)
    ->ArgNames({"n", "m", "shift"})
    ->Args({1000, 500, 0})
    ->Args({1000, 500, 15})
    ->Args({10000, 1000, 0})
    ->Args({10000, 10000, 0})
    ->Args({10000, 10000, 10})
    ->Args({1000000, 100000, 0});

}  // namespace
