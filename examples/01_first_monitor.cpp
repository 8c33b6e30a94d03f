// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// One column: learn a baseline, count live values, ask when a window closes. The marked lines stand in the README.
#include <cstdio>
#include <cstdlib>
#include <vector>

// [readme]
#include <leeway/leeway.hpp>

int windows_that_drifted(const std::vector<double>& training_ages, const std::vector<double>& live_ages) {
  leeway::column_monitor ages{leeway::learn(training_ages), leeway::every{5'000}};
  int drifted = 0;
  for (double age : live_ages)
    if (ages.observe(age) && ages.evaluate().is_drift())  // observe: true when a window of 5 000 has closed
      ++drifted;
  return drifted;
}
// [readme]

namespace {

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not as expected: %s\n", what);
  std::exit(1);
}

std::vector<double> ages(std::size_t records, double mean, std::uint64_t seed) {
  leeway::random_stream random(seed);
  std::vector<double> values;
  while (values.size() < records) values.push_back(mean + 12.0 * random.normal());
  return values;
}

}  // namespace

int main() {
  const std::vector<double> training = ages(50'000, 40.0, 1);
  expect(windows_that_drifted(training, ages(30'000, 40.0, 2)) == 0, "six calm windows, no drift");
  expect(windows_that_drifted(training, ages(30'000, 46.0, 3)) == 6, "half a deviation more: drift in each window");
  expect(windows_that_drifted(training, ages(4'999, 46.0, 4)) == 0, "no window has closed yet");

  leeway::column_monitor watched{leeway::learn(training), leeway::every{5'000}};
  for (double age : ages(5'000, 46.0, 3)) watched.observe(age);
  const leeway::feature_report report = watched.evaluate();
  const leeway::finding& found = *report.decisive();
  std::printf("%s: at least %.1f %% of the rows moved (%s)\n", to_string(report.verdict).data(),
              100.0 * found.effect_lower_bound, found.what.c_str());
  expect(found.question == leeway::question::distribution, "the distribution is what moved");
  expect(found.effect_lower_bound > found.tolerance.drift, "by more than the tolerance, surely");
}
