// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_TIME_COLUMN_HPP
#define LEEWAY_PROGRAM_TIME_COLUMN_HPP

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/instant.hpp>
#include <leeway/base/instant_text.hpp>

namespace program {

/** Where a row says its time: one column, or several that say it together.

  Several are a date and the time of the day (`hh:mm`, or the number of the hour, then perhaps of minute and second), or
  the numbers of year, month, perhaps day, hour, minute and second. */
class time_column {
 public:
  /// `wanted`: "time", "day+hour". `may_come`: columns may become more, at the end, and live as long as this; a row
  /// before says no time. Throws `std::invalid_argument` for a column that is not there, and for a format that is none.
  time_column(const std::string& wanted, const std::string& format, const std::vector<std::string>& columns,
              bool may_come = false);

  /// The time of a row; nothing where it cannot be read.
  std::optional<leeway::instant> read(std::span<const std::string_view> cells);
  /// What the row says instead of a time, with a word of advice where another format would have read it.
  std::string problem(std::span<const std::string_view> cells) const;
  /// False while the columns have not come.
  bool known() const noexcept { return !places_.empty(); }

 private:
  std::string_view first(std::span<const std::string_view> cells) const { return cells[places_.front()]; }
  bool look_again();

  std::string wanted_;
  const std::vector<std::string>* columns_;
  std::size_t looked_at_;
  std::vector<std::size_t> places_;
  leeway::time_format format_;
};

/// "automatic", "day-first", "s", "ms", "us" or "ns". Throws `std::invalid_argument`.
leeway::time_format parse_time_format(std::string_view text);

}  // namespace program

#endif
