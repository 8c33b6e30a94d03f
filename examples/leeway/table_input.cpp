// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "table_input.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "commands.hpp"
#include "csv_records.hpp"
#include "input_paths.hpp"
#include "json_records.hpp"
#include "text.hpp"

namespace program {
namespace {

bool skips(const std::string& wanted, bool by_itself) {
  if (wanted.empty()) return by_itself;
  if (wanted != "skip" && wanted != "stop")
    throw std::invalid_argument("--bad-lines " + wanted + ": wanted skip or stop");
  return wanted == "skip";
}

/// One column whose name holds what usually stands between columns. Said once, however often the table is read.
void hint_at_delimiter(const std::string& source, const std::vector<std::string>& names, char delimiter) {
  static bool said = false;
  if (said || names.size() != 1) return;
  for (const char usual : {',', ';', '\t', '|'}) {
    if (usual == delimiter || names.front().find(usual) == std::string::npos) continue;
    const std::string option = usual == '\t' ? "tab" : shell_word(std::string(1, usual));
    warn(source + ": one column, called \"" + shortened(printable(names.front()), 60) + "\"; is it --delimiter " +
         option + "?");
    said = true;
    return;
  }
}

}  // namespace

struct table_input::open_file {
  input_file bytes;
  input_buffer buffer{bytes};
  std::unique_ptr<record_reader> records{};

  open_file(const std::string& path, const input_file::waiter& wait) : bytes(path, wait) {}
};

table_input::~table_input() = default;

table_input::table_input(const input_arguments& wanted, reading_style how)
    : wanted_(wanted),
      how_(std::move(how)),
      range_(parse_rows(wanted.rows)),
      skips_(skips(wanted.bad_lines, how_.skips_bad_lines)),
      files_(table_files(wanted.paths)),
      repeatable_(readable_again(files_)) {
  if (!wanted_.format.empty() && wanted_.format != "csv" && wanted_.format != "jsonl")
    throw std::invalid_argument("--input-format " + wanted_.format + ": wanted csv or jsonl");
  if (open_next() && !fixed_) ahead_ = read();
  if (!fixed_ && !how_.columns_may_come) {
    if (repeatable_ && !wanted_.columns.empty())
      take_names(wanted_.columns);
    else if (repeatable_)
      gather_columns();
    fixed_ = true;
    if (names_.empty())
      throw std::runtime_error(wanted_.source() + (!ahead_       ? ": no rows"
                                                   : repeatable_ ? ": no key in any line"
                                                                 : ": no key in its first line"));
    columns_of_ = source_ + (repeatable_ ? std::string() : ", in its first line,");
  }
  progress_.emplace("reading " + printable(wanted_.source()), bytes_of(files_));
}

bool table_input::open_next() {
  if (next_file_ == files_.size()) return false;
  if (file_) bytes_before_ += file_->bytes.consumed();
  open(files_[next_file_++]);
  return true;
}

void table_input::open(const std::string& path) {
  source_ = source_of(path);
  file_ = std::make_unique<open_file>(path, how_.wait);
  column_of_.clear();
  const std::string& format = wanted_.format;
  if (format == "jsonl" || (format.empty() && (named_json_lines(path) || file_->buffer.begins_with('{')))) {
    file_->records = std::make_unique<json_records>(file_->buffer);
    return;
  }
  leeway::csv_options options;
  options.delimiter = parse_delimiter(wanted_.delimiter);
  options.prompt = how_.as_it_comes;
  if (how_.as_it_comes && file_->buffer.sgetc() == input_buffer::traits_type::eof()) return;
  try {
    file_->records = std::make_unique<csv_records>(file_->buffer, options);
  } catch (const leeway::csv_error& error) {
    if (file_->bytes.stopped()) return;
    throw std::runtime_error(source_ + ": " + error.what());
  }
  if (file_->bytes.stopped()) return file_->records.reset();
  if (names_.empty()) hint_at_delimiter(source_, file_->records->names(), options.delimiter);
  map_columns();
  require_same_columns();
  fixed_ = true;
}

/// Every column of the open file has its place among the columns of the table.
void table_input::map_columns() {
  const std::vector<std::string>& names = file_->records->names();
  while (column_of_.size() < names.size()) place(names[column_of_.size()]);
  cells_.resize(names_.size());
}

void table_input::place(const std::string& name) {
  const std::size_t expected = column_of_.size();  // files mostly have the same order
  const auto found = expected < names_.size() && names_[expected] == name
                         ? names_.begin() + static_cast<std::ptrdiff_t>(expected)
                         : std::find(names_.begin(), names_.end(), name);
  column_of_.push_back(static_cast<std::size_t>(found - names_.begin()));
  if (found != names_.end()) return;
  if (fixed_)
    throw std::runtime_error(source_ + ": line " +
                             std::to_string((std::max)(file_->records->line(), std::uint64_t{1})) + ": column \"" +
                             name + "\", which " + columns_of_ + " has not");
  if (names_.empty()) columns_of_ = source_;
  names_.push_back(name);
}

/// Of CSV: what comes later lacks nothing that was there before.
void table_input::require_same_columns() {
  if (column_of_.size() == names_.size()) return;
  const std::vector<std::string>& here = file_->records->names();
  for (const std::string& name : names_)
    if (std::find(here.begin(), here.end(), name) == here.end())
      throw std::runtime_error(source_ + ": no column \"" + name + "\", which " + columns_of_ + " has");
}

/// Of JSON lines: the keys of all lines.
void table_input::gather_columns() {
  reading_style ahead;
  ahead.columns_may_come = true;
  ahead.skips_bad_lines = skips_;
  table_input all(wanted_, ahead);
  while (all.next()) {
  }
  take_names(all.names());
}

/// Those of the first line come first among them, in their order.
void table_input::take_names(const std::vector<std::string>& names) {
  names_ = names;
  cells_.resize(names_.size());
}

void table_input::skip(const std::string& problem) {
  const std::string what = source_ + ": " + problem;
  if (!skips_) throw std::runtime_error(what);
  if (bad_.lines++ == 0) bad_.first = what;
  if (how_.as_it_comes && bad_.lines >= 10 * bad_.said) warn_of_bad_lines();  // nobody waits for the end of a stream
}

/// The next record of the open file. What was cut short because no more is wanted is none.
bool table_input::read_file() {
  while (file_ && file_->records) try {
      return file_->records->next() && !file_->bytes.stopped();
    } catch (const bad_line& problem) {
      if (file_->bytes.stopped()) return false;
      skip(problem.what());
    } catch (const leeway::csv_error& error) {
      if (file_->bytes.stopped()) return false;
      throw std::runtime_error(source_ + ": " + error.what());
    }
  return false;
}

bool table_input::read() {
  if (std::exchange(ahead_, false)) return true;
  while (!read_file())
    if (!file_ || file_->bytes.stopped() || !open_next()) return false;
  map_columns();
  return true;
}

void table_input::take_cells() {
  const std::span<const std::string_view> there = file_->records->cells();
  if (there.size() < cells_.size()) std::fill(cells_.begin(), cells_.end(), std::string_view());
  for (std::size_t i = 0; i < there.size(); ++i) cells_[column_of_[i]] = there[i];
  line_ = file_->records->line();
}

bool table_input::next() {
  do {
    if (rows_read_ >= range_.last || !read()) return false;
  } while (rows_read_++ < range_.first);
  take_cells();
  ++rows_;
  if (progress_->due(rows_)) progress_->show(rows_, bytes_before_ + file_->bytes.consumed());
  return true;
}

void table_input::require_rows() const {
  if (rows_ > 0) return;
  const std::string source = wanted_.source();
  if (rows_read_ == 0)
    throw std::runtime_error(source + ": no rows" + (bad_.lines > 0 ? " that can be read; " + bad_.first : ""));
  throw std::runtime_error("--rows " + wanted_.rows + ": " + source + " has only " + counted(rows_read_, "row"));
}

void table_input::warn_of_bad_lines() {
  if (bad_.lines == bad_.said) return;
  bad_.said = bad_.lines;
  warn(counted(bad_.lines, "line") + " skipped that cannot be read, the first: " + bad_.first);
}

}  // namespace program
