// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DATE_TEXT_HPP
#define LEEWAY_BASE_DATE_TEXT_HPP

#include <cstddef>
#include <string_view>

namespace leeway {
namespace detail {

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
      const bool digit = !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
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
  constexpr bool any_digits() noexcept {
    const std::size_t before = rest_.size();
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') rest_.remove_prefix(1);
    return rest_.size() < before;
  }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

constexpr bool is_day_of(int year, int month, int day) noexcept {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/// `YYYY-MM-DD` or `YYYY/MM/DD`.
constexpr void scan_year_first(date_scanner& text) noexcept {
  const int year = text.number(4);
  const char separator = text.take('/') ? '/' : '-';
  text.require(separator == '/' || text.take('-'));
  const int month = text.number(2);
  text.require(text.take(separator));
  text.require(is_day_of(year, month, text.number(2)));
}

/// `MM/DD/YYYY`, `DD/MM/YYYY` or `DD.MM.YYYY`.
constexpr void scan_year_last(date_scanner& text) noexcept {
  const int first = text.number(2);
  const char separator = text.take('/') ? '/' : '.';
  text.require(separator == '/' || text.take('.'));
  const int second = text.number(2);
  text.require(text.take(separator));
  const int year = text.number(4);
  text.require(is_day_of(year, second, first) || (separator == '/' && is_day_of(year, first, second)));
}

/// `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f`, then nothing, `Z`, `+hh:mm` or `-hh:mm`. Second 60 is a leap second.
constexpr void scan_time(date_scanner& text) noexcept {
  text.number(2, 0, 23);
  text.require(text.take(':'));
  text.number(2, 0, 59);
  if (text.take(':')) {
    text.number(2, 0, 60);
    if (text.take('.')) text.require(text.any_digits());
  }
  if (text.take('Z') || !text.take_either('+', '-')) return;
  text.number(2, 0, 23);
  text.require(text.take(':'));
  text.number(2, 0, 59);
}

}  // namespace detail

/** Whether the whole text is a date of the calendar, written `YYYY-MM-DD`, `YYYY/MM/DD`, `MM/DD/YYYY`, `DD/MM/YYYY` or
    `DD.MM.YYYY`, alone or with a time behind a blank or `T`: `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff` with any number of
    digits, and an optional `Z`, `+hh:mm` or `-hh:mm`. A column of such texts is time, not a feature. O(length). */
constexpr bool looks_like_date(std::string_view text) noexcept {
  constexpr std::size_t shortest = 10;
  if (text.size() < shortest) return false;
  detail::date_scanner scanner(text);
  if (text[2] == '/' || text[2] == '.')
    detail::scan_year_last(scanner);
  else
    detail::scan_year_first(scanner);
  if (!scanner.fits()) return false;
  if (scanner.at_end()) return true;
  scanner.require(scanner.take_either(' ', 'T'));
  detail::scan_time(scanner);
  return scanner.fits() && scanner.at_end();
}

}  // namespace leeway

#endif
