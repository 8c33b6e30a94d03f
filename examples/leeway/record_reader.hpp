// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_RECORD_READER_HPP
#define LEEWAY_PROGRAM_RECORD_READER_HPP

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace program {

/// A record that cannot be read, while those behind it can. The message begins with the line.
class bad_line : public std::runtime_error {
 public:
  bad_line(std::uint64_t line, const std::string& problem)
      : std::runtime_error("line " + std::to_string(line) + ": " + problem) {}
};

/// The records of one file.
class record_reader {
 public:
  record_reader() = default;
  record_reader(const record_reader&) = delete;
  record_reader& operator=(const record_reader&) = delete;
  virtual ~record_reader() = default;

  /// Moves on to the next record; false behind the last. Throws `bad_line`: the next call then moves on.
  virtual bool next() = 0;
  /// Of its columns. A record may add some at the end.
  virtual const std::vector<std::string>& names() const noexcept = 0;
  /// One a column, valid until the next call of `next`; empty without a value.
  virtual std::span<const std::string_view> cells() const noexcept = 0;
  /// Where the record begins, counted from 1.
  virtual std::uint64_t line() const noexcept = 0;
};

}  // namespace program

#endif
