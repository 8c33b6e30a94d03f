// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_STREAM_WINDOWS_HPP
#define LEEWAY_PROGRAM_STREAM_WINDOWS_HPP

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/bytes.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/window/window_series.hpp>

#include "arguments.hpp"
#include "live_table.hpp"
#include "row_windows.hpp"
#include "table_input.hpp"

namespace program {

/// A window of a stream that has ended.
struct ended_window {
  leeway::window counted;
  std::int64_t index = 0;  ///< of the period, where time decides
  std::string begin{};     ///< ISO 8601; empty where rows are counted
  std::string end{};
};

/** The windows of a stream of rows, which may go on after a restart. Unlike the windows of a table, those without rows
    are windows too, and a feature without a column is missing in every row. */
class stream_windows {
 public:
  /// `columns` may become more and outlives this; `may_come`: also the one that says when.
  stream_windows(const leeway::baseline& past, const window_arguments& when, const std::vector<std::string>& columns,
                 bool may_come, missing_texts missing);

  /// Counts a row; the windows that have ended with it, in order.
  std::vector<ended_window> observe(std::span<const std::string_view> cells, const row_place& where);
  /// All that are open, as they are.
  std::vector<ended_window> cut_short();

  const row_windows& rows() const noexcept { return rows_; }
  /// Rows in windows that have not ended.
  std::uint64_t open_rows() const;
  std::uint64_t late_rows() const noexcept { return late_before_ + rows_.lost().late.rows; }

  void save(leeway::byte_writer& out);
  /// Goes on where `save` was called. Throws `leeway::bad_state`, also for another baseline or length of windows.
  void load(leeway::byte_reader& in);

 private:
  bool counts_rows() const noexcept { return rows_.length().counts_records(); }
  live_table& open_at(std::int64_t index);
  void collect(std::int64_t below);
  std::vector<ended_window> described(std::vector<leeway::closed_window> closed);
  std::vector<ended_window> close_below(std::int64_t index);
  std::vector<ended_window> close_full();

  leeway::baseline past_;
  const std::vector<std::string>* columns_;
  missing_texts missing_;
  row_windows rows_;
  leeway::window_series series_;
  std::map<std::int64_t, live_table> open_{};  // what is counted since the last state or restart
  std::optional<std::int64_t> closed_below_{};
  std::uint64_t rows_closed_ = 0;  // windows of rows: those in windows before
  std::uint64_t rows_open_ = 0;    // and in the open one
  std::uint64_t late_before_ = 0;
};

}  // namespace program

#endif
