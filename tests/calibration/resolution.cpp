// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a monitor tells that counts in fewer cells than its baseline has, and the memory it takes: the table of
// docs/service.md. A function of the seeds below.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/coarsened.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/monitor/column_monitor.hpp>
#include <leeway/monitor/row_monitor.hpp>
#include <leeway/window/every.hpp>

namespace {

using leeway::random_stream;

constexpr std::size_t learned_records = 100'000;
constexpr std::size_t window_records = 10'000;
constexpr std::size_t windows = 200;
constexpr std::size_t fields = 40;

struct change {
  const char* name;
  double (*value)(random_stream&);
};
constexpr std::array changes = {
    change{"none", [](random_stream& random) { return random.normal(); }},
    change{"shift by .16 sigma", [](random_stream& random) { return random.normal() + 0.16; }},
    change{"3 % are one value", [](random_stream& random) { return random.uniform() < 0.03 ? 0.5 : random.normal(); }},
    change{"rounded to tenths", [](random_stream& random) { return std::round(random.normal() * 10.0) / 10.0; }},
};

leeway::numeric_feature learned(std::string_view name) {
  random_stream random(1);
  std::vector<double> values(learned_records);
  for (double& x : values) x = random.normal();
  return leeway::learn(std::span<const double>(values), leeway::equal_mass(), std::string(name));
}

/// Of the windows with a change: how many raise an alarm, and how wide D is on average.
struct told {
  std::size_t alarms = 0;
  double width = 0.0;
};
told tell(const leeway::numeric_feature& past, const change& what) {
  leeway::column_monitor monitor{past, leeway::every(window_records)};
  told result;
  for (std::uint64_t seed = 0; seed < windows; ++seed) {
    random_stream random(1000 + seed);
    for (std::size_t i = 0; i < window_records; ++i) monitor.observe(what.value(random));
    const leeway::feature_report report = monitor.evaluate();
    result.alarms += report.verdict >= leeway::verdict::warning ? 1U : 0U;
    const leeway::interval d = report.tests.front().result.statistic_interval;
    result.width += (d.upper - d.lower) / static_cast<double>(windows);
  }
  return result;
}

struct row {
  std::array<double, fields> numbers;
};
template <std::size_t... I>
std::size_t bytes_of_a_shard(const leeway::numeric_feature& past, std::index_sequence<I...>) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < fields; ++i) names.push_back("column " + std::to_string(i));
  std::vector<leeway::any_feature> features;
  for (const std::string& name : names) {
    auto parts = past.parts();
    parts.name = name;
    features.emplace_back(leeway::numeric_feature(std::move(parts)));
  }
  const leeway::baseline table({}, learned_records, std::move(features));
  const auto binding = leeway::row_of<row>(
      leeway::field(std::string_view(names[I]), [](const row& one) noexcept { return one.numbers[I]; })...);
  const auto size = [&](std::size_t shards) {
    return leeway::row_monitor(table, binding, {leeway::period::parse("1h")}, {.shards = shards}).size_bytes();
  };
  return (size(32) - size(16)) / 16;
}

}  // namespace

int main() {
  std::printf("| bins | KiB a shard of %zu fields | width of D |", fields);
  for (const change& what : changes) std::printf(" %s |", what.name);
  std::printf("\n|---|---|---|");
  for (std::size_t i = 0; i < changes.size(); ++i) std::printf("---|");
  std::printf("\n");
  const leeway::numeric_feature past = learned("x");
  for (const std::size_t bins : {1024U, 128U, 64U, 32U}) {
    const leeway::numeric_feature coarse = coarsened(past, leeway::equal_mass(bins));
    const std::size_t bytes = bytes_of_a_shard(coarse, std::make_index_sequence<fields>{});
    std::printf("| %zu | %zu | %.4f |", bins, bytes / 1024, tell(coarse, changes[0]).width);
    for (const change& what : changes)
      std::printf(" %.1f %% |", 100.0 * static_cast<double>(tell(coarse, what).alarms) / static_cast<double>(windows));
    std::printf("\n");
    std::fflush(stdout);
  }
}
