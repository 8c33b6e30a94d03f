// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Two runs over the same records must be comparable bit for bit, however their records were shared out among threads
// and machines; and a sum that claims to be exact has to be.
#include <leeway/statistics/exact_moments.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/exact.hpp"
#include "support/golden.hpp"

namespace exact_moments_test {

using leeway::exact_mean_and_variance;
using leeway::exact_moments;

namespace {

template <class Moments>
Moments of(const std::vector<double>& values) {
  Moments result;
  for (double x : values) result.observe(x);
  return result;
}

/// Within so many units in the last place.
bool near(double found, double wanted, int roundings) {
  if (std::isnan(wanted) || std::isinf(wanted)) return exact::same(found, wanted);
  return std::fabs(found - wanted) <= roundings * 0x1p-53 * std::fabs(wanted) + exact::smallest;
}

/// Doubles of all sizes and signs, subnormal ones included.
std::vector<double> doubles_from_everywhere(leeway::random_stream& draws, std::size_t size) {
  std::vector<double> values;
  while (values.size() < size) {
    const double x = exact::any_double(draws);
    if (!std::isinf(x)) values.push_back(x);
  }
  return values;
}

template <class Moments>
std::vector<std::byte> shared_out(std::vector<double> values, leeway::random_stream& draws) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[draws.below(i)]);
  std::vector<Moments> shards(1 + draws.below(7));
  for (double x : values) shards[draws.below(shards.size())].observe(x);
  while (shards.size() > 1) {
    const std::size_t into = draws.below(shards.size() - 1);
    shards[into].merge(shards.back());
    shards.pop_back();
  }
  return shards.front().save();
}

}  // namespace

// Oracle: exact_moments.py, exact fractions rounded once.
TEST_CASE("exact_moments: mean and variance are the nearest doubles", "[statistics]") {
  for (const golden::row& row : golden::table("exact_moments.csv")) {
    CAPTURE(row.text("name"));
    const auto found = of<exact_mean_and_variance>(row.numbers("values"));
    CHECK(exact::same(found.mean(), row.number("mean")));
    CHECK(exact::same(found.variance(), row.number("variance_sample")));
  }
}

// Oracle: moments.py, exact fractions to 20 digits. Skewness and kurtosis are rounded four times at most, each time by
// half a unit in the last place.
TEST_CASE("exact_moments: the true shape, of every series", "[statistics]") {
  for (const golden::row& row : golden::table("moments_series.csv")) {
    CAPTURE(row.text("name"));
    const auto found = of<exact_moments>(row.numbers("values"));
    CHECK(found.count() == row.count("count"));
    CHECK(near(found.mean(), row.number("mean"), 2));
    CHECK(near(found.variance(), row.number("variance_sample"), 2));
    CHECK(near(found.skewness(), row.number("skewness"), 5));
    CHECK(near(found.excess_kurtosis(), row.number("excess_kurtosis"), 5));
  }
}

// Oracle: closed forms. What is cancelled leaves no trace; means and variances at the ends of the doubles are rounded
// to the nearest, half to even: the mean of the two smallest positive doubles lies between them.
TEST_CASE("exact_moments: at the ends of the doubles", "[statistics]") {
  const double u = exact::smallest;
  const double x = exact::largest;
  CHECK(exact::same(of<exact_moments>({x, 1.0, -x, u, -1.0}).mean(), 0.0));
  CHECK(exact::same(of<exact_moments>({x, x, x}).mean(), x));
  CHECK(exact::same(of<exact_moments>({x, x, x}).variance(), 0.0));
  CHECK(exact::same(of<exact_moments>({x, -x}).variance(), exact::infinity));
  CHECK(exact::same(of<exact_moments>({x, -x}).skewness(), 0.0));
  CHECK(exact::same(of<exact_moments>({x, -x}).excess_kurtosis(), -2.0));
  CHECK(exact::same(of<exact_moments>({u, 2 * u}).mean(), 2 * u));
  CHECK(exact::same(of<exact_moments>({2 * u, 3 * u}).mean(), 2 * u));
  CHECK(exact::same(of<exact_moments>({u, 0.0}).variance(), 0.0));
  CHECK(exact::same(of<exact_moments>({u, 0.0}).excess_kurtosis(), -2.0));
  const double above = 1.0 + 0x1p-52;
  CHECK(exact::same(of<exact_moments>({1.0, above}).mean(), 1.0));
  CHECK(exact::same(of<exact_moments>({above, above + 0x1p-52}).mean(), above + 0x1p-52));
}

TEST_CASE("exact_moments: no value where there is none", "[statistics]") {
  const exact_moments none;
  for (double value :
       {none.mean(), none.variance(), none.standard_deviation(), none.skewness(), none.excess_kurtosis()})
    CHECK(std::isnan(value));
  const auto one = of<exact_moments>({exact::nan, exact::infinity, 3.0, -exact::infinity});
  CHECK(one.count() == 1);
  CHECK(exact::same(one.mean(), 3.0));
  CHECK(std::isnan(one.variance()));
  CHECK(std::isnan(one.skewness()));
}

// Oracle: one that saw all values in their order.
TEST_CASE("exact_moments: the same bytes in any order, over any shards", "[statistics]") {
  leeway::random_stream draws(20261122);
  for (int run = 0; run < 30; ++run) {
    const std::vector<double> values =
        run % 2 == 0 ? doubles_from_everywhere(draws, 200) : exact::normals(draws, 1'000);
    const auto whole = of<exact_moments>(values);
    const auto two = of<exact_mean_and_variance>(values);
    CHECK(shared_out<exact_moments>(values, draws) == whole.save());
    CHECK(shared_out<exact_mean_and_variance>(values, draws) == two.save());
    exact_moments blocks;
    blocks.observe(std::span<const double>(values));
    CHECK(blocks == whole);
    CHECK(exact::same(exact_moments::load(whole.save()).variance(), whole.variance()));
    CHECK(exact_moments::load(whole.save()).save() == whole.save());
  }
}

// Oracle: closed form: doubled by merging with itself, a sum of n times x is n x; it takes more merges than carries can
// wait for.
TEST_CASE("exact_moments: carries come home in time", "[statistics]") {
  exact_moments sum;
  sum.observe(-exact::largest);
  exact_moments few = sum;
  for (int doubling = 0; doubling < 45; ++doubling) sum.merge(exact_moments(sum));
  CHECK(sum.count() == std::uint64_t{1} << 45);
  CHECK(exact::same(sum.mean(), -exact::largest));
  CHECK(exact::same(sum.variance(), 0.0));
  few.observe(exact::largest);
  sum.merge(few);
  CHECK(exact::same(sum.mean(), -exact::largest * (1.0 - 0x1p-44)));
  CHECK(exact_moments::load(sum.save()) == sum);
  sum.reset();
  CHECK(sum == exact_moments());
}

// Oracle: by hand: -1 is -2^1074 units of 2^-1074, which is bit 50 of word 16; 5 is 5 2^2148 units of 2^-2148, from bit
// 36 of word 33 on.
TEST_CASE("exact_moments: the bytes of kind 9", "[statistics]") {
  leeway::byte_writer wanted;
  wanted.put(std::uint8_t{2});
  wanted.put(std::uint64_t{2});
  const std::uint64_t first[] = {std::uint64_t{1} << 50};
  wanted.put(std::uint8_t{1});
  wanted.put(std::uint64_t{16});
  wanted.put_words(first);
  const std::uint64_t second[] = {std::uint64_t{5} << 36};
  wanted.put(std::uint8_t{0});
  wanted.put(std::uint64_t{33});
  wanted.put_words(second);
  const std::vector<std::byte> bytes = leeway::frame(static_cast<leeway::state_kind>(9), wanted);
  CHECK(of<exact_mean_and_variance>({1.0, -2.0}).save() == bytes);
  CHECK(exact::same(exact_mean_and_variance::load(bytes).variance(), 4.5));
}

TEST_CASE("exact_moments: no damage goes unnoticed, and no forgery breaks the reader", "[statistics]") {
  const auto load = [](std::span<const std::byte> bytes) { return exact_moments::load(bytes); };
  const auto some = of<exact_moments>({1.5, -2.25, 1e10});
  CHECK(damage::unnoticed(load, some.save()) == 0);
  CHECK(damage::refused(load, of<exact_mean_and_variance>({1.0}).save()));
  leeway::random_stream draws(20261123);
  int read = 0;
  for (int i = 0; i < 3'000; ++i) {
    const std::vector<std::byte> forged = damage::forged(some.save(), draws);
    if (damage::refused(load, forged)) continue;
    exact_moments one = exact_moments::load(forged);
    CHECK(one.save() == forged);
    one.merge(some);
    static_cast<void>(one.skewness() + one.excess_kurtosis());
    ++read;
  }
  CHECK(read > 0);
}

}  // namespace exact_moments_test
