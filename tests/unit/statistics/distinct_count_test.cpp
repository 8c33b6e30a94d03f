// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// An estimate is worth its error: it must be what is stated from nothing to billions, and merging must not change it.
#include <leeway/statistics/distinct_count.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/damage.hpp"
#include "support/exact.hpp"

namespace distinct_count_test {

using leeway::distinct_count;

// Oracle: the number itself. Over 200 runs the mean error lies within 4.9 of its deviations of 0 but once in 1e6; the
// root mean square within 25 % of the stated one (chi-squared with 200 degrees of freedom: once in 3e5).
TEST_CASE("distinct_count: errs as stated, at every size", "[statistics][distinct_count]") {
  for (const std::uint64_t distinct : {10ULL, 200ULL, 1000ULL, 3000ULL, 20'000ULL}) {
    constexpr int precision = 8;
    constexpr int runs = 200;
    double sum = 0.0;
    double squares = 0.0;
    for (std::uint64_t run = 0; run < runs; ++run) {
      distinct_count counter(precision);
      leeway::random_stream random(run, distinct);
      for (std::uint64_t i = 0; i < distinct; ++i) counter.observe_hash(random.next());
      const double error = counter.estimate() / static_cast<double>(distinct) - 1.0;
      sum += error;
      squares += error * error;
    }
    CAPTURE(distinct);
    const double deviation = std::sqrt(squares / runs);
    CHECK(std::fabs(sum / runs) < 4.9 * deviation / std::sqrt(1.0 * runs));
    CHECK(deviation < 1.25 * distinct_count(precision).standard_error());
    if (distinct > 2000) CHECK(deviation > 0.75 * distinct_count(precision).standard_error());
  }
}

// Oracle: the number itself, with four standard errors. Whole numbers, dates and names in a row are what hashes are bad
// at.
TEST_CASE("distinct_count: values that differ little", "[statistics][distinct_count]") {
  distinct_count integers;
  distinct_count reals;
  distinct_count texts;
  for (int repeat = 0; repeat < 2; ++repeat)
    for (int i = 0; i < 100'000; ++i) {
      integers.observe(std::int64_t{i});
      reals.observe(0.25 * i);
      texts.observe("user-" + std::to_string(i));
    }
  for (const distinct_count* one : {&integers, &reals, &texts})
    CHECK(one->estimate() == Approx(1e5).epsilon(4.0 * one->standard_error()));
  CHECK(integers.between().lower < integers.estimate());
  CHECK(integers.between().upper > integers.estimate());
}

TEST_CASE("distinct_count: nothing, and what is one value", "[statistics][distinct_count]") {
  distinct_count counter;
  CHECK(exact::same(counter.estimate(), 0.0));
  counter.observe(0.0);
  const distinct_count once = counter;
  counter.observe(-0.0);
  CHECK(counter == once);
  CHECK(counter.estimate() == Approx(1.0).epsilon(0.01));
  counter.observe(exact::nan);
  counter.observe(-exact::nan);
  CHECK(counter == once);
  counter.reset();
  CHECK(counter == distinct_count());
}

// Oracle: one counter that saw all.
TEST_CASE("distinct_count: merging is exact", "[statistics][distinct_count]") {
  leeway::random_stream random(4);
  distinct_count all;
  distinct_count left;
  distinct_count right;
  for (int i = 0; i < 50'000; ++i) {
    const auto value = static_cast<std::uint64_t>(random.below(30'000));
    all.observe(value);
    (i % 3 == 0 ? left : right).observe(value);
  }
  distinct_count both = right;
  both.merge(left);
  left.merge(right);
  CHECK(both == all);
  CHECK(left == all);
  CHECK_THROWS_WITH(all.merge(distinct_count(11)), Catch::Contains("precisions 12 and 11"));
  CHECK_THROWS_WITH(distinct_count(3), Catch::Contains("precision = 3"));
}

// Oracle: one value after another. Every form of the kernel that this processor can run, and whatever `observe` takes.
TEST_CASE("distinct_count: many at once are as one by one", "[statistics][distinct_count]") {
  using leeway::detail::instruction_set;
  const auto check = [](auto zero) {
    using real = decltype(zero);
    const auto infinity = std::numeric_limits<real>::infinity();
    const auto nan = std::numeric_limits<real>::quiet_NaN();
    for (int precision : {4, 13, 18}) {
      leeway::random_stream random(static_cast<std::uint64_t>(precision));
      std::vector<real> data(64 * 9 + 5);
      for (real& x : data) x = static_cast<real>(std::exp(5.0 * random.normal()) * (random.below(2) > 0 ? 1.0 : -1.0));
      for (real x : {zero, -zero, infinity, -infinity, nan, -nan, std::numeric_limits<real>::denorm_min()})
        data[random.below(data.size())] = x;
      const std::size_t whole = data.size() / 64 * 64;
      distinct_count each(precision);
      for (std::size_t i = 0; i < whole; ++i) each.observe(data[i]);
      const std::vector<std::byte> bytes = each.save();
      for (instruction_set set : {instruction_set::one_lane, instruction_set::plain, instruction_set::sse4,
                                  instruction_set::avx2, instruction_set::avx512}) {
        if (set != instruction_set::one_lane && set > leeway::detail::best_instruction_set()) continue;
        std::vector<std::uint8_t> registers(std::size_t{1} << precision);
        leeway::detail::run_kernel<leeway::detail::register_kernel<real>>(set, data.data(), whole, registers.data(),
                                                                          precision);
        const auto found = std::as_bytes(std::span(registers));
        CHECK(std::equal(found.begin(), found.end(), bytes.end() - 4 - static_cast<std::ptrdiff_t>(found.size())));
      }
      for (std::size_t i = whole; i < data.size(); ++i) each.observe(data[i]);
      distinct_count at_once(precision);
      at_once.observe(std::span<const real>(data).first(100));
      at_once.observe(std::span<const real>(data).subspan(100));
      CHECK(at_once == each);
    }
  };
  check(0.0);
  check(0.0F);
}

TEST_CASE("distinct_count: bytes", "[statistics][distinct_count]") {
  distinct_count counter(4);
  for (std::int64_t i = 0; i < 100; ++i) counter.observe(i);
  CHECK(distinct_count::load(counter.save()) == counter);
  CHECK(damage::unnoticed([](std::span<const std::byte> bytes) { return distinct_count::load(bytes); },
                          counter.save()) == 0);
}

}  // namespace distinct_count_test
