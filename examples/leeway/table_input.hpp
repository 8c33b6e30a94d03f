// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_TABLE_INPUT_HPP
#define LEEWAY_PROGRAM_TABLE_INPUT_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "arguments.hpp"
#include "input_file.hpp"
#include "progress.hpp"
#include "row_place.hpp"

namespace program {

/// Which texts stand for no value: the empty one, and those of `--missing`.
class missing_texts {
 public:
  explicit missing_texts(std::vector<std::string> texts = {}) : texts_(std::move(texts)) {}

  bool contains(std::string_view cell) const noexcept {
    if (cell.empty()) return true;
    for (const std::string& text : texts_)
      if (cell == text) return true;
    return false;
  }

 private:
  std::vector<std::string> texts_;
};

/// How a table is read.
struct reading_style {
  bool columns_may_come = false;  ///< JSON lines: columns are known as they appear, not from the beginning
  bool as_it_comes = false;       ///< from a pipe that fills slowly; it may also end before anything has come
  bool skips_bad_lines = false;   ///< unless it is told to stop
  input_file::waiter wait{};
};

/// Lines that could not be read.
struct bad_lines {
  std::uint64_t lines = 0;
  std::string first{};     ///< where, and why
  std::uint64_t said = 0;  ///< of them, on standard error
};

/// Files or standard input as one table: the names of its columns, then the rows of a range one by one. Errors name
/// file and line.
class table_input {
 public:
  explicit table_input(const input_arguments& wanted, reading_style how = {});
  table_input(table_input&&) = delete;
  ~table_input();

  /// Where columns may come, they come at the end.
  const std::vector<std::string>& names() const noexcept { return names_; }
  bool columns_may_come() const noexcept { return !fixed_; }
  /// A header or a row has come.
  bool begun() const noexcept { return ahead_ || fixed_ || rows_read_ > 0; }
  const bad_lines& bad() const noexcept { return bad_; }
  /// The next row of the range; false behind the last.
  bool next();
  /// Its cells, valid until the next call.
  std::span<const std::string_view> cells() const noexcept { return cells_; }
  /// Where it begins, with the file where there are several. Valid until the next call.
  row_place where() const noexcept {
    return {line_, files_.size() > 1 ? std::string_view(source_) : std::string_view()};
  }
  /// Rows of the range so far.
  std::uint64_t rows() const noexcept { return rows_; }
  /// Files that can be read again from their beginning.
  bool repeatable() const noexcept { return repeatable_; }
  /// Throws when the range held no row.
  void require_rows() const;
  /// Says on standard error how many lines were skipped, where there are more than it has said before.
  void warn_of_bad_lines();

 private:
  struct open_file;

  bool open_next();
  void open(const std::string& path);
  bool read();
  bool read_file();
  void skip(const std::string& problem);
  void map_columns();
  void place(const std::string& name);
  void require_same_columns();
  void take_cells();
  void gather_columns();
  void take_names(const std::vector<std::string>& names);

  input_arguments wanted_;
  reading_style how_;
  row_range range_;
  bool skips_;
  std::vector<std::string> files_;
  std::size_t next_file_ = 0;
  std::unique_ptr<open_file> file_{};
  std::string source_{};  // of the open file
  std::uint64_t bytes_before_ = 0;
  bool repeatable_;
  std::optional<progress> progress_{};
  bool ahead_ = false;        // a record was read that was not asked for yet
  bool fixed_ = false;        // no more columns
  std::string columns_of_{};  // the file that said the columns
  std::vector<std::string> names_{};
  std::vector<std::size_t> column_of_{};  // of the open file's
  std::vector<std::string_view> cells_{};
  bad_lines bad_{};
  std::uint64_t line_ = 0;
  std::uint64_t rows_read_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace program

#endif
