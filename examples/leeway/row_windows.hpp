// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_ROW_WINDOWS_HPP
#define LEEWAY_PROGRAM_ROW_WINDOWS_HPP

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/bytes.hpp>
#include <leeway/base/instant.hpp>
#include <leeway/window/period.hpp>

#include "arguments.hpp"
#include "row_place.hpp"
#include "time_column.hpp"

namespace program {

/// Rows that belong to no window, with the first of them as an example.
struct lost_rows {
  std::uint64_t rows = 0;
  std::uint64_t first_line = 0;
  std::string first_file{};  ///< empty where there is only one
  std::string first{};       ///< what it says

  void add(const row_place& where, const std::string& says) {
    if (rows++ == 0) first = says, first_line = where.line, first_file = where.file;
  }
  row_place first_place() const noexcept { return {first_line, first_file}; }
};

/// Rows that no window counts.
struct rows_in_no_window {
  lost_rows timeless{};   ///< their time cannot be read
  lost_rows late{};       ///< their window was closed already
  lost_rows far_ahead{};  ///< so far ahead of all before them that one alone is not believed

  std::uint64_t rows() const noexcept { return timeless.rows + late.rows + far_ahead.rows; }
  /// One line for each kind that there is: "2 rows came when ..., the first in line 7: ...".
  std::vector<std::string> sentences() const;
};
/// Says them on standard error.
void warn_of(const rows_in_no_window& lost);

/// How late a row may come: while its window is one of so many before the latest, or so long before the latest time.
class lateness {
 public:
  /// "1", "6h"; the empty text is one window. Throws `std::invalid_argument`.
  explicit lateness(const std::string& text);

  /// The earliest window that still takes rows when the latest time was this.
  std::int64_t lowest_open(const leeway::period& length, leeway::instant latest) const noexcept;

 private:
  std::int64_t windows_ = 1;
  std::int64_t nanoseconds_ = 0;  // where it is not 0, it decides
};

/// A window among its neighbours, as people and files call it.
struct window_place {
  std::string name{};    ///< "2026-11-20", "2026-11-20T13:00Z", "rows 0:1000"
  std::string folder{};  ///< the same without what file systems refuse
  std::string start{};   ///< ISO 8601; empty where rows are counted
  std::string end{};     ///< the first instant after it
  bool complete = true;  ///< false: it counts rows, and the table ended before it was full
};

/// Says of each row to which window it belongs: by its number, or by its time.
class row_windows {
 public:
  /// Throws `std::invalid_argument` for options that do not go together, or name a column that is not there, unless
  /// columns may come: then they live as long as this.
  row_windows(const window_arguments& wanted, const row_range& rows, const std::vector<std::string>& columns,
              bool columns_may_come = false);

  /// The window of the next row; nothing when it has none.
  std::optional<std::int64_t> place(std::span<const std::string_view> cells, const row_place& where);
  /// Earlier windows take no more rows.
  std::int64_t lowest_open() const noexcept { return lowest_open_; }

  const leeway::period& length() const noexcept { return length_; }
  /// `rows`: how many the window has.
  window_place describe(std::int64_t index, std::uint64_t rows) const;
  const rows_in_no_window& lost() const noexcept { return lost_; }
  /// Of the rows that were believed; nothing before the first.
  const std::optional<leeway::instant>& latest() const noexcept { return latest_; }
  /// No row had the column that says when.
  bool waits_for_time() const noexcept { return time_ && !time_->known(); }

  /// What later rows depend on, and back; lines are those of an earlier run then.
  void save(leeway::byte_writer& out) const;
  void load(leeway::byte_reader& in);
  /// The same of a row that is not believed yet.
  void save_doubt(leeway::byte_writer& out) const;
  void load_doubt(leeway::byte_reader& in);

 private:
  std::optional<std::int64_t> place_in_time(std::span<const std::string_view> cells, const row_place& where);
  bool is_believed(leeway::instant t, const row_place& where);
  void advance(leeway::instant t, const row_place& where);

  leeway::period length_;
  lateness allowed_;
  std::optional<time_column> time_;
  std::uint64_t first_row_;
  std::uint64_t rows_ = 0;
  std::optional<leeway::instant> latest_;
  std::uint64_t latest_line_ = 0;  // 0: of an earlier run
  std::string latest_file_;
  std::int64_t lowest_open_;
  rows_in_no_window lost_;
  std::optional<leeway::instant> unbelieved_;  // the row before was far ahead
};

}  // namespace program

#endif
