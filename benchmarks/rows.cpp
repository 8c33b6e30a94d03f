// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// A row of a service on its way in: all columns in the cache, and after the service has used the cache for itself.
#include "service.hpp"

#include <chrono>
#include <cstring>

namespace {

template <std::size_t Fields>
void row_leeway(benchmark::State& state, std::size_t bins) {
  const bench::service<Fields>& at = bench::service_of<Fields>(bins);
  const auto fields = at.binding();
  leeway::row_monitor monitor = at.monitor(1);
  for (auto _ : state) {
    for (const bench::row<Fields>& one : at.rows) monitor.at(0).observe(fields, one);
    benchmark::ClobberMemory();
  }
  bench::check(state, at, static_cast<std::uint64_t>(state.iterations()),
               monitor.snapshot().columns()[Fields - 1].counts().cells());
  bench::done(state, at.rows.size() * Fields);
}

/// One by one into a window, without a shard and its tile.
template <std::size_t Fields>
void row_at_once(benchmark::State& state, std::size_t bins) {
  const bench::service<Fields>& at = bench::service_of<Fields>(bins);
  const auto fields = at.binding();
  const leeway::row_plan plan(*at.past, fields.descriptions());
  leeway::window open(plan.past());
  for (auto _ : state) {
    for (const bench::row<Fields>& one : at.rows) fields.count(one, plan, open);
    benchmark::ClobberMemory();
  }
  bench::check(state, at, static_cast<std::uint64_t>(state.iterations()), open.columns()[Fields - 1].counts().cells());
  bench::done(state, at.rows.size() * Fields);
}

/// Welford's mean and variance, extremes, and std::lower_bound over the same edges.
template <std::size_t Fields>
void row_plain(benchmark::State& state, std::size_t bins) {
  const bench::service<Fields>& at = bench::service_of<Fields>(bins);
  struct column {
    std::vector<double> edges;
    std::vector<std::uint64_t> counts;
    double n = 0.0, mean = 0.0, squares = 0.0, lowest = 1e308, highest = -1e308;
  };
  std::vector<column> columns;
  for (const std::vector<double>& edges : bench::edges_of(at))
    columns.push_back({edges, std::vector<std::uint64_t>(edges.size() + 1)});
  for (auto _ : state) {
    for (const bench::row<Fields>& one : at.rows)
      for (std::size_t f = 0; f < Fields; ++f) {
        column& into = columns[f];
        const double x = one.fields[f];
        ++into.counts[static_cast<std::size_t>(std::lower_bound(into.edges.begin(), into.edges.end(), x) -
                                               into.edges.begin())];
        into.n += 1.0;
        const double delta = x - into.mean;
        into.mean += delta / into.n;
        into.squares += delta * (x - into.mean);
        if (x < into.lowest) into.lowest = x;
        if (x > into.highest) into.highest = x;
      }
    benchmark::ClobberMemory();
  }
  bench::check(state, at, static_cast<std::uint64_t>(state.iterations()), columns[Fields - 1].counts);
  bench::done(state, at.rows.size() * Fields);
}

template <std::size_t Fields>
void row_limit(benchmark::State& state) {
  const bench::service<Fields>& at = bench::service_of<Fields>(20);
  std::vector<double> bytes(at.rows.size() * Fields);
  std::memcpy(bytes.data(), at.rows.data(), bytes.size() * sizeof(double));
  bench::sum_of_bytes(state, bytes);
}

/// One row a time, after `megabytes` of other memory have been written: quantiles of its time by the wall clock.
template <std::size_t Fields, class Observe>
void time_each(benchmark::State& state, const bench::service<Fields>& at, std::size_t megabytes, Observe&& observe) {
  std::vector<std::uint64_t> other(megabytes << 17);
  std::vector<double> times;
  std::size_t next = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < other.size(); i += 8) ++other[i];
    benchmark::ClobberMemory();
    const auto begin = std::chrono::steady_clock::now();
    observe(at.rows[next++ % at.rows.size()]);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    state.SetIterationTime(seconds);
    times.push_back(seconds * 1e9);
  }
  bench::quantiles(state, times);
  bench::done(state, Fields);
}

template <std::size_t Fields>
void row_cold(benchmark::State& state, std::size_t bins, std::size_t megabytes) {
  const bench::service<Fields>& at = bench::service_of<Fields>(bins);
  const auto fields = at.binding();
  leeway::row_monitor monitor = at.monitor(1);
  time_each(state, at, megabytes, [&](const bench::row<Fields>& one) { monitor.at(0).observe(fields, one); });
  if (monitor.snapshot().rows() != static_cast<std::uint64_t>(state.iterations()))
    state.SkipWithError("rows were lost");
}

template <std::size_t Fields>
void row_cold_at_once(benchmark::State& state, std::size_t bins, std::size_t megabytes) {
  const bench::service<Fields>& at = bench::service_of<Fields>(bins);
  const auto fields = at.binding();
  const leeway::row_plan plan(*at.past, fields.descriptions());
  leeway::window open(plan.past());
  time_each(state, at, megabytes, [&](const bench::row<Fields>& one) { fields.count(one, plan, open); });
}

template <std::size_t Fields>
void add_cold(std::size_t bins, std::size_t megabytes) {
  const auto add = [&](const char* who, void (*run)(benchmark::State&, std::size_t, std::size_t)) {
    const std::string name = "cold" + std::to_string(bins) + "/" + who + "/double/" + std::to_string(Fields) +
                             " fields after " + std::to_string(megabytes) + " MB/" + std::to_string(Fields);
    benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) { run(state, bins, megabytes); })
        ->Iterations(megabytes > 4   ? 1'000
                     : megabytes > 0 ? 4'000
                                     : 20'000)
        ->UseManualTime();
  };
  add("leeway", row_cold<Fields>);
  add("at_once", row_cold_at_once<Fields>);
}

template <std::size_t Fields>
void add_all() {
  const std::string fields = std::to_string(Fields) + " fields";
  for (std::size_t bins : {20U, 32U, 64U, 128U, 1024U}) {
    const std::string kernel = "row" + std::to_string(bins);
    bench::add("limit_of_" + kernel, "sum", "double", fields, Fields,
               [](benchmark::State& state) { row_limit<Fields>(state); });
    bench::add(kernel, "leeway", "double", fields, Fields,
               [=](benchmark::State& state) { row_leeway<Fields>(state, bins); });
    bench::add(kernel, "at_once", "double", fields, Fields,
               [=](benchmark::State& state) { row_at_once<Fields>(state, bins); });
    bench::add(kernel, "welford_and_lower_bound", "double", fields, Fields,
               [=](benchmark::State& state) { row_plain<Fields>(state, bins); });
    for (std::size_t megabytes : {std::size_t{0}, std::size_t{4}, std::size_t{32}}) add_cold<Fields>(bins, megabytes);
  }
}

}  // namespace

int main(int count, char** arguments) {
  add_all<40>();
  add_all<64>();
  return bench::run_added(count, arguments);
}
