// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Why: every record goes where its instant says; one that overflows or is rounded the wrong way lands in another
// window.
#include <leeway/base/instant.hpp>

#include <cstdint>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace instant_test {

using leeway::instant;
__extension__ using wide = __int128;

namespace {

std::int64_t integer(const golden::row& row, const char* column) {
  return std::strtoll(row.text(column).c_str(), nullptr, 10);
}

}  // namespace

// Oracle: tests/golden/instants.py, Python's datetime.
TEST_CASE("instant: day, weekday, month and hour", "[base]") {
  for (const golden::row& row : golden::table("instants.csv")) {
    const instant t{integer(row, "instant")};
    CAPTURE(t.nanoseconds);
    CHECK(leeway::days_of(t) == integer(row, "days"));
    CHECK(leeway::day_of(t).year == integer(row, "year"));
    CHECK(leeway::month_of(t) == integer(row, "month"));
    CHECK(leeway::day_of(t).day == integer(row, "day"));
    CHECK(leeway::weekday_of(t) == integer(row, "weekday"));
    CHECK(leeway::hour_of(t) == integer(row, "hour"));
  }
}

// Oracle: the same table; a day has 86400 seconds.
TEST_CASE("instant: from day and time of the day and back", "[base]") {
  for (const golden::row& row : golden::table("instants.csv")) {
    const instant t{integer(row, "instant")};
    const std::int64_t days = leeway::days_of(t);
    const std::int64_t rest = leeway::nanoseconds_of_day(t);
    CAPTURE(t.nanoseconds);
    CHECK(static_cast<wide>(days) * 86'400 * 1'000'000'000 + rest == t.nanoseconds);
    CHECK(leeway::instant_at(days, rest) == t);
    CHECK(leeway::instant_at(days - 2, rest + 2 * leeway::nanoseconds_per_day) == t);
    CHECK(leeway::instant_at(days + 1, rest - leeway::nanoseconds_per_day) == t);
  }
}

// Oracle: 128-bit integers.
TEST_CASE("instant: nothing beyond the ends", "[base]") {
  constexpr std::int64_t lowest = instant::lowest().nanoseconds;
  constexpr std::int64_t highest = instant::highest().nanoseconds;
  const std::int64_t days[] = {lowest, -200'000, -106'753, -106'752, -106'751, -1,     0,
                               1,      106'750,  106'751,  106'752,  200'000,  highest};
  const std::int64_t times[] = {lowest,
                                -leeway::nanoseconds_per_day,
                                -1,
                                0,
                                1,
                                763'145'224'191,
                                763'145'224'192,
                                763'145'224'193,
                                85'636'854'775'807,
                                85'636'854'775'808,
                                leeway::nanoseconds_per_day,
                                highest};
  for (const std::int64_t day : days)
    for (const std::int64_t time : times) {
      const wide wanted = static_cast<wide>(day) * 86'400'000'000'000 + time;
      const auto found = leeway::instant_at(day, time);
      CAPTURE(day, time);
      CHECK(found.has_value() == (wanted >= lowest && wanted <= highest));
      if (found) CHECK(found->nanoseconds == static_cast<std::int64_t>(wanted));
    }
}

// Oracle: by hand.
TEST_CASE("instant: order, and what lies before", "[base]") {
  CHECK(instant{-1} < instant{0});
  CHECK(instant{3} == instant{3});
  CHECK(leeway::earlier(instant{5}, 7) == instant{-2});
  CHECK(leeway::earlier(instant::highest(), instant::highest().nanoseconds) == instant{0});
  CHECK(leeway::earlier(instant{-2}, instant::highest().nanoseconds) == instant::lowest());
  CHECK(leeway::earlier(instant{-1}, instant::highest().nanoseconds) == instant::lowest());
  CHECK(leeway::earlier(instant::lowest(), 0) == instant::lowest());
}

}  // namespace instant_test
