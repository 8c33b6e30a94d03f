// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_TABLE_INPUT_HPP
#define LEEWAY_PROGRAM_TABLE_INPUT_HPP

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/interop/csv.hpp>

#include "arguments.hpp"
#include "progress.hpp"

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

/// A CSV file or standard input: its header, then the rows of a range one by one. Errors name file and line.
class table_input {
 public:
  explicit table_input(const input_arguments& wanted);

  const std::vector<std::string>& names() const noexcept { return names_; }
  /// The next row of the range; false behind the last.
  bool next();
  /// Its cells, valid until the next call.
  std::span<const std::string_view> cells() const noexcept { return cells_; }
  std::uint64_t line() const noexcept { return reader_->line(); }
  /// Rows of the range so far.
  std::uint64_t rows() const noexcept { return rows_; }
  /// A file that can be read again from its beginning.
  bool repeatable() const noexcept { return repeatable_; }
  /// Throws when the range held no row.
  void require_rows() const;

 private:
  void open();
  bool read();

  input_arguments wanted_;
  row_range range_;
  std::ifstream file_;
  std::istream* in_ = nullptr;
  bool repeatable_ = false;
  std::uint64_t bytes_ = 0;
  std::optional<leeway::csv_reader> reader_;
  std::optional<progress> progress_;
  std::vector<std::string> names_;
  std::vector<std::string_view> cells_;
  std::uint64_t rows_read_ = 0;
  std::uint64_t rows_ = 0;
};

}  // namespace program

#endif
