// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BENCHMARKS_SUPPORT_HPP
#define LEEWAY_BENCHMARKS_SUPPORT_HPP

#include <benchmark/benchmark.h>

#include <leeway/core.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

/// Data, limits and names that the benchmarks share. A name is kernel/who/type/data/size: benchmarks/table.py compares
/// what differs in `who` only.
namespace bench {

inline const bool asserts_are_off = [] {
#if !defined(NDEBUG)
  std::fputs("benchmarks: built with assertions; configure with -DCMAKE_BUILD_TYPE=Release\n", stderr);
  std::exit(2);
#endif
  return true;
}();

inline double draw(leeway::random_stream& random, std::string_view shape) {
  if (shape == "lognormal2") return std::exp(2.0 * random.normal());
  if (shape == "cauchy") return random.normal() / random.normal();
  if (shape == "poisson") return std::floor(1e4 + 100.0 * random.normal());  // whole numbers, as a Poisson count's
  if (shape == "microseconds") return std::floor(1e6 * std::exp(random.normal()));
  if (shape == "zeros") return random.below(20) == 0 ? random.normal() : 0.0;
  return random.normal();
}

template <class Real>
std::vector<Real> values(std::string_view shape, std::size_t size, std::uint64_t seed) {
  leeway::random_stream random(seed);
  std::vector<Real> result(size);
  // Of long series only the first part is drawn: no cache holds it all the same.
  const std::size_t drawn = size < 4'000'000 ? size : 4'000'000;
  for (std::size_t i = 0; i < drawn; ++i)
    result[i] = shape == "constant" ? Real(0.25) : static_cast<Real>(draw(random, shape));
  for (std::size_t i = drawn; i < size; ++i) result[i] = result[i - drawn];
  if (shape == "sorted") std::sort(result.begin(), result.end());
  return result;
}

/// The same live values for all who are compared. Of the long series one is kept at a time.
template <class Real>
const std::vector<Real>& live(const std::string& shape, std::size_t size) {
  static std::map<std::pair<std::string, std::size_t>, std::vector<Real>> all;
  std::vector<Real>& held = all[{shape, size}];
  if (!held.empty()) return held;
  if (size > 1'000'000)
    for (auto& [which, series] : all)
      if (which.second > 1'000'000) std::vector<Real>().swap(series);
  return held = values<Real>(shape, size, 2);
}

/// What the live values are counted against: 100 000 records of the same law, of a normal one for what has no law.
template <class Real>
const leeway::numeric_feature& past(const std::string& shape, std::size_t bins) {
  static std::map<std::pair<std::string, std::size_t>, leeway::numeric_feature> all;
  const std::string law = shape == "sorted" || shape == "constant" || shape == "zeros" ? "normal" : shape;
  const auto found = all.find({law, bins});
  if (found != all.end()) return found->second;
  const std::vector<Real> learned = values<Real>(law, 100'000, 1);
  return all.emplace(std::pair(law, bins), leeway::learn(std::span<const Real>(learned), leeway::equal_mass(bins)))
      .first->second;
}

template <class Real>
std::vector<Real> edges(const leeway::numeric_cells& cells) {
  std::vector<Real> result;
  for (std::size_t i = 0; i + 1 < cells.size(); ++i) result.push_back(static_cast<Real>(cells.upper(i)));
  return result;
}

template <class Real>
constexpr const char* type_name() {
  return std::is_integral_v<Real> ? "int64" : sizeof(Real) == 8 ? "double" : "float";
}

inline void done(benchmark::State& state, std::size_t values) {
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(values));
  state.counters["values"] = static_cast<double>(values);
}

/// Adds in as many registers as hide the latency of an addition.
template <class Real>
struct sum_kernel {
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Real* values, std::size_t size, Real* out) noexcept {
    using lanes = typename leeway::detail::vector_of<Real, Bytes>::type;
    constexpr std::size_t width = Bytes / sizeof(Real);
    lanes sums[8] = {};
    for (std::size_t i = 0; i + 8 * width <= size; i += 8 * width)
#pragma GCC unroll 8
      for (std::size_t part = 0; part < 8; ++part) {
        lanes more;
        __builtin_memcpy(&more, values + i + part * width, Bytes);
        sums[part] += more;
      }
    for (std::size_t part = 1; part < 8; ++part) sums[0] += sums[part];
    for (std::size_t lane = 0; lane < width; ++lane) *out += sums[0][lane];
  }
};

/// The limit: a plain sum of the same bytes, by the widest vectors there are however this is compiled.
template <class Real>
void sum_of_bytes(benchmark::State& state, const std::vector<Real>& bytes) {
  Real sum = 0;
  for (auto _ : state) {
    leeway::detail::run_kernel<sum_kernel<Real>>(leeway::detail::best_instruction_set(), bytes.data(), bytes.size(),
                                                 &sum);
    benchmark::DoNotOptimize(sum);
  }
  done(state, bytes.size());
}

/// Sizes to be measured: all of them, or the middle one with LEEWAY_BENCHMARK_QUICK in the environment.
inline std::vector<std::size_t> sizes() {
  if (std::getenv("LEEWAY_BENCHMARK_QUICK") != nullptr) return {1'000'000};
  return {10'000, 1'000'000, 30'000'000};
}

template <class Function>
void add(const std::string& kernel, const char* who, const char* type, const std::string& data, std::size_t size,
         Function function) {
  const std::string name = kernel + "/" + who + "/" + type + "/" + data + "/" + std::to_string(size);
  benchmark::RegisterBenchmark(name.c_str(), function)->Unit(benchmark::kMicrosecond);
}

/// The body of every `main`: runs what was added, as the command line wants it.
inline int run_added(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace bench

#endif
