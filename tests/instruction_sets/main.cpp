// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// One program of parts that were compiled for different processors: the linker keeps one of each inline function, and
// whichever it keeps, all parts must count the same and agree about the layout of what they count into.
#include <cmath>
#include <cstdio>
#include <limits>

#include <leeway/base/random.hpp>

#include "counted.hpp"

int main() {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx512vl") || !__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx2")) {
    std::puts("not run: this processor is no x86-64-v4");
    return 0;
  }
#endif
  leeway::random_stream draws(20261129);
  std::vector<double> past(20'000), live(100'003);
  for (double& x : past) x = std::exp(draws.normal());
  for (double& x : live) x = std::exp(draws.normal());
  for (std::size_t i = 0; i < live.size(); i += 1'001) live[i] = std::numeric_limits<double>::quiet_NaN();
  live[7] = -0.0;
  live[8] = std::numeric_limits<double>::infinity();
  live[9] = past[9];
  const std::vector<std::byte> v2 = counted_by_v2(past, live);
  const bool same = v2 == counted_by_v3(past, live) && v2 == counted_by_v4(past, live);
  if (!same) std::puts("counts differ between x86-64-v2, v3 and v4");
  return same ? 0 : 1;
}
