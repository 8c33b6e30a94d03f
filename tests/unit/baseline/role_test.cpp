// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A time stamp tested as a feature drifts every hour; a sorted feature taken for a time is never tested again.
#include <leeway/baseline/role.hpp>

#include <algorithm>
#include <cstdint>
#include <set>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"

namespace role_test {
namespace {

bool watched(const std::vector<std::uint64_t>& keys) {
  leeway::order_watch watch;
  for (std::uint64_t key : keys) watch.observe(key);
  return watch.looks_like_time();
}

}  // namespace

// Oracle: std::is_sorted, the number of records and the number of different values.
TEST_CASE("order_watch: agrees with the definition", "[baseline]") {
  leeway::random_stream draws(20260140);
  std::size_t times = 0;
  for (int repeat = 0; repeat < 2'000; ++repeat) {
    std::vector<std::uint64_t> keys;
    const std::uint64_t values = 1 + draws.below(20);
    for (std::uint64_t i = 10 + draws.below(30); i > 0; --i) keys.push_back(draws.below(values));
    std::sort(keys.begin(), keys.end());
    if (draws.below(3) == 0) std::swap(keys[draws.below(keys.size())], keys[draws.below(keys.size())]);
    const std::size_t distinct = std::set<std::uint64_t>(keys.begin(), keys.end()).size();
    const bool expected = std::is_sorted(keys.begin(), keys.end()) && keys.size() >= 20 && distinct >= 8;
    times += expected ? 1U : 0U;
    REQUIRE(watched(keys) == expected);
  }
  CHECK(times > 200);
  CHECK(times < 1'800);
  CHECK_FALSE(watched({}));
}

// Oracle: file format 1.
TEST_CASE("role: numbers in files", "[baseline]") {
  CHECK(static_cast<unsigned>(leeway::role::feature) == 0);
  CHECK(static_cast<unsigned>(leeway::role::time) == 1);
  CHECK(static_cast<unsigned>(leeway::role::identifier) == 2);
}

}  // namespace role_test
