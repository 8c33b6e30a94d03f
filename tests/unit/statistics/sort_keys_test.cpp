// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Sorting in time that does not depend on the data is worth nothing if it does not sort all data.
#include <leeway/statistics/detail/sort_keys.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/random.hpp>

#include "support/catch.hpp"

namespace sort_keys_test {

using keys = std::vector<std::uint64_t>;

namespace {

bool sorts(keys values) {
  keys expected = values;
  std::sort(expected.begin(), expected.end());
  keys scratch(values.size());
  // Every eighth from some place on: what a sketch keeps.
  for (std::size_t first : {0U, 3U, 7U}) {
    if (values.size() % 8 != 0) break;
    keys wanted;
    for (std::size_t i = first; i < expected.size(); i += 8) wanted.push_back(expected[i]);
    keys found(wanted.size());
    keys in_disorder = values;
    leeway::detail::key_sorter::select(in_disorder, scratch, first, 8, found);
    if (found != wanted) return false;
  }
  leeway::detail::key_sorter::sort(values, scratch);
  return values == expected;
}

template <class Value>
keys drawn(std::size_t size, Value&& value) {
  keys result(size);
  for (std::size_t i = 0; i < size; ++i) result[i] = value(i);
  return result;
}

}  // namespace

// Oracle: std::sort.
TEST_CASE("sort_keys: every length and every kind of data", "[statistics][sort_keys]") {
  leeway::random_stream random(5);
  for (std::size_t size : {0U, 1U, 2U, 64U, 255U, 256U, 257U, 304U, 1024U, 4096U, 8192U, 8200U}) {
    CAPTURE(size);
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.next(); })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return leeway::order_key(random.normal()); })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.below(7); })));
    CHECK(sorts(drawn(size, [&](std::size_t i) { return i; })));
    CHECK(sorts(drawn(size, [&](std::size_t i) { return ~std::uint64_t{i}; })));
    CHECK(sorts(drawn(size, [](std::size_t) { return std::uint64_t{1} << 63; })));
    CHECK(sorts(drawn(size, [&](std::size_t i) { return i % 2 == 0 ? 0 : ~std::uint64_t{0}; })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.below(2000); })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.below(1U << 21); })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return leeway::order_key(static_cast<float>(random.normal())); })));
    // Some keys repeat, with others below and above them.
    for (std::uint64_t often : {2U, 3U, 5U, 20U})
      CHECK(sorts(
          drawn(size, [&](std::size_t) { return leeway::order_key(random.below(often) ? 0.0 : random.normal()); })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return leeway::order_key(1.0 + std::floor(2.0 * random.normal())); })));
    // Many of each, none of them a quarter; then some of those a little larger.
    const auto whole = [&] { return leeway::order_key(std::floor(20.0 * random.normal())); };
    CHECK(sorts(drawn(size, [&](std::size_t) { return whole(); })));
    CHECK(sorts(drawn(size, [&](std::size_t i) { return whole() + (i % 64 == 0 ? random.below(3) : 0); })));
    // Few, and then many, are equal in the bits that are sorted by counting.
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.next() >> 31 << 31 | random.below(5); })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.below(1000) << 50 | random.next() >> 40; })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.below(40) << 55 | random.next() >> 40; })));
    // All but one value crowd together far below the resolution of the first passes.
    CHECK(sorts(drawn(size, [&](std::size_t i) { return i == 0 ? ~std::uint64_t{0} : random.below(1U << 20); })));
    CHECK(sorts(drawn(size, [&](std::size_t i) { return i == 0 ? ~std::uint64_t{0} : size - i; })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.next() >> (random.below(64)); })));
  }
}

}  // namespace sort_keys_test
