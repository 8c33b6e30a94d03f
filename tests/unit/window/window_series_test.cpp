// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Rows come in any order and windows close by the caller's clock: against a plain list of rows, every row must be in
// the window of its time, or counted as late.
#include <cstdint>
#include <map>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/window/window_series.hpp>

#include "support/catch.hpp"
#include "support/tiny.hpp"

namespace {

leeway::window rows(const leeway::baseline& past, std::uint64_t count) {
  leeway::window result(past);
  result.add_rows(count);
  return result;
}

constexpr std::int64_t hour = leeway::nanoseconds_per_hour;

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

TEST_CASE("a gap of years is cut, and says so") {
  const leeway::baseline past = tiny::baseline();
  leeway::window_series series(past, {leeway::period::parse("1s")});
  series.add(0, rows(past, 1));
  series.add(100'000'000, rows(past, 2));
  const auto windows = series.close({100'000'001 * leeway::nanoseconds_per_second});
  CHECK(windows.size() == 1 + 10'000 + 1);
  CHECK(windows.back().counted.rows() == 2);
  CHECK(series.skipped_windows() == 100'000'000 - 1 - 10'000);
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
