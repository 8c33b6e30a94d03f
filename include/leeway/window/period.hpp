// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_PERIOD_HPP
#define LEEWAY_WINDOW_PERIOD_HPP

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <leeway/base/calendar.hpp>
#include <leeway/base/instant.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/window/detail/period_units.hpp>

namespace leeway {

/** How long a window is: a number of records, a duration, or months of the calendar. Windows stand side by side on a
    grid that depends on nothing but the period, in UTC: hours and days begin with the clock's, weeks on Mondays, months
    and years on their first. What does not divide a day, a week or a year is counted on from 1970-01-01, several weeks
    from Monday 1970-01-05. */
class period {
 public:
  /** "10000" (records), or a number with one of `ns us ms s min h d w mo y`: "30s", "15min", "1h", "1d", "1w", "1mo".
      @throws std::invalid_argument naming the text, also for 0 and for durations of more than 292 years */
  static period parse(std::string_view text) {
    const std::optional<detail::written_period> written = detail::scan_period(text);
    if (!written)
      detail::throw_invalid_argument(
          "period \"" + std::string(text) +
          "\": wanted records, such as 10000, or a time, such as 15min, 1h, 1d, 1w, 1mo or 1y");
    return period(written->unit.what, written->count * written->unit.length);
  }
  /// What `parse` reads back to the same period, in the largest unit that fits.
  std::string text() const {
    for (const detail::period_unit& unit : detail::period_units)
      if (unit.what == what_ && length_ % unit.length == 0)
        return std::to_string(length_ / unit.length).append(unit.name);
    return {};
  }

  bool counts_records() const noexcept { return what_ == kind::record; }
  /// Of a window; 0 where time decides.
  std::uint64_t records() const noexcept { return counts_records() ? static_cast<std::uint64_t>(length_) : 0; }
  /// Of every window; 0 for records, and for months, which differ.
  std::int64_t nanoseconds() const noexcept { return counts_records() || what_ == kind::month ? 0 : length_; }
  /// All windows begin at midnight.
  bool whole_days() const noexcept {
    return what_ == kind::month || (!counts_records() && length_ % nanoseconds_per_day == 0);
  }

  /// The window of an instant: neighbours differ by 1, later ones are larger. Always 0 where records are counted.
  std::int64_t index_of(instant t) const noexcept {
    if (counts_records()) return 0;
    if (what_ == kind::month) {
      const calendar_day day = day_of(t);
      return detail::floor_quotient((day.year - 1970) * 12 + day.month - 1, length_);
    }
    const std::int64_t steps = detail::floor_quotient(t.nanoseconds, length_);
    return detail::floor_remainder(t.nanoseconds, length_) < origin() ? steps - 1 : steps;
  }
  /// The first instant of a window; the lowest or highest instant where it would lie beyond.
  instant start_of(std::int64_t index) const noexcept {
    if (counts_records()) return instant::lowest();
    if (what_ == kind::month) return detail::instant_of_months(index, length_);
    return detail::instant_of_step(index, length_, origin());
  }
  /// The first instant of the next window, or the highest instant.
  instant end_of(std::int64_t index) const noexcept {
    const bool last = counts_records() || index == (std::numeric_limits<std::int64_t>::max)();
    return last ? instant::highest() : start_of(index + 1);
  }

  friend bool operator==(const period&, const period&) = default;

 private:
  using kind = detail::period_unit::kind;

  period(kind what, std::int64_t length) noexcept : length_(length), what_(what) {}

  /// Where a window begins, below the length.
  std::int64_t origin() const noexcept { return what_ == kind::week ? detail::first_monday : 0; }

  std::int64_t length_;
  kind what_;
};

}  // namespace leeway

#endif
