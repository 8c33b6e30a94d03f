// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// Many writers: a shard each, against one writer and against a shard behind one mutex; and what a call takes when there
// are more writers than cores.
#include "service.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace {

constexpr std::size_t fields_of_a_row = 64;
using request = bench::row<fields_of_a_row>;

/// Runs `work(i)` in so many threads, which begin together: seconds by the wall clock.
template <class Work>
double together(std::size_t threads, Work&& work) {
  std::atomic<std::size_t> ready{0};
  std::atomic<bool> go{false};
  std::vector<std::thread> all;
  for (std::size_t i = 0; i < threads; ++i)
    all.emplace_back([&, i] {
      ++ready;
      while (!go) std::this_thread::yield();
      work(i);
    });
  while (ready < threads) std::this_thread::yield();
  const auto begin = std::chrono::steady_clock::now();
  go = true;
  for (std::thread& one : all) one.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

constexpr std::size_t passes = 4;

void shards(benchmark::State& state, std::size_t bins, std::size_t threads) {
  const auto& at = bench::service_of<fields_of_a_row>(bins);
  const auto fields = at.binding();
  leeway::row_monitor monitor = at.monitor(threads);
  for (auto _ : state)
    state.SetIterationTime(together(threads, [&](std::size_t me) {
      for (std::size_t pass = 0; pass < passes; ++pass)
        for (const request& one : at.rows) monitor.at(me).observe(fields, one);
    }));
  bench::check(state, at, static_cast<std::uint64_t>(state.iterations()) * threads * passes,
               monitor.snapshot().columns()[fields_of_a_row - 1].counts().cells());
  bench::done(state, threads * passes * at.rows.size() * fields_of_a_row);
}

void one_mutex(benchmark::State& state, std::size_t bins) {
  const auto& at = bench::service_of<fields_of_a_row>(bins);
  const auto fields = at.binding();
  leeway::row_monitor monitor = at.monitor(1);
  std::mutex lock;
  for (auto _ : state)
    state.SetIterationTime(together(2, [&](std::size_t) {
      for (std::size_t pass = 0; pass < passes; ++pass)
        for (const request& one : at.rows) {
          const std::scoped_lock hold(lock);
          monitor.at(0).observe(fields, one);
        }
    }));
  bench::done(state, 2 * passes * at.rows.size() * fields_of_a_row);
}

/// Sixteen writers whose rows come one in ten microseconds of their own time, and one that closes.
void latency(benchmark::State& state, std::size_t bins) {
  constexpr std::size_t writers = 16;
  const auto& at = bench::service_of<fields_of_a_row>(bins);
  const auto fields = at.binding();
  leeway::row_monitor monitor = at.monitor(writers);
  std::vector<std::vector<double>> times(writers);
  for (auto _ : state) {
    std::atomic<std::size_t> left{writers};
    state.SetIterationTime(together(writers + 1, [&](std::size_t me) {
      using clock = std::chrono::steady_clock;
      if (me == writers) {
        for (; left > 0; std::this_thread::sleep_for(std::chrono::milliseconds(10))) monitor.snapshot();
        return;
      }
      for (const request& one : at.rows) {
        const auto begin = clock::now();
        monitor.at(me).observe(fields, one);
        const auto end = clock::now();
        times[me].push_back(std::chrono::duration<double, std::nano>(end - begin).count());
        while (clock::now() < end + std::chrono::microseconds(10)) {
        }
      }
      --left;
    }));
  }
  std::vector<double> all;
  for (const std::vector<double>& one : times) all.insert(all.end(), one.begin(), one.end());
  bench::quantiles(state, all);
  bench::done(state, writers * at.rows.size() * fields_of_a_row);
}

void add(const std::string& kernel, const char* who, const char* data, void (*run)(benchmark::State&, std::size_t),
         std::size_t bins) {
  const std::string name =
      kernel + std::to_string(bins) + "/" + who + "/double/" + data + "/" + std::to_string(fields_of_a_row);
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) { run(state, bins); })
      ->Iterations(kernel == "latency" ? 1 : 10)
      ->UseManualTime();
}

}  // namespace

int main(int count, char** arguments) {
  for (std::size_t bins : {std::size_t{20}, std::size_t{1024}}) {
    add(
        "threads", "leeway", "64 fields", [](benchmark::State& state, std::size_t b) { shards(state, b, 2); }, bins);
    add(
        "threads", "one_thread", "64 fields", [](benchmark::State& state, std::size_t b) { shards(state, b, 1); },
        bins);
    add("threads", "shared_mutex", "64 fields", one_mutex, bins);
    add("latency", "leeway", "64 fields of 16 writers", latency, bins);
  }
  return bench::run_added(count, arguments);
}
