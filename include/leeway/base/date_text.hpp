// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DATE_TEXT_HPP
#define LEEWAY_BASE_DATE_TEXT_HPP

#include <optional>
#include <string_view>

#include <leeway/base/calendar.hpp>
#include <leeway/base/detail/date_scanner.hpp>

namespace leeway {

/** Whether the whole text is a date of the calendar, written `YYYY-MM-DD`, `YYYY/MM/DD`, `MM/DD/YYYY`, `DD/MM/YYYY` or
    `DD.MM.YYYY`, alone or with a time behind a blank or `T`: `hh:mm`, `hh:mm:ss` or `hh:mm:ss.fff` with any number of
    digits, and an optional `Z`, `+hh:mm` or `-hh:mm`. A column of such texts is time, not a feature. O(length). */
constexpr bool looks_like_date(std::string_view text) noexcept {
  const std::optional<detail::written_instant> written = detail::scan_instant(text);
  return written && (is_day(written->date.month_first) || is_day(written->date.day_first()));
}

}  // namespace leeway

#endif
