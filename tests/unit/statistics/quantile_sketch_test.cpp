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

namespace quantile_sketch_test {

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

// Oracle: the sorted values. Shards of every size, some of them compressed, merged in a tree that is drawn. A bound of
// 5 % that is no better than it says fails more than 15 times of 100 with probability 4e-5; one of 1e-9, at all, 1e-7.
TEST_CASE("quantile_sketch: the bound holds as often as it says", "[statistics][quantile_sketch]") {
  leeway::random_stream draws(17);
  int wrong = 0;
  for (std::uint64_t run = 0; run < 100; ++run) {
    const std::size_t kept = 8 + draws.below(32);
    values data;
    std::vector<quantile_sketch<>> parts;
    for (std::uint64_t part = 0; part < 1 + run % 8; ++part) {
      parts.emplace_back(100 * run + part, kept);
      const double away = draws.normal();
      for (std::uint64_t left = draws.below(4'000); left > 0; --left) {
        data.push_back(draws.below(4) == 0 ? 0.25 : away + draws.normal());
        parts.back().observe(data.back());
      }
      if (draws.below(2) == 0) parts.back().compress();
    }
    while (parts.size() > 1) {
      const std::size_t to = draws.below(parts.size() - 1);
      parts[to].merge(parts.back());
      parts.pop_back();
      if (draws.below(4) == 0) parts[to].compress();
    }
    if (data.empty()) continue;
    CAPTURE(run, kept);
    CHECK(parts[0].present() == data.size());
    const double worst = worst_error(parts[0], data);
    CHECK(worst <= parts[0].rank_error(1e-9));
    wrong += worst > parts[0].rank_error(0.05) ? 1 : 0;
  }
  CHECK(wrong <= 15);
}

// Oracle: the steps, counted by hand. 256 numbers fill four buffers of 64: two pairs of steps to the weight 8, each off
// by at most 7 and of variance 8^2 / 4; one pair of weight 8 and a single step of weight 16, off by their weights.
TEST_CASE("quantile_sketch: what its steps can have done", "[statistics][quantile_sketch]") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    quantile_sketch<> sketch(seed, 8);
    leeway::random_stream random(seed);
    values data(257);  // a buffer is worked off when one more number comes
    for (double& x : data) x = random.normal();
    sketch.observe(data);
    const double most = 2.0 * 7.0 + 8.0 + 16.0;
    const double variance = 2.0 * 16.0 + 64.0 + 256.0;
    CHECK(std::fabs(sketch.rank_error(1e-300) * 257.0 - most) < 1e-9);
    CHECK(std::fabs(sketch.rank_error(200.0) * 257.0 - std::sqrt(2.0 * variance * std::log(2.0 * 258.0 / 200.0))) <
          1e-9);
    CHECK(worst_error(sketch, data) <= most / 257.0 + 1e-12);
  }
}

TEST_CASE("quantile_sketch: compressed, it keeps less and errs hardly more", "[statistics][quantile_sketch]") {
  for (const values& data : orders(100'000)) {
    quantile_sketch<> sketch(4, 64);
    sketch.observe(data);
    const std::size_t before = sketch.size_bytes();
    const quantile_sketch<> whole = sketch;
    sketch.compress();
    const auto count = [](const quantile_sketch<>& one) {
      std::size_t numbers = 0;
      for (const leeway::weighted_number& item : one.items()) numbers += item.stored;
      return numbers;
    };
    CHECK(count(sketch) <= count(whole));
    CHECK(count(sketch) <= 3 * 64 + 12);
    CHECK(sketch.save().size() < 3 * 64 * 8 + 250);
    CHECK(sketch.size_bytes() < before / 2);
    CHECK(sketch.present() == whole.present());
    CHECK(sketch.extremes() == whole.extremes());
    CHECK(sketch.rank_error() < 1.1 * whole.rank_error());
    CHECK(worst_error(sketch, data) <= sketch.rank_error(1e-9));
    const std::vector<std::byte> once = sketch.save();
    sketch.compress();
    CHECK(sketch.save() == once);
    sketch.observe(data);
    CHECK(sketch.present() == 2 * data.size());
    CHECK(worst_error(sketch, data) <= sketch.rank_error(1e-9));
  }
  quantile_sketch<> few(1, 16);
  for (int i = 0; i < 48; ++i) few.observe(0.1 * i);
  few.compress();
  CHECK(exact::same(few.rank_error(), 0.0));
  few.observe(5.0);
  few.compress();
  CHECK(few.rank_error() > 0.0);
  CHECK(few.present() == 49);
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
      if (seed % 2 == 0) sketch.compress();
      const double error =
          sketch.share_at_or_below(sorted[rank - 1]) - static_cast<double>(rank) / static_cast<double>(data.size());
      sum += error;
      squares += error * error;
      // One deviation of the bound, which looks at 1024 places with 1 / 512 of the records between two.
      allowed = (sketch.rank_error(100.0) - 1.0 / 512.0) / std::sqrt(2.0 * std::log(2.0 * 1024.0 / 100.0));
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
  std::vector<std::byte> earlier = sketch.save();
  earlier[24] = std::byte{0};
  damage::forge(earlier);
  CHECK_THROWS_WITH(load(earlier), Catch::Contains("layout"));
}

TEST_CASE("quantile_sketch: what is forged is refused or can be used", "[statistics][quantile_sketch]") {
  quantile_sketch<> sketch(7, 8);
  for (int i = 0; i < 700; ++i) sketch.observe(0.1 * i);
  quantile_sketch<> other(8, 8);
  other.observe(values(300, 2.5));
  const auto load = [](std::span<const std::byte> bytes) { return quantile_sketch<>::load(bytes); };
  leeway::random_stream draws(20261122);
  int read = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::vector<std::byte> forged = damage::forged(sketch.save(), draws);
    if (damage::refused(load, forged)) continue;
    ++read;
    quantile_sketch<> one = load(forged);
    CHECK(one.kept() >= 8);
    if (one.kept() > 8) continue;
    if (one.present() > 0) CHECK_FALSE(leeway::detail::is_nan(one.quantile(0.5)));
    if (one.seed() != other.seed()) one.merge(other);
    one.observe(values(100, 1.0));
    one.compress();
    CHECK(load(one.save()).save() == one.save());
  }
  CHECK(read > 0);
}

// Oracle: the words themselves.
TEST_CASE("quantile_sketch: packed words", "[statistics][quantile_sketch]") {
  std::vector<std::uint64_t> words = {0};
  for (int bit = 0; bit < 64; ++bit)
    for (std::uint64_t word : {(std::uint64_t{1} << bit) - 1, std::uint64_t{1} << bit, ~std::uint64_t{0} << bit})
      words.push_back(word);
  leeway::byte_writer out;
  for (std::uint64_t word : words) leeway::detail::put_packed(out, word);
  leeway::byte_reader in(out.bytes());
  for (std::uint64_t word : words) CHECK(leeway::detail::take_packed(in) == word);
  CHECK(in.remaining() == 0);

  const auto refused = [](std::vector<std::uint8_t> bytes) {
    return damage::refused(
        [](std::span<const std::byte> all) {
          leeway::byte_reader reader(all);
          leeway::detail::take_packed(reader);
        },
        std::as_bytes(std::span(bytes)));
  };
  CHECK(refused({}));
  CHECK(refused({0x80}));
  CHECK(refused({0x80, 0x00}));
  CHECK(refused({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02}));
  CHECK_FALSE(refused({0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}));

  std::sort(words.begin(), words.end());
  for (int zeros : {0, 1, 20, 63})
    for (std::uint64_t lowest : {std::uint64_t{0}, std::uint64_t{5}}) {
      std::vector<std::uint64_t> keys;
      for (std::uint64_t word : words)
        if (word << zeros >> zeros == word && (word << zeros) + lowest >= lowest)
          keys.push_back((word << zeros) + lowest);
      leeway::byte_writer sorted;
      leeway::detail::put_sorted(sorted, keys, lowest);
      leeway::byte_reader reader(sorted.bytes());
      CHECK(leeway::detail::take_sorted(reader, lowest, keys.back(), keys.size()) == keys);
      CHECK(reader.remaining() == 0);
      leeway::byte_reader again(sorted.bytes());
      CHECK_THROWS_WITH(leeway::detail::take_sorted(again, lowest, keys.back(), keys.size() - 1),
                        Catch::Contains("run of"));
      if (keys.back() == lowest) continue;
      leeway::byte_reader third(sorted.bytes());
      CHECK_THROWS_WITH(leeway::detail::take_sorted(third, lowest, keys.back() - 1, keys.size()),
                        Catch::Contains("beyond"));
    }
}

// Oracle: counts and prices have few bits; a number costs a byte or two then, not eight.
TEST_CASE("quantile_sketch: whole numbers take little space, in every type", "[statistics][quantile_sketch]") {
  const auto check = [](auto zero) {
    using number = decltype(zero);
    quantile_sketch<number> sketch(3, 256);
    leeway::random_stream random(2);
    for (int i = 0; i < 50'000; ++i) sketch.observe(static_cast<number>(1 + random.below(1000)));
    const std::size_t numbers = sketch.size_bytes() / sizeof(std::uint64_t);
    CHECK(sketch.save().size() < 2 * numbers);
    const quantile_sketch<number> read = quantile_sketch<number>::load(sketch.save());
    CHECK(read.save() == sketch.save());
    CHECK(std::fabs(static_cast<double>(read.quantile(0.5)) - 500.0) < 10.0);
  };
  check(0.0);
  check(0.0F);
  check(std::int64_t{0});
  check(std::uint64_t{0});
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

}  // namespace quantile_sketch_test
