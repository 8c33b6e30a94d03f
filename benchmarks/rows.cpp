// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0

// A row of a service on its way in: all columns in the cache, and after the service has used the cache for itself.
#include "support.hpp"

#include <leeway/monitor/row_binding.hpp>

#include <array>
#include <chrono>
#include <cstring>
#include <memory>
#include <utility>

namespace {

template <std::size_t Fields>
struct row {
  std::array<double, Fields> fields;
};

template <std::size_t Fields, std::size_t... I>
auto binding_of(const std::vector<std::string>& names, std::index_sequence<I...>) {
  return leeway::row_of<row<Fields>>(
      leeway::field(std::string_view(names[I]), [](const row<Fields>& one) noexcept { return one.fields[I]; })...);
}

/// A baseline of so many columns of several laws, its binding, and rows from the same laws.
template <std::size_t Fields>
struct service {
  std::vector<std::string> names;
  std::unique_ptr<leeway::baseline> past;
  std::vector<row<Fields>> rows;

  service(std::size_t bins, std::size_t size) : rows(size) {
    leeway::random_stream random(1);
    std::vector<leeway::any_feature> features;
    for (std::size_t f = 0; f < Fields; ++f) {
      names.push_back("column " + std::to_string(f));
      const char* shape = f % 3 == 0 ? "lognormal2" : "normal";
      std::vector<double> learned(20'000);
      for (double& x : learned) x = bench::draw(random, shape);
      for (row<Fields>& one : rows) one.fields[f] = bench::draw(random, shape);
      features.emplace_back(leeway::learn(std::span<const double>(learned), leeway::equal_mass(bins), names.back()));
    }
    past = std::make_unique<leeway::baseline>(leeway::provenance{}, 20'000, std::move(features));
  }
  auto binding() const { return binding_of<Fields>(names, std::make_index_sequence<Fields>{}); }
};

template <std::size_t Fields>
const service<Fields>& service_of(std::size_t bins) {
  static std::map<std::size_t, service<Fields>> all;
  return all.try_emplace(bins, bins, 10'000).first->second;
}

template <std::size_t Fields>
std::vector<std::vector<double>> edges_of(const service<Fields>& at) {
  std::vector<std::vector<double>> all;
  for (const leeway::any_feature& f : at.past->features())
    all.push_back(bench::edges<double>(std::get<leeway::numeric_feature>(f).cells()));
  return all;
}

template <std::size_t Fields>
void check(benchmark::State& state, const service<Fields>& at, std::uint64_t passes, std::size_t f,
           std::span<const std::uint64_t> found) {
  const std::vector<double> edges = edges_of(at)[f];
  std::vector<std::uint64_t> expected(edges.size() + 1);
  for (const row<Fields>& one : at.rows)
    ++expected[static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), one.fields[f]) - edges.begin())];
  for (std::size_t cell = 0; cell < expected.size(); ++cell)
    if (found[cell] != passes * expected[cell]) return state.SkipWithError("wrong counts");
}

template <std::size_t Fields>
void row_leeway(benchmark::State& state, std::size_t bins) {
  const service<Fields>& at = service_of<Fields>(bins);
  const auto fields = at.binding();
  const leeway::row_plan plan(*at.past, fields.descriptions());
  leeway::window open(plan.past());
  for (auto _ : state) {
    for (const row<Fields>& one : at.rows) fields.count(one, plan, open);
    benchmark::ClobberMemory();
  }
  check(state, at, static_cast<std::uint64_t>(state.iterations()), Fields - 1,
        open.columns()[Fields - 1].counts().cells());
  bench::done(state, at.rows.size() * Fields);
}

/// Welford's mean and variance, extremes, and std::lower_bound over the same edges.
template <std::size_t Fields>
void row_plain(benchmark::State& state, std::size_t bins) {
  const service<Fields>& at = service_of<Fields>(bins);
  struct column {
    std::vector<double> edges;
    std::vector<std::uint64_t> counts;
    double n = 0.0, mean = 0.0, squares = 0.0, lowest = 1e308, highest = -1e308;
  };
  std::vector<column> columns;
  for (const std::vector<double>& edges : edges_of(at))
    columns.push_back({edges, std::vector<std::uint64_t>(edges.size() + 1)});
  for (auto _ : state) {
    for (const row<Fields>& one : at.rows)
      for (std::size_t f = 0; f < Fields; ++f) {
        column& into = columns[f];
        const double x = one.fields[f];
        if (std::isnan(x)) continue;
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
  check(state, at, static_cast<std::uint64_t>(state.iterations()), Fields - 1, columns[Fields - 1].counts);
  bench::done(state, at.rows.size() * Fields);
}

template <std::size_t Fields>
void row_limit(benchmark::State& state) {
  const service<Fields>& at = service_of<Fields>(20);
  std::vector<double> bytes(at.rows.size() * Fields);
  std::memcpy(bytes.data(), at.rows.data(), bytes.size() * sizeof(double));
  bench::sum_of_bytes(state, bytes);
}

/// One row a time, after `megabytes` of other memory have been written: quantiles of its time by the wall clock.
template <std::size_t Fields>
void row_cold(benchmark::State& state, std::size_t bins, std::size_t megabytes) {
  const service<Fields>& at = service_of<Fields>(bins);
  const auto fields = at.binding();
  const leeway::row_plan plan(*at.past, fields.descriptions());
  leeway::window open(plan.past());
  std::vector<std::uint64_t> other(megabytes << 17);
  std::vector<double> times;
  std::size_t next = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < other.size(); i += 8) ++other[i];
    benchmark::ClobberMemory();
    const auto begin = std::chrono::steady_clock::now();
    fields.count(at.rows[next++ % at.rows.size()], plan, open);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    state.SetIterationTime(seconds);
    times.push_back(seconds * 1e9);
  }
  std::sort(times.begin(), times.end());
  const auto quantile = [&](double p) {
    return times[static_cast<std::size_t>(p * static_cast<double>(times.size() - 1))];
  };
  state.counters["p50"] = quantile(0.5);
  state.counters["p99"] = quantile(0.99);
  state.counters["p99.9"] = quantile(0.999);
  state.counters["worst"] = times.back();
  if (open.rows() != static_cast<std::uint64_t>(state.iterations())) state.SkipWithError("rows were lost");
  bench::done(state, Fields);
}

template <std::size_t Fields>
void add_all() {
  const std::string fields = std::to_string(Fields) + " fields";
  for (const char* kernel : {"row20", "row1024"})
    bench::add("limit_of_" + std::string(kernel), "sum", "double", fields, Fields,
               [](benchmark::State& state) { row_limit<Fields>(state); });
  for (std::size_t bins : {std::size_t{20}, std::size_t{1024}}) {
    const std::string kernel = "row" + std::to_string(bins);
    bench::add(kernel, "leeway", "double", fields, Fields,
               [=](benchmark::State& state) { row_leeway<Fields>(state, bins); });
    bench::add(kernel, "welford_and_lower_bound", "double", fields, Fields,
               [=](benchmark::State& state) { row_plain<Fields>(state, bins); });
    for (std::size_t megabytes : {std::size_t{0}, std::size_t{4}, std::size_t{32}}) {
      const std::string name = "cold" + std::to_string(bins) + "/leeway/double/" + fields + " after " +
                               std::to_string(megabytes) + " MB/" + std::to_string(Fields);
      benchmark::RegisterBenchmark(name.c_str(),
                                   [=](benchmark::State& state) { row_cold<Fields>(state, bins, megabytes); })
          ->Iterations(megabytes > 4 ? 300 : 2'000)
          ->UseManualTime();
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  add_all<40>();
  add_all<64>();
  benchmark::Initialize(&count, arguments);
  if (benchmark::ReportUnrecognizedArguments(count, arguments)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
