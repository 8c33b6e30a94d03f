// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A small run of what tests/calibration measures at length, so that a test which rejects too often, or a bound which
// covers too seldom, is seen before the long run is. Every test that can be chosen by name is in it.
//
// Failure budget: all promises are counted first, then each gets an equal part of 1e-6: it may be broken as often as a
// promise that is kept exactly would be with that probability. By the union bound the file fails by chance less than
// once in a million times. (The seed is fixed.)
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "calibration/grid.hpp"
#include "support/catch.hpp"

namespace calibration_test {
namespace {

constexpr double budget = 1e-6;

/// Errors of one test at one level, in a place or in all of them.
using promises = std::map<std::string, calibration::promise>;

void add(promises& all, const std::string& name, const calibration::promise& one) {
  calibration::promise& sum = all[name];
  sum.level = one.level;
  sum.runs += one.runs;
  sum.errors += one.errors;
}

/// Every promise of every place, and of each test over all places of its kind, where the band is narrow.
promises measure(const std::string& what, std::uint64_t runs) {
  promises all;
  const calibration::grid grid(false);
  for (const calibration::task& task : grid.tasks()) {
    if (task.where.what != what) continue;
    const std::uint64_t here = runs / task.part > 0 ? runs / task.part : 1;
    const calibration::tally measured = task.measure(task.where, {.runs = here, .seed = 20260501, .most_draws = 499});
    for (const auto& [key, one] : measured.promises()) {
      const std::string test = key.first + " at " + std::to_string(one.level);
      add(all, task.name() + ": " + test, one);
      add(all, what + " everywhere: " + test, one);
    }
  }
  return all;
}

}  // namespace

// Oracle: the laws that the records are drawn from.
TEST_CASE("calibration: sizes, guarantees and bounds", "[statistical]") {
  promises all = measure("size", 40);
  all.merge(measure("calm_report", 40));
  all.merge(measure("below_tolerance", 40));
  for (auto& [name, one] : measure("coverage", 120))
    // Intervals of effects in units of their own are approximate; what verdicts rest on are shares.
    if (name.find(" effect interval") == std::string::npos) all.emplace(name, one);
  REQUIRE(all.size() > 300);
  for (const auto& [name, one] : all) {
    CAPTURE(name, one.runs, one.errors);
    CHECK(one.errors <= samples::at_most(one.runs, one.level, budget / static_cast<double>(all.size())));
  }
}

}  // namespace calibration_test
