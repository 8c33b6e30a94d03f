// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "row_windows.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>
#include <system_error>
#include <utility>

#include <leeway/base/instant_text.hpp>

#include "commands.hpp"
#include "text.hpp"

namespace program {
namespace {

using leeway::instant;
using leeway::period;

constexpr std::int64_t lowest = (std::numeric_limits<std::int64_t>::min)();

period parse_window(const window_arguments& wanted) {
  if (wanted.window.empty())
    throw std::invalid_argument(wanted.time.empty()
                                    ? "--late " + wanted.late + ": there are no windows without --window"
                                    : "--time " + wanted.time + ": wanted --window too, such as 1h or 1d");
  try {
    return period::parse(wanted.window);
  } catch (const std::invalid_argument& error) {
    throw std::invalid_argument(std::string("--window: ") + error.what());
  }
}

std::optional<time_column> column_of(const window_arguments& wanted, const period& length,
                                     const std::vector<std::string>& columns, bool may_come) {
  if (length.counts_records()) {
    if (!wanted.time.empty() || !wanted.late.empty())
      throw std::invalid_argument("--window " + wanted.window + " counts rows: " +
                                  (wanted.time.empty() ? "--late" : "--time") + " is for windows such as 1h or 1d");
    return std::nullopt;
  }
  if (wanted.time.empty())
    throw std::invalid_argument("--window " + wanted.window + ": wanted --time too, the column that says when");
  return time_column(wanted.time, wanted.format, columns, may_come);
}

/// "2026-11-20T13:00Z", and no more of it than windows differ in.
std::string short_text(instant t, const period& length) {
  const std::string text = leeway::instant_text(t);
  if (length.whole_days()) return text.substr(0, text.find('T'));
  constexpr std::size_t to_minutes = 16;
  return length.nanoseconds() % leeway::nanoseconds_per_minute == 0 ? text.substr(0, to_minutes) + "Z" : text;
}

/// In the order of the rows when sorted by name.
std::string row_folder(std::uint64_t row) {
  constexpr std::size_t digits = 9;
  const std::string text = std::to_string(row);
  return "rows-" + std::string(digits - (std::min)(digits, text.size()), '0') + text;
}

void put(leeway::byte_writer& out, const std::optional<instant>& t) {
  out.put(static_cast<std::uint8_t>(t ? 1 : 0));
  out.put(static_cast<std::uint64_t>(t ? t->nanoseconds : 0));
}

std::optional<instant> take(leeway::byte_reader& in) {
  const bool there = in.take<std::uint8_t>() != 0;
  const instant t{static_cast<std::int64_t>(in.take<std::uint64_t>())};
  return there ? std::optional(t) : std::nullopt;
}

}  // namespace

lateness::lateness(const std::string& text) {
  if (text.empty()) return;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, windows_);
  if (error == std::errc{} && stop == end && windows_ >= 0) return;
  try {
    nanoseconds_ = period::parse(text).nanoseconds();
  } catch (const std::invalid_argument&) {
  }
  if (nanoseconds_ == 0)
    throw std::invalid_argument("--late " + text + ": wanted a number of windows, or a time such as 30min, 6h or 2d");
}

std::int64_t lateness::lowest_open(const period& length, instant latest) const noexcept {
  if (nanoseconds_ > 0) return length.index_of(leeway::earlier(latest, nanoseconds_));
  const std::int64_t index = length.index_of(latest);
  return index < lowest + windows_ ? lowest : index - windows_;
}

row_windows::row_windows(const window_arguments& wanted, const row_range& rows, const std::vector<std::string>& columns,
                         bool columns_may_come)
    : length_(parse_window(wanted)),
      allowed_(wanted.late),
      time_(column_of(wanted, length_, columns, columns_may_come)),
      first_row_(rows.first),
      lowest_open_(length_.counts_records() ? 0 : lowest) {}

std::optional<std::int64_t> row_windows::place(std::span<const std::string_view> cells, const row_place& where) {
  if (time_) return place_in_time(cells, where);
  lowest_open_ = static_cast<std::int64_t>(rows_++ / length_.records());
  return lowest_open_;
}

std::optional<std::int64_t> row_windows::place_in_time(std::span<const std::string_view> cells,
                                                       const row_place& where) {
  const std::optional<instant> t = time_->read(cells);
  if (!t) {
    lost_.timeless.add(where, lost_.timeless.rows == 0 ? time_->problem(cells) : std::string());
    return std::nullopt;
  }
  if (!is_believed(*t, where)) return std::nullopt;
  const std::int64_t index = length_.index_of(*t);
  if (!latest_ || *t > *latest_) advance(*t, where);
  if (index >= lowest_open_) return index;
  lost_.late.add(where, lost_.late.rows > 0
                            ? std::string()
                            : leeway::instant_text(*t) + " after " + leeway::instant_text(*latest_) +
                                  (latest_line_ > 0 ? " of " + row_place{latest_line_, latest_file_}.text()
                                                    : std::string(" of an earlier run")));
  return std::nullopt;
}

bool row_windows::is_believed(instant t, const row_place& where) {
  constexpr std::int64_t far = 1000;  // windows
  const bool near = !latest_ || length_.index_of(t) - far <= length_.index_of(*latest_);
  const std::optional<instant> before = std::exchange(unbelieved_, near ? std::nullopt : std::optional(t));
  if (near || (before && length_.index_of(t) - far <= length_.index_of(*before))) return true;
  lost_.far_ahead.add(where, lost_.far_ahead.rows > 0
                                 ? std::string()
                                 : leeway::instant_text(t) + " after " + leeway::instant_text(*latest_));
  return false;
}

void row_windows::advance(instant t, const row_place& where) {
  latest_ = t;
  latest_line_ = where.line;
  if (latest_file_ != where.file) latest_file_ = where.file;
  lowest_open_ = allowed_.lowest_open(length_, t);
}

void row_windows::save(leeway::byte_writer& out) const { put(out, latest_); }

void row_windows::load(leeway::byte_reader& in) {
  if (const std::optional<instant> latest = take(in)) advance(*latest, {});
}

void row_windows::save_doubt(leeway::byte_writer& out) const { put(out, unbelieved_); }

void row_windows::load_doubt(leeway::byte_reader& in) { unbelieved_ = take(in); }

window_place row_windows::describe(std::int64_t index, std::uint64_t rows) const {
  window_place place;
  if (!time_) {
    const std::uint64_t first = first_row_ + static_cast<std::uint64_t>(index) * length_.records();
    place.name = "rows " + row_range{first, first + rows}.text();
    place.folder = row_folder(first);
    place.complete = rows == length_.records();
    return place;
  }
  const instant start = length_.start_of(index);
  place.name = place.folder = short_text(start, length_);
  std::replace(place.folder.begin(), place.folder.end(), ':', '-');
  place.start = leeway::instant_text(start);
  place.end = leeway::instant_text(length_.end_of(index));
  return place;
}

std::vector<std::string> rows_in_no_window::sentences() const {
  std::vector<std::string> all;
  const auto add = [&](const lost_rows& lost, std::string_view why) {
    if (lost.rows > 0)
      all.push_back(counted(lost.rows, "row") + " " + std::string(why) + ", the first in " + lost.first_place().text() +
                    ": " + lost.first);
  };
  add(timeless, "without a time that can be read");
  add(late, "came when their window was closed (--late)");
  add(far_ahead, "far ahead of all before, and not believed");
  return all;
}

void warn_of(const rows_in_no_window& lost) {
  for (const std::string& sentence : lost.sentences()) warn(sentence + "; in no window");
}

}  // namespace program
