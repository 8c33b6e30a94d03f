// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Why: windows must lie side by side without gap and overlap, also where integers end.
#include <leeway/window/period.hpp>

#include <cstdint>
#include <limits>
#include <stdexcept>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace period_test {

using leeway::instant;
using leeway::period;

namespace {

std::int64_t integer(const golden::row& row, const char* column) {
  return std::strtoll(row.text(column).c_str(), nullptr, 10);
}

}  // namespace

// Oracle: tests/golden/instants.py, Python's datetime and integers.
TEST_CASE("period: the window of an instant, where it begins and ends", "[window]") {
  for (const golden::row& row : golden::table("periods.csv")) {
    const period length = period::parse(row.text("period"));
    const instant t{integer(row, "instant")};
    CAPTURE(row.text("period"), t.nanoseconds);
    CHECK(length.index_of(t) == integer(row, "index"));
    CHECK(length.start_of(integer(row, "index")) == instant{integer(row, "start")});
    CHECK(length.end_of(integer(row, "index")) == instant{integer(row, "end")});
  }
}

// Oracle: what a partition is.
TEST_CASE("period: neighbours touch", "[window]") {
  for (const char* text : {"1ns", "30s", "5h", "1d", "1w", "3w", "1mo", "5mo", "1y"}) {
    const period length = period::parse(text);
    for (std::int64_t index = -200; index <= 200; ++index) {
      const instant start = length.start_of(index);
      REQUIRE(length.index_of(start) == index);
      REQUIRE(length.index_of({start.nanoseconds - 1}) == index - 1);
      REQUIRE(length.end_of(index) == length.start_of(index + 1));
    }
  }
}

// Oracle: the ends themselves.
TEST_CASE("period: indexes beyond every instant do not overflow", "[window]") {
  constexpr std::int64_t lowest = (std::numeric_limits<std::int64_t>::min)();
  constexpr std::int64_t highest = (std::numeric_limits<std::int64_t>::max)();
  for (const char* text : {"2ns", "1h", "1w", "9223372036854775807ns", "15250w", "1mo", "1y", "768614336404564650y"}) {
    const period length = period::parse(text);
    CAPTURE(text);
    CHECK(length.start_of(lowest) == instant::lowest());
    CHECK(length.end_of(lowest) == instant::lowest());
    CHECK(length.start_of(highest) == instant::highest());
    CHECK(length.end_of(highest) == instant::highest());
    CHECK(length.start_of(length.index_of(instant::lowest())) == instant::lowest());
    CHECK(length.end_of(length.index_of(instant::highest())) == instant::highest());
  }
  const period each = period::parse("1ns");
  CHECK(each.start_of(lowest) == instant::lowest());
  CHECK(each.end_of(lowest) == instant{lowest + 1});
  CHECK(each.end_of(highest) == instant::highest());
}

// Oracle: by hand: 2024-02-29 was a Thursday.
TEST_CASE("period: weeks begin on Mondays, months on their first", "[window]") {
  const auto at = [](int month, int day) {
    return *leeway::instant_at(leeway::days_since_1970({2024, month, day}), 5);
  };
  const auto start = [&](const char* text) {
    const period length = period::parse(text);
    return leeway::day_of(length.start_of(length.index_of(at(2, 29))));
  };
  CHECK(start("1w") == leeway::calendar_day{2024, 2, 26});
  CHECK(start("1d") == leeway::calendar_day{2024, 2, 29});
  CHECK(start("1mo") == leeway::calendar_day{2024, 2, 1});
  CHECK(start("3mo") == leeway::calendar_day{2024, 1, 1});
  CHECK(start("1y") == leeway::calendar_day{2024, 1, 1});
}

// Oracle: by hand.
TEST_CASE("period: texts", "[window]") {
  const auto again = [](const char* text) { return period::parse(text).text(); };
  CHECK(again("10000") == "10000");
  CHECK(again("30s") == "30s");
  CHECK(again("60min") == "1h");
  CHECK(again("90min") == "90min");
  CHECK(again("24h") == "1d");
  CHECK(again("7d") == "7d");
  CHECK(again("1w") == "1w");
  CHECK(again("14mo") == "14mo");
  CHECK(again("24mo") == "2y");
  CHECK(again("1500us") == "1500us");
  CHECK(again("2000ns") == "2us");
  for (const char* text : {"1", "250ms", "15min", "1w", "104w", "1mo", "3y", "9223372036854775807"})
    CHECK(period::parse(again(text)) == period::parse(text));
  CHECK_FALSE(period::parse("7d") == period::parse("1w"));
  CHECK_FALSE(period::parse("1s") == period::parse("1000000000"));
}

// Oracle: by hand.
TEST_CASE("period: what a window is made of", "[window]") {
  CHECK(period::parse("500").counts_records());
  CHECK(period::parse("500").records() == 500);
  CHECK(period::parse("500").nanoseconds() == 0);
  CHECK_FALSE(period::parse("500").whole_days());
  CHECK(period::parse("500").index_of({-1}) == 0);
  CHECK(period::parse("500").start_of(0) == instant::lowest());
  CHECK(period::parse("500").end_of(0) == instant::highest());
  CHECK(period::parse("1h").nanoseconds() == leeway::nanoseconds_per_hour);
  CHECK(period::parse("1h").records() == 0);
  CHECK_FALSE(period::parse("1h").whole_days());
  CHECK(period::parse("48h").whole_days());
  CHECK(period::parse("1w").whole_days());
  CHECK(period::parse("1mo").whole_days());
  CHECK(period::parse("1mo").nanoseconds() == 0);
}

// Oracle: by hand.
TEST_CASE("period: refuses what it cannot read, by name", "[window]") {
  for (const char* text : {"",
                           "0",
                           "-5",
                           "0h",
                           "-1h",
                           "h",
                           "1m",
                           "1H",
                           "1 h",
                           " 1h",
                           "1h ",
                           "1.5h",
                           "1hour",
                           "1h30min",
                           "1e3",
                           "9223372036854775808",
                           "9223372037s",
                           "106752d",
                           "15251w",
                           "768614336404564651y",
                           "x"}) {
    CAPTURE(text);
    try {
      period::parse(text);
      FAIL("taken");
    } catch (const std::invalid_argument& error) {
      CHECK(std::string(error.what()).find("period \"" + std::string(text) + "\"") == 0);
    }
  }
}

}  // namespace period_test
