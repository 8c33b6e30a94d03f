// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// Sketches of a column: quantiles, distinct values, frequent texts. Their peers are in peers/datasketches_sketches.py.
#include "texts.hpp"

#include <leeway/statistics/distinct_count.hpp>
#include <leeway/statistics/heavy_hitters.hpp>
#include <leeway/statistics/quantile_sketch.hpp>

#include <set>
#include <unordered_set>

namespace {

using bench::column_size;
using bench::live;
using bench::texts;

// ---- Quantiles -----------------------------------------------------------------------------------------------------

/// The largest error of 199 ranks, as a share.
template <class Real>
double rank_error(const leeway::quantile_sketch<Real>& sketch, std::vector<Real> values) {
  std::sort(values.begin(), values.end());
  double worst = 0.0;
  for (int i = 1; i < 200; ++i) {
    const Real value = values[static_cast<std::size_t>(static_cast<double>(values.size()) * i / 200.0)];
    const auto rank = std::upper_bound(values.begin(), values.end(), value) - values.begin();
    const double real = static_cast<double>(rank) / static_cast<double>(values.size());
    worst = std::max(worst, std::fabs(sketch.share_at_or_below(value) - real));
  }
  return worst;
}

template <class Real>
void quantiles(benchmark::State& state, std::size_t kept, const std::string& shape, bool at_once) {
  const std::vector<Real>& values = live<Real>(shape, column_size);
  for (auto _ : state) {
    leeway::quantile_sketch<Real> sketch(1, kept);
    if (at_once)
      sketch.observe(values);
    else
      for (Real x : values) sketch.observe(x);
    sketch.compress();
    benchmark::DoNotOptimize(sketch);
  }
  double error = 0.0;
  double bytes = 0.0;
  constexpr int seeds = 5;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    leeway::quantile_sketch<Real> sketch(seed, kept);
    sketch.observe(values);
    sketch.compress();
    const double found = rank_error(sketch, values);
    if (found > sketch.rank_error(1e-9)) state.SkipWithError("wrong ranks");
    error += found / seeds;
    bytes += static_cast<double>(sketch.save().size()) / seeds;
  }
  state.counters["error"] = error;
  state.counters["bytes"] = bytes;
  bench::done(state, column_size);
}

// ---- Distinct values -----------------------------------------------------------------------------------------------

void check(benchmark::State& state, const leeway::distinct_count& found, std::size_t real) {
  const double error = found.estimate() / static_cast<double>(real) - 1.0;
  if (std::fabs(error) > 5.0 * found.standard_error()) state.SkipWithError("wrong number");
  state.counters["error"] = found.standard_error();
  state.counters["bytes"] = static_cast<double>(found.save().size());
}

void distinct_numbers(benchmark::State& state, int precision) {
  const std::vector<double>& values = live<double>("normal", column_size);
  leeway::distinct_count found(precision);
  for (auto _ : state) {
    found.reset();
    found.observe(std::span<const double>(values));
    benchmark::DoNotOptimize(found);
  }
  check(state, found, std::set<double>(values.begin(), values.end()).size());
  bench::done(state, column_size);
}

/// The limit: one hash a number.
void hash_numbers(benchmark::State& state) {
  const std::vector<double>& values = live<double>("normal", column_size);
  for (auto _ : state) {
    std::uint64_t sum = 0;
    for (double x : values)
      sum += leeway::detail::fold_multiply(leeway::detail::fold_multiply(leeway::order_key(x), 0xd6e8'feb8'6659'fd93),
                                           0xa076'1d64'78bd'642f);
    benchmark::DoNotOptimize(sum);
  }
  bench::done(state, column_size);
}

void distinct_texts(benchmark::State& state, int precision, std::size_t categories, bool skewed) {
  const texts& in = bench::text_column(categories, skewed);
  leeway::distinct_count found(precision);
  for (auto _ : state) {
    found.reset();
    for (std::string_view text : in.column) found.observe(text);
    benchmark::DoNotOptimize(found);
  }
  check(state, found, std::unordered_set<std::string_view>(in.column.begin(), in.column.end()).size());
  bench::done(state, column_size);
}

// ---- Frequent texts ------------------------------------------------------------------------------------------------

/// 384 texts for certain, at most 768 counted: as many as a map of 1024 places holds that is three quarters full.
void heavy(benchmark::State& state, std::size_t categories, bool skewed) {
  const texts& in = bench::text_column(categories, skewed);
  constexpr std::size_t size = 384;
  for (auto _ : state) {
    leeway::heavy_hitters found(size);
    for (std::string_view text : in.column) found.observe(text);
    benchmark::DoNotOptimize(found);
  }
  leeway::heavy_hitters found(size);
  for (std::string_view text : in.column) found.observe(text);
  std::map<std::string, std::uint64_t> real;
  for (std::size_t i = 0; i < in.distinct.size(); ++i) real[in.distinct[i]] = in.counts[i];
  for (const leeway::frequent_text& one : found.top(2 * size))
    if (one.at_least > real[one.text] || one.at_most < real[one.text]) state.SkipWithError("wrong counts");
  state.counters["error"] = static_cast<double>(found.error()) / static_cast<double>(column_size);
  state.counters["bytes"] = static_cast<double>(found.save().size());
  bench::done(state, column_size);
}

template <class Real>
void add_quantiles(const char* shape) {
  const char* type = bench::type_name<Real>();
  for (std::size_t kept : {std::size_t{128}, std::size_t{1024}}) {
    const std::string kernel = "quantiles" + std::to_string(kept);
    bench::add(kernel, "leeway", type, shape, column_size,
               [=](benchmark::State& state) { quantiles<Real>(state, kept, shape, true); });
    bench::add(kernel, "one_by_one", type, shape, column_size,
               [=](benchmark::State& state) { quantiles<Real>(state, kept, shape, false); });
  }
  bench::add("limit", "sum", type, shape, column_size,
             [=](benchmark::State& state) { bench::sum_of_bytes(state, live<Real>(shape, column_size)); });
}

void add_all() {
  for (const char* shape : {"normal", "sorted", "lognormal2", "zeros"}) add_quantiles<double>(shape);
  add_quantiles<float>("normal");
  bench::add("limit_of_distinct", "sum", "double", "normal", column_size, hash_numbers);
  for (int precision : {12, 13})
    bench::add("distinct" + std::to_string(precision), "leeway", "double", "normal", column_size,
               [=](benchmark::State& state) { distinct_numbers(state, precision); });
  for (std::size_t categories : {std::size_t{10}, std::size_t{1'000}, std::size_t{100'000}})
    for (bool skewed : {false, true}) {
      const std::string name = bench::name_of(categories, skewed);
      const auto add = [&](const std::string& kernel, const char* who, auto function) {
        bench::add(kernel, who, "text", name, column_size,
                   [=](benchmark::State& state) { function(state, categories, skewed); });
      };
      add("limit_of_distinct", "sum", bench::hash_texts);
      for (int precision : {12, 13})
        add("distinct" + std::to_string(precision), "leeway",
            [=](benchmark::State& state, std::size_t size, bool uneven) {
              distinct_texts(state, precision, size, uneven);
            });
      add("heavy", "leeway", heavy);
    }
}

}  // namespace

int main(int count, char** arguments) {
  add_all();
  return bench::run_added(count, arguments);
}
