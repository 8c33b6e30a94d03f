// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_DETAIL_PERIOD_UNITS_HPP
#define LEEWAY_WINDOW_DETAIL_PERIOD_UNITS_HPP

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <system_error>

#include <leeway/base/instant.hpp>

namespace leeway::detail {

/// What a period is counted in: `length` of nanoseconds, months or records.
struct period_unit {
  enum class kind : std::uint8_t { record, nanosecond, week, month };

  std::string_view name;
  kind what;
  std::int64_t length;
};

inline constexpr std::int64_t nanoseconds_per_week = 7 * nanoseconds_per_day;
/// 1970-01-05.
inline constexpr std::int64_t first_monday = 4 * nanoseconds_per_day;

/// Of one kind the larger ones first.
inline constexpr period_unit period_units[] = {{"y", period_unit::kind::month, 12},
                                               {"mo", period_unit::kind::month, 1},
                                               {"w", period_unit::kind::week, nanoseconds_per_week},
                                               {"d", period_unit::kind::nanosecond, nanoseconds_per_day},
                                               {"h", period_unit::kind::nanosecond, nanoseconds_per_hour},
                                               {"min", period_unit::kind::nanosecond, nanoseconds_per_minute},
                                               {"s", period_unit::kind::nanosecond, nanoseconds_per_second},
                                               {"ms", period_unit::kind::nanosecond, 1'000'000},
                                               {"us", period_unit::kind::nanosecond, 1'000},
                                               {"ns", period_unit::kind::nanosecond, 1},
                                               {"", period_unit::kind::record, 1}};

struct written_period {
  std::int64_t count;
  period_unit unit;
};

/// A whole text: a count above 0 that fits, and the name of a unit.
inline std::optional<written_period> scan_period(std::string_view text) noexcept {
  std::int64_t count = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || count <= 0) return std::nullopt;
  const std::string_view name = text.substr(static_cast<std::size_t>(stop - text.data()));
  for (const period_unit& unit : period_units)
    if (name == unit.name && count <= (std::numeric_limits<std::int64_t>::max)() / unit.length)
      return written_period{count, unit};
  return std::nullopt;
}

/// `index` steps of `length` after `origin`, which is below `length`; the lowest or highest instant beyond them.
constexpr instant instant_of_step(std::int64_t index, std::int64_t length, std::int64_t origin) noexcept {
  constexpr std::int64_t lowest = instant::lowest().nanoseconds;
  constexpr std::int64_t highest = instant::highest().nanoseconds;
  if (index >= 0) {
    if (index > (highest - origin) / length) return instant::highest();
    return {index * length + origin};
  }
  // Back from the step after, which is within range where a part of this one is.
  const std::int64_t next = index + 1;
  const std::int64_t back = length - origin;
  if (next < (lowest + back) / length) return instant::lowest();
  return {next * length - back};
}

/// The first day of the month so many months after January 1970; the lowest or highest instant beyond them.
constexpr instant instant_of_months(std::int64_t index, std::int64_t length) noexcept {
  constexpr std::int64_t beyond = 300 * 12;  // no instant is that far away
  if (index > beyond / length) return instant::highest();
  if (index < -(beyond / length)) return instant::lowest();
  const std::int64_t months = index * length;
  const calendar_day first{static_cast<int>(1970 + floor_quotient(months, 12)),
                           static_cast<int>(floor_remainder(months, 12)) + 1, 1};
  return instant_at(days_since_1970(first), 0).value_or(months < 0 ? instant::lowest() : instant::highest());
}

}  // namespace leeway::detail

#endif
