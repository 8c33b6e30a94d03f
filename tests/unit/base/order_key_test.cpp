// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// All counting compares order keys instead of numbers: one wrong key puts records into a wrong cell without a trace.
#include <leeway/base/order_key.hpp>

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace order_key_test {

using leeway::from_order_key;
using leeway::order_key;

namespace {

template <class T>
std::vector<T> ladder() {
  using limits = std::numeric_limits<T>;
  const T max = (limits::max)();
  const T min = (limits::min)();
  const T denormal = limits::denorm_min();
  return {-limits::infinity(),
          -max,
          T(-1e9),
          T(-2),
          T(-1),
          -min,
          -(min - denormal),
          -2 * denormal,
          -denormal,
          T(0),
          denormal,
          2 * denormal,
          min - denormal,
          min,
          T(0.5),
          T(1),
          T(1) + limits::epsilon(),
          T(2),
          T(1e9),
          max,
          limits::infinity()};
}

template <class T>
void check_ladder(const std::vector<T>& steps) {
  for (std::size_t i = 1; i < steps.size(); ++i) {
    CAPTURE(i, steps[i]);
    CHECK(order_key(steps[i - 1]) < order_key(steps[i]));
  }
  for (T step : steps) {
    CHECK(from_order_key<T>(order_key(step)) <= step);
    CHECK(from_order_key<T>(order_key(step)) >= step);
  }
}

}  // namespace

// Oracle: ladders written by hand.
TEST_CASE("order_key: rises with the number", "[base]") {
  check_ladder(ladder<double>());
  check_ladder(ladder<float>());
  const auto least = std::numeric_limits<std::int64_t>::lowest();
  const auto most = (std::numeric_limits<std::int64_t>::max)();
  const std::int64_t big = std::int64_t{1} << 53;
  check_ladder(
      std::vector<std::int64_t>{least, least + 1, -big - 1, -big, -1, 0, 1, big, big + 1, big + 2, most - 1, most});
  const std::uint64_t top = std::uint64_t{1} << 63;
  check_ladder(std::vector<std::uint64_t>{0, 1, top - 1, top, top + 1, ~std::uint64_t{0} - 1, ~std::uint64_t{0}});
  check_ladder(std::vector<bool>{false, true});
}

// Oracle: IEEE 754 calls them equal.
TEST_CASE("order_key: negative zero is zero", "[base]") {
  CHECK(order_key(-0.0) == order_key(0.0));
  CHECK(order_key(-0.0F) == order_key(0.0F));
  CHECK_FALSE(std::signbit(from_order_key<double>(order_key(-0.0))));
}

// Oracle: nextafter. The key of -0.0 stays free, so the step across zero alone is two.
TEST_CASE("order_key: neighbours have neighbouring keys", "[base]") {
  leeway::random_stream draws(20260101);
  std::size_t wrong = 0;
  for (int i = 0; i < 20'000; ++i) {
    const double x = exact::any_double(draws);
    if (std::isinf(x) || exact::same(x, 0.0)) continue;
    const double above = std::nextafter(x, exact::infinity);
    const std::uint64_t step = exact::same(above, 0.0) ? 2 : 1;
    wrong += order_key(above) - order_key(x) != step ? 1U : 0U;
  }
  CHECK(wrong == 0);
  CHECK(order_key(exact::smallest) - order_key(0.0) == 1);
}

// Oracle: the comparison of the processor, over bit patterns from everywhere.
TEST_CASE("order_key: agrees with comparison", "[base]") {
  leeway::random_stream draws(20260102);
  std::size_t wrong = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double a = exact::any_double(draws);
    const double b = exact::any_double(draws);
    wrong +=
        (a < b) != (order_key(a) < order_key(b)) || !exact::same(from_order_key<double>(order_key(a)), a) ? 1U : 0U;
    const auto c = std::bit_cast<float>(static_cast<std::uint32_t>(draws.next()));
    const auto d = std::bit_cast<float>(static_cast<std::uint32_t>(draws.next()));
    if (std::isnan(c) || std::isnan(d)) continue;
    wrong += (c < d) != (order_key(c) < order_key(d)) || from_order_key<float>(order_key(c)) < c ? 1U : 0U;
    const auto e = std::bit_cast<std::int64_t>(draws.next());
    const auto f = std::bit_cast<std::int64_t>(draws.next());
    wrong += (e < f) != (order_key(e) < order_key(f)) || from_order_key<std::int64_t>(order_key(e)) != e ? 1U : 0U;
  }
  CHECK(wrong == 0);
}

// Oracle: the classification of the C library, at both sides of each border and over random patterns.
TEST_CASE("order_key: NaN and infinity by their bits", "[base]") {
  leeway::random_stream draws(20260103);
  std::vector<std::uint64_t> patterns;
  for (std::uint64_t sign : {std::uint64_t{0}, std::uint64_t{1} << 63})
    for (std::uint64_t bits : {0x7fefffffffffffffULL, 0x7ff0000000000000ULL, 0x7ff0000000000001ULL,
                               0x7ff8000000000000ULL, 0x7fffffffffffffffULL, 0ULL, 1ULL})
      patterns.push_back(sign | bits);
  for (int i = 0; i < 10'000; ++i) patterns.push_back(draws.next() | (i % 2 == 0 ? 0x7ff0000000000000ULL : 0));
  std::size_t wrong = 0;
  for (std::uint64_t bits : patterns) {
    const auto x = std::bit_cast<double>(bits);
    wrong += leeway::detail::is_nan(x) != std::isnan(x) || leeway::detail::is_infinite(x) != std::isinf(x) ||
                     leeway::detail::is_finite(x) != std::isfinite(x)
                 ? 1U
                 : 0U;
    const auto y = std::bit_cast<float>(static_cast<std::uint32_t>(bits >> 32));
    wrong += leeway::detail::is_nan(y) != std::isnan(y) || leeway::detail::is_infinite(y) != std::isinf(y) ? 1U : 0U;
  }
  CHECK(wrong == 0);
}

}  // namespace order_key_test
