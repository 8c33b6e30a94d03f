// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Sorting in time that does not depend on the data is worth nothing if it does not sort all data.
#include <leeway/statistics/detail/sort_keys.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/random.hpp>

#include "support/catch.hpp"

using keys = std::vector<std::uint64_t>;

namespace {

bool sorts(keys values) {
  keys expected = values;
  std::sort(expected.begin(), expected.end());
  keys scratch(values.size());
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
  for (std::size_t size : {0U, 1U, 2U, 63U, 64U, 65U, 300U, 8192U}) {
    CAPTURE(size);
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.next(); })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return leeway::order_key(random.normal()); })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.below(7); })));
    CHECK(sorts(drawn(size, [&](std::size_t i) { return i; })));
    CHECK(sorts(drawn(size, [&](std::size_t i) { return ~std::uint64_t{i}; })));
    CHECK(sorts(drawn(size, [](std::size_t) { return std::uint64_t{1} << 63; })));
    CHECK(sorts(drawn(size, [&](std::size_t i) { return i % 2 == 0 ? 0 : ~std::uint64_t{0}; })));
    // All but one value crowd together far below the resolution of the first passes.
    CHECK(sorts(drawn(size, [&](std::size_t i) { return i == 0 ? ~std::uint64_t{0} : random.below(1U << 20); })));
    CHECK(sorts(drawn(size, [&](std::size_t i) { return i == 0 ? ~std::uint64_t{0} : size - i; })));
    CHECK(sorts(drawn(size, [&](std::size_t) { return random.next() >> (random.below(64)); })));
  }
}
