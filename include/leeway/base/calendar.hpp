// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_CALENDAR_HPP
#define LEEWAY_BASE_CALENDAR_HPP

#include <algorithm>
#include <cstdint>

/// The Gregorian calendar, also for the years before it. Without zones: a day is a day.
namespace leeway {
namespace detail {

/// The quotient rounded down; `divisor` is positive.
constexpr std::int64_t floor_quotient(std::int64_t value, std::int64_t divisor) noexcept {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}
/// What is left then: 0 to `divisor` - 1.
constexpr std::int64_t floor_remainder(std::int64_t value, std::int64_t divisor) noexcept {
  const std::int64_t rest = value % divisor;
  return rest < 0 ? rest + divisor : rest;
}

}  // namespace detail

struct calendar_day {
  int year = 1970;
  int month = 1;  ///< 1 to 12
  int day = 1;    ///< 1 to 31
  friend constexpr bool operator==(const calendar_day&, const calendar_day&) = default;
};

constexpr bool is_leap_year(int year) noexcept { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

/// `month`: 1 to 12.
constexpr int days_in_month(int year, int month) noexcept {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Whether there is such a day, in the years from 1 on.
constexpr bool is_day(const calendar_day& date) noexcept {
  return date.year >= 1 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
         date.day <= days_in_month(date.year, date.month);
}

namespace detail {

/// Days from 0001-01-01 to the first day of a year.
constexpr std::int64_t days_before_year(std::int64_t year) noexcept {
  const std::int64_t past = year - 1;
  return 365 * past + floor_quotient(past, 4) - floor_quotient(past, 100) + floor_quotient(past, 400);
}
inline constexpr std::int64_t days_before_1970 = days_before_year(1970);

}  // namespace detail

/// Days since 1970-01-01, negative before it. The month is within 1 and 12; the day may be any number, counted on.
constexpr std::int64_t days_since_1970(const calendar_day& date) noexcept {
  std::int64_t days = detail::days_before_year(date.year) - detail::days_before_1970 + date.day - 1;
  for (int month = 1; month < date.month; ++month) days += days_in_month(date.year, month);
  return days;
}

/// The day so many days after 1970-01-01. For years that an int can hold.
constexpr calendar_day day_since_1970(std::int64_t days) noexcept {
  constexpr std::int64_t in_400_years = 146'097;
  constexpr std::int64_t in_100_years = 36'524;  // the fourth hundred has a day more, and so has every fourth year
  constexpr std::int64_t in_4_years = 1'461;
  const std::int64_t since_year_1 = days + detail::days_before_1970;
  std::int64_t rest = detail::floor_remainder(since_year_1, in_400_years);
  const std::int64_t hundreds = (std::min)(rest / in_100_years, std::int64_t{3});
  rest -= hundreds * in_100_years;
  const std::int64_t fours = rest / in_4_years;
  rest -= fours * in_4_years;
  const std::int64_t years = (std::min)(rest / 365, std::int64_t{3});
  rest -= years * 365;
  calendar_day date;
  date.year = static_cast<int>(400 * detail::floor_quotient(since_year_1, in_400_years) + 100 * hundreds + 4 * fours +
                               years + 1);
  for (; rest >= days_in_month(date.year, date.month); ++date.month) rest -= days_in_month(date.year, date.month);
  date.day = static_cast<int>(rest) + 1;
  return date;
}

/// 0 for Monday to 6 for Sunday.
constexpr int weekday_since_1970(std::int64_t days) noexcept {
  constexpr std::int64_t thursday = 3;  // the day 0
  return static_cast<int>(detail::floor_remainder(detail::floor_remainder(days, 7) + thursday, 7));
}

}  // namespace leeway

#endif
