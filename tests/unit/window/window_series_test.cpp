// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Rows come in any order and windows close by the caller's clock: against a plain list of rows, every row must be in
// the window of its time, or counted as late.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/window/window_series.hpp>

#include "support/catch.hpp"
#include "support/tiny.hpp"

namespace window_series_test {
namespace {

leeway::window rows(const leeway::baseline& past, std::uint64_t count) {
  leeway::window result(past);
  result.add_rows(count);
  return result;
}

constexpr std::int64_t hour = leeway::nanoseconds_per_hour;

leeway::window_series loaded(const leeway::byte_writer& bytes, const leeway::baseline& past,
                             const leeway::window_plan& plan) {
  leeway::byte_reader in(bytes.bytes());
  leeway::window_series series = leeway::window_series::load(in, past, plan);
  CHECK(in.remaining() == 0);
  return series;
}

/// A few rows of the three columns of `tiny`.
leeway::window some_rows(const leeway::baseline& past, leeway::random_stream& draws) {
  leeway::window result(past);
  for (std::uint64_t i = 1 + draws.below(9); i > 0; --i) {
    result.column(0).observe(tiny::cells(past, 0), draws.normal() + 3.0);
    result.column(1).observe(tiny::cells(past, 1), static_cast<std::int64_t>(draws.below(14)));
    result.column(2).observe_missing();
    result.add_rows(1);
  }
  return result;
}

}  // namespace

TEST_CASE("every row is in its window or late") {
  const leeway::baseline past = tiny::baseline();
  leeway::random_stream random(1);
  for (int run = 0; run < 200; ++run) {
    const auto lateness = static_cast<std::int64_t>(random.below(3)) * hour / 2;
    leeway::window_series series(past, {leeway::period::parse("1h"), lateness});
    std::map<std::int64_t, std::uint64_t> wanted;
    std::map<std::int64_t, std::uint64_t> closed;
    std::uint64_t late = 0;
    bool begun = false;
    std::int64_t first_open = 0;
    std::int64_t now = 50 * hour;
    for (int step = 0; step < 60; ++step) {
      const auto index = now / hour - static_cast<std::int64_t>(random.below(4)) + 1;
      if (begun && index < first_open)
        ++late;
      else
        ++wanted[index];
      series.add(index, rows(past, 1));
      now += static_cast<std::int64_t>(random.below(3)) * hour / 3;
      for (const leeway::closed_window& one : series.close({now})) {
        const std::int64_t hours = leeway::period::parse("1h").index_of(*leeway::parse_instant(one.begin));
        if (begun) CHECK(hours == first_open);
        begun = true;
        first_open = hours + 1;
        closed[hours] += one.counted.rows();
        CHECK((hours + 1) * hour + lateness <= now);
      }
      if (begun) CHECK(first_open * hour + hour + lateness > now);
    }
    for (const leeway::closed_window& one : series.cut_short())
      closed[leeway::period::parse("1h").index_of(*leeway::parse_instant(one.begin))] += one.counted.rows();
    std::erase_if(closed, [](const auto& one) { return one.second == 0; });
    CHECK(closed == wanted);
    CHECK(series.late_rows() == late);
  }
}

// A silence is told from where it begins; nobody reads all its windows.
TEST_CASE("a gap of years is cut behind its first windows, and says so") {
  const leeway::baseline past = tiny::baseline();
  leeway::window_series series(past, {leeway::period::parse("1s")});
  constexpr std::int64_t second = leeway::nanoseconds_per_second;
  series.add(0, rows(past, 1));
  CHECK(series.close({second}).size() == 1);
  series.add(100'000'000, rows(past, 2));
  const auto windows = series.close({100'000'001 * second});
  REQUIRE(windows.size() == 1'000 + 1);
  CHECK(windows.front().begin == "1970-01-01T00:00:01Z");
  CHECK(windows[999].begin == "1970-01-01T00:16:40Z");
  CHECK(windows.back().counted.rows() == 2);
  CHECK(series.skipped_windows() == 100'000'000 - 1 - 1'000);
  CHECK(series.close({(100'000'001 + 1'000) * second}).size() == 1'000);
  CHECK(series.close({(100'000'001 + 5'000) * second}).size() == 1'000);  // without rows behind it
  CHECK(series.close({(100'000'001 + 5'001) * second}).size() == 1);
  CHECK(series.skipped_windows() == 100'000'000 - 1 - 1'000 + 3'000);
  series.add(100'000'001 + 4'999, rows(past, 3));
  CHECK(series.late_rows() == 3);
}

// An instant of 0, or of seconds where nanoseconds are meant, must not make a thousand windows in which "no rows" came.
TEST_CASE("a series whose first row is of another time begins behind it") {
  const leeway::baseline past = tiny::baseline();
  constexpr std::int64_t today = 490'000;  // hours since 1970
  for (const std::size_t panes : {1U, 3U}) {
    leeway::window_series series(past, {leeway::period::parse("1h"), hour, panes});
    series.add(0, rows(past, 1));
    series.add(today, rows(past, 5));
    const auto windows = series.close({(today + 2) * hour});
    REQUIRE(windows.size() == 2);
    CHECK(windows.front().counted.rows() == 1);
    CHECK(windows.back().counted.rows() == 5);
    CHECK(series.skipped_windows() == today - 1);
    CHECK(series.close({(today + 4) * hour}).size() == 2);  // from here on silence is told
  }
  leeway::window_series alone(past, {leeway::period::parse("1h"), hour});
  alone.add(0, rows(past, 1));
  CHECK(alone.close({(today + 1) * hour}).size() == 1);
  alone.add(today, rows(past, 5));
  CHECK(alone.late_rows() == 0);
  CHECK(alone.close({(today + 2) * hour}).size() == 1);
}

TEST_CASE("instants at the ends of time close nothing by accident") {
  const leeway::baseline past = tiny::baseline();
  leeway::window_series series(past, {leeway::period::parse("1h"), hour});
  const leeway::period hourly = leeway::period::parse("1h");
  series.add(hourly.index_of(leeway::instant::highest()), rows(past, 1));
  CHECK(series.close(leeway::instant::lowest()).empty());
  CHECK(series.close({0}).empty());
  CHECK(series.close(leeway::instant::highest()).empty());
  CHECK(series.open().rows() == 1);
}

// Of windows of a nanosecond there are as many as there are instants: no difference of two is safe in 64 bits.
TEST_CASE("both ends of time in one series") {
  const leeway::baseline past = tiny::baseline();
  const leeway::period nanosecond = leeway::period::parse("1ns");
  for (const std::size_t panes : {1U, 3U}) {
    leeway::window_series series(past, {nanosecond, 0, panes});
    series.add(nanosecond.index_of(leeway::instant::lowest()), rows(past, 1));
    series.add(nanosecond.index_of(leeway::instant::highest()), rows(past, 2));
    const auto windows = series.close(leeway::instant::highest());
    CHECK(windows.size() == 1);  // what ends with time itself never does
    CHECK(windows.front().counted.rows() == 1);
    CHECK(series.skipped_windows() == ~std::uint64_t{0} - 1);
    CHECK(series.open().rows() == 2);
    CHECK(series.cut_short().size() == 1);
    series.add(0, rows(past, 5));
    CHECK(series.late_rows() == 5);
    CHECK(series.close(leeway::instant::lowest()).empty());
  }
}

TEST_CASE("a clock that was years ahead closes what lies before, and says what is late") {
  const leeway::baseline past = tiny::baseline();
  leeway::window_series series(past, {leeway::period::parse("1y"), hour});
  series.add(50, rows(past, 1));
  const auto windows = series.close(leeway::instant::highest());
  CHECK(windows.front().counted.rows() == 1);
  CHECK(windows.front().begin == "2020-01-01T00:00:00Z");
  CHECK(windows.back().end == "2262-01-01T00:00:00Z");
  series.add(60, rows(past, 3));
  CHECK(series.late_rows() == 3);
  CHECK(series.close({0}).empty());
}

TEST_CASE("sliding windows add up their panes exactly") {
  const leeway::baseline past = tiny::baseline();
  leeway::window_series series(past, {leeway::period::parse("1h"), 0, 4});
  std::vector<std::uint64_t> fed;
  leeway::random_stream random(2);
  for (std::int64_t h = 0; h < 30; ++h) {
    fed.push_back(random.below(5));
    if (fed.back() > 0 || h == 0) series.add(h, rows(past, fed.back()));
    const auto windows = series.close({(h + 1) * hour});
    REQUIRE(windows.size() == 1);
    std::uint64_t sum = 0;
    for (std::size_t back = 0; back < 4 && back < fed.size(); ++back) sum += fed[fed.size() - 1 - back];
    CHECK(windows[0].counted.rows() == sum);
  }
}

// Oracle: the description in docs/state_format.md, written down here: what a series of before had saved.
TEST_CASE("the bytes of a sliding series are those of the description") {
  const leeway::baseline past = tiny::baseline();
  leeway::random_stream draws(3);
  const std::vector<std::pair<std::int64_t, leeway::window>> open = {{7, some_rows(past, draws)},
                                                                     {9, some_rows(past, draws)}};
  const std::vector<std::pair<std::int64_t, leeway::window>> sealed = {{5, some_rows(past, draws)},
                                                                       {6, some_rows(past, draws)}};
  leeway::byte_writer wanted;
  wanted.put_text("1h");
  wanted.put(past.fingerprint());
  wanted.put(std::uint64_t{11});
  wanted.put(std::uint64_t{12});
  wanted.put(std::uint8_t{1});
  wanted.put(std::uint64_t{7});
  wanted.put_words(std::vector<std::uint64_t>{20});
  for (const auto* windows : {&open, &sealed}) {
    wanted.put(std::uint64_t{2});
    for (const auto& [index, counted] : *windows) {
      wanted.put(static_cast<std::uint64_t>(index));
      wanted.put_bytes(counted.save());
    }
  }
  const leeway::window_plan plan{leeway::period::parse("1h"), 0, 3};
  leeway::window_series series = loaded(wanted, past, plan);
  leeway::byte_writer again;
  series.save(again);
  CHECK(std::vector<std::byte>(again.bytes().begin(), again.bytes().end()) ==
        std::vector<std::byte>(wanted.bytes().begin(), wanted.bytes().end()));
  CHECK(series.late_rows() == 11);
  CHECK(series.skipped_windows() == 12);

  const auto closed = series.close({10 * hour});
  REQUIRE(closed.size() == 3);
  leeway::window whole = sealed[0].second;
  whole.merge(sealed[1].second);
  whole.merge(open[0].second);
  CHECK(closed[0].counted.rows() == whole.rows());
  for (std::size_t i = 0; i < 3; ++i) CHECK(closed[0].counted.columns()[i].counts() == whole.columns()[i].counts());
  CHECK(closed[0].begin == "1970-01-01T05:00:00Z");
  CHECK(closed[0].end == "1970-01-01T08:00:00Z");
  // Without panes those that were sealed are left out.
  CHECK(loaded(wanted, past, {leeway::period::parse("1h")}).close({8 * hour})[0].counted.rows() ==
        open[0].second.rows());
}

// Oracle: a series that was never saved.
TEST_CASE("a series goes on where it was saved") {
  const leeway::baseline past = tiny::baseline();
  const leeway::window_plan plans[] = {{leeway::period::parse("1h")},
                                       {leeway::period::parse("1h"), 0, 5},
                                       {.period = leeway::period::parse("1h"), .half_life = 3}};
  for (const leeway::window_plan& plan : plans) {
    leeway::random_stream draws(4);
    leeway::window_series series(past, plan);
    for (std::int64_t h = 0; h < 12; ++h) {
      if (draws.below(4) > 0) series.add(h, some_rows(past, draws));
      series.close({h * hour});
    }
    leeway::byte_writer bytes;
    series.save(bytes);
    leeway::window_series other = loaded(bytes, past, plan);
    const leeway::window last = some_rows(past, draws);
    series.add(13, last);
    other.add(13, last);
    const auto wanted = series.close({20 * hour});
    const auto found = other.close({20 * hour});
    REQUIRE(found.size() == wanted.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i].begin == wanted[i].begin);
      CHECK(found[i].counted.rows() == wanted[i].counted.rows());
      for (std::size_t k = 0; k < 3; ++k)
        CHECK(found[i].counted.columns()[k].counts() == wanted[i].counted.columns()[k].counts());
    }
  }
}

// Oracle: 2^(-age / 2) of 1000 rows each, added up.
TEST_CASE("a series with a half-life holds all rows, the older the less") {
  const leeway::baseline past = tiny::baseline();
  const leeway::window_plan plan{.period = leeway::period::parse("1h"), .half_life = 2};
  CHECK(plan.overlapping());
  CHECK_FALSE(leeway::window_plan{leeway::period::parse("1h")}.overlapping());
  leeway::window_series series(past, plan);
  double weight = 0.0;
  for (std::int64_t h = 0; h < 30; ++h) {
    const bool empty = h % 5 == 4;
    if (!empty) series.add(h, rows(past, 1'000));
    const auto closed = series.close({(h + 1) * hour});
    REQUIRE(closed.size() == 1);
    weight = weight * std::exp2(-0.5) + (empty ? 0.0 : 1'000.0);
    CHECK(std::fabs(static_cast<double>(closed[0].counted.rows()) - weight) <= 0.501);
    CHECK(*leeway::parse_instant(closed[0].begin) == leeway::instant{h * hour});
  }
}

TEST_CASE("a series of another plan is refused") {
  const leeway::baseline past = tiny::baseline();
  const leeway::period hourly = leeway::period::parse("1h");
  CHECK_THROWS_WITH(leeway::window_series(past, {hourly, 0, 2, 3}), "window_series: 2 panes and a half-life");
  CHECK_THROWS_AS(leeway::window_series(past, {hourly, 0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::window_series(past, {hourly, -1}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::window_series(past, {hourly, 0, 1, 10'001}), std::invalid_argument);
  leeway::byte_writer plain;
  leeway::window_series(past, {hourly}).save(plain);
  leeway::byte_writer decaying;
  leeway::window_series(past, {hourly, 0, 1, 3}).save(decaying);
  leeway::byte_reader in(plain.bytes());
  CHECK_THROWS_AS(leeway::window_series::load(in, past, {hourly, 0, 1, 3}), leeway::bad_state);
  for (const leeway::window_plan& plan : {leeway::window_plan{hourly}, leeway::window_plan{hourly, 0, 1, 4}}) {
    leeway::byte_reader again(decaying.bytes());
    CHECK_THROWS_AS(leeway::window_series::load(again, past, plan), leeway::bad_state);
  }
}

}  // namespace window_series_test
