// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// What a record costs on the way in, against a plain read of the same bytes in the same run.
#include <benchmark/benchmark.h>

#include <leeway/core.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::vector<double> numbers(int shape) {
  leeway::random_stream random(1);
  std::vector<double> values(1 << 18);
  for (double& value : values) value = shape == 2 ? std::floor(3.0 * random.exponential()) : random.normal();
  if (shape == 1) std::sort(values.begin(), values.end());
  if (shape == 3) std::fill(values.begin(), values.end(), 0.25);
  return values;
}

void set_counters(benchmark::State& state, std::size_t values) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values));
}

/// shape 0 random, 1 sorted, 2 discrete, 3 constant
void observe_numbers(benchmark::State& state) {
  const std::vector<double> values = numbers(static_cast<int>(state.range(0)));
  const auto past = leeway::learn(numbers(state.range(0) == 2 ? 2 : 0), leeway::equal_mass(static_cast<std::size_t>(state.range(1))));
  leeway::column_statistics live(past.cells().size());
  for (auto _ : state) {
    for (double value : values) live.observe(past.cells(), value);
    benchmark::ClobberMemory();
  }
  if (live.counts().present() % values.size() != 0) state.SkipWithError("values were lost");
  set_counters(state, values.size());
}
BENCHMARK(observe_numbers)->ArgsProduct({{0, 1, 2, 3}, {20, 1024}})->ArgNames({"shape", "bins"});

void observe_categories(benchmark::State& state) {
  leeway::random_stream random(2);
  std::vector<std::string> texts;
  for (std::int64_t i = 0; i < state.range(0); ++i) texts.push_back("category " + std::to_string(i));
  std::vector<std::string_view> values(1 << 16);
  for (std::string_view& value : values) value = texts[random.below(texts.size())];
  const auto past = leeway::learn(values);
  leeway::column_statistics live(past.cells().size());
  for (auto _ : state) {
    for (std::string_view value : values) live.observe(past.cells(), value);
    benchmark::ClobberMemory();
  }
  set_counters(state, values.size());
}
BENCHMARK(observe_categories)->Arg(3)->Arg(1000);

/// The limit: a sum over the same bytes.
void read_numbers(benchmark::State& state) {
  const std::vector<double> values = numbers(0);
  for (auto _ : state) {
    double sums[8] = {};
    for (std::size_t i = 0; i < values.size(); i += 8)
      for (std::size_t lane = 0; lane < 8; ++lane) sums[lane] += values[i + lane];
    benchmark::DoNotOptimize(sums);
  }
  set_counters(state, values.size());
}
BENCHMARK(read_numbers);

void learn_numbers(benchmark::State& state) {
  const std::vector<double> values = numbers(0);
  for (auto _ : state) benchmark::DoNotOptimize(leeway::learn(values));
  set_counters(state, values.size());
}
BENCHMARK(learn_numbers)->Unit(benchmark::kMillisecond);

}  // namespace

