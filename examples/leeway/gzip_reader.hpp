// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_GZIP_READER_HPP
#define LEEWAY_PROGRAM_GZIP_READER_HPP

#include <cstddef>
#include <functional>
#include <memory>

namespace program {

/// Inflates gzip, also several pieces of it one behind the other.
class gzip_reader {
 public:
  /// Gives stored bytes, 0 at their end.
  using source = std::function<std::size_t(char* to, std::size_t size)>;

  /// Throws `std::runtime_error` when the program was built without zlib.
  explicit gzip_reader(source stored);
  ~gzip_reader();

  /// At least one byte; 0 behind the last. Throws `std::runtime_error` for bytes that are not gzip.
  std::size_t read(char* to, std::size_t size);
  /// The stored bytes ended where gzip does.
  bool whole() const noexcept;

 private:
  struct inflater;

  std::unique_ptr<inflater> inflater_;
};

}  // namespace program

#endif
