// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A column that can no longer be read is in no cell, and would be called stable: this rule is what tells of it.
#include <cmath>

#include <leeway/monitor/unreadable.hpp>

#include "support/catch.hpp"

namespace unreadable_test {
namespace {

using leeway::verdict;

leeway::feature_report seen(std::uint64_t then_present, std::uint64_t then_invalid, std::uint64_t now_present,
                            std::uint64_t now_invalid) {
  leeway::feature_report feature;
  feature.name = "x";
  feature.baseline.present = then_present;
  feature.baseline.invalid = then_invalid;
  feature.window.present = now_present;
  feature.window.invalid = now_invalid;
  return feature;
}

}  // namespace

TEST_CASE("a third of the values that cannot be read is drift, and so is all of them") {
  const leeway::unreadable_values third = leeway::unreadable(seen(4000, 0, 2800, 1200));
  CHECK(third.verdict == verdict::drift);
  CHECK(leeway::unreadable_text(third) == "not a number: 0 -> 30 % of its values");
  CHECK(leeway::unreadable(seen(4000, 0, 0, 400)).verdict == verdict::drift);
}

TEST_CASE("as many as ever, fewer, and a few more are calm") {
  CHECK(leeway::unreadable(seen(4000, 0, 400, 0)).verdict == verdict::stable);
  CHECK(leeway::unreadable_text(leeway::unreadable(seen(4000, 0, 400, 0))).empty());
  CHECK(leeway::unreadable(seen(700, 300, 7000, 3000)).verdict == verdict::stable);
  CHECK(leeway::unreadable(seen(700, 300, 1000, 0)).verdict == verdict::stable);
  CHECK(leeway::unreadable(seen(4000, 0, 995, 5)).verdict == verdict::stable);
}

// By hand: 30 of 1000 are 3 %. Clopper and Pearson's lower limit at an error of 1e-4 lies near
// 3 % - 3.72 sqrt(.03 .97 / 1000) = 1.0 %; of 40 it is 1.7 %, above the 1 % that is tolerated; of 140, 9.9 %.
TEST_CASE("what is surely more than may be missing is told by how much it is") {
  CHECK(leeway::unreadable(seen(100'000, 0, 980, 20)).verdict == verdict::stable);
  CHECK(leeway::unreadable(seen(100'000, 0, 960, 40)).verdict == verdict::warning);
  CHECK(leeway::unreadable(seen(100'000, 0, 860, 140)).verdict == verdict::drift);
  leeway::feature_report lenient = seen(100'000, 0, 860, 140);
  leeway::finding missing;
  missing.question = leeway::question::missing;
  missing.tolerance = {0.2, 0.3};
  lenient.findings.push_back(missing);
  CHECK(leeway::unreadable(lenient).verdict == verdict::stable);
}

TEST_CASE("nothing is known without values, and every text is a category") {
  CHECK(leeway::unreadable(seen(4000, 0, 0, 0)).verdict == verdict::too_few);
  CHECK(leeway::unreadable(seen(0, 0, 10, 10)).verdict == verdict::too_few);
  leeway::feature_report words = seen(4000, 0, 100, 100);
  words.numeric = false;
  CHECK(leeway::unreadable(words).verdict == verdict::too_few);
  CHECK(std::isnan(leeway::unreadable(words).now));
}

}  // namespace unreadable_test
