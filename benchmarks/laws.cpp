// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// What a p-value costs: the laws one by one, the chi-squared tail beside Boost.Math's with its default policy, and the
// draws.
#include <benchmark/benchmark.h>

#include <leeway/leeway.hpp>

#include <leeway/law/kolmogorov_one_sample.hpp>

#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

namespace {

using row = std::vector<std::uint64_t>;

std::uint64_t count(std::int64_t value) { return static_cast<std::uint64_t>(value); }

/// `deviations`: of x from its mean.
double quantity(const benchmark::State& state) {
  const auto freedom = static_cast<double>(state.range(0));
  return freedom + static_cast<double>(state.range(1)) * std::sqrt(2.0 * freedom);
}

void chi_squared(benchmark::State& state) {
  double x = quantity(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(leeway::law::chi_squared_upper(x, static_cast<double>(state.range(0))));
  }
}
void chi_squared_boost(benchmark::State& state) {
  double x = quantity(state);
  const boost::math::chi_squared law(static_cast<double>(state.range(0)));
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(std::log(boost::math::cdf(boost::math::complement(law, x))));
  }
}
BENCHMARK(chi_squared)->ArgsProduct({{1, 9, 19, 50, 99, 400}, {2, 10}})->ArgNames({"freedom", "deviations"});
BENCHMARK(chi_squared_boost)->ArgsProduct({{1, 9, 19, 50, 99, 400}, {2, 10}})->ArgNames({"freedom", "deviations"});

void divergence(benchmark::State& state) {
  double x = quantity(state);
  const auto cells = static_cast<double>(state.range(0)) + 1.0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(
        leeway::law::divergence_upper(x, leeway::law::pearson_shape(0.1), {1e5, 1e4, cells, cells * cells, true}));
  }
}
BENCHMARK(divergence)->ArgsProduct({{9, 19}, {2, 10}})->ArgNames({"freedom", "deviations"});

void noncentrality_interval(benchmark::State& state) {
  double x = quantity(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(x);
    benchmark::DoNotOptimize(leeway::law::noncentrality_interval(x, static_cast<double>(state.range(0)), 0.95));
  }
}
BENCHMARK(noncentrality_interval)->ArgsProduct({{9, 99}, {0, 10}})->ArgNames({"freedom", "deviations"});

/// A gap that chance exceeds once in twenty times.
void kolmogorov_two_sample(benchmark::State& state) {
  const std::uint64_t n = count(state.range(0));
  const std::uint64_t m = count(state.range(1));
  leeway::law::two_sample_kolmogorov law;
  const double gap = 1.36 * std::sqrt(1.0 / static_cast<double>(n) + 1.0 / static_cast<double>(m));
  const leeway::law::ks_gap where{static_cast<std::uint64_t>(gap * static_cast<double>(n)), 0};
  for (auto _ : state) benchmark::DoNotOptimize(law(n, m, where));
}
/// The same point by point, where there is an exact law.
void kolmogorov_points(benchmark::State& state) {
  const std::uint64_t n = count(state.range(0));
  const std::uint64_t m = count(state.range(1));
  const double gap = 1.36 * std::sqrt(1.0 / static_cast<double>(n) + 1.0 / static_cast<double>(m));
  const auto c = static_cast<leeway::detail::wide_unsigned>(gap * static_cast<double>(n)) * m;
  std::vector<double> scratch(8192);
  for (auto _ : state) benchmark::DoNotOptimize(leeway::detail::kolmogorov_paths(n, m, c, scratch).without_ties());
}
BENCHMARK(kolmogorov_points)->Args({1000, 500})->Args({10'000, 1000})->Args({100'000, 1000})->ArgNames({"n", "m"});
BENCHMARK(kolmogorov_two_sample)
    ->Args({1000, 1000})
    ->Args({1000, 500})
    ->Args({10'000, 1000})
    ->Args({100'000, 1000})
    ->Args({100'000, 10'000})
    ->Args({10'000'000, 100'000})
    ->ArgNames({"n", "m"});

/// `far`: n d^2, in tenths.
void kolmogorov_one_sample(benchmark::State& state) {
  const std::uint64_t n = count(state.range(0));
  double d = std::sqrt(0.1 * static_cast<double>(state.range(1)) / static_cast<double>(n));
  for (auto _ : state) {
    benchmark::DoNotOptimize(d);
    benchmark::DoNotOptimize(leeway::law::kolmogorov_one_sample_upper(n, d));
  }
}
BENCHMARK(kolmogorov_one_sample)
    ->ArgsProduct({{10, 100, 1000, 2048, 10'000, 1'000'000}, {5, 18, 60}})
    ->ArgNames({"n", "far"});

void fisher(benchmark::State& state) {
  const std::uint64_t n = count(state.range(0));
  const std::uint64_t m = count(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(leeway::law::fisher_two_sided(n / 10, n, m / 8, m));
}
BENCHMARK(fisher)->Args({1000, 500})->Args({100'000, 10'000})->Args({10'000'000, 1'000'000})->ArgNames({"n", "m"});

void beta_binomial(benchmark::State& state) {
  const std::uint64_t n = count(state.range(0));
  const std::uint64_t m = count(state.range(1));
  const double weight = static_cast<double>(n / 10);
  for (auto _ : state)
    benchmark::DoNotOptimize(leeway::law::beta_binomial_upper(m / 8, m, weight, static_cast<double>(n) + 1.0 - weight));
}
BENCHMARK(beta_binomial)
    ->Args({1000, 500})
    ->Args({100'000, 10'000})
    ->Args({10'000'000, 1'000'000})
    ->ArgNames({"n", "m"});

void clopper_pearson(benchmark::State& state) {
  const std::uint64_t n = count(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(leeway::law::clopper_pearson(n / 10, n, 0.95));
}
BENCHMARK(clopper_pearson)->Arg(1000)->Arg(100'000)->Arg(10'000'000)->ArgName("n");

/// One window of ten equal cells from the urn or from the pooled records.
void draw_urn(benchmark::State& state) {
  leeway::law::urn_law law(row(10, count(state.range(0)) / 10), count(state.range(1)));
  leeway::random_stream random(1);
  row window(10);
  for (auto _ : state) {
    law.draw(random, window);
    benchmark::DoNotOptimize(window.data());
  }
}
void draw_split(benchmark::State& state) {
  const leeway::law::split_law law(row(10, count(state.range(0) + state.range(1)) / 10), count(state.range(1)));
  leeway::random_stream random(1);
  row window(10);
  for (auto _ : state) {
    law.draw(random, window);
    benchmark::DoNotOptimize(window.data());
  }
}
BENCHMARK(draw_urn)->Args({1000, 500})->Args({100'000, 10'000})->ArgNames({"n", "m"});
BENCHMARK(draw_split)->Args({1000, 500})->Args({100'000, 10'000})->ArgNames({"n", "m"});

/// A table of continuous columns with all tests shown; small windows, so that all of them draw.
void report_of_a_table(benchmark::State& state) {
  leeway::random_stream random(3);
  std::vector<std::string> names;
  std::vector<std::vector<double>> then, now;
  for (std::int64_t i = 0; i < state.range(0); ++i) {
    names.push_back("column " + std::to_string(i));
    then.emplace_back(1000);
    now.emplace_back(500);
    for (double& value : then.back()) value = random.normal();
    for (double& value : now.back()) value = random.normal();
  }
  std::vector<leeway::column> past, live;
  for (std::size_t i = 0; i < names.size(); ++i) {
    past.push_back({names[i], std::span<const double>(then[i])});
    live.push_back({names[i], std::span<const double>(now[i])});
  }
  leeway::table_monitor monitor(leeway::learn(past), live);
  monitor.observe(live);
  leeway::evaluator evaluate(leeway::learn(past));
  const leeway::window window = monitor.open();
  for (auto _ : state) benchmark::DoNotOptimize(evaluate(window));
}
BENCHMARK(report_of_a_table)->Arg(1)->Arg(40)->Unit(benchmark::kMillisecond)->ArgName("columns");

}  // namespace
