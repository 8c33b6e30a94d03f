// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
//
// Choices: which test decides, how much change is tolerated, how p-values are corrected; and the statistics on their
// own, as free functions of two rows of counts.
#include <leeway/leeway.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

void expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "not as expected: %s\n", what);
  std::exit(1);
}

std::vector<std::string_view> browsers(std::size_t records, double firefox, std::uint64_t seed) {
  leeway::random_stream random(seed);
  std::vector<std::string_view> values;
  while (values.size() < records) values.push_back(random.uniform() < firefox ? "firefox" : "chrome");
  return values;
}

}  // namespace

int main() {
  // [free functions]
  const std::vector<std::uint64_t> then{10, 20, 30, 40};
  const std::vector<std::uint64_t> now{25, 25, 25, 25};
  expect(std::abs(leeway::l_infinity_distance(then, now) - 0.15) < 1e-12, "the largest change of a share");
  expect(std::abs(leeway::total_variation_distance(then, now) - 0.20) < 1e-12, "the share of rows that moved");
  expect(std::abs(leeway::kolmogorov_smirnov_distance(then, now) - 0.20) < 1e-12, "cells in order");
  expect(std::abs(leeway::chi_squared_statistic(then, now) - 10.900210900210901) < 1e-12, "Pearson's X2");
  // [free functions]

  const std::vector<std::string_view> may = browsers(30'000, 0.20, 1);
  const std::vector<std::string_view> june = browsers(10'000, 0.24, 2);
  const auto judge = [&](const leeway::decision_policy& policy) {
    leeway::column_monitor monitor{leeway::learn(may, "browser"), leeway::since_start{}, policy};
    for (std::string_view browser : june) monitor.observe(browser);
    return monitor.evaluate().findings.front().verdict;  // the first question: did the distribution change?
  };
  // [policy]
  leeway::decision_policy policy;  // 5 % and 10 % of the rows, Holm, at most 1 of 100 calm reports
  expect(judge(policy) == leeway::verdict::stable, "four percent of the rows are tolerated");
  policy.categorical = leeway::test_kind::jensen_shannon;
  policy.correction = leeway::correction::benjamini_yekutieli;
  policy.tolerances.distribution = {.warning = 0.01, .drift = 0.02};
  expect(judge(policy) == leeway::verdict::drift, "by its own tolerance the feature has drifted");
  // [policy]
}
