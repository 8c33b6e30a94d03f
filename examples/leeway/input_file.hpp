// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_INPUT_FILE_HPP
#define LEEWAY_PROGRAM_INPUT_FILE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <streambuf>
#include <string>

#include "gzip_reader.hpp"

namespace program {

/// The bytes of a file or of standard input ("-"), inflated where they are gzip. Errors name the file.
class input_file {
 public:
  /// Waits until bytes have come; false when no more are wanted. Behind the last byte of standard input it is
  /// asked once more, with `no_descriptor`: who writes there may have been told to stop in the middle of a record.
  using waiter = std::function<bool(int descriptor)>;

  static constexpr int no_descriptor = -1;

  explicit input_file(std::string path, waiter wait = {});
  input_file(const input_file&) = delete;
  input_file& operator=(const input_file&) = delete;
  ~input_file();

  /// As many bytes as are at hand, at least one; 0 behind the last.
  std::size_t read(char* to, std::size_t size);
  /// Bytes of the file so far, as they are stored.
  std::uint64_t consumed() const noexcept { return consumed_; }
  /// The waiter wanted no more: what came last may be half a record.
  bool stopped() const noexcept { return stopped_; }

 private:
  std::size_t read_stored(char* to, std::size_t size);
  std::size_t read_head(char* to, std::size_t size);
  void look_at_head();

  std::string path_;
  waiter wait_;
  int descriptor_;
  bool looked_ = false;
  bool stopped_ = false;
  std::array<char, 4> head_{};  // read in order to see what the file is
  std::size_t head_begin_ = 0;
  std::size_t head_end_ = 0;
  std::optional<gzip_reader> gzip_{};
  std::uint64_t consumed_ = 0;
};

/// A file as a stream buffer that hands on what has come.
class input_buffer : public std::streambuf {
 public:
  explicit input_buffer(input_file& file) : file_(file) {}

  /// Whether this is the first character, behind a byte order mark. Waits for the first bytes.
  bool begins_with(char first);
  /// The next line without its end; false behind the last. Throws for one of more than 64 MiB.
  bool take_line(std::string& line);

 protected:
  int_type underflow() override;

 private:
  input_file& file_;
  std::array<char, std::size_t{1} << 16> bytes_{};
};

}  // namespace program

#endif
