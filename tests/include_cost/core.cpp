// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What a program pays that uses the core: measured by cmake/checks/check_include_cost.py.
#include <leeway/core.hpp>

#include <cstddef>
#include <vector>

int main() {
  const std::vector<double> past{1.0, 2.0, 3.0};
  const leeway::numeric_feature feature = leeway::learn(past);
  leeway::column_statistics live(feature.cells().size());
  live.observe(feature.cells(), 2.5);
  return live.counts().present() == 1 ? 0 : 1;
}
