// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// Many counters, one verdict: shards count on their own, their windows travel as bytes and are merged, and the verdict
// is the same, bit for bit, as if one monitor had seen every row.
#include <leeway/leeway.hpp>

#include <bit>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <vector>

namespace {

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not as expected: %s\n", what);
  std::exit(1);
}

leeway::column part(const std::vector<double>& values, std::size_t first, std::size_t last) {
  return {"latency", std::span(values).subspan(first, last - first)};
}

}  // namespace

int main() {
  leeway::random_stream random(7);
  std::vector<double> past(20'000);
  std::vector<double> live(9'000);
  for (double& value : past) value = random.exponential();
  for (double& value : live) value = 1.1 * random.exponential();

  const leeway::column learned[] = {part(past, 0, past.size())};
  const std::vector<std::byte> stored = leeway::learn(learned, {.name = "last week"}).save();
  const leeway::baseline baseline = leeway::baseline::load(stored);  // in every shard, from a file

  std::vector<std::vector<std::byte>> arrived;
  for (std::size_t shard = 0; shard < 3; ++shard) {
    const leeway::column seen[] = {part(live, 3'000 * shard, 3'000 * (shard + 1))};
    leeway::table_monitor monitor(baseline, seen);
    monitor.observe(seen);
    arrived.push_back(monitor.open().save());
  }
  leeway::window whole(baseline, "all shards");
  for (std::size_t shard : {2u, 0u, 1u}) whole.merge(leeway::window::load(arrived[shard], baseline));

  const leeway::column everything[] = {part(live, 0, live.size())};
  leeway::table_monitor one(baseline, everything);
  one.observe(everything);
  const leeway::finding merged = leeway::evaluate(baseline, whole).features.front().findings.front();
  const leeway::finding direct = one.evaluate().features.front().findings.front();
  std::printf("%s\n", merged.what.c_str());
  expect(merged.verdict == direct.verdict, "the same verdict");
  const auto bits = [](double x) { return std::bit_cast<std::uint64_t>(x); };
  expect(bits(merged.log_p_value) == bits(direct.log_p_value), "the same p-value, bit for bit");
}
