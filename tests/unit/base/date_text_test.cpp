// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <leeway/base/date_text.hpp>

#include <chrono>
#include <cstdio>

#include "support/catch.hpp"

namespace date_text_test {

using leeway::looks_like_date;

// Oracle: the documented forms, by hand.
TEST_CASE("date_text: dates and times", "[base]") {
  for (const char* text :
       {"2026-01-31", "2026/12/01", "01/31/2026", "31/01/2026", "31.01.2026", "2024-02-29", "2026-01-31 07:05",
        "2026-01-31T07:05:09", "2026-01-31 07:05:09.5", "2026-01-31T07:05:09.123456789", "2026-01-31T07:05Z",
        "2026-01-31T07:05:09.000Z", "2026-01-31T07:05:09+01:00", "2026-01-31 23:59:60-11:30", "0001-01-01",
        "2026/01/31 07:05", "01/31/2026 07:05", "31.01.2026 07:05:09"}) {
    CAPTURE(text);
    CHECK(looks_like_date(text));
  }
  static_assert(looks_like_date("2026-01-31"));
}

// Oracle: each differs from a documented form in one place.
TEST_CASE("date_text: what is no date", "[base]") {
  for (const char* text : {"",
                           "2026",
                           "2026-01",
                           "2026-1-31",
                           "2026-01-3",
                           "20260131",
                           "2026-01/31",
                           "2026/01-31",
                           "2026.01.31",
                           "26-01-31",
                           "2026-00-10",
                           "2026-13-10",
                           "2026-01-00",
                           "2026-01-32",
                           "2026-04-31",
                           "2026-02-29",
                           "1900-02-29",
                           "0000-01-01",
                           "32/01/2026",
                           "13/13/2026",
                           "01-31-2026",
                           "01.31.2026",
                           "31.01/2026",
                           "1/31/2026",
                           "01/31/26",
                           "2026-01-31 ",
                           " 2026-01-31",
                           "2026-01-31T",
                           "2026-01-31 24:00",
                           "2026-01-31 7:05",
                           "2026-01-31 07:60",
                           "2026-01-31 07:05:61",
                           "2026-01-31 07:05:",
                           "2026-01-31 07:05:09.",
                           "2026-01-31 07:05:09,5",
                           "2026-01-31 07",
                           "2026-01-31_07:05",
                           "2026-01-31T07:05+1",
                           "2026-01-31T07:05+25:00",
                           "2026-01-31T07:05+01:60",
                           "2026-01-31T07:05ZZ",
                           "2026-01-31Z",
                           "2026-01-31T07:05:09x",
                           "abcdefghij",
                           "1234567890",
                           "3.14159265",
                           "-2026-01-31",
                           "2026-01-3a"}) {
    CAPTURE(text);
    CHECK_FALSE(looks_like_date(text));
  }
}

// Oracle: the calendar of the C++ standard library.
TEST_CASE("date_text: knows the calendar", "[base]") {
  for (int year : {1600, 1900, 1999, 2000, 2023, 2024, 2100})
    for (unsigned month = 0; month <= 13; ++month)
      for (unsigned day = 0; day <= 32; ++day) {
        char iso[32];
        char dotted[32];
        std::snprintf(iso, sizeof iso, "%04d-%02u-%02u", year, month, day);
        std::snprintf(dotted, sizeof dotted, "%02u.%02u.%04d", day, month, year);
        const bool expected =
            std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)).ok();
        CAPTURE(iso);
        CHECK(looks_like_date(iso) == expected);
        CHECK(looks_like_date(dotted) == expected);
      }
}

}  // namespace date_text_test
