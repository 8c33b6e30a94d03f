// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A sketch throws numbers away. What it then says of ranks must be as right as it claims, for any order and any merges.
#include <leeway/statistics/quantile_sketch.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/exact.hpp"

using leeway::quantile_sketch;
using values = std::vector<double>;

namespace {

/// The largest error of a rank over all numbers, as a share: the definition.
double worst_error(const quantile_sketch<>& sketch, values sorted) {
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(sorted.size());
  double worst = 0.0;
  for (std::size_t i = 0; i < sorted.size(); ++i)
    if (i + 1 == sorted.size() || sorted[i] < sorted[i + 1])
      worst = (std::max)(worst, std::fabs(sketch.share_at_or_below(sorted[i]) - static_cast<double>(i + 1) / n));
  return worst;
}

/// Orders in which sketches have been broken.
std::vector<values> orders(std::size_t n) {
  leeway::random_stream random(3);
  values normal(n);
  for (double& x : normal) x = random.normal();
  values ascending = normal;
  std::sort(ascending.begin(), ascending.end());
  values descending(ascending.rbegin(), ascending.rend());
  values inwards;
  for (std::size_t i = 0; i < n; ++i) inwards.push_back(i % 2 == 0 ? ascending[i / 2] : ascending[n - 1 - i / 2]);
  values few(n);
  for (double& x : few) x = std::floor(random.exponential());
  values zeros(n);
  for (double& x : zeros) x = random.uniform() < 0.6 ? 0.0 : random.normal();
  return {normal, ascending, descending, inwards, few, zeros};
}

}  // namespace

// Oracle: the sorted values. The bound of 1e-9 may fail once in 1e7 runs of this test.
TEST_CASE("quantile_sketch: no rank is further off than the bound", "[statistics][quantile_sketch]") {
  const std::size_t n = 60'000;
  for (const values& data : orders(n))
    for (std::size_t kept : {8U, 64U, 256U})
      for (std::uint64_t seed = 0; seed < 4; ++seed) {
        quantile_sketch<> sketch(seed, kept);
        sketch.observe(data);
        CAPTURE(kept, seed);
        CHECK(sketch.present() == n);
        CHECK(worst_error(sketch, data) <= sketch.rank_error(1e-9));
        CHECK(sketch.rank_error(1e-9) < 16.0 / static_cast<double>(kept));
      }
}

// Oracle: the sorted values.
TEST_CASE("quantile_sketch: merged in any tree", "[statistics][quantile_sketch]") {
  for (const values& data : orders(40'000)) {
    std::vector<quantile_sketch<>> parts;
    for (std::uint64_t part = 0; part < 8; ++part) {
      parts.emplace_back(part, 64);
      for (std::size_t i = part * part * 600; i < data.size() && i < (part + 1) * (part + 1) * 600; ++i)
        parts.back().observe(data[i]);
    }
    for (std::size_t i = 8 * 8 * 600; i < data.size(); ++i) parts[3].observe(data[i]);
    parts[0].merge(parts[1]);
    parts[7].merge(parts[6]);
    parts[0].merge(parts[7]);
    for (std::size_t part : {2U, 3U, 4U, 5U}) parts[0].merge(parts[part]);
    CHECK(parts[0].present() == data.size());
    CHECK(worst_error(parts[0], data) <= parts[0].rank_error(1e-9));
    std::uint64_t weights = 0;
    for (const leeway::weighted_number& item : parts[0].items()) weights += item.records;
    CHECK(weights == data.size());
  }
}

// Oracle: the rank itself is the mean, by construction; a mean of 400 runs lies within 4.9 deviations but once in 1e6.
TEST_CASE("quantile_sketch: ranks are right on average", "[statistics][quantile_sketch]") {
  leeway::random_stream random(8);
  values data(20'000);
  for (double& x : data) x = random.normal();
  values sorted = data;
  std::sort(sorted.begin(), sorted.end());
  for (double share : {0.05, 0.5, 0.77}) {
    const auto rank = static_cast<std::size_t>(share * static_cast<double>(data.size()));
    double sum = 0.0;
    double squares = 0.0;
    double allowed = 0.0;
    constexpr int runs = 400;
    for (std::uint64_t seed = 0; seed < runs; ++seed) {
      quantile_sketch<> sketch(seed, 32);
      sketch.observe(data);
      const double error =
          sketch.share_at_or_below(sorted[rank - 1]) - static_cast<double>(rank) / static_cast<double>(data.size());
      sum += error;
      squares += error * error;
      allowed = sketch.rank_error(2.0 * (20'000.0 + 1.0) * std::exp(-0.5));  // one deviation of the bound
    }
    const double deviation = std::sqrt(squares / runs);
    CHECK(std::fabs(sum / runs) < 4.9 * deviation / std::sqrt(1.0 * runs));
    CHECK(deviation < allowed);
    CHECK(deviation > 0.0);
  }
}

// Oracle: order_key, one at a time; the definition of NaN. Every form of the kernel that this processor can run.
TEST_CASE("quantile_sketch: keys of a block", "[statistics][quantile_sketch]") {
  using leeway::detail::instruction_set;
  const auto check = [](auto zero) {
    using real = decltype(zero);
    leeway::random_stream random(11);
    const real infinity = std::numeric_limits<real>::infinity();
    for (instruction_set set : {instruction_set::one_lane, instruction_set::plain, instruction_set::sse4,
                                instruction_set::avx2, instruction_set::avx512}) {
      if (set != instruction_set::one_lane && set > leeway::detail::best_instruction_set()) continue;
      for (std::size_t special = 0; special < 6; ++special) {
        std::vector<real> data(leeway::detail::key_block::size);
        for (real& x : data) x = static_cast<real>(std::exp(9.0 * random.normal()) * (random.below(2) ? 1.0 : -1.0));
        const real specials[] = {zero,
                                 -zero,
                                 infinity,
                                 -infinity,
                                 std::numeric_limits<real>::denorm_min(),
                                 std::numeric_limits<real>::quiet_NaN()};
        data[random.below(data.size())] = specials[special];
        std::vector<std::uint64_t> keys(data.size());
        leeway::detail::key_block block{keys.data()};
        leeway::detail::run_kernel<leeway::detail::key_kernel<real>>(set, data.data(), &block);
        CAPTURE(special);
        CHECK(block.all_there == (special < 5));
        if (special == 5) continue;
        std::vector<std::uint64_t> expected;
        for (real x : data) expected.push_back(leeway::order_key(x));
        CHECK(keys == expected);
        CHECK(block.lowest == *std::min_element(expected.begin(), expected.end()));
        CHECK(block.highest == *std::max_element(expected.begin(), expected.end()));
      }
    }
  };
  check(0.0);
  check(0.0F);
}

TEST_CASE("quantile_sketch: exact while every number is there", "[statistics][quantile_sketch]") {
  quantile_sketch<> sketch(1, 16);
  values data;
  for (int i = 100; i > 0; --i) data.push_back(0.5 * i);
  sketch.observe(data);
  CHECK(exact::same(sketch.rank_error(), 0.0));
  CHECK(exact::same(sketch.quantile(0.0), 0.5));
  CHECK(exact::same(sketch.quantile(0.5), 25.0));
  CHECK(exact::same(sketch.quantile(0.501), 25.5));
  CHECK(exact::same(sketch.quantile(1.0), 50.0));
  CHECK(exact::same(sketch.share_at_or_below(25.0), 0.5));
  CHECK(exact::same(sketch.share_at_or_below(-1.0), 0.0));
  CHECK(worst_error(sketch, data) <= 0.0);
}

TEST_CASE("quantile_sketch: missing, infinite and enormous values", "[statistics][quantile_sketch]") {
  quantile_sketch<> sketch(1, 8);
  const double infinity = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 1000; ++i) sketch.observe(values{exact::nan, -infinity, 0.0, infinity});
  CHECK(sketch.missing() == 1000);
  CHECK(sketch.present() == 3000);
  CHECK(exact::same(sketch.quantile(0.0), -infinity));
  CHECK(exact::same(sketch.quantile(1.0), infinity));
  CHECK(exact::same(sketch.quantile(0.5), 0.0));

  const std::int64_t large = (std::int64_t{1} << 60) + 1;
  quantile_sketch<std::int64_t> integers;
  integers.observe(large);
  integers.observe(-large);
  CHECK(integers.quantile(1.0) == large);
  CHECK(integers.quantile(0.25) == -large);
}

TEST_CASE("quantile_sketch: the same values, order and seed give the same bytes", "[statistics][quantile_sketch]") {
  const values data = orders(9000).front();
  quantile_sketch<> one(7, 32);
  quantile_sketch<> other(7, 32);
  one.observe(data);
  for (double x : data) other.observe(x);
  CHECK(one.save() == other.save());
  const quantile_sketch<> read = quantile_sketch<>::load(one.save());
  CHECK(read.save() == one.save());
  quantile_sketch<> seed_8(8, 32);
  seed_8.observe(data);
  CHECK(seed_8.save() != one.save());

  // What is read goes on as if it had never been written.
  quantile_sketch<> goes_on = read;
  goes_on.observe(data);
  one.observe(data);
  CHECK(goes_on.save() == one.save());
}

TEST_CASE("quantile_sketch: damaged bytes are refused", "[statistics][quantile_sketch]") {
  quantile_sketch<> sketch(7, 8);
  for (int i = 0; i < 150; ++i) sketch.observe(0.1 * i);
  const auto load = [](std::span<const std::byte> bytes) { return quantile_sketch<>::load(bytes); };
  CHECK(damage::unnoticed(load, sketch.save()) == 0);
  CHECK_THROWS_WITH(quantile_sketch<float>::load(sketch.save()), Catch::Contains("type 0"));
}

TEST_CASE("quantile_sketch: misuse is refused with a reason", "[statistics][quantile_sketch]") {
  CHECK_THROWS_WITH(quantile_sketch<>(1, 7), Catch::Contains("kept = 7"));
  CHECK_THROWS_WITH(quantile_sketch<>().quantile(0.5), Catch::Contains("without records"));
  quantile_sketch<> one(1, 8);
  for (int i = 0; i < 100; ++i) one.observe(1.0 * i);
  CHECK_THROWS_WITH(one.quantile(1.5), Catch::Contains("1.5"));
  quantile_sketch<> twin = one;
  CHECK_THROWS_WITH(one.merge(twin), Catch::Contains("seed 1"));
  CHECK_THROWS_WITH(one.merge(quantile_sketch<>(2, 16)), Catch::Contains("16 and 8"));
}
