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
#include <leeway/monitor/row_learner.hpp>
#include <leeway/monitor/row_monitor.hpp>

#include "support/catch.hpp"
#include "support/counting_new.hpp"
#include "support/reports.hpp"

namespace row_monitor_test {
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

TEST_CASE("a feed that died before a rebase is told of after it, and what was told is not told again") {
  const leeway::window_plan seconds{leeway::period::parse("1s")};
  constexpr std::int64_t second = 1'000'000'000;
  leeway::row_monitor monitor(learned(), fields, seconds);
  for (int i = 0; i < 50; ++i) monitor.at(0).observe(fields, {}, {i});
  CHECK(monitor.close({3 * second}).size() == 3);
  CHECK(monitor.rebase(learned(7)).empty());
  CHECK(monitor.close({9 * second}).size() == 6);
  monitor.at(0).observe(fields, {}, {0});
  CHECK(rows_of(monitor.close({11 * second})) == std::vector<std::uint64_t>{0, 0});
  CHECK(monitor.late_rows() == 1);

  monitor.at(0).observe(fields, {}, {11 * second});
  CHECK(rows_of(monitor.rebase(learned())) == std::vector<std::uint64_t>{1});
  monitor.at(0).observe(fields, {}, {11 * second + 1});
  monitor.at(0).observe(fields, {}, {12 * second});
  CHECK(rows_of(monitor.rebase(learned(7))) == std::vector<std::uint64_t>{1, 1});
  CHECK(rows_of(monitor.close({14 * second})) == std::vector<std::uint64_t>{0});  // 11 and 12 were told, 13 was not
}

TEST_CASE("what was told before a restart is not told again") {
  leeway::row_monitor before(learned(), fields, hourly());
  before.at(0).observe(fields, {}, {10 * hour});
  CHECK(before.close({11 * hour}).size() == 1);
  for (int i = 0; i < 5; ++i) before.at(0).observe(fields, {}, {9 * hour});
  before.at(0).observe(fields, {}, {11 * hour});
  CHECK(before.close({12 * hour}).front().late_rows == 5);
  leeway::row_monitor after(learned(), fields, hourly());
  after.restore(before.save());
  after.at(0).observe(fields, {}, {12 * hour});
  CHECK(after.late_rows() == 5);
  CHECK(after.close({13 * hour}).front().late_rows == 0);
}

TEST_CASE("there may be more places than threads, and more threads than places") {
  leeway::row_monitor roomy(learned(), fields, hourly(), {.shards = 64});
  std::thread([&] { roomy.at(63).observe(fields, {}, {}); }).join();
  CHECK(rows_of(roomy.close({hour})) == std::vector<std::uint64_t>{1});

  leeway::row_monitor tight(learned(), fields, hourly(), {.shards = 2});
  std::atomic<std::uint64_t> counted{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int row = 0; row < 200; ++row) {
        leeway::row_lease mine = tight.lease();
        if (!mine) continue;  // both are taken: the row is not watched, and nobody waits
        mine.observe(fields, {}, {});
        ++counted;
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(counted > 0);
  CHECK(tight.snapshot().rows() == counted);
}

TEST_CASE("instants far away wait or are late, and close nothing else") {
  leeway::row_monitor monitor(learned(), fields, {leeway::period::parse("1y")});
  monitor.at(0).observe(fields, {}, leeway::instant::highest());
  monitor.at(0).observe(fields, {}, {0});
  CHECK(rows_of(monitor.close({leeway::nanoseconds_per_day * 365})) == std::vector<std::uint64_t>{1});
  monitor.at(0).observe(fields, {}, leeway::instant::lowest());
  CHECK(monitor.close(leeway::instant::lowest()).empty());
  CHECK(monitor.late_rows() == 1);
  CHECK(monitor.snapshot().rows() == 1);
  const std::vector<leeway::report> rest = monitor.close(leeway::instant::highest());  // to the end of 2261
  CHECK(rest.size() == 2262 - 1971);
  CHECK(rest.back().no_rows);
  CHECK(monitor.snapshot().rows() == 1);
}

TEST_CASE("what nobody expects is no finding") {
  leeway::row_monitor monitor(learned(), fields, hourly(), {.expect_rows = false});
  monitor.at(0).observe(fields, {}, {});
  const std::vector<leeway::report> reports = monitor.close({2 * hour});
  REQUIRE(reports.size() == 2);
  CHECK_FALSE(reports[1].no_rows);
  CHECK_FALSE(reports[1].is_drift());
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

namespace {

enum class tier : std::uint8_t { none, silver };

struct wide_request {
  double x = 0.0;
  std::int32_t steps = 0;
  float price = 0.0F;
  std::optional<std::int64_t> age{};
  bool paid = false;
  std::uint16_t country = 0;
  tier level = tier::none;
  std::string device{};
};

constexpr auto wide_fields = leeway::row_of<wide_request>(
    leeway::field("x", &wide_request::x), leeway::field("price", &wide_request::price),
    leeway::field("steps", &wide_request::steps), leeway::field("age", &wide_request::age),
    leeway::field("paid", &wide_request::paid), leeway::field("country", &wide_request::country, leeway::categorical),
    leeway::field("level", &wide_request::level), leeway::field("device", &wide_request::device),
    leeway::field("double_price", [](const wide_request& r) noexcept { return 2.0 * static_cast<double>(r.price); }));

wide_request make_wide(leeway::random_stream& random) {
  const request r = make(random);
  wide_request wide{r.x, r.steps};
  wide.price = static_cast<float>(random.normal());
  if (random.uniform() < 0.7) wide.age = static_cast<std::int64_t>(random.below(80)) - 3;
  wide.paid = random.uniform() < 0.3;
  wide.country = static_cast<std::uint16_t>(random.below(7));
  wide.level = static_cast<tier>(random.below(2));
  wide.device = random.uniform() < 0.5 ? "phone" : "a tablet with a long name";
  return wide;
}

}  // namespace

// Oracle: a row_learner that sees the sampled rows: the first 256 of each writer after each collection.
TEST_CASE("fields that the baseline does not know are collected for a later one") {
  leeway::row_monitor monitor(learned(), wide_fields, hourly(), {.shards = 2, .unmatched = leeway::unmatched::collect});
  CHECK(monitor.collected().empty());
  leeway::row_learner learner(wide_fields, 100'000);
  leeway::random_stream random(8);
  for (int round = 0; round < 3; ++round) {
    for (std::size_t writer = 0; writer < 2; ++writer) {
      const int rows = writer == 0 ? 300 : 100;
      for (int i = 0; i < rows; ++i) {
        const wide_request r = make_wide(random);
        monitor.at(writer).observe(wide_fields, r, {});
        if (i < 256) learner.observe(wide_fields, r);
      }
    }
    CHECK(monitor.snapshot().rows() == static_cast<std::uint64_t>(400 * (round + 1)));
  }
  const leeway::baseline wanted = learner.learned();
  leeway::baseline next = learned();
  const std::vector<leeway::any_feature> collected = monitor.collected();
  CHECK(collected.size() == 7);
  for (const leeway::any_feature& feature : collected) {
    CAPTURE(std::string(leeway::name_of(feature)));
    const leeway::any_feature* found = wanted.find(leeway::name_of(feature));
    REQUIRE(found != nullptr);
    const auto fingerprint = [](const auto& one) { return one.fingerprint(); };
    CHECK(leeway::detail::with(feature, fingerprint) == leeway::detail::with(*found, fingerprint));
    next = next.with(feature);
  }
  monitor.rebase(next);
  CHECK(monitor.unmatched_features().only_in_row.empty());
  CHECK(monitor.collected().empty());
  monitor.at(0).observe(wide_fields, make_wide(random), {});
  CHECK(monitor.snapshot().columns()[next.features().size() - 1].counts().present() == 1);
}

TEST_CASE("what has been collected goes on over a change of the baseline, and a row with a long text is left out") {
  leeway::row_monitor monitor(learned(), wide_fields, hourly(), {.unmatched = leeway::unmatched::collect});
  leeway::random_stream random(9);
  for (int i = 0; i < 10; ++i) monitor.at(0).observe(wide_fields, make_wide(random), {});
  monitor.rebase(learned(2));
  for (int i = 0; i < 5; ++i) monitor.at(0).observe(wide_fields, make_wide(random), {});
  const auto rows = [&] {
    const leeway::any_feature first = monitor.collected().front();
    return leeway::statistics_of(first).counts().present() + leeway::statistics_of(first).counts().missing();
  };
  CHECK(rows() == 15);
  wide_request long_text = make_wide(random);
  long_text.device.assign(100'000, 'x');
  monitor.at(0).observe(wide_fields, long_text, {});
  monitor.at(0).observe(wide_fields, make_wide(random), {});
  CHECK(rows() == 16);
  monitor.at(0).observe(wide_fields, make_wide(random), {});
  CHECK(rows() == 17);
  CHECK(monitor.snapshot().rows() == 8);
}

namespace {

/// Rows of the same fields as columns and as a block: x and steps, both doubles.
struct pair_of_reals {
  double x = 0.0;
  double y = 0.0;
};

constexpr auto reals =
    leeway::row_of<pair_of_reals>(leeway::field("x", &pair_of_reals::x), leeway::field("y", &pair_of_reals::y));

std::vector<double> drawn_pairs(std::uint64_t seed, std::size_t rows) {
  leeway::random_stream random(seed);
  std::vector<double> values;
  for (std::size_t i = 0; i < 2 * rows; ++i)
    values.push_back(random.below(20) == 0 ? leeway::no_value : random.normal());
  return values;
}

leeway::baseline learned_pairs() {
  const std::vector<double> values = drawn_pairs(1, 4000);
  const std::span<const double> all(values);
  const std::vector<leeway::column> columns = {{"x", all.first(4000)}, {"y", all.last(4000)}};
  return leeway::learn(columns);
}

}  // namespace

// Oracle: the same rows one by one.
TEST_CASE("blocks of rows and columns count what their rows count") {
  constexpr std::size_t rows = 1500;
  const std::vector<double> values = drawn_pairs(2, rows);
  std::vector<double> x;
  std::vector<double> y;
  leeway::row_monitor by_row(learned_pairs(), reals, hourly());
  for (std::size_t i = 0; i < rows; ++i) {
    x.push_back(values[2 * i]);
    y.push_back(values[2 * i + 1]);
    by_row.at(0).observe(reals, {x.back(), y.back()});
  }
  leeway::row_monitor by_block(learned_pairs(), reals, hourly());
  by_block.at(0).observe(leeway::row_block<double>(values, 2));
  leeway::row_monitor by_column(learned_pairs(), reals, hourly());
  const std::vector<leeway::column> columns = {{"x", std::span<const double>(x)}, {"y", std::span<const double>(y)}};
  by_column.lease().observe(columns);

  const leeway::window expected = by_row.snapshot();
  for (leeway::row_monitor* one : {&by_block, &by_column}) {
    const leeway::window found = one->snapshot();
    CHECK(found.rows() == rows);
    for (std::size_t f = 0; f < 2; ++f) {
      CHECK(found.columns()[f].counts() == expected.columns()[f].counts());
      CHECK(found.columns()[f].extremes() == expected.columns()[f].extremes());
    }
  }
}

TEST_CASE("blocks of other columns are refused and counted") {
  const std::vector<double> values(12, 1.0);
  const std::vector<float> floats(12, 1.0F);
  const std::span<const double> all(values);
  leeway::row_monitor monitor(learned_pairs(), reals, hourly());
  monitor.at(0).observe(leeway::row_block<double>(all, 3));
  monitor.at(0).observe(leeway::row_block<float>(floats, 2));
  const auto refuses = [&](std::vector<leeway::column> columns) {
    const std::uint64_t before = monitor.misbound_rows();
    monitor.at(0).observe(columns);
    return monitor.snapshot().rows() == 0 && monitor.misbound_rows() > before;
  };
  CHECK(monitor.snapshot().rows() == 0);
  CHECK(monitor.misbound_rows() == 4 + 6);
  CHECK(refuses({{"x", all}}));
  CHECK(refuses({{"y", all}, {"x", all}}));
  CHECK(refuses({{"x", all}, {"y", all.first(5)}}));
  CHECK(refuses({{"x", all}, {"y", std::span<const float>(floats)}}));
}

TEST_CASE("no row allocates, one by one, in blocks or in columns") {
  const std::vector<double> values = drawn_pairs(3, 1000);
  const std::span<const double> all(values);
  const std::vector<leeway::column> columns = {{"x", all.first(1000)}, {"y", all.last(1000)}};
  leeway::row_monitor monitor(learned_pairs(), reals, hourly());
  const counting_new::meter used;
  for (std::size_t i = 0; i < 1000; ++i)
    monitor.at(0).observe(reals, {values[2 * i], values[2 * i + 1]}, {static_cast<std::int64_t>(i % 3) * hour});
  monitor.at(0).observe(leeway::row_block<double>(all, 2));
  monitor.at(0).observe(columns);
  CHECK(used.calls() == 0);
  CHECK(monitor.snapshot().rows() == 3000);
}

// Oracle: operator new, which counts what seven shards more ask for: their windows, tiles, names and nodes.
TEST_CASE("a monitor says what memory it takes") {
  const leeway::baseline past = learned_pairs();
  double asked[2] = {};
  double told[2] = {};
  for (std::size_t i = 0; i < 2; ++i) {
    const counting_new::meter used;
    leeway::row_monitor monitor(past, reals, hourly(), {.shards = 1 + 7 * i});
    asked[i] = static_cast<double>(used.bytes());
    told[i] = static_cast<double>(monitor.size_bytes());
  }
  CHECK(told[1] - told[0] == Approx(asked[1] - asked[0]).epsilon(0.05));
  CHECK(told[0] > (told[1] - told[0]) / 7.0);

  leeway::row_monitor monitor(past, reals, hourly());
  const std::size_t before = monitor.size_bytes();
  monitor.at(0).observe(reals, {});
  const leeway::window open = monitor.snapshot();  // the window is open, and a second set was made for the exchange
  CHECK(monitor.size_bytes() >= before + open.size_bytes());
}

// An instant of 0 is what a clock says that was never set: it must not be a year of alarms.
TEST_CASE("a first row of another time makes no windows without rows") {
  leeway::row_monitor monitor(learned(1), fields, hourly());
  constexpr std::int64_t today = 490'000;  // hours since 1970
  monitor.at(0).observe(fields, {}, {});
  monitor.at(0).observe(fields, {}, {today * hour});
  const std::vector<leeway::report> reports = monitor.close({(today + 1) * hour});
  REQUIRE(reports.size() == 2);
  CHECK_FALSE(reports[0].no_rows);
  CHECK_FALSE(reports[1].no_rows);
  CHECK(monitor.skipped_windows() == today - 1);
  CHECK(monitor.close({(today + 2) * hour}).front().no_rows);
}

TEST_CASE("a window that was told cut short is not told again after a restart") {
  leeway::row_monitor before(learned(), fields, hourly()), after(learned(2), fields, hourly());
  before.at(0).observe(fields, {}, {5 * hour});
  CHECK(rows_of(before.rebase(learned(2))) == std::vector<std::uint64_t>{1});
  CHECK(after.restore(before.save()) == 0);
  CHECK(after.close({6 * hour}).empty());
  CHECK(rows_of(after.close({7 * hour})) == std::vector<std::uint64_t>{0});
}

namespace {

/// Rows of some hours in a row, through each shard.
void observe_hours(leeway::row_monitor& monitor, std::int64_t first, std::int64_t last) {
  for (std::int64_t h = first; h <= last; ++h)
    for (std::size_t i = 0; i < monitor.shards(); ++i) monitor.at(i).observe(fields, {0.5, 1}, {h * hour});
}

std::uint64_t all_rows_of(const std::vector<leeway::report>& reports) {
  std::uint64_t sum = 0;
  for (const leeway::report& one : reports) sum += one.window_rows;
  return sum;
}

}  // namespace

// A shard has two windows of its own; the first comers have those that are shared, 4 + 16 / 8.
TEST_CASE("a row without a window is counted, and shared windows are there for the next collection's writers") {
  leeway::row_monitor monitor(learned(), fields, hourly(), {.shards = 16});
  constexpr std::uint64_t placed = 2 * (16 * 2 + 10);
  for (std::uint64_t round = 1; round <= 3; ++round) {
    observe_hours(monitor, 0, 3);
    observe_hours(monitor, 0, 3);
    CHECK(monitor.snapshot().rows() == round * placed);
    CHECK(monitor.unplaced_rows() == round * (2 * 16 * 4 - placed));
  }
  CHECK(all_rows_of(monitor.rebase(learned(2))) == 3 * placed);
  observe_hours(monitor, 0, 3);
  CHECK(monitor.snapshot().rows() == placed / 2);
  for (std::int64_t h = 0; h < 4; ++h) monitor.at(9).observe(fields, {}, {h * hour});
  CHECK(monitor.snapshot().rows() == placed / 2 + 4);  // of one shard alone four windows are at once
}

// Each row says in which hour it belongs.
TEST_CASE("writers that share windows lose no row and mix no hours, while a collector gives windows back") {
  constexpr std::size_t writers = 6;
  constexpr std::uint64_t rows = 20'000;
  leeway::row_monitor monitor(learned(), fields, hourly(), {.shards = writers, .expect_rows = false});
  std::atomic<std::size_t> running{writers};
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < writers; ++i)
    threads.emplace_back([&, i] {
      leeway::random_stream random(12, i);
      for (std::uint64_t k = 0; k < rows; ++k) {
        const auto h = static_cast<std::int32_t>(random.below(5));
        monitor.at(i).observe(fields, {random.normal(), h}, {h * hour});
      }
      --running;
    });
  while (running > 0) monitor.snapshot();
  for (std::thread& thread : threads) thread.join();
  const std::vector<leeway::report> reports = monitor.close({5 * hour});
  REQUIRE(reports.size() == 5);
  for (std::size_t h = 0; h < 5; ++h) {
    CHECK(reports[h].features[1].window.smallest == Approx(static_cast<double>(h)));
    CHECK(reports[h].features[1].window.largest == Approx(static_cast<double>(h)));
    CHECK(reports[h].features[0].window.present == reports[h].window_rows);
  }
  CHECK(all_rows_of(reports) + monitor.unplaced_rows() == writers * rows);
}

namespace {

/// Where the rows of a monitor are in the end, when memory ran out in a call: tried with ever more of it, until the
/// call gets through. Every time no row may be gone or there twice.
template <class Call>
void check_rows_while_memory_runs_out(const Call& call) {
  const leeway::baseline past = learned();
  leeway::decision_policy quick;
  quick.shown.clear();
  bool through = false;
  for (std::size_t served = 0; !through; served += 1 + served / 32) {
    leeway::row_monitor monitor(past, fields, hourly(), {.shards = 3, .expect_rows = false}, quick);
    observe_hours(monitor, 4, 5);
    std::uint64_t told = all_rows_of(monitor.close({5 * hour}));
    observe_hours(monitor, 4, 7);  // three late ones, two unplaced
    through = true;
    try {
      const counting_new::shortage scarce(served);
      told += call(monitor);
    } catch (const std::bad_alloc&) {
      through = false;
    }
    observe_hours(monitor, 6, 9);
    told += all_rows_of(monitor.close({7 * hour}));
    const std::uint64_t open = monitor.snapshot().rows();
    const std::uint64_t found = told + open + monitor.late_rows() + monitor.unplaced_rows();
    CAPTURE(served, told, open, monitor.late_rows(), monitor.unplaced_rows());
    REQUIRE(found == 3 * (2 + 4 + 4));
  }
}

}  // namespace

TEST_CASE("a collection that memory runs out in loses no row") {
  check_rows_while_memory_runs_out([](leeway::row_monitor& monitor) {
    monitor.snapshot();
    return 0U;
  });
}

TEST_CASE("windows that memory runs out for while they are judged are judged by the next call") {
  check_rows_while_memory_runs_out([](leeway::row_monitor& monitor) { return all_rows_of(monitor.close({6 * hour})); });
}

TEST_CASE("a change of the baseline that memory runs out in loses no row") {
  const leeway::baseline next = learned(2);
  check_rows_while_memory_runs_out([&](leeway::row_monitor& monitor) { return all_rows_of(monitor.rebase(next)); });
}

}  // namespace row_monitor_test
