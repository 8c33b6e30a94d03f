// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Why: Monday compared with Sundays is a false alarm that nobody would look for in the calendar.
#include <leeway/window/season.hpp>

#include <cstdint>
#include <string>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace season_test {

using leeway::season;

// Oracle: tests/golden/instants.py, Python's datetime.
TEST_CASE("season: hour, weekday and month of an instant", "[window]") {
  for (const golden::row& row : golden::table("instants.csv")) {
    const leeway::instant t{std::strtoll(row.text("instant").c_str(), nullptr, 10)};
    CAPTURE(t.nanoseconds);
    CHECK(season(season::kind::hour).index_of(t) == row.count("hour"));
    CHECK(season(season::kind::weekday).index_of(t) == row.count("weekday"));
    CHECK(season(season::kind::month).index_of(t) == row.count("month") - 1);
  }
}

// Oracle: by hand.
TEST_CASE("season: sizes and names", "[window]") {
  const season hours(season::kind::hour);
  const season days(season::kind::weekday);
  const season months(season::kind::month);
  CHECK(hours.size() == 24);
  CHECK(days.size() == 7);
  CHECK(months.size() == 12);
  CHECK(hours.name(0) == "0h");
  CHECK(hours.name(13) == "13h");
  CHECK(days.name(0) == "Monday");
  CHECK(days.name(6) == "Sunday");
  CHECK(months.name(0) == "January");
  CHECK(months.name(2) == "March");
  CHECK(months.name(11) == "December");
}

// Oracle: by hand.
TEST_CASE("season: texts", "[window]") {
  for (const auto what : {season::kind::hour, season::kind::weekday, season::kind::month})
    CHECK(season::parse(season(what).text()) == season(what));
  CHECK(season::parse("weekday")->what() == season::kind::weekday);
  for (const char* text : {"", "day", "Hour", "hours", "year"}) CHECK_FALSE(season::parse(text));
}

}  // namespace season_test
