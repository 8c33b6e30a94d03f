// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_INSTANT_TEXT_HPP
#define LEEWAY_BASE_INSTANT_TEXT_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <leeway/base/calendar.hpp>
#include <leeway/base/detail/date_scanner.hpp>
#include <leeway/base/detail/unix_time_scanner.hpp>
#include <leeway/base/instant.hpp>

namespace leeway {

/// How texts say an instant.
enum class time_format : std::uint8_t {
  automatic,  ///< dates with the month first behind slashes; numbers as their size tells
  day_first,  ///< the same with `DD/MM/YYYY`
  seconds,    ///< numbers since 1970-01-01T00:00:00Z
  milliseconds,
  microseconds,
  nanoseconds
};

/** The instant that a whole text says; nothing where it says none, or one that no `instant` can hold.

  - A date as `looks_like_date` knows it: the zone is UTC unless the text has one, the time midnight unless it has one.
    `01/02/2026` is the 2nd of January, as data of the United States have it, and with `day_first` the 1st of February;
    a text that is a date only in the other order says nothing. Second 60 is the first one of the minute after. What is
    finer than a nanosecond is cut off.
  - A number since 1970, which may have a minus in front and digits behind a point. In size it is at least 1e8 and is
    seconds below 1e10, milliseconds below 1e13, microseconds below 1e16, else nanoseconds: times from March 1973 on
    are read as they were meant in every unit. Smaller numbers are more often a year, `20260131` or a count of
    something: they say nothing, unless the format names the unit.

  O(length). */
constexpr std::optional<instant> parse_instant(std::string_view text,
                                               time_format format = time_format::automatic) noexcept {
  switch (format) {
    case time_format::seconds:
      return detail::parse_unix_time(text, 1'000'000'000);
    case time_format::milliseconds:
      return detail::parse_unix_time(text, 1'000'000);
    case time_format::microseconds:
      return detail::parse_unix_time(text, 1'000);
    case time_format::nanoseconds:
      return detail::parse_unix_time(text, 1);
    default:
      break;
  }
  const std::optional<detail::written_instant> written = detail::scan_instant(text);
  if (!written) return detail::parse_unix_time(text);
  const detail::written_date& date = written->date;
  const calendar_day day = format == time_format::day_first ? date.day_first() : date.month_first;
  if (!is_day(day)) return std::nullopt;
  const detail::written_time time = written->time.value_or(detail::written_time{});
  return instant_at(days_since_1970(day), time.nanoseconds - time.minutes_east * nanoseconds_per_minute);
}

namespace detail {

inline void append_digits(std::string& text, std::int64_t value, int digits) {
  std::int64_t unit = 1;
  for (int i = 1; i < digits; ++i) unit *= 10;
  for (; unit > 0; unit /= 10) text += static_cast<char>('0' + value / unit % 10);
}

/// The same with as many of 0, 3, 6 and 9 digits behind the point as are needed.
inline void append_fraction(std::string& text, std::int64_t nanoseconds) {
  if (nanoseconds == 0) return;
  int digits = 9;
  for (; nanoseconds % 1000 == 0; nanoseconds /= 1000) digits -= 3;
  text += '.';
  append_digits(text, nanoseconds, digits);
}

}  // namespace detail

/// "2026-11-20".
inline std::string day_text(const calendar_day& date) {
  std::string text;
  detail::append_digits(text, date.year, 4);
  text += '-';
  detail::append_digits(text, date.month, 2);
  text += '-';
  detail::append_digits(text, date.day, 2);
  return text;
}

/// ISO 8601 in UTC: "2026-11-20T13:07:00Z", with 3, 6 or 9 digits behind the seconds where they are not all 0.
inline std::string instant_text(instant t) {
  std::string text = day_text(day_of(t));
  const std::int64_t seconds = nanoseconds_of_day(t) / nanoseconds_per_second;
  text += 'T';
  detail::append_digits(text, seconds / 3600, 2);
  text += ':';
  detail::append_digits(text, seconds / 60 % 60, 2);
  text += ':';
  detail::append_digits(text, seconds % 60, 2);
  detail::append_fraction(text, nanoseconds_of_day(t) % nanoseconds_per_second);
  return text + 'Z';
}

}  // namespace leeway

#endif
