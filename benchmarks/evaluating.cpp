// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// What a verdict costs: all questions and all shown tests of one numeric feature, and of a table of 200.
#include <benchmark/benchmark.h>

#include <leeway/leeway.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
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

/// 200 features of a few samples each; what a monitor does when a window closes. `bins`: as many cells as it counts in.
void close_table(benchmark::State& state) {
  constexpr std::size_t features = 200;
  std::vector<std::vector<double>> then;
  std::vector<std::vector<double>> now;
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    then.push_back(normal(static_cast<std::size_t>(state.range(0)), 10 + seed));
    now.push_back(normal(static_cast<std::size_t>(state.range(1)), 20 + seed));
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < features; ++i) names.push_back("column " + std::to_string(i));
  std::vector<leeway::column> past;
  std::vector<leeway::column> live;
  for (std::size_t i = 0; i < features; ++i) {
    past.push_back({names[i], std::span<const double>(then[i % 8])});
    live.push_back({names[i], std::span<const double>(now[i % 7])});
  }
  const leeway::baseline learned =
      coarsened(leeway::learn(past), leeway::equal_mass(static_cast<std::size_t>(state.range(3))));
  leeway::table_monitor monitor(learned, live);
  monitor.observe(live);
  leeway::decision_policy policy;
  if (state.range(2) == 0) policy.shown.clear();
  leeway::evaluator evaluate(learned, policy);
  const leeway::window window = monitor.open();
  for (auto _ : state) benchmark::DoNotOptimize(evaluate(window));
}
BENCHMARK(close_table)
    ->Unit(benchmark::kMillisecond)
    ->ArgNames({"n", "m", "shown", "bins"})
    ->Args({100000, 1000, 1, 1024})
    ->Args({100000, 10000, 1, 1024})
    ->Args({100000, 10000, 0, 1024})
    ->Args({100000, 1000000, 1, 1024})
    ->Args({100000, 10000, 1, 128})
    ->Args({100000, 10000, 0, 128})
    ->Args({100000, 10000, 1, 64})
    ->Args({100000, 10000, 0, 64})
    ->Args({100000, 10000, 1, 32})
    ->Args({100000, 10000, 0, 32});

}  // namespace
