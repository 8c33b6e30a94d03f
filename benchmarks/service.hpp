// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BENCHMARKS_SERVICE_HPP
#define LEEWAY_BENCHMARKS_SERVICE_HPP

#include "support.hpp"

#include <leeway/monitor/row_monitor.hpp>

#include <array>
#include <memory>
#include <utility>

namespace bench {

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
      for (double& x : learned) x = draw(random, shape);
      for (row<Fields>& one : rows) one.fields[f] = draw(random, shape);
      features.emplace_back(leeway::learn(std::span<const double>(learned), leeway::equal_mass(bins), names.back()));
    }
    past = std::make_unique<leeway::baseline>(leeway::provenance{}, 20'000, std::move(features));
  }
  auto binding() const { return binding_of<Fields>(names, std::make_index_sequence<Fields>{}); }
  leeway::row_monitor monitor(std::size_t shards) const {
    return {*past, binding(), {leeway::period::parse("1h")}, {.shards = shards}};
  }
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
    all.push_back(edges<double>(std::get<leeway::numeric_feature>(f).cells()));
  return all;
}

/// The last field was counted as std::lower_bound would have it, `passes` times.
template <std::size_t Fields>
void check(benchmark::State& state, const service<Fields>& at, std::uint64_t passes,
           std::span<const std::uint64_t> found) {
  const std::vector<double> edges = edges_of(at)[Fields - 1];
  std::vector<std::uint64_t> expected(edges.size() + 1);
  for (const row<Fields>& one : at.rows)
    ++expected[static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), one.fields[Fields - 1]) -
                                        edges.begin())];
  for (std::size_t cell = 0; cell < expected.size(); ++cell)
    if (found[cell] != passes * expected[cell]) return state.SkipWithError("wrong counts");
}

/// Of the times, in nanoseconds.
inline void quantiles(benchmark::State& state, std::vector<double>& times) {
  std::sort(times.begin(), times.end());
  const auto quantile = [&](double p) {
    return times[static_cast<std::size_t>(p * static_cast<double>(times.size() - 1))];
  };
  state.counters["p50"] = quantile(0.5);
  state.counters["p99"] = quantile(0.99);
  state.counters["p99.9"] = quantile(0.999);
  state.counters["worst"] = times.back();
}

}  // namespace bench

#endif
