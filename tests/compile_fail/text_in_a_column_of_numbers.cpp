// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A text is no number: a monitor of numbers does not take it.
// expects: observe
#include <leeway/leeway.hpp>

#include <string_view>
#include <vector>

int main() {
  const std::vector<double> past{1.0, 2.0, 3.0};
  leeway::column_monitor monitor{leeway::learn(past)};
  monitor.observe(2.0);
#ifdef LEEWAY_MUST_NOT_COMPILE
  monitor.observe(std::string_view("2.0"));
#endif
}
