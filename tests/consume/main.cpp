// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// What an outside project writes; every way of getting leeway builds and runs this one file.
#include <leeway/leeway.hpp>

#include <cstdio>
#include <string>
#include <vector>

int main() {
  std::vector<double> past;
  for (int i = 0; i < 4000; ++i) past.push_back(i % 97);

  leeway::column_monitor calm{leeway::learn(past), leeway::every{4000}};
  leeway::column_monitor moved{leeway::learn(past), leeway::every{4000}};
  for (double x : past) {
    calm.observe(x);
    moved.observe(x + 40.0);
  }
  const bool right = !calm.evaluate().is_drift() && moved.evaluate().is_drift();
  std::printf("leeway %s: %s\n", std::string(leeway::version).c_str(), right ? "right" : "wrong");
  return right ? 0 : 1;
}
