// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// What a category costs on the way in, and what learning costs. Columns of numbers are in columns.cpp.
#include <benchmark/benchmark.h>

#include <leeway/core.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

std::vector<double> numbers() {
  leeway::random_stream random(1);
  std::vector<double> values(1 << 18);
  for (double& value : values) value = random.normal();
  return values;
}

void set_counters(benchmark::State& state, std::size_t values) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values));
}

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

void learn_numbers(benchmark::State& state) {
  const std::vector<double> values = numbers();
  for (auto _ : state) benchmark::DoNotOptimize(leeway::learn(values));
  set_counters(state, values.size());
}
BENCHMARK(learn_numbers)->Unit(benchmark::kMillisecond);

}  // namespace
