// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_CSV_ERROR_HPP
#define LEEWAY_INTEROP_CSV_ERROR_HPP

#include <cstdint>
#include <stdexcept>
#include <string>

#include <leeway/base/throw.hpp>

namespace leeway {

/// A text that is not CSV, or not the CSV that was expected. The message begins with the line.
class csv_error : public std::runtime_error {
 public:
  csv_error(std::uint64_t line, const std::string& problem)
      : std::runtime_error("line " + std::to_string(line) + ": " + problem), line_(line) {}

  /// The line to look at, counted from 1; for a quote that is never closed the line on which it opens.
  std::uint64_t line() const noexcept { return line_; }

 private:
  std::uint64_t line_;
};

namespace detail {

[[noreturn]] inline void throw_csv_error(std::uint64_t line, const std::string& problem) {
  raise<csv_error>(line, problem);
}

}  // namespace detail
}  // namespace leeway

#endif
