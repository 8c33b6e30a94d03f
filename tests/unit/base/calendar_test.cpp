// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Why: a window of a day or a month is right only if the calendar is, also around leap years and before 1970.
#include <leeway/base/calendar.hpp>

#include <chrono>
#include <cstdint>
#include <limits>

#include "support/catch.hpp"

namespace calendar_test {

using leeway::calendar_day;
__extension__ using wide = __int128;

// Oracle: the calendar of the C++ standard library, over more than two cycles of 400 years.
TEST_CASE("calendar: days and dates are inverse and those of std::chrono", "[base]") {
  for (std::int64_t days = -800'000; days <= 200'000; ++days) {
    const std::chrono::year_month_day wanted{std::chrono::sys_days(std::chrono::days(days))};
    const calendar_day date = leeway::day_since_1970(days);
    const bool same = date.year == static_cast<int>(wanted.year()) &&
                      date.month == static_cast<int>(static_cast<unsigned>(wanted.month())) &&
                      date.day == static_cast<int>(static_cast<unsigned>(wanted.day()));
    const auto iso = std::chrono::weekday(std::chrono::sys_days(std::chrono::days(days))).iso_encoding();
    if (!same || leeway::days_since_1970(date) != days ||
        leeway::weekday_since_1970(days) != static_cast<int>(iso) - 1) {
      CAPTURE(days);
      FAIL("another day");
    }
  }
}

// Oracle: std::chrono.
TEST_CASE("calendar: which days there are", "[base]") {
  for (int year : {1, 4, 100, 400, 1900, 1999, 2000, 2024, 9999})
    for (int month = -1; month <= 13; ++month)
      for (int day = -1; day <= 32; ++day) {
        const std::chrono::year_month_day wanted{std::chrono::year(year),
                                                 std::chrono::month(static_cast<unsigned>(month)),
                                                 std::chrono::day(static_cast<unsigned>(day))};
        CAPTURE(year, month, day);
        CHECK(leeway::is_day({year, month, day}) == (month > 0 && day > 0 && wanted.ok()));
      }
  CHECK_FALSE(leeway::is_day({0, 1, 1}));
  CHECK_FALSE(leeway::is_day({-1, 1, 1}));
}

// Oracle: 400 years have 146097 days, 97 of them leap days, and end on the weekday they begin with.
TEST_CASE("calendar: every 400 years are alike", "[base]") {
  for (int year : {-799, 1, 1601, 2000}) {
    CHECK(leeway::days_since_1970({year + 400, 1, 1}) - leeway::days_since_1970({year, 1, 1}) == 146'097);
    int leap = 0;
    for (int y = year; y < year + 400; ++y) leap += leeway::is_leap_year(y) ? 1 : 0;
    CHECK(leap == 97);
  }
  static_assert(leeway::days_since_1970({1970, 1, 1}) == 0);
  static_assert(leeway::day_since_1970(-1) == calendar_day{1969, 12, 31});
}

// Oracle: q * d + r is the value with r within 0 and d - 1, in 128 bits.
TEST_CASE("calendar: division rounds down at both ends of the integers", "[base]") {
  constexpr std::int64_t lowest = (std::numeric_limits<std::int64_t>::min)();
  constexpr std::int64_t highest = (std::numeric_limits<std::int64_t>::max)();
  for (const std::int64_t value :
       {lowest, lowest + 1, std::int64_t{-7}, std::int64_t{-1}, std::int64_t{0}, std::int64_t{6}, highest - 1, highest})
    for (const std::int64_t divisor : {std::int64_t{1}, std::int64_t{2}, std::int64_t{7}, highest}) {
      const std::int64_t quotient = leeway::detail::floor_quotient(value, divisor);
      const std::int64_t rest = leeway::detail::floor_remainder(value, divisor);
      CAPTURE(value, divisor);
      CHECK((rest >= 0 && rest < divisor));
      CHECK(static_cast<wide>(quotient) * divisor + rest == value);
    }
  CHECK(leeway::weekday_since_1970(lowest) == static_cast<int>(((static_cast<wide>(lowest) + 3) % 7 + 7) % 7));
  CHECK(leeway::weekday_since_1970(highest) == static_cast<int>((static_cast<wide>(highest) + 3) % 7));
}

}  // namespace calendar_test
