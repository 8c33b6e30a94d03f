// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_SEASON_HPP
#define LEEWAY_WINDOW_SEASON_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <leeway/base/instant.hpp>

namespace leeway {

/// What comes again in time: the hour of the day, the day of the week from Monday on, the month of the year; in UTC.
class season {
 public:
  enum class kind : std::uint8_t { hour, weekday, month };

  constexpr explicit season(kind what) noexcept : what_(what) {}
  /// "hour", "weekday" or "month"; nothing for another text.
  static constexpr std::optional<season> parse(std::string_view text) noexcept {
    for (const kind what : {kind::hour, kind::weekday, kind::month})
      if (season(what).text() == text) return season(what);
    return std::nullopt;
  }

  constexpr kind what() const noexcept { return what_; }
  constexpr std::string_view text() const noexcept {
    constexpr std::string_view names[] = {"hour", "weekday", "month"};
    return names[static_cast<std::size_t>(what_)];
  }
  /// How many there are: 24, 7 or 12.
  constexpr std::size_t size() const noexcept {
    constexpr std::size_t sizes[] = {24, 7, 12};
    return sizes[static_cast<std::size_t>(what_)];
  }
  /// 0 for the first hour, Monday, January; below `size()`.
  constexpr std::size_t index_of(instant t) const noexcept {
    if (what_ == kind::hour) return static_cast<std::size_t>(hour_of(t));
    return static_cast<std::size_t>(what_ == kind::weekday ? weekday_of(t) : month_of(t) - 1);
  }
  /// "13h", "Monday", "March". `index` is below `size()`.
  std::string name(std::size_t index) const {
    constexpr std::string_view days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    constexpr std::string_view months[] = {"January", "February", "March",     "April",   "May",      "June",
                                           "July",    "August",   "September", "October", "November", "December"};
    if (what_ == kind::hour) return std::to_string(index) + "h";
    return std::string(what_ == kind::weekday ? days[index] : months[index]);
  }

  friend constexpr bool operator==(const season&, const season&) = default;

 private:
  kind what_;
};

}  // namespace leeway

#endif
