// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Why: a time that is read in another order or unit than it was meant in moves a row to another window without a word.
#include <leeway/base/instant_text.hpp>

#include <cstdint>
#include <string>

#include "support/catch.hpp"
#include "support/golden.hpp"

namespace instant_text_test {

using leeway::instant;
using leeway::instant_text;
using leeway::parse_instant;
using leeway::time_format;

namespace {

std::int64_t integer(const golden::row& row, const char* column) {
  return std::strtoll(row.text(column).c_str(), nullptr, 10);
}

}  // namespace

// Oracle: tests/golden/instants.py, Python's strftime and its zones.
TEST_CASE("instant_text: dates with and without time and zone", "[base]") {
  for (const golden::row& row : golden::table("instant_texts.csv")) {
    const time_format format = row.text("format") == "day_first" ? time_format::day_first : time_format::automatic;
    CAPTURE(row.text("text"));
    CHECK(parse_instant(row.text("text"), format) == instant{integer(row, "instant")});
  }
}

// Oracle: the table of instants, as Python writes them.
TEST_CASE("instant_text: written and read back, also at both ends", "[base]") {
  for (const golden::row& row : golden::table("instants.csv")) {
    const instant t{integer(row, "instant")};
    CHECK(instant_text(t) == row.text("text"));
    CHECK(parse_instant(row.text("text")) == t);
  }
  CHECK(leeway::day_text({2026, 3, 9}) == "2026-03-09");
}

// Oracle: by hand.
TEST_CASE("instant_text: slashes mean month first unless said otherwise", "[base]") {
  const auto day = [](int month, int d) { return leeway::instant_at(leeway::days_since_1970({2026, month, d}), 0); };
  CHECK(parse_instant("01/02/2026") == day(1, 2));
  CHECK(parse_instant("01/02/2026", time_format::day_first) == day(2, 1));
  CHECK(parse_instant("12/31/2026") == day(12, 31));
  CHECK_FALSE(parse_instant("12/31/2026", time_format::day_first));
  CHECK_FALSE(parse_instant("31/12/2026"));
  CHECK(parse_instant("31/12/2026", time_format::day_first) == day(12, 31));
  CHECK(parse_instant("01.02.2026") == day(2, 1));
  CHECK(parse_instant("01.02.2026", time_format::day_first) == day(2, 1));
}

// Oracle: by hand; second 60 and the minute after are the same instant in Unix time.
TEST_CASE("instant_text: leap seconds, zones over midnight, fractions", "[base]") {
  CHECK(parse_instant("2016-12-31T23:59:60Z") == parse_instant("2017-01-01"));
  CHECK(parse_instant("2017-01-01 00:30+01:00") == parse_instant("2016-12-31T23:30Z"));
  CHECK(parse_instant("2016-12-31 23:30-01:00") == parse_instant("2017-01-01T00:30"));
  CHECK(parse_instant("1970-01-01T00:00:00.1234567899999")->nanoseconds == 123'456'789);
  CHECK(parse_instant("1969-12-31T23:59:59.999999999")->nanoseconds == -1);
  static_assert(parse_instant("1970-01-01T00:00:01")->nanoseconds == 1'000'000'000);
}

// Oracle: 2023-11-14T22:13:20Z is 1700000000 seconds after 1970.
TEST_CASE("instant_text: Unix time in the unit that its size tells", "[base]") {
  const auto wanted = parse_instant("2023-11-14T22:13:20Z");
  for (const char* text : {"1700000000", "1700000000000", "1700000000000000", "1700000000000000000", "1700000000.0",
                           "1700000000000.000", "01700000000"}) {
    CAPTURE(text);
    CHECK(parse_instant(text) == wanted);
  }
  CHECK(instant_text(*parse_instant("1700000000.25")) == "2023-11-14T22:13:20.250Z");
  CHECK(instant_text(*parse_instant("1700000000000.25")) == "2023-11-14T22:13:20.000250Z");
  CHECK(instant_text(*parse_instant("1700000000000000.5")) == "2023-11-14T22:13:20.000000500Z");
  CHECK(parse_instant("1700000000000000000.9") == wanted);
  CHECK(instant_text(*parse_instant("-100000000.5")) == "1966-10-31T14:13:19.500Z");
}

// Oracle: powers of ten, each side of every border.
TEST_CASE("instant_text: where one unit ends and the next begins", "[base]") {
  const auto nanoseconds = [](const char* text) { return parse_instant(text)->nanoseconds; };
  CHECK_FALSE(parse_instant("99999999"));
  CHECK_FALSE(parse_instant("99999999.9"));
  CHECK_FALSE(parse_instant("-99999999"));
  CHECK(nanoseconds("100000000") == 100'000'000'000'000'000);
  CHECK(nanoseconds("-100000000") == -100'000'000'000'000'000);
  CHECK(nanoseconds("9223372036") == 9'223'372'036'000'000'000);
  CHECK_FALSE(parse_instant("9223372037"));
  CHECK_FALSE(parse_instant("9999999999"));
  CHECK(nanoseconds("10000000000") == 10'000'000'000'000'000);
  CHECK_FALSE(parse_instant("9999999999999"));
  CHECK(nanoseconds("10000000000000") == 10'000'000'000'000'000);
  CHECK(nanoseconds("10000000000000000") == 10'000'000'000'000'000);
  CHECK(nanoseconds("9223372036854775807") == 9'223'372'036'854'775'807);
  CHECK(nanoseconds("-9223372036854775807") == -9'223'372'036'854'775'807);
  CHECK_FALSE(parse_instant("9223372036854775808"));
  CHECK_FALSE(parse_instant("18446744073709551617"));
  CHECK_FALSE(parse_instant("99999999999999999999999"));
}

// Oracle: by hand.
TEST_CASE("instant_text: numbers in a unit that is named", "[base]") {
  CHECK(parse_instant("0", time_format::seconds) == instant{0});
  CHECK(parse_instant("1975", time_format::seconds) == instant{1'975'000'000'000});
  CHECK(parse_instant("-1.5", time_format::seconds) == instant{-1'500'000'000});
  CHECK(parse_instant("-1.5", time_format::milliseconds) == instant{-1'500'000});
  CHECK(parse_instant("7", time_format::microseconds) == instant{7'000});
  CHECK(parse_instant("7.9", time_format::nanoseconds) == instant{7});
  CHECK(parse_instant("9223372036.854775807", time_format::seconds) == instant::highest());
  CHECK_FALSE(parse_instant("9223372036.854775808", time_format::seconds));
  CHECK_FALSE(parse_instant("2026-01-01", time_format::seconds));
  CHECK(parse_instant("1700000000", time_format::day_first) == parse_instant("1700000000", time_format::seconds));
}

// Oracle: each differs from a documented form in one place, or cannot be held.
TEST_CASE("instant_text: what says no instant", "[base]") {
  for (const char* text : {"",
                           "-",
                           ".",
                           "x",
                           "1975",
                           "2026-01",
                           "20260131",
                           "2026-1-31",
                           "2026-02-29",
                           "2026-01-31T24:00",
                           "2026-01-31 07:05 ",
                           " 1700000000",
                           "1700000000 ",
                           "1700000000.",
                           "1700000000s",
                           "+1700000000",
                           "1.7e9",
                           "1,700,000,000",
                           "0x6553f100",
                           "nan",
                           "inf",
                           "0001-01-01",
                           "1677-09-20",
                           "1677-09-21T00:12:43",
                           "2262-04-12",
                           "2262-04-11T23:47:16.854775808",
                           "9999-12-31",
                           "1677-09-21T00:12:43.145224191",
                           "32/13/2026"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text));
  }
  CHECK(parse_instant("2262-04-11T23:47:16.854775807") == instant::highest());
  CHECK(parse_instant("2262-04-12T00:00+00:30").has_value());
}

}  // namespace instant_text_test
