// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// What other C++ libraries need for what columns.cpp measures, those that were found: GSL and Eigen.
#include "support.hpp"

#ifdef LEEWAY_HAVE_GSL
#include <gsl/gsl_histogram.h>
#include <gsl/gsl_statistics_double.h>
#endif
#ifdef LEEWAY_HAVE_EIGEN
#include <Eigen/Core>
#endif

#include <limits>

namespace {

using bench::live;

void check(benchmark::State& state, double found, double wanted) {
  if (std::fabs(found / wanted - 1.0) > 1e-3) state.SkipWithError("wrong moments");
}

template <class Real>
double plain_variance(const std::vector<Real>& values) {
  long double sum = 0;
  long double squares = 0;
  for (Real x : values) sum += static_cast<long double>(x);
  const long double mean = sum / static_cast<long double>(values.size());
  for (Real x : values) squares += (static_cast<long double>(x) - mean) * (static_cast<long double>(x) - mean);
  return static_cast<double>(squares / static_cast<long double>(values.size() - 1));
}

#ifdef LEEWAY_HAVE_GSL
/// `gsl_stats_mean`, `gsl_stats_variance_m` with that mean, `gsl_stats_minmax`.
void moments_gsl(benchmark::State& state, std::size_t size) {
  const std::vector<double>& values = live<double>("normal", size);
  double variance = 0.0;
  for (auto _ : state) {
    const double mean = gsl_stats_mean(values.data(), 1, size);
    variance = gsl_stats_variance_m(values.data(), 1, size, mean);
    double least = 0.0;
    double most = 0.0;
    gsl_stats_minmax(&least, &most, values.data(), 1, size);
    benchmark::DoNotOptimize(least);
    benchmark::DoNotOptimize(most);
    benchmark::DoNotOptimize(variance);
  }
  check(state, variance, plain_variance(values));
  bench::done(state, size);
}

/// `gsl_histogram_increment` over the edges of equal mass. Its cells are closed on the left, so of negated values.
void count_gsl(benchmark::State& state, std::size_t bins, std::size_t size) {
  std::vector<double> edges = bench::edges<double>(bench::past<double>("normal", bins).cells());
  std::vector<double> ranges{-std::numeric_limits<double>::max()};
  for (std::size_t i = edges.size(); i > 0; --i) ranges.push_back(-edges[i - 1]);
  ranges.push_back(std::numeric_limits<double>::max());
  std::vector<double> values = live<double>("normal", size);
  for (double& x : values) x = -x;
  gsl_histogram* counts = gsl_histogram_alloc(ranges.size() - 1);
  gsl_histogram_set_ranges(counts, ranges.data(), ranges.size());
  for (auto _ : state) {
    for (double x : values) gsl_histogram_increment(counts, x);
    benchmark::ClobberMemory();
  }
  std::vector<double> expected(ranges.size() - 1);
  for (double x : values)
    ++expected[static_cast<std::size_t>(std::upper_bound(ranges.begin(), ranges.end(), x) - ranges.begin()) - 1];
  for (std::size_t i = 0; i < expected.size(); ++i)
    if (std::fabs(gsl_histogram_get(counts, i) - expected[i] * static_cast<double>(state.iterations())) > 0.5)
      state.SkipWithError("wrong counts");
  gsl_histogram_free(counts);
  bench::done(state, size);
}
#endif

#ifdef LEEWAY_HAVE_EIGEN
/// Two passes for mean and variance, one for each of the extremes, as expressions of arrays.
template <class Real>
void moments_eigen(benchmark::State& state, std::size_t size) {
  const std::vector<Real>& values = live<Real>("normal", size);
  const Eigen::Map<const Eigen::Array<Real, Eigen::Dynamic, 1>> all(values.data(), static_cast<Eigen::Index>(size));
  Real variance = 0;
  for (auto _ : state) {
    const Real mean = all.mean();
    variance = (all - mean).square().sum() / static_cast<Real>(size - 1);
    Real least = all.minCoeff();
    Real most = all.maxCoeff();
    benchmark::DoNotOptimize(least);
    benchmark::DoNotOptimize(most);
    benchmark::DoNotOptimize(variance);
  }
  check(state, static_cast<double>(variance), plain_variance(values));
  bench::done(state, size);
}
#endif

void add_all() {
  for (std::size_t size : bench::sizes()) {
    bench::add("limit", "sum", "double", "normal", size,
               [=](benchmark::State& state) { bench::sum_of_bytes(state, live<double>("normal", size)); });
#ifdef LEEWAY_HAVE_GSL
    bench::add("moments", "gsl", "double", "normal", size, [=](benchmark::State& state) { moments_gsl(state, size); });
    if (size <= 1'000'000)
      for (std::size_t bins : {std::size_t{20}, std::size_t{1024}})
        bench::add("count" + std::to_string(bins), "gsl", "double", "normal", size,
                   [=](benchmark::State& state) { count_gsl(state, bins, size); });
#endif
#ifdef LEEWAY_HAVE_EIGEN
    bench::add("moments", "eigen", "double", "normal", size,
               [=](benchmark::State& state) { moments_eigen<double>(state, size); });
    bench::add("moments", "eigen", "float", "normal", size,
               [=](benchmark::State& state) { moments_eigen<float>(state, size); });
#endif
  }
}

}  // namespace

int main(int count, char** arguments) {
  add_all();
  return bench::run_added(count, arguments);
}
