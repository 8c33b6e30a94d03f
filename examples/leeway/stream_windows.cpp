// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "stream_windows.hpp"

#include <limits>
#include <utility>

#include <leeway/base/instant_text.hpp>

namespace program {

stream_windows::stream_windows(const leeway::baseline& past, const window_arguments& when,
                               const std::vector<std::string>& columns, bool may_come, missing_texts missing)
    : past_(past),
      columns_(&columns),
      missing_(std::move(missing)),
      rows_(when, row_range{}, columns, may_come),
      series_(past, leeway::window_plan{rows_.length()}) {}

live_table& stream_windows::open_at(std::int64_t index) {
  return open_.try_emplace(index, past_, *columns_, missing_, std::string("window")).first->second;
}

/// Into the series, with features that have no column as missing.
void stream_windows::collect(std::int64_t below) {
  while (!open_.empty() && open_.begin()->first < below) {
    leeway::window counted = open_.begin()->second.window();
    for (std::size_t i = 0; i < counted.columns().size(); ++i) {
      leeway::column_statistics& column = counted.column(i);
      column.observe_missing(counted.rows() - column.counts().present() - column.counts().missing() - column.invalid());
    }
    series_.add(open_.begin()->first, counted);
    open_.erase(open_.begin());
  }
}

std::vector<ended_window> stream_windows::described(std::vector<leeway::closed_window> closed) {
  std::vector<ended_window> ended;
  for (leeway::closed_window& one : closed) {
    ended_window next{std::move(one.counted), 0, std::move(one.begin), std::move(one.end)};
    if (counts_rows()) {
      const std::uint64_t first = std::exchange(rows_closed_, rows_closed_ + next.counted.rows());
      next.counted.rename("rows " + row_range{first, rows_closed_}.text());
    } else {
      next.index = rows_.length().index_of(*leeway::parse_instant(next.begin));
      next.counted.rename(rows_.describe(next.index, next.counted.rows()).name);
    }
    ended.push_back(std::move(next));
  }
  return ended;
}

std::vector<ended_window> stream_windows::close_below(std::int64_t index) {
  if (closed_below_ && *closed_below_ == index) return {};
  closed_below_ = index;
  collect(index);
  return described(series_.close(rows_.length().start_of(index)));
}

std::vector<ended_window> stream_windows::close_full() {
  rows_open_ = 0;
  collect((std::numeric_limits<std::int64_t>::max)());
  return described(series_.close({}));
}

std::vector<ended_window> stream_windows::observe(std::span<const std::string_view> cells, const row_place& where) {
  if (counts_rows()) {
    open_at(0).observe(cells);
    return ++rows_open_ < rows_.length().records() ? std::vector<ended_window>() : close_full();
  }
  const std::optional<std::int64_t> index = rows_.place(cells, where);
  if (!index) return {};
  open_at(*index).observe(cells);
  return close_below(rows_.lowest_open());
}

std::vector<ended_window> stream_windows::cut_short() {
  collect((std::numeric_limits<std::int64_t>::max)());
  rows_open_ = 0;
  return described(series_.cut_short());
}

std::uint64_t stream_windows::open_rows() const {
  std::uint64_t rows = series_.open().rows();
  for (const auto& one : open_) rows += one.second.window().rows();
  return rows;
}

void stream_windows::save(leeway::byte_writer& out) {
  collect((std::numeric_limits<std::int64_t>::max)());
  series_.save(out);
  rows_.save(out);
  out.put(rows_closed_);
  out.put(late_rows());
  rows_.save_doubt(out);
}

void stream_windows::load(leeway::byte_reader& in) {
  series_ = leeway::window_series::load(in, past_, series_.plan());
  rows_.load(in);
  rows_closed_ = in.take<std::uint64_t>();
  late_before_ = in.take<std::uint64_t>();
  if (in.remaining() > 0) rows_.load_doubt(in);
  rows_open_ = counts_rows() ? series_.open().rows() : 0;
}

}  // namespace program
