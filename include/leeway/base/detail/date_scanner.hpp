// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_DATE_SCANNER_HPP
#define LEEWAY_BASE_DETAIL_DATE_SCANNER_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include <leeway/base/calendar.hpp>

namespace leeway::detail {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Reads a date from the front of a text; once something does not fit, it stays unfit.
class date_scanner {
 public:
  constexpr explicit date_scanner(std::string_view text) noexcept : rest_(text) {}

  constexpr bool at_end() const noexcept { return rest_.empty(); }
  constexpr bool fits() const noexcept { return fits_; }
  constexpr bool take(char c) noexcept {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  constexpr bool take_either(char a, char b) noexcept { return take(a) || take(b); }
  constexpr void require(bool condition) noexcept { fits_ = fits_ && condition; }

  /// A number of exactly `digits` digits.
  constexpr int number(std::size_t digits) noexcept {
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const bool digit = !rest_.empty() && is_digit(rest_.front());
      require(digit);
      if (!digit) return 0;
      value = value * 10 + (rest_.front() - '0');
      rest_.remove_prefix(1);
    }
    return value;
  }
  /// The same, and at least `lowest` and at most `highest`.
  constexpr int number(std::size_t digits, int lowest, int highest) noexcept {
    const int value = number(digits);
    require(value >= lowest && value <= highest);
    return value;
  }
  /// Digits behind a point, at least one, as billionths; what is smaller is cut off.
  constexpr std::int64_t billionths() noexcept {
    std::int64_t value = 0;
    std::int64_t unit = 100'000'000;
    require(!rest_.empty() && is_digit(rest_.front()));
    for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1), unit /= 10)
      value += unit * (rest_.front() - '0');
    return value;
  }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

/// A date as it is written: behind a slash, month and day may be meant the other way round.
struct written_date {
  calendar_day month_first{};
  bool either_order = false;

  constexpr calendar_day day_first() const noexcept {
    return either_order ? calendar_day{month_first.year, month_first.day, month_first.month} : month_first;
  }
};

/// `YYYY-MM-DD` or `YYYY/MM/DD`, of which nothing is checked but the form.
constexpr written_date scan_year_first(date_scanner& text) noexcept {
  written_date date;
  date.month_first.year = text.number(4);
  const char separator = text.take('/') ? '/' : '-';
  text.require(separator == '/' || text.take('-'));
  date.month_first.month = text.number(2);
  text.require(text.take(separator));
  date.month_first.day = text.number(2);
  return date;
}

/// `MM/DD/YYYY`, `DD/MM/YYYY` or `DD.MM.YYYY`, of which nothing is checked but the form.
constexpr written_date scan_year_last(date_scanner& text) noexcept {
  const int first = text.number(2);
  const bool slash = text.take('/');
  text.require(slash || text.take('.'));
  const int second = text.number(2);
  text.require(text.take(slash ? '/' : '.'));
  const int year = text.number(4);
  if (slash) return {{year, first, second}, true};
  return {{year, second, first}, false};
}

/// A time of the day as it is written.
struct written_time {
  std::int64_t nanoseconds = 0;   ///< since midnight, in its zone
  std::int64_t minutes_east = 0;  ///< of the zone
};

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f`. Second 60 is a leap second: the first one of the minute after.
constexpr std::int64_t scan_time_of_day(date_scanner& text) noexcept {
  const std::int64_t hours = text.number(2, 0, 23);
  text.require(text.take(':'));
  const std::int64_t minutes = text.number(2, 0, 59);
  std::int64_t seconds = 0;
  std::int64_t billionths = 0;
  if (text.take(':')) {
    seconds = text.number(2, 0, 60);
    if (text.take('.')) billionths = text.billionths();
  }
  return ((hours * 60 + minutes) * 60 + seconds) * 1'000'000'000 + billionths;
}

/// A time of the day, then nothing, `Z`, `+hh:mm` or `-hh:mm`.
constexpr written_time scan_time(date_scanner& text) noexcept {
  written_time time;
  time.nanoseconds = scan_time_of_day(text);
  if (text.take('Z')) return time;
  const bool west = text.take('-');
  if (!west && !text.take('+')) return time;
  const std::int64_t hours = text.number(2, 0, 23);
  text.require(text.take(':'));
  time.minutes_east = (west ? -1 : 1) * (hours * 60 + text.number(2, 0, 59));
  return time;
}

struct written_instant {
  written_date date{};
  std::optional<written_time> time{};
};

/// A whole text that has the form of a date, alone or with a time behind a blank or `T`.
constexpr std::optional<written_instant> scan_instant(std::string_view text) noexcept {
  constexpr std::size_t shortest = 10;
  if (text.size() < shortest) return std::nullopt;
  date_scanner scanner(text);
  written_instant result;
  result.date = is_digit(text[2]) ? scan_year_first(scanner) : scan_year_last(scanner);
  if (!scanner.fits()) return std::nullopt;
  if (!scanner.at_end()) {
    scanner.require(scanner.take_either(' ', 'T'));
    result.time = scan_time(scanner);
  }
  if (!scanner.fits() || !scanner.at_end()) return std::nullopt;
  return result;
}

}  // namespace leeway::detail

#endif
