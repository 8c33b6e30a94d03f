// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_INSTANT_HPP
#define LEEWAY_BASE_INSTANT_HPP

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>

#include <leeway/base/calendar.hpp>

namespace leeway {

/** A point in time: nanoseconds since 1970-01-01T00:00:00Z without leap seconds, from 1677-09-21 to 2262-04-11. Where a
    record belongs is decided by these integers and never by a clock. */
struct instant {
  std::int64_t nanoseconds = 0;

  /// Before and after all others.
  static constexpr instant lowest() noexcept { return {(std::numeric_limits<std::int64_t>::min)()}; }
  static constexpr instant highest() noexcept { return {(std::numeric_limits<std::int64_t>::max)()}; }

  friend constexpr auto operator<=>(const instant&, const instant&) = default;
};

inline constexpr std::int64_t nanoseconds_per_second = 1'000'000'000;
inline constexpr std::int64_t nanoseconds_per_minute = 60 * nanoseconds_per_second;
inline constexpr std::int64_t nanoseconds_per_hour = 60 * nanoseconds_per_minute;
inline constexpr std::int64_t nanoseconds_per_day = 24 * nanoseconds_per_hour;

/// Whole days since 1970-01-01, negative before it; all of these in UTC.
constexpr std::int64_t days_of(instant t) noexcept {
  return detail::floor_quotient(t.nanoseconds, nanoseconds_per_day);
}
/// Since midnight: 0 to `nanoseconds_per_day` - 1.
constexpr std::int64_t nanoseconds_of_day(instant t) noexcept {
  return detail::floor_remainder(t.nanoseconds, nanoseconds_per_day);
}
constexpr calendar_day day_of(instant t) noexcept { return day_since_1970(days_of(t)); }
/// 0 to 23.
constexpr int hour_of(instant t) noexcept { return static_cast<int>(nanoseconds_of_day(t) / nanoseconds_per_hour); }
/// 0 for Monday to 6 for Sunday.
constexpr int weekday_of(instant t) noexcept { return weekday_since_1970(days_of(t)); }
/// 1 to 12.
constexpr int month_of(instant t) noexcept { return day_of(t).month; }

/// The instant so long after the beginning of a day, before it where negative; nothing where none can say it.
constexpr std::optional<instant> instant_at(std::int64_t days, std::int64_t nanoseconds) noexcept {
  constexpr std::int64_t lowest_day = days_of(instant::lowest());
  constexpr std::int64_t highest_day = days_of(instant::highest());
  const std::int64_t more = detail::floor_quotient(nanoseconds, nanoseconds_per_day);  // below 2^17 in size
  if (days < lowest_day - more || days > highest_day - more) return std::nullopt;
  const std::int64_t day = days + more;
  const std::int64_t rest = detail::floor_remainder(nanoseconds, nanoseconds_per_day);
  if (day == highest_day && rest > nanoseconds_of_day(instant::highest())) return std::nullopt;
  if (day == lowest_day && rest < nanoseconds_of_day(instant::lowest())) return std::nullopt;
  // Below 0 counted back from the day after, whose beginning every instant's day has within range.
  if (day < 0) return instant{(day + 1) * nanoseconds_per_day - (nanoseconds_per_day - rest)};
  return instant{day * nanoseconds_per_day + rest};
}

/// The instant some nanoseconds before, or the lowest. `nanoseconds` is not negative.
constexpr instant earlier(instant t, std::int64_t nanoseconds) noexcept {
  if (t.nanoseconds < instant::lowest().nanoseconds + nanoseconds) return instant::lowest();
  return {t.nanoseconds - nanoseconds};
}

}  // namespace leeway

#endif
