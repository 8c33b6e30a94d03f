// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Many threads count, one closes: no row may be lost, counted twice, or counted into another window, and whoever counts
// must not notice that somebody closes.
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/row_monitor.hpp>

#include "support/catch.hpp"
#include "support/reports.hpp"

namespace {

struct request {
  double x = 0.0;
  std::int32_t steps = 0;
};

constexpr auto fields =
    leeway::row_of<request>(leeway::field("x", &request::x), leeway::field("steps", &request::steps));
constexpr std::int64_t hour = leeway::nanoseconds_per_hour;

request make(leeway::random_stream& random, double shift = 0.0) {
  return {random.normal() + shift, static_cast<std::int32_t>(random.below(5))};
}

leeway::baseline learned(std::uint64_t seed = 1) {
  leeway::random_stream random(seed);
  std::vector<double> x;
  std::vector<std::int64_t> steps;
  for (int i = 0; i < 4000; ++i) {
    const request r = make(random);
    x.push_back(r.x);
    steps.push_back(r.steps);
  }
  const std::vector<leeway::column> columns = {{"x", std::span<const double>(x)},
                                               {"steps", std::span<const std::int64_t>(steps)}};
  return leeway::learn(columns);
}

leeway::window_plan hourly(std::int64_t lateness = 0) { return {leeway::period::parse("1h"), lateness}; }

std::vector<std::uint64_t> rows_of(const std::vector<leeway::report>& reports) {
  std::vector<std::uint64_t> rows;
  for (const leeway::report& one : reports) rows.push_back(one.window_rows);
  return rows;
}

}  // namespace

TEST_CASE("windows that have ended are judged, those that nobody fed included") {
  leeway::row_monitor monitor(learned(), fields, hourly());
  leeway::random_stream random(2);
  CHECK(monitor.close({100 * hour}).empty());  // no row has come yet
  for (int i = 0; i < 3000; ++i) monitor.at(0).observe(fields, make(random), {10 * hour + i});
  for (int i = 0; i < 2000; ++i) monitor.at(0).observe(fields, make(random, 2.0), {13 * hour + i});
  CHECK(monitor.close({11 * hour - 1}).empty());
  const std::vector<leeway::report> reports = monitor.close({14 * hour});
  REQUIRE(rows_of(reports) == std::vector<std::uint64_t>{3000, 0, 0, 2000});
  CHECK(reports[0].window_begin == "1970-01-01T10:00:00Z");
  CHECK(reports[0].window_end == "1970-01-01T11:00:00Z");
  CHECK(reports[0].verdict < leeway::verdict::warning);
  CHECK(reports[1].no_rows);
  CHECK(reports[1].is_drift());
  CHECK(reports[3].is_drift());
  CHECK_FALSE(reports[3].no_rows);
}

TEST_CASE("rows that come late join their window while it is open, and are counted afterwards") {
  leeway::row_monitor monitor(learned(), fields, hourly(hour / 2));
  monitor.at(0).observe(fields, {}, {5 * hour});
  CHECK(monitor.close({6 * hour + hour / 4}).empty());
  monitor.at(0).observe(fields, {}, {6 * hour - 1});
  CHECK(rows_of(monitor.close({6 * hour + hour / 2})) == std::vector<std::uint64_t>{2});
  monitor.at(0).observe(fields, {}, {6 * hour - 1});
  monitor.at(0).observe(fields, {}, {7 * hour});
  const std::vector<leeway::report> reports = monitor.close({9 * hour});
  CHECK(rows_of(reports) == std::vector<std::uint64_t>{0, 1});
  CHECK(monitor.late_rows() == 1);
  CHECK(reports[0].late_rows + reports[1].late_rows == 1);
}

TEST_CASE("a clock that goes back closes nothing twice") {
  leeway::row_monitor monitor(learned(), fields, hourly());
  monitor.at(0).observe(fields, {}, {5 * hour});
  CHECK(rows_of(monitor.close({7 * hour})) == std::vector<std::uint64_t>{1, 0});
  CHECK(monitor.close({5 * hour}).empty());
  monitor.at(0).observe(fields, {}, {7 * hour});
  CHECK(rows_of(monitor.close({8 * hour})) == std::vector<std::uint64_t>{1});
}

TEST_CASE("windows of records close when they are whole") {
  leeway::row_monitor monitor(learned(), fields, {leeway::period::parse("100")});
  for (int i = 0; i < 99; ++i) monitor.at(0).observe(fields, {});
  CHECK(monitor.close({}).empty());
  monitor.at(0).observe(fields, {});
  CHECK(rows_of(monitor.close({})) == std::vector<std::uint64_t>{100});
  CHECK(monitor.snapshot().rows() == 0);
}

TEST_CASE("sliding windows hold the panes before them") {
  leeway::row_monitor monitor(learned(), fields, {leeway::period::parse("1h"), 0, 3});
  for (int h = 0; h < 5; ++h)
    for (int i = 0; i <= h; ++i) monitor.at(0).observe(fields, {}, {h * hour});
  // Four panes can wait in a shard: the fifth hour was more.
  CHECK(monitor.snapshot().rows() == 1 + 2 + 3 + 4);
  CHECK(monitor.unplaced_rows() == 5);
  CHECK(rows_of(monitor.close({4 * hour})) == std::vector<std::uint64_t>{1, 3, 6, 9});
}

TEST_CASE("rows of another binding are refused and counted") {
  constexpr auto others =
      leeway::row_of<request>(leeway::field("steps", &request::steps), leeway::field("x", &request::x));
  leeway::row_monitor monitor(learned(), fields, hourly());
  monitor.at(0).observe(others, {}, {});
  CHECK(monitor.snapshot().rows() == 0);
  CHECK(monitor.misbound_rows() == 1);
}

TEST_CASE("sixteen writers count what one would, bit for bit, while windows close") {
  constexpr std::size_t writers = 16;
  constexpr int rows = 4000;
  const leeway::baseline past = learned();
  leeway::row_monitor many(past, fields, hourly(), {.shards = writers});
  std::atomic<std::size_t> running{writers};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < writers; ++i)
    threads.emplace_back([&, i] {
      leeway::random_stream random(3, i);
      for (int k = 0; k < rows; ++k) many.at(i).observe(fields, make(random), {});
      --running;
    });
  std::uint64_t seen = 0;
  while (running > 0) {
    const std::uint64_t now = many.snapshot().rows();
    CHECK(now >= seen);
    seen = now;
  }
  for (std::thread& thread : threads) thread.join();
  const leeway::window together = many.snapshot();

  leeway::row_monitor one(past, fields, hourly());
  for (std::size_t i = 0; i < writers; ++i) {
    leeway::random_stream random(3, i);
    for (int k = 0; k < rows; ++k) one.at(0).observe(fields, make(random), {});
  }
  const leeway::window alone = one.snapshot();
  CHECK(together.rows() == writers * rows);
  for (std::size_t f = 0; f < 2; ++f) CHECK(together.columns()[f].counts() == alone.columns()[f].counts());
}

TEST_CASE("a snapshot holds what a writer counted that is gone") {
  leeway::row_monitor monitor(learned(), fields, hourly(), {.shards = 2});
  std::thread([&] { monitor.at(1).observe(fields, {}, {}); }).join();
  CHECK(monitor.snapshot().rows() == 1);
}

TEST_CASE("leases are exclusive and come back") {
  leeway::row_monitor monitor(learned(), fields, hourly(), {.shards = 2});
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

TEST_CASE("a restart loses nothing") {
  const leeway::baseline past = learned();
  leeway::row_monitor before(past, fields, {leeway::period::parse("1h"), 0, 2}, {.shards = 3});
  leeway::row_monitor straight(past, fields, {leeway::period::parse("1h"), 0, 2});
  leeway::random_stream random(4);
  const auto feed = [&](leeway::row_monitor& a, std::int64_t at) {
    const request r = make(random);
    a.at(0).observe(fields, r, {at});
    straight.at(0).observe(fields, r, {at});
  };
  for (int i = 0; i < 500; ++i) feed(before, i);
  CHECK(before.close({hour}).size() == straight.close({hour}).size());
  for (int i = 0; i < 300; ++i) feed(before, hour + i);
  const std::vector<std::byte> state = before.save();

  leeway::row_monitor after(past, fields, {leeway::period::parse("1h"), 0, 2});
  CHECK(after.restore(state) == 300);
  for (int i = 0; i < 200; ++i) feed(after, hour + 300 + i);
  const std::vector<leeway::report> restarted = after.close({2 * hour});
  const std::vector<leeway::report> uninterrupted = straight.close({2 * hour});
  REQUIRE(restarted.size() == 1);
  REQUIRE(uninterrupted.size() == 1);
  CHECK(restarted[0].window_rows == 1000);
  CHECK(reports::same(restarted[0], uninterrupted[0]));
}

TEST_CASE("the state of another baseline, of other windows, or altered, is refused") {
  leeway::row_monitor monitor(learned(), fields, hourly());
  monitor.at(0).observe(fields, {}, {});
  std::vector<std::byte> state = monitor.save();
  leeway::row_monitor other(learned(9), fields, hourly());
  CHECK_THROWS_WITH(other.restore(state), Catch::Contains("another baseline"));
  leeway::row_monitor daily(learned(), fields, {leeway::period::parse("1d")});
  CHECK_THROWS_WITH(daily.restore(state), Catch::Contains("windows of 1h, wanted 1d"));
  leeway::row_monitor used(learned(), fields, hourly());
  used.at(0).observe(fields, {}, {});
  CHECK_THROWS_AS(used.restore(state), std::invalid_argument);
  state[state.size() / 2] ^= std::byte{1};
  leeway::row_monitor fresh(learned(), fields, hourly());
  CHECK_THROWS_AS(fresh.restore(state), leeway::bad_state);
  state.resize(state.size() / 2);
  CHECK_THROWS_AS(fresh.restore(state), leeway::bad_state);
}

TEST_CASE("another baseline takes over while writers go on") {
  const leeway::baseline first = learned(1);
  const leeway::baseline second = learned(5);
  leeway::row_monitor monitor(first, fields, hourly(), {.shards = 2});
  std::atomic<bool> stop{false};
  std::atomic<std::uint64_t> written{0};
  std::thread writer([&] {
    leeway::random_stream random(6);
    while (!stop) {
      monitor.at(1).observe(fields, make(random), {});
      ++written;
    }
  });
  std::uint64_t judged = 0;
  for (int i = 0; i < 20; ++i) {
    for (const leeway::report& one : monitor.rebase(i % 2 == 0 ? second : first)) {
      CHECK(one.cut_short);
      judged += one.window_rows;
    }
    std::this_thread::yield();
  }
  stop = true;
  writer.join();
  CHECK(judged + monitor.snapshot().rows() == written);
  CHECK(monitor.past().fingerprint() == first.fingerprint());
}

// A long soak lost some: late rows of the old baseline's windows were forgotten, and the next report's number wrapped.
TEST_CASE("late rows are told once, over a change of the baseline too") {
  leeway::row_monitor monitor(learned(1), fields, hourly());
  monitor.at(0).observe(fields, {}, {5 * hour});
  CHECK(monitor.close({6 * hour}).size() == 1);
  monitor.at(0).observe(fields, {}, {5 * hour});
  monitor.at(0).observe(fields, {}, {6 * hour});
  std::uint64_t told = 0;
  for (const leeway::report& one : monitor.rebase(learned(2))) told += one.late_rows;
  monitor.at(0).observe(fields, {}, {7 * hour});
  for (const leeway::report& one : monitor.close({8 * hour})) told += one.late_rows;
  CHECK(told == 1);
  CHECK(monitor.late_rows() == 1);
}

TEST_CASE("a baseline that does not fit leaves the old one in place") {
  leeway::row_monitor monitor(learned(), fields, hourly());
  monitor.at(0).observe(fields, {}, {});
  const std::vector<double> z = {1.0, 2.0, 3.0};
  const std::vector<leeway::column> columns = {{"z", std::span<const double>(z)}};
  CHECK_THROWS_AS(monitor.rebase(leeway::learn(columns)), std::invalid_argument);
  CHECK(monitor.snapshot().rows() == 1);
  CHECK(monitor.past().fingerprint() == learned().fingerprint());
}

TEST_CASE("no shard and no pane are refused") {
  CHECK_THROWS_AS(leeway::row_monitor(learned(), fields, hourly(), {.shards = 0}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::row_monitor(learned(), fields, {leeway::period::parse("1h"), 0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::row_monitor(learned(), fields, {leeway::period::parse("1h"), -1}), std::invalid_argument);
}
