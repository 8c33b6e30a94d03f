// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/decision/correction.hpp>

#include <cmath>
#include <vector>

#include "support/away.hpp"
#include "support/catch.hpp"
#include "support/golden.hpp"

namespace correction_test {

using leeway::adjust;
using leeway::correction;

namespace {

constexpr correction all[] = {correction::holm, correction::bonferroni, correction::benjamini_hochberg,
                              correction::benjamini_yekutieli};

std::vector<double> logs(const std::vector<double>& p) {
  std::vector<double> result;
  for (double x : p) result.push_back(std::log(x));
  return result;
}
std::size_t answered(const std::vector<double>& p) {
  std::size_t count = 0;
  for (double x : p) count += std::isnan(x) ? 0U : 1U;
  return count;
}

}  // namespace

// Oracle: exact rationals and statsmodels (corrections.py), where questions without an answer are no part of the
// family. In logs an error of one rounding of log p: below 1e-13 for p above 1e-300.
TEST_CASE("correction: agrees with exact arithmetic", "[decision][correction]") {
  for (const golden::row& line : golden::table("correction_adjusted.csv")) {
    CAPTURE(line.text("name"));
    const std::vector<double> p = line.numbers("p");
    for (correction how : all) {
      const std::vector<double> expected = line.numbers(to_string(how));
      const std::vector<double> adjusted = adjust(logs(p), how, answered(p));
      REQUIRE(adjusted.size() == expected.size());
      for (std::size_t i = 0; i < p.size(); ++i) {
        CAPTURE(to_string(how), i, p[i]);
        const bool subnormal = expected[i] > 0.0 && expected[i] < 1e-300;  // such a double has few digits
        CHECK(away::log_error(adjusted[i], std::log(expected[i])) < (subnormal ? 0.5 : 1e-12));
      }
    }
  }
}

// Oracle: by hand: a question without an answer counts as one whose p-value is 1.
TEST_CASE("correction: questions without an answer stay in the family", "[decision][correction]") {
  const std::vector<double> with_gap = logs({0.01, exact::nan, 0.02});
  const std::vector<double> with_one = logs({0.01, 1.0, 0.02});
  for (correction how : all) {
    const std::vector<double> gap = adjust(with_gap, how, 3);
    const std::vector<double> one = adjust(with_one, how, 3);
    CHECK(std::isnan(gap[1]));
    CHECK(exact::same(gap[0], one[0]));
    CHECK(exact::same(gap[2], one[2]));
  }
  CHECK(away::error(std::exp(adjust(with_gap, correction::holm, 3)[0]), 0.03) < 1e-14);
  CHECK(away::error(std::exp(adjust(with_gap, correction::holm, 3)[2]), 0.04) < 1e-14);
  CHECK(away::error(std::exp(adjust(with_gap, correction::bonferroni, 10)[2]), 0.2) < 1e-14);
}

// Oracle: the definitions: corrections keep the order, never lower a p-value, and Holm is never above Bonferroni, BH
// never above BY nor Holm.
TEST_CASE("correction: order and bounds", "[decision][correction]") {
  leeway::random_stream draws(6);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> log_p(1 + draws.below(30));
    for (double& x : log_p) x = draws.below(5) == 0 ? -3.0 : -10.0 * draws.exponential();  // some ties
    const std::size_t family = log_p.size() + draws.below(10);
    const auto holm = adjust(log_p, correction::holm, family);
    const auto bonferroni = adjust(log_p, correction::bonferroni, family);
    const auto hochberg = adjust(log_p, correction::benjamini_hochberg, family);
    const auto yekutieli = adjust(log_p, correction::benjamini_yekutieli, family);
    for (std::size_t i = 0; i < log_p.size(); ++i) {
      CHECK(log_p[i] <= hochberg[i] + 1e-15);
      CHECK(hochberg[i] <= holm[i] + 1e-12);
      CHECK(holm[i] <= bonferroni[i] + 1e-12);
      CHECK(hochberg[i] <= yekutieli[i] + 1e-12);
      CHECK(bonferroni[i] <= 0.0);
      CHECK(yekutieli[i] <= 0.0);
      for (std::size_t j = 0; j < log_p.size(); ++j)
        if (log_p[i] <= log_p[j]) {
          CHECK(holm[i] <= holm[j]);
          CHECK(hochberg[i] <= hochberg[j]);
          CHECK(yekutieli[i] <= yekutieli[j]);
        }
    }
  }
}

// Oracle: logarithms: far below the smallest double the order and the factor stay.
TEST_CASE("correction: far tails", "[decision][correction]") {
  const std::vector<double> adjusted = adjust(std::vector<double>{-1e5, -2e5, -exact::infinity}, correction::holm, 3);
  CHECK(away::error(adjusted[0], -1e5) < 1e-9);
  CHECK(away::error(adjusted[1], -2e5 + std::log(2.0)) < 1e-12);
  CHECK(exact::same(adjusted[2], -exact::infinity));
  CHECK(adjust({}, correction::holm, 0).empty());
  CHECK(to_string(correction::benjamini_yekutieli) == "benjamini_yekutieli");
}

}  // namespace correction_test
