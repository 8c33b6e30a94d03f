// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// The range in a report comes from here; it is exact, also for integers that a double cannot hold.
#include <leeway/statistics/extremes.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/random.hpp>

#include "support/catch.hpp"

namespace extremes_test {

using leeway::extremes;

namespace {

extremes of(const std::vector<std::uint64_t>& keys) {
  extremes result;
  for (std::uint64_t key : keys) result.observe(key);
  return result;
}

}  // namespace

// Oracle: std::minmax_element, also at both ends of the keys.
TEST_CASE("extremes: smallest and largest", "[statistics]") {
  leeway::random_stream draws(20260122);
  const std::uint64_t top = ~std::uint64_t{0};
  std::vector<std::vector<std::uint64_t>> samples{{0}, {top}, {0, top}, {top, 0}, {top, top}, {5}, {5, 4, 6}};
  for (std::size_t size : {2U, 10U, 1000U}) {
    samples.emplace_back();
    for (std::size_t i = 0; i < size; ++i) samples.back().push_back(draws.next());
  }
  for (const auto& sample : samples) {
    const extremes found = of(sample);
    CHECK_FALSE(found.empty());
    CHECK(found.lowest() == *std::min_element(sample.begin(), sample.end()));
    CHECK(found.highest() == *std::max_element(sample.begin(), sample.end()));
  }
  CHECK(extremes().empty());
  CHECK(of({leeway::order_key(-0.0)}) == of({leeway::order_key(0.0)}));
}

// Oracle: having seen everything in one place, bit for bit.
TEST_CASE("extremes: merging", "[statistics]") {
  leeway::random_stream draws(20260123);
  for (int repeat = 0; repeat < 200; ++repeat) {
    std::vector<std::uint64_t> parts[3], all;
    for (auto& part : parts)
      for (std::uint64_t i = draws.below(4); i > 0; --i) all.push_back(part.emplace_back(draws.next()));
    const auto merged = [](extremes a, const extremes& b) {
      a.merge(b);
      return a;
    };
    const extremes a = of(parts[0]), b = of(parts[1]), c = of(parts[2]);
    CHECK(merged(a, b) == merged(b, a));
    CHECK(merged(merged(a, b), c) == merged(a, merged(b, c)));
    CHECK(merged(merged(a, b), c) == of(all));
    CHECK(merged(a, a) == a);
  }
  extremes reset = of({1, 2});
  reset.reset();
  CHECK(reset == extremes());
}

// Oracle: by hand.
TEST_CASE("extremes: in another type", "[statistics]") {
  const auto halved = [](std::uint64_t key) { return key / 2; };
  CHECK(of({4, 9}).mapped(halved) == of({2, 4}));
  CHECK(extremes().mapped(halved) == extremes());
}

// Oracle: what was saved; contradictions by hand.
TEST_CASE("extremes: saved and read", "[statistics]") {
  for (const extremes& some : {extremes(), of({7}), of({3, ~std::uint64_t{0}})}) {
    leeway::byte_writer out;
    some.save(out);
    leeway::byte_reader in(out.bytes());
    CHECK(extremes::load(in) == some);
    for (std::size_t size = 0; size < out.size(); ++size) {
      leeway::byte_reader cut(out.bytes().first(size));
      CHECK_THROWS_AS(extremes::load(cut), leeway::bad_state);
    }
  }
  const auto refused = [](std::uint8_t empty, std::uint64_t lowest, std::uint64_t highest) {
    leeway::byte_writer out;
    out.put(empty);
    out.put(lowest);
    out.put(highest);
    leeway::byte_reader in(out.bytes());
    CHECK_THROWS_AS(extremes::load(in), leeway::bad_state);
  };
  refused(0, 5, 4);
  refused(1, 5, 5);
  refused(1, 0, ~std::uint64_t{0});
}

static_assert(noexcept(std::declval<extremes&>().observe(0)) && noexcept(std::declval<extremes&>().merge(extremes())));

}  // namespace extremes_test
