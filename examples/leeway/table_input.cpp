// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "table_input.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include "files.hpp"
#include "text.hpp"

namespace program {
namespace {

std::string source_of(const input_arguments& wanted) { return wanted.path == "-" ? "standard input" : wanted.path; }

}  // namespace

table_input::table_input(const input_arguments& wanted) : wanted_(wanted), range_(parse_rows(wanted.rows)) {
  open();
  leeway::csv_options options;
  options.delimiter = parse_delimiter(wanted_.delimiter);
  try {
    reader_.emplace(*in_, options);
    names_ = reader_->read_header();
  } catch (const leeway::csv_error& error) {
    throw std::runtime_error(source_of(wanted_) + ": " + error.what());
  }
  cells_.resize(names_.size());
  progress_.emplace("reading " + printable(source_of(wanted_)), bytes_);
}

void table_input::open() {
  if (wanted_.path == "-") {
    in_ = &std::cin;
    return;
  }
  if (is_folder(wanted_.path)) throw std::runtime_error("cannot read " + wanted_.path + ": it is a folder");
  file_.open(wanted_.path, std::ios::binary);
  if (!file_) throw std::runtime_error("cannot read " + wanted_.path + ": " + std::strerror(errno));
  in_ = &file_;
  std::error_code error;
  repeatable_ = std::filesystem::is_regular_file(wanted_.path, error);
  if (repeatable_) bytes_ = std::filesystem::file_size(wanted_.path, error);
}

bool table_input::read() {
  try {
    return reader_->next();
  } catch (const leeway::csv_error& error) {
    throw std::runtime_error(source_of(wanted_) + ": " + error.what());
  }
}

bool table_input::next() {
  do {
    if (rows_read_ >= range_.last || !read()) return false;
  } while (rows_read_++ < range_.first);
  for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] = (*reader_)[i];
  ++rows_;
  if (progress_->due(rows_)) {
    const auto position = bytes_ > 0 ? static_cast<std::streamoff>(in_->tellg()) : 0;
    progress_->show(rows_, position < 0 ? bytes_ : static_cast<std::uint64_t>(position));
  }
  return true;
}

void table_input::require_rows() const {
  if (rows_ > 0) return;
  const std::string source = source_of(wanted_);
  if (rows_read_ == 0) throw std::runtime_error(source + ": no rows below the header");
  throw std::runtime_error("--rows " + wanted_.rows + ": " + source + " has only " + counted(rows_read_, "row"));
}

}  // namespace program
