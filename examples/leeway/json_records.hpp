// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_JSON_RECORDS_HPP
#define LEEWAY_PROGRAM_JSON_RECORDS_HPP

#include <cstddef>
#include <string>

#include "input_file.hpp"
#include "record_reader.hpp"

namespace program {

/// JSON lines: a flat object a line. Keys are columns as they appear; lines of blanks are left out.
class json_records : public record_reader {
 public:
  explicit json_records(input_buffer& from) : from_(from) {}

  bool next() override;
  const std::vector<std::string>& names() const noexcept override { return names_; }
  std::span<const std::string_view> cells() const noexcept override { return cells_; }
  std::uint64_t line() const noexcept override { return line_; }

 private:
  class object_reader;

  struct value {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::uint64_t line = 0;  // where it was said last
  };

  /// What it has said so far.
  void forget_line();

  input_buffer& from_;
  std::string text_{};  // of the line
  std::uint64_t line_ = 0;
  std::vector<std::string> names_{};
  std::vector<value> values_{};  // one a name, in `said_`
  std::string said_{};
  std::vector<std::string_view> cells_{};
};

}  // namespace program

#endif
