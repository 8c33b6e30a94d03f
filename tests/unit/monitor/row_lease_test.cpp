// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Threads of a pool come and go, and some die: no two may count in one place, and no place may be lost with its thread.
#include <cstddef>
#include <span>
#include <stdexcept>
#include <thread>
#include <vector>

#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/row_lease.hpp>
#include <leeway/monitor/row_monitor.hpp>

#include "support/catch.hpp"

namespace row_lease_test {
namespace {

struct request {
  double x = 0.0;
};

constexpr auto fields = leeway::row_of<request>(leeway::field("x", &request::x));
const leeway::window_plan hourly{leeway::period::parse("1h")};

leeway::baseline learned() {
  std::vector<double> x(100);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i);
  const std::vector<leeway::column> columns = {{"x", std::span<const double>(x)}};
  return leeway::learn(columns);
}

}  // namespace

TEST_CASE("leases are exclusive and come back") {
  leeway::row_monitor monitor(learned(), fields, hourly, {.shards = 2});
  leeway::row_lease first = monitor.lease();
  {
    leeway::row_lease second = monitor.lease();
    CHECK(first);
    CHECK(second);
    CHECK_FALSE(monitor.lease());
    second.observe(fields, {}, {});
  }
  leeway::row_lease third = monitor.lease();
  CHECK(third);
  third.observe(fields, {}, {});
  CHECK(monitor.snapshot().rows() == 2);
}

// Its lease is given back while the stack is unwound; what it counted stays.
TEST_CASE("a writer that dies leaves its rows and its place") {
  leeway::row_monitor monitor(learned(), fields, hourly);
  int served = 0;
  for (int i = 0; i < 3; ++i)
    std::thread([&] {
      try {
        leeway::row_lease mine = monitor.lease();
        if (!mine) return;
        mine.observe(fields, {}, {});
        ++served;
        throw std::runtime_error("a request that cannot be served");
      } catch (const std::runtime_error&) {
      }
    }).join();
  CHECK(served == 3);
  CHECK(monitor.lease());
  CHECK(monitor.snapshot().rows() == 3);
}

}  // namespace row_lease_test
