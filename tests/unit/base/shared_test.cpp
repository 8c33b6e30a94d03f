// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Baselines are shared between threads through this pointer: an owner too few is a crash in somebody's service.
#include <leeway/base/shared.hpp>

#include <thread>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace shared_test {
namespace {

struct witness {
  int* alive;
  int value;
  witness(int* counter, int v) : alive(counter), value(v) { ++*alive; }
  witness(witness&& other) noexcept : alive(other.alive), value(other.value) { ++*alive; }
  witness(const witness&) = delete;
  witness& operator=(const witness&) = delete;
  ~witness() { --*alive; }
};

}  // namespace

// Oracle: the number of living values, counted by themselves.
TEST_CASE("shared: the value lives as long as its last owner", "[base]") {
  int alive = 0;
  {
    leeway::detail::shared<witness> first(witness(&alive, 5));
    CHECK(alive == 1);
    const leeway::detail::shared<witness> second = first;
    CHECK(&*first == &*second);
    leeway::detail::shared<witness> other(witness(&alive, 6));
    CHECK(alive == 2);
    other = first;
    CHECK(alive == 1);
    const leeway::detail::shared<witness>& itself = first;
    first = itself;
    CHECK(first->value == 5);
    leeway::detail::shared<witness> taken = std::move(other);
    CHECK(taken->value == 5);
    CHECK(alive == 1);
  }
  CHECK(alive == 0);
}

// Oracle: as above; a data race or a lost owner shows under the sanitizers.
TEST_CASE("shared: threads may copy and drop it", "[base]") {
  int alive = 0;
  {
    const leeway::detail::shared<witness> one(witness(&alive, 1));
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([one] {
        for (int i = 0; i < 2'000; ++i) {
          leeway::detail::shared<witness> mine = one;
          leeway::detail::shared<witness> moved = std::move(mine);
          mine = moved;
        }
      });
    for (std::thread& thread : threads) thread.join();
    CHECK(one->value == 1);
  }
  CHECK(alive == 0);
}

}  // namespace shared_test
