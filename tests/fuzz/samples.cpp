// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The largest difference of two samples, sorted and unsorted, against counting at every value.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/drift/largest_difference.hpp>

#include "decisions.hpp"

namespace {

struct plain_difference {
  std::uint64_t baseline_n = 0, window_n = 0, size = 0;  // size: |A m - B n|
};

template <class Real>
std::vector<Real> in_order(std::vector<Real> values) {
  std::erase_if(values, [](Real x) { return std::isnan(x); });
  std::sort(values.begin(), values.end());
  return values;
}

template <class Real>
plain_difference plain(const std::vector<Real>& baseline, const std::vector<Real>& window) {
  const std::vector<Real> sides[] = {in_order(baseline), in_order(window)};
  plain_difference result{sides[0].size(), sides[1].size(), 0};
  const auto at_or_below = [&](std::size_t side, Real x) {
    return static_cast<std::uint64_t>(std::upper_bound(sides[side].begin(), sides[side].end(), x) -
                                      sides[side].begin());
  };
  for (const std::vector<Real>& side : sides)
    for (const Real x : side) {
      const std::uint64_t a = at_or_below(0, x) * result.window_n, b = at_or_below(1, x) * result.baseline_n;
      result.size = (std::max)(result.size, a > b ? a - b : b - a);
    }
  return result;
}

void expect(const plain_difference& plain, const leeway::sample_difference& found) {
  fuzz::check(found.baseline_n == plain.baseline_n && found.window_n == plain.window_n, "present values");
  if (plain.baseline_n == 0 || plain.window_n == 0) return;
  const std::uint64_t a = found.gap.baseline_cumulated * plain.window_n;
  const std::uint64_t b = found.gap.window_cumulated * plain.baseline_n;
  fuzz::check((a > b ? a - b : b - a) == plain.size, "the largest difference");
}

template <class Real>
void run(fuzz::decisions in) {
  std::vector<Real> near, baseline, window;
  const std::size_t copies = 1 + in.below(40);
  while (!in.done() && near.size() < 300) {
    const bool past = in.below(2) == 0;
    near.push_back(fuzz::number(in, near));
    std::vector<Real>& side = past ? baseline : window;
    side.insert(side.end(), 1 + near.size() % copies, near.back());
  }
  const plain_difference expected = plain(baseline, window);
  leeway::difference_finder<Real> finder{std::span<const Real>(baseline)};
  expect(expected, finder(std::span<const Real>(window)));
  expect(expected, finder(std::span<const Real>(window)));  // its workspace has been used
  const leeway::sorted_values<Real> sorted{std::span<const Real>(window)};
  expect(expected, leeway::largest_difference(finder.baseline(), sorted));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  fuzz::decisions in(bytes, size);
  if (in.below(2) == 0)
    run<double>(in);
  else
    run<float>(in);
  return 0;
}
