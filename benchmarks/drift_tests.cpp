// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// Statistics of raw samples and of many features at once: D without sorting beside sorting and merging, and batched
// statistics beside the plain loop.
#include "support.hpp"

#include <leeway/drift/batched_statistics.hpp>
#include <leeway/drift/largest_difference.hpp>

#include <limits>

namespace {

// ---- Kolmogorov-Smirnov on samples ---------------------------------------------------------------------------------

double drawn(leeway::random_stream& random, const std::string& shape) {
  if (shape == "integers50") return static_cast<double>(random.below(50));
  if (shape == "drifted") return random.normal() + 0.02;
  return bench::draw(random, shape);
}

template <class Real>
const std::vector<Real>& sample(const std::string& shape, std::size_t size, bool live) {
  static std::map<std::tuple<std::string, std::size_t, bool>, std::vector<Real>> all;
  std::vector<Real>& held = all[{shape, size, live}];
  if (!held.empty()) return held;
  leeway::random_stream random(live ? 2 : 1);
  held.resize(size);
  for (Real& value : held) value = static_cast<Real>(drawn(random, shape == "drifted" && !live ? "normal" : shape));
  return held;
}

template <class Real>
const std::vector<Real>& in_order(const std::string& shape, std::size_t size, bool live) {
  static std::map<std::tuple<std::string, std::size_t, bool>, std::vector<Real>> all;
  std::vector<Real>& held = all[{shape, size, live}];
  if (!held.empty()) return held;
  held = sample<Real>(shape, size, live);
  std::sort(held.begin(), held.end());
  return held;
}

/// |A m - B n| at its largest, as every textbook has it.
template <class Real>
std::int64_t merged(const std::vector<Real>& a, const std::vector<Real>& b) {
  const auto n = static_cast<std::int64_t>(a.size());
  const auto m = static_cast<std::int64_t>(b.size());
  std::int64_t largest = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const Real at = b[j] < a[i] ? b[j] : a[i];
    while (i < a.size() && a[i] <= at) ++i;
    while (j < b.size() && b[j] <= at) ++j;
    const std::int64_t difference = static_cast<std::int64_t>(i) * m - static_cast<std::int64_t>(j) * n;
    largest = (std::max)(largest, difference < 0 ? -difference : difference);
  }
  return largest;
}

template <class Real>
void check(benchmark::State& state, const std::string& shape, std::size_t size, double value) {
  const double all = static_cast<double>(size) * static_cast<double>(size);
  const double expected =
      static_cast<double>(merged(in_order<Real>(shape, size, false), in_order<Real>(shape, size, true))) / all;
  if (std::fabs(value - expected) > 1e-15) state.SkipWithError("wrong D");
  bench::done(state, size);
}

/// `difference_finder` on a baseline that was sorted once.
template <class Real>
void sorted_window_leeway(benchmark::State& state, const std::string& shape, std::size_t size) {
  leeway::difference_finder finder(sample<Real>(shape, size, false));
  const std::vector<Real>& window = sample<Real>(shape, size, true);
  double value = 0.0;
  for (auto _ : state) {
    value = finder(window).value;
    benchmark::ClobberMemory();
  }
  check<Real>(state, shape, size, value);
}

template <class Real>
void sort_and_merge(benchmark::State& state, const std::string& shape, std::size_t size) {
  const std::vector<Real>& past = in_order<Real>(shape, size, false);
  const std::vector<Real>& window = sample<Real>(shape, size, true);
  std::vector<Real> copy(window.size());
  std::int64_t largest = 0;
  for (auto _ : state) {
    std::copy(window.begin(), window.end(), copy.begin());
    std::sort(copy.begin(), copy.end());
    largest = merged(past, copy);
    benchmark::ClobberMemory();
  }
  check<Real>(state, shape, size, static_cast<double>(largest) / static_cast<double>(size) / static_cast<double>(size));
}

template <class Real>
void both_sorted_leeway(benchmark::State& state, const std::string& shape, std::size_t size) {
  const leeway::sorted_values past(sample<Real>(shape, size, false));
  const leeway::sorted_values window(sample<Real>(shape, size, true));
  double value = 0.0;
  for (auto _ : state) {
    value = leeway::largest_difference(past, window).value;
    benchmark::ClobberMemory();
  }
  check<Real>(state, shape, size, value);
}

template <class Real>
void merge(benchmark::State& state, const std::string& shape, std::size_t size) {
  const std::vector<Real>& past = in_order<Real>(shape, size, false);
  const std::vector<Real>& window = in_order<Real>(shape, size, true);
  std::int64_t largest = 0;
  for (auto _ : state) {
    largest = merged(past, window);
    benchmark::ClobberMemory();
  }
  check<Real>(state, shape, size, static_cast<double>(largest) / static_cast<double>(size) / static_cast<double>(size));
}

template <class Real>
void add_samples() {
  const char* type = bench::type_name<Real>();
  for (std::size_t size : bench::sizes()) {
    if (size > 10'000'000) size = 10'000'000;
    for (const char* data : {"normal", "drifted", "integers50", "zeros", "cauchy", "lognormal2"}) {
      const std::string shape = data;
      if (size > 1'000'000 && shape != "normal") continue;
      if (sizeof(Real) == 4 && shape != "normal") continue;
      const auto with = [=](auto function) { return [=](benchmark::State& state) { function(state, shape, size); }; };
      bench::add("limit_of_samples", "sum", type, shape, size,
                 [=](benchmark::State& state) { bench::sum_of_bytes(state, sample<Real>(shape, size, true)); });
      bench::add("ks_sorted_window", "leeway", type, shape, size, with(sorted_window_leeway<Real>));
      bench::add("ks_sorted_window", "sort_and_merge", type, shape, size, with(sort_and_merge<Real>));
      bench::add("ks_both_sorted", "leeway", type, shape, size, with(both_sorted_leeway<Real>));
      bench::add("ks_both_sorted", "merge", type, shape, size, with(merge<Real>));
    }
  }
}

// ---- Many features at once -----------------------------------------------------------------------------------------

using row = std::vector<std::uint64_t>;

/// Features whose counts differ as chance would have it.
struct counted {
  counted(std::size_t features, std::size_t cells) : past(features, cells), now(features, cells) {
    leeway::random_stream random(3);
    for (std::size_t i = 0; i < features; ++i) {
      a.emplace_back(cells);
      b.emplace_back(cells);
      for (std::uint64_t& count : a.back()) count = 10'000 + random.below(300);
      for (std::uint64_t& count : b.back()) count = 1'000 + random.below(100);
      past.set(i, a.back());
      now.set(i, b.back());
    }
  }
  std::vector<row> a;
  std::vector<row> b;
  leeway::count_table past;
  leeway::count_table now;
};

constexpr std::size_t batch = 64;

/// What a loop without more ado does: as fast as one feature at a time can be with divisions and std::log.
struct plain_chi_squared {
  static double of(const row& a, const row& b, double n, double m) {
    double sum = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k) {
      const double difference = static_cast<double>(a[k]) / n - static_cast<double>(b[k]) / m;
      const auto both = static_cast<double>(a[k] + b[k]);
      if (both > 0.0) sum += difference * difference / both;
    }
    return n * m * sum;
  }
  static constexpr auto batched = leeway::chi_squared_statistics;
};
struct plain_l_infinity {
  static double of(const row& a, const row& b, double n, double m) {
    double largest = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k)
      largest = (std::max)(largest, std::fabs(static_cast<double>(a[k]) / n - static_cast<double>(b[k]) / m));
    return largest;
  }
  static constexpr auto batched = leeway::l_infinity_distances;
};
struct plain_population_stability {
  static double of(const row& a, const row& b, double n, double m) {
    const double more = static_cast<double>(a.size()) / 2.0;
    double sum = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k) {
      const double p = (static_cast<double>(a[k]) + 0.5) / (n + more);
      const double q = (static_cast<double>(b[k]) + 0.5) / (m + more);
      sum += (p - q) * std::log(p / q);
    }
    return sum;
  }
  static constexpr auto batched = leeway::population_stability_indices;
};
struct plain_jensen_shannon {
  static double of(const row& a, const row& b, double n, double m) {
    double sum = 0.0;
    for (std::size_t k = 0; k < a.size(); ++k) {
      const double p = static_cast<double>(a[k]) / n;
      const double q = static_cast<double>(b[k]) / m;
      if (p > 0.0) sum += p * std::log(2.0 * p / (p + q));
      if (q > 0.0) sum += q * std::log(2.0 * q / (p + q));
    }
    return std::sqrt(sum / 2.0 / std::log(2.0));
  }
  static constexpr auto batched = leeway::jensen_shannon_distances;
};

template <class Plain>
double plainly(const row& a, const row& b) {
  std::uint64_t n = 0;
  std::uint64_t m = 0;
  for (std::uint64_t count : a) n += count;
  for (std::uint64_t count : b) m += count;
  return Plain::of(a, b, static_cast<double>(n), static_cast<double>(m));
}

/// The plain form of what is nearly equal loses half of the digits.
template <class Plain>
void check(benchmark::State& state, const counted& data, const std::vector<double>& values) {
  for (std::size_t i = 0; i < batch; ++i)
    if (!(std::fabs(values[i] - plainly<Plain>(data.a[i], data.b[i])) <= 1e-8 * values[i]))
      return state.SkipWithError("wrong statistic");
  bench::done(state, batch);
}

template <class Plain>
void batched_leeway(benchmark::State& state, std::size_t cells) {
  const counted data(batch, cells);
  std::vector<double> values;
  for (auto _ : state) {
    values = Plain::batched(data.past, data.now);
    benchmark::DoNotOptimize(values.data());
  }
  check<Plain>(state, data, values);
}

template <class Plain>
void batched_plain_loop(benchmark::State& state, std::size_t cells) {
  const counted data(batch, cells);
  std::vector<double> values(batch);
  for (auto _ : state) {
    for (std::size_t i = 0; i < batch; ++i) values[i] = plainly<Plain>(data.a[i], data.b[i]);
    benchmark::DoNotOptimize(values.data());
  }
  check<Plain>(state, data, values);
}

template <class Plain>
void add_batched(const std::string& kernel) {
  for (std::size_t cells : {std::size_t{10}, std::size_t{20}, std::size_t{64}}) {
    const std::string data = std::to_string(cells) + " cells";
    bench::add(kernel, "leeway", "counts", data, batch,
               [=](benchmark::State& state) { batched_leeway<Plain>(state, cells); });
    bench::add(kernel, "plain_loop", "counts", data, batch,
               [=](benchmark::State& state) { batched_plain_loop<Plain>(state, cells); });
  }
}

}  // namespace

int main(int count, char** arguments) {
  add_samples<double>();
  add_samples<float>();
  add_batched<plain_chi_squared>("batched_chi_squared");
  add_batched<plain_l_infinity>("batched_l_infinity");
  add_batched<plain_population_stability>("batched_psi");
  add_batched<plain_jensen_shannon>("batched_jensen_shannon");
  return bench::run_added(count, arguments);
}
