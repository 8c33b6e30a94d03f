// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Means and variances are what people look at first: no large offset and no merge may cost them their digits.
#include <leeway/statistics/moments.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"

namespace moments_test {

using leeway::moments;

namespace {

constexpr double rounding = 0x1p-53;

moments of(const std::vector<double>& values) {
  moments result;
  for (double x : values) result.observe(x);
  return result;
}

/** How far a result may be from the true value of a series of n values.

  One step rounds each of its quantities a few times, c = 4 of them in a row at most, and n steps follow on each other.
  mean: each step adds at most c u max|x|.
  variance: relative error c n u k with k = sqrt(sum x^2 / M2): Chan, Golub & LeVeque (1983), table 1, for updating.
  shape: an error d of every deviation changes g1 by at most 3 (1 + |g1|) d / s and g2 by 4 (1 + |g2|) d / s times the
  largest deviation in units of s, at most sqrt(n); d / s is c n u k. The recursions for M3 and M4 add terms whose
  absolute sum is at most sqrt(n) and n times n s^3 and n s^4, each with a few roundings. */
struct allowance {
  double mean, variance, skewness, kurtosis;
};

allowance allowed(const golden::row& row) {
  const double n = row.number("count");
  const double steps = 4.0 * (n + 2.0) * rounding;
  const double condition = std::isnan(row.number("condition_variance")) ? 1.0 : row.number("condition_variance");
  const double largest = std::fmax(std::fabs(row.number("minimum")), std::fabs(row.number("maximum")));
  return {steps * largest + exact::smallest * n, steps * condition,
          steps * (3.0 * condition + 10.0 * std::sqrt(n)) * (1.0 + std::fabs(row.number("skewness"))),
          steps * (4.0 * condition * std::sqrt(n) + 10.0 * n) * (1.0 + std::fabs(row.number("excess_kurtosis")))};
}

/// Decimal exponent of the sum of fourth powers of the deviations.
double fourth_power_exponent(const golden::row& row) {
  const double n = row.number("count");
  return std::log10((row.number("excess_kurtosis") + 3.0) * n) + 4.0 * std::log10(row.number("deviation_population"));
}

void check(const moments& found, const golden::row& row) {
  CAPTURE(row.text("name"));
  const allowance may_differ = allowed(row);
  CHECK(found.count() == row.count("count"));
  CHECK(std::fabs(found.mean() - row.number("mean")) <= may_differ.mean);

  const double variance = row.number("variance_sample");
  if (std::isnan(variance))
    CHECK(std::isnan(found.variance()));
  else if (std::isinf(variance))
    CHECK(std::isinf(found.variance()));
  else
    CHECK(std::fabs(found.variance() - variance) <=
          may_differ.variance * variance + exact::smallest * row.number("count"));

  if (std::isnan(row.number("skewness")) || fourth_power_exponent(row) < -308.5 || fourth_power_exponent(row) > 309.0) {
    CHECK(std::isnan(found.skewness()));
    CHECK(std::isnan(found.excess_kurtosis()));
  } else if (fourth_power_exponent(row) > -306.0 && fourth_power_exponent(row) < 307.0) {
    CHECK(std::fabs(found.skewness() - row.number("skewness")) <= may_differ.skewness);
    CHECK(std::fabs(found.excess_kurtosis() - row.number("excess_kurtosis")) <= may_differ.kurtosis);
  }
}

}  // namespace

// Oracle: moments.py (exact fractions, and power sums with 9000 bits).
TEST_CASE("moments: golden series", "[statistics]") {
  for (const golden::row& row : golden::table("moments_series.csv")) check(of(row.numbers("values")), row);
}

// Oracle: as above: a merge rounds each quantity no more often than a step does.
TEST_CASE("moments: golden series in random pieces", "[statistics]") {
  leeway::random_stream draws(20260124);
  for (const golden::row& row : golden::table("moments_series.csv"))
    for (std::uint64_t pieces : {1U, 2U, 3U, 17U}) {
      std::vector<moments> parts(pieces);
      for (double x : row.numbers("values")) parts[draws.below(pieces)].observe(x);
      moments left_to_right;
      for (const moments& part : parts) left_to_right.merge(part);
      check(left_to_right, row);
      for (; parts.size() > 1; parts.pop_back()) parts[draws.below(parts.size() - 1)].merge(parts.back());
      check(parts.front(), row);
    }
}

// Oracle: by hand.
TEST_CASE("moments: too little to say", "[statistics]") {
  moments none;
  CHECK(none.count() == 0);
  CHECK(std::isnan(none.mean()));
  CHECK(std::isnan(none.variance()));
  CHECK(std::isnan(none.standard_deviation()));
  CHECK(std::isnan(none.skewness()));
  CHECK(std::isnan(none.excess_kurtosis()));
  none.merge(none);
  CHECK(none.count() == 0);
  moments one = of({2.5});
  CHECK(exact::same(one.mean(), 2.5));
  CHECK(std::isnan(one.variance()));
  one.merge(moments());
  CHECK(one.count() == 1);
  one.merge(one);
  CHECK(one.count() == 2);
  CHECK(exact::same(one.mean(), 2.5));
  CHECK(exact::same(one.variance(), 0.0));
  CHECK(std::isnan(one.skewness()));
  one.reset();
  CHECK(one.count() == 0);
  CHECK(exact::same(of({1.0, 3.0}).standard_deviation(), std::sqrt(2.0)));
}

// Oracle: by hand: nothing varies, however large the square of the value is.
TEST_CASE("moments: constants of every size", "[statistics]") {
  for (double x : {0.0, exact::smallest, 1e-200, 1.0, 1e155, 1e200, -exact::largest}) {
    const moments found = of({x, x, x});
    CHECK(exact::same(found.mean(), x));
    CHECK(exact::same(found.variance(), 0.0));
    CHECK(std::isnan(found.skewness()));
    CHECK(std::isnan(found.excess_kurtosis()));
  }
}

// Oracle: shape does not depend on scale. Powers of two scale each operation exactly while nothing over- or underflows,
// so the same bits; where the fourth powers leave the doubles there is no value, never a wrong one.
TEST_CASE("moments: shape at every scale", "[statistics]") {
  leeway::random_stream draws(20260125);
  const std::vector<double> values = exact::normals(draws, 200);
  const moments unit = of(values);
  for (int exponent = -1000; exponent <= 1000; exponent += 5) {
    CAPTURE(exponent);
    std::vector<double> scaled;
    for (double x : values) scaled.push_back(std::ldexp(x, exponent));
    const moments found = of(scaled);
    if (std::abs(exponent) <= 240) CHECK(exact::same(found.skewness(), unit.skewness()));
    if (std::abs(exponent) <= 240) CHECK(exact::same(found.excess_kurtosis(), unit.excess_kurtosis()));
    if (std::isnan(found.skewness())) continue;
    CHECK(std::fabs(found.skewness() - unit.skewness()) <= 1e-9);
    CHECK(std::fabs(found.excess_kurtosis() - unit.excess_kurtosis()) <= 1e-9);
  }
}

// Oracle: the same sums go on: bits after a round trip and more values equal those without it.
TEST_CASE("moments: saved, read and continued", "[statistics]") {
  leeway::random_stream draws(20260126);
  moments through = of(exact::normals(draws, 50));
  leeway::byte_writer out;
  through.save(out);
  CHECK(out.size() == 40);
  leeway::byte_reader in(out.bytes());
  moments read = moments::load(in);
  for (double x : exact::normals(draws, 50)) {
    through.observe(x);
    read.observe(x);
  }
  CHECK(read.count() == 100);
  CHECK(exact::same(read.mean(), through.mean()));
  CHECK(exact::same(read.variance(), through.variance()));
  CHECK(exact::same(read.skewness(), through.skewness()));
  CHECK(exact::same(read.excess_kurtosis(), through.excess_kurtosis()));
}

static_assert(noexcept(std::declval<moments&>().observe(0.0)) && noexcept(std::declval<moments&>().merge(moments())));

}  // namespace moments_test
