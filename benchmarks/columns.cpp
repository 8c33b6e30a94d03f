// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// A column on its way in: counting in the cells of a baseline, moments, and both in one read; beside what else
// there is.
#include "support.hpp"

#include <boost/accumulators/accumulators.hpp>
#include <boost/accumulators/statistics.hpp>
#include <boost/histogram.hpp>

#include <limits>

namespace {

using bench::live;
using bench::past;

// ---- Counting ------------------------------------------------------------------------------------------------------

template <class Real>
std::vector<std::uint64_t> counted_plainly(const std::vector<Real>& edges, const std::vector<Real>& values) {
  std::vector<std::uint64_t> counts(edges.size() + 2);
  for (Real x : values)
    ++counts[static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), x) - edges.begin())];
  return counts;
}

/// Each passes over the same values many times: all counts are the same multiple of the true ones.
template <class Real, class Count>
void check(benchmark::State& state, const std::string& shape, std::size_t bins, std::size_t size, Count&& count_of) {
  static std::map<std::tuple<std::string, std::size_t, std::size_t>, std::vector<std::uint64_t>> all;
  std::vector<std::uint64_t>& expected = all[{shape, bins, size}];
  if (expected.empty())
    expected = counted_plainly(bench::edges<Real>(past<Real>(shape, bins).cells()), live<Real>(shape, size));
  for (std::size_t cell = 0; cell + 1 < expected.size(); ++cell)
    if (count_of(cell) != expected[cell] * static_cast<std::uint64_t>(state.iterations()))
      return state.SkipWithError("wrong counts");
}

/// Counts alone: what `column_statistics` does, without moments.
template <class Real>
void count_leeway(benchmark::State& state, const std::string& shape, std::size_t bins, std::size_t size) {
  const leeway::numeric_cells& cells = past<Real>(shape, bins).cells();
  const std::vector<Real>& values = live<Real>(shape, size);
  leeway::counts counts(cells.size());
  leeway::extremes seen;
  const leeway::detail::column_pass<Real> pass(cells, leeway::detail::best_instruction_set());
  for (auto _ : state) {
    pass.run(std::span<const Real>(values), counts.data(), seen);
    benchmark::ClobberMemory();
  }
  check<Real>(state, shape, bins, size, [&](std::size_t cell) { return counts[cell]; });
  bench::done(state, size);
}

template <class Real>
void count_lower_bound(benchmark::State& state, const std::string& shape, std::size_t bins, std::size_t size) {
  const std::vector<Real> edges = bench::edges<Real>(past<Real>(shape, bins).cells());
  const std::vector<Real>& values = live<Real>(shape, size);
  std::vector<std::uint64_t> counts(edges.size() + 2);
  for (auto _ : state) {
    for (Real x : values)
      ++counts[static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), x) - edges.begin())];
    benchmark::ClobberMemory();
  }
  check<Real>(state, shape, bins, size, [&](std::size_t cell) { return counts[cell]; });
  bench::done(state, size);
}

/// The search that does not branch on data, as good as it gets one value at a time.
template <class Real>
void count_branch_free(benchmark::State& state, const std::string& shape, std::size_t bins, std::size_t size) {
  const std::vector<Real> edges = bench::edges<Real>(past<Real>(shape, bins).cells());
  const std::vector<Real>& values = live<Real>(shape, size);
  std::vector<std::uint64_t> counts(edges.size() + 2);
  for (auto _ : state) {
    for (Real x : values) {
      const Real* first = edges.data();
      std::size_t length = edges.size();
      while (length > 1) {
        const std::size_t half = length / 2;
        first += half * static_cast<std::size_t>(first[half - 1] < x);
        length -= half;
      }
      ++counts[static_cast<std::size_t>(first - edges.data()) + static_cast<std::size_t>(*first < x)];
    }
    benchmark::ClobberMemory();
  }
  check<Real>(state, shape, bins, size, [&](std::size_t cell) { return counts[cell]; });
  bench::done(state, size);
}

/// Boost's cells are closed on the left: of negated edges and values they are the same cells, in reverse.
template <class Real>
void count_boost(benchmark::State& state, const std::string& shape, std::size_t bins, std::size_t size) {
  namespace histogram = boost::histogram;
  std::vector<Real> edges = bench::edges<Real>(past<Real>(shape, bins).cells());
  for (Real& edge : edges) edge = -edge;
  std::reverse(edges.begin(), edges.end());
  std::vector<Real> values = live<Real>(shape, size);
  for (Real& x : values) x = -x;
  auto counts = histogram::make_histogram_with(std::vector<std::uint64_t>(), histogram::axis::variable<Real>(edges));
  for (auto _ : state) {
    for (Real x : values) counts(x);
    benchmark::ClobberMemory();
  }
  const int last = static_cast<int>(edges.size()) - 1;  // below all edges: -1; above: last
  check<Real>(state, shape, bins, size,
              [&](std::size_t cell) { return static_cast<std::uint64_t>(counts.at(last - static_cast<int>(cell))); });
  bench::done(state, size);
}

// ---- Moments -------------------------------------------------------------------------------------------------------

template <class Real>
void check_moments(benchmark::State& state, const std::vector<Real>& values, double mean, double variance) {
  long double sum = 0;
  for (Real x : values) sum += static_cast<long double>(x);
  const long double true_mean = sum / static_cast<long double>(values.size());
  long double squares = 0;
  for (Real x : values)
    squares += (static_cast<long double>(x) - true_mean) * (static_cast<long double>(x) - true_mean);
  const auto true_variance = static_cast<double>(squares / static_cast<long double>(values.size()));
  if (std::fabs(mean - static_cast<double>(true_mean)) > 1e-9 || std::fabs(variance / true_variance - 1.0) > 1e-3)
    state.SkipWithError("wrong moments");
}

/// Order 4: mean, variance, skewness, kurtosis; what is not finite is passed over.
template <class Real>
void moments_leeway(benchmark::State& state, std::size_t size) {
  const std::vector<Real>& values = live<Real>("normal", size);
  leeway::moments sums;
  const leeway::detail::instruction_set set = leeway::detail::best_instruction_set();
  for (auto _ : state) {
    sums.reset();
    leeway::detail::for_each_piece(
        std::span<const Real>(values), leeway::detail::stretch_size, [&](const Real* begin, std::size_t length) {
          leeway::detail::stretch_moments<Real> stretch(set, begin, length, sums);
          leeway::detail::for_each_piece(std::span(begin, length), stretch.block_size,
                                         [&](const Real* block, std::size_t part) { stretch.add(block, part); });
          stretch.merge_into(sums);
        });
    benchmark::DoNotOptimize(sums);
  }
  check_moments(state, values, sums.mean(), sums.variance());
  bench::done(state, size);
}

/// Order 2, one value at a time.
template <class Real>
void moments_welford(benchmark::State& state, std::size_t size) {
  const std::vector<Real>& values = live<Real>("normal", size);
  double mean = 0.0, squares = 0.0;
  for (auto _ : state) {
    double n = 0.0;
    mean = squares = 0.0;
    for (Real x : values) {
      if (std::isnan(x)) continue;
      n += 1.0;
      const double delta = static_cast<double>(x) - mean;
      mean += delta / n;
      squares += delta * (static_cast<double>(x) - mean);
    }
    benchmark::DoNotOptimize(squares);
  }
  check_moments(state, values, mean, squares / static_cast<double>(size));
  bench::done(state, size);
}

/// Order 4, in the forms of Boost's own defaults; `lazy` for sums of plain powers, which lose all digits of a variance
/// that is small beside the mean.
template <class Real, class Statistics>
void moments_boost(benchmark::State& state, std::size_t size) {
  using namespace boost::accumulators;
  const std::vector<Real>& values = live<Real>("normal", size);
  double found_mean = 0.0, found_variance = 0.0;
  for (auto _ : state) {
    accumulator_set<double, Statistics> all;
    for (Real x : values) all(static_cast<double>(x));
    found_mean = mean(all);
    found_variance = variance(all);
    double found_kurtosis = kurtosis(all);
    benchmark::DoNotOptimize(found_kurtosis);
  }
  check_moments(state, values, found_mean, found_variance);
  bench::done(state, size);
}
namespace tag = boost::accumulators::tag;
using by_default =
    boost::accumulators::stats<tag::count, tag::min, tag::max, tag::mean, tag::variance, tag::skewness, tag::kurtosis>;
using lazy = boost::accumulators::stats<tag::count, tag::min, tag::max, tag::mean, tag::lazy_variance, tag::skewness,
                                        tag::kurtosis>;

// ---- Both in one read: what a monitor does with a column ------------------------------------------------------------

template <class Real>
void fused_leeway(benchmark::State& state, const std::string& shape, std::size_t bins, std::size_t size) {
  const leeway::numeric_cells& cells = past<Real>(shape, bins).cells();
  const std::vector<Real>& values = live<Real>(shape, size);
  leeway::column_statistics seen(cells.size());
  for (auto _ : state) {
    seen.observe(cells, std::span<const Real>(values));
    benchmark::ClobberMemory();
  }
  check<Real>(state, shape, bins, size, [&](std::size_t cell) { return seen.counts()[cell]; });
  bench::done(state, size);
}

/// The same, one value at a time.
template <class Real>
void fused_one_by_one(benchmark::State& state, const std::string& shape, std::size_t bins, std::size_t size) {
  const leeway::numeric_cells& cells = past<Real>(shape, bins).cells();
  const std::vector<Real>& values = live<Real>(shape, size);
  leeway::column_statistics seen(cells.size());
  for (auto _ : state) {
    for (Real x : values) seen.observe(cells, x);
    benchmark::ClobberMemory();
  }
  check<Real>(state, shape, bins, size, [&](std::size_t cell) { return seen.counts()[cell]; });
  bench::done(state, size);
}

template <class Real>
void fused_boost(benchmark::State& state, const std::string& shape, std::size_t bins, std::size_t size) {
  namespace histogram = boost::histogram;
  using namespace boost::accumulators;
  using statistics = accumulator_set<double, stats<tag::count, tag::min, tag::max, tag::mean, tag::variance>>;
  std::vector<Real> edges = bench::edges<Real>(past<Real>(shape, bins).cells());
  for (Real& edge : edges) edge = -edge;
  std::reverse(edges.begin(), edges.end());
  std::vector<Real> values = live<Real>(shape, size);
  for (Real& x : values) x = -x;
  auto counts = histogram::make_histogram_with(std::vector<std::uint64_t>(), histogram::axis::variable<Real>(edges));
  for (auto _ : state) {
    statistics all;
    for (Real x : values) counts(x);
    for (Real x : values) all(static_cast<double>(x));
    double found = variance(all);
    benchmark::DoNotOptimize(found);
  }
  bench::done(state, size);
}

template <class Real>
void add_all() {
  const char* type = bench::type_name<Real>();
  for (std::size_t size : bench::sizes()) {
    const bool long_one = size > 1'000'000;
    bench::add("limit", "sum", type, "normal", size,
               [=](benchmark::State& state) { bench::sum_of_bytes(state, live<Real>("normal", size)); });
    bench::add("moments", "leeway", type, "normal", size,
               [=](benchmark::State& state) { moments_leeway<Real>(state, size); });
    bench::add("moments", "welford", type, "normal", size,
               [=](benchmark::State& state) { moments_welford<Real>(state, size); });
    bench::add("moments", "boost", type, "normal", size,
               [=](benchmark::State& state) { moments_boost<Real, by_default>(state, size); });
    bench::add("moments", "boost_lazy", type, "normal", size,
               [=](benchmark::State& state) { moments_boost<Real, lazy>(state, size); });
    for (std::size_t bins : {std::size_t{20}, std::size_t{1024}})
      for (const char* data : {"normal", "sorted", "constant", "zeros", "poisson", "lognormal2", "cauchy"}) {
        const std::string shape = data;
        if (size != 1'000'000 && shape != "normal") continue;
        const std::string count = "count" + std::to_string(bins);
        bench::add(count, "leeway", type, shape, size,
                   [=](benchmark::State& state) { count_leeway<Real>(state, shape, bins, size); });
        if (!long_one && (shape == "normal" || shape == "sorted")) {
          bench::add(count, "lower_bound", type, shape, size,
                     [=](benchmark::State& state) { count_lower_bound<Real>(state, shape, bins, size); });
          bench::add(count, "branch_free", type, shape, size,
                     [=](benchmark::State& state) { count_branch_free<Real>(state, shape, bins, size); });
          bench::add(count, "boost", type, shape, size,
                     [=](benchmark::State& state) { count_boost<Real>(state, shape, bins, size); });
        }
        if (shape != "normal") continue;
        const std::string fused = "fused" + std::to_string(bins);
        bench::add(fused, "leeway", type, shape, size,
                   [=](benchmark::State& state) { fused_leeway<Real>(state, shape, bins, size); });
        if (long_one) continue;
        bench::add(fused, "one_by_one", type, shape, size,
                   [=](benchmark::State& state) { fused_one_by_one<Real>(state, shape, bins, size); });
        bench::add(fused, "boost", type, shape, size,
                   [=](benchmark::State& state) { fused_boost<Real>(state, shape, bins, size); });
      }
  }
}

void add_integers() {
  const char* type = bench::type_name<std::int64_t>();
  for (std::size_t size : bench::sizes())
    for (std::size_t bins : {std::size_t{20}, std::size_t{1024}})
      for (const char* data : {"poisson", "microseconds"}) {
        const std::string shape = data;
        const std::string fused = "fused" + std::to_string(bins);
        bench::add(fused, "leeway", type, shape, size,
                   [=](benchmark::State& state) { fused_leeway<std::int64_t>(state, shape, bins, size); });
        if (size > 1'000'000) continue;
        bench::add(fused, "one_by_one", type, shape, size,
                   [=](benchmark::State& state) { fused_one_by_one<std::int64_t>(state, shape, bins, size); });
      }
}

}  // namespace

int main(int count, char** arguments) {
  add_all<double>();
  add_all<float>();
  add_integers();
  return bench::run_added(count, arguments);
}
