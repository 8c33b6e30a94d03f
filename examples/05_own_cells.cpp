// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// Own rules: cells that follow a logarithmic scale, a window of one page of records, and cells for something that
// is not a number.
#include <leeway/leeway.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

// [binning]
struct decades {  // edges at 1, 10, 100, ... up to the largest value of the baseline
  leeway::numeric_cells learn(leeway::sorted_sample sample) const {
    const leeway::numeric_cells scale(sample.type, {}, false);  // knows the keys of this value type
    std::vector<std::uint64_t> keys;
    for (double edge = 1.0; !sample.keys.empty() && edge < scale.value(sample.keys.back()) && edge < 1e18; edge *= 10.0)
      keys.push_back(scale.key(edge));
    return {sample.type, keys, false};  // false: the edges are no order statistics
  }
};
static_assert(leeway::binning<decades>);
// [binning]

// [window]
struct page {  // once true, true for every larger number
  bool closes(std::uint64_t records) const noexcept { return records >= 4'096; }
};
static_assert(leeway::window_policy<page>);
// [window]

// [cells]
struct color { unsigned char red, green, blue; };
struct channel_cells {  // which channel of a color is the strongest; black is missing
  using argument = color;
  std::size_t size() const noexcept { return 3; }
  std::size_t index(color c) const noexcept {
    if (c.red + c.green + c.blue == 0) return size();
    return c.red >= c.green && c.red >= c.blue ? 0 : c.green >= c.blue ? 1 : 2;
  }
};
static_assert(leeway::cells<channel_cells>);
// [cells]

int main() {
  leeway::random_stream random(1);
  std::vector<double> bytes(20'000);
  for (double& size : bytes) size = std::exp(6.0 + 2.0 * random.normal());
  leeway::column_monitor monitor{leeway::learn(bytes, decades{}, "bytes"), page{}};
  int windows = 0;
  for (int i = 0; i < 10'000; ++i) windows += monitor.observe(std::exp(7.0 + 2.0 * random.normal())) ? 1 : 0;
  const leeway::feature_report report = monitor.evaluate();
  std::printf("%d windows, %s\n", windows, report.decisive()->what.c_str());
  const bool drift = report.is_drift() && report.decisive()->effect > 0.1;
  return windows == 2 && drift && channel_cells{}.index({9, 200, 30}) == 1 ? 0 : EXIT_FAILURE;
}
