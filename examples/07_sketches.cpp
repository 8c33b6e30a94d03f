// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// Past a certain size the past does not fit in memory, and what a dictionary does not know has no end. Sketches keep
// little of both, merge like counts, and say how far off they are.
#include <leeway/statistics/distinct_count.hpp>
#include <leeway/statistics/heavy_hitters.hpp>
#include <leeway/statistics/quantile_sketch.hpp>

#include <leeway/base/random.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not as expected: %s\n", what);
  std::exit(1);
}

}  // namespace

int main() {
  leeway::random_stream random(5);
  // [sketches]
  leeway::quantile_sketch latency(1);  // another seed for each shard
  leeway::distinct_count users;
  leeway::heavy_hitters devices(16);
  for (int request = 0; request < 200'000; ++request) {
    latency.observe(random.exponential());
    users.observe(random.below(50'000));
    devices.observe(random.uniform() < 0.2 ? "toaster" : "device " + std::to_string(random.below(10'000)));
  }
  std::printf("median %.3f, ranks off by at most %.2f %%\n", latency.quantile(0.5), 100.0 * latency.rank_error());
  std::printf("%.0f users, within %.0f and %.0f\n", users.estimate(), users.between().lower, users.between().upper);
  for (const leeway::frequent_text& one : devices.top(1))
    std::printf("%s: at least %llu times\n", one.text.c_str(), static_cast<unsigned long long>(one.at_least));
  // [sketches]

  // The law of the draws is known: the exponential's median is log 2, and 1 - exp(-4) of 50 000 users came.
  expect(std::fabs(latency.share_at_or_below(std::log(2.0)) - 0.5) < latency.rank_error() + 0.006, "the median");
  expect(std::fabs(users.estimate() / (50'000.0 * (1.0 - std::exp(-4.0))) - 1.0) < 0.08, "the number of users");
  expect(devices.top(1).front().text == "toaster", "the most frequent device");
  expect(devices.top(1).front().at_most > 39'000 && devices.error() <= 200'000 / 17, "its count");

  leeway::quantile_sketch elsewhere(2);
  for (int request = 0; request < 100'000; ++request) elsewhere.observe(2.0 * random.exponential());
  elsewhere.compress();  // to be sent: half the bytes
  latency.merge(leeway::quantile_sketch<>::load(elsewhere.save()));
  expect(latency.present() == 300'000, "all requests");
}
