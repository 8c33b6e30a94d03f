// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_PROGRESS_HPP
#define LEEWAY_PROGRAM_PROGRESS_HPP

#include <chrono>
#include <cstdint>
#include <string>

namespace program {

/// One line on the terminal that says how far a long file has been read; silent when standard error is no terminal and
/// for whatever is over within a second.
class progress {
 public:
  /// `total_bytes`: 0 when it is not known.
  progress(std::string what, std::uint64_t total_bytes);
  progress(const progress&) = delete;
  progress& operator=(const progress&) = delete;
  ~progress();

  /// Whether `show` may have something to say after so many rows.
  bool due(std::uint64_t rows) const noexcept { return visible_ && (rows & 0xfff) == 0; }
  void show(std::uint64_t rows, std::uint64_t bytes);

 private:
  using clock = std::chrono::steady_clock;

  std::string what_;
  std::uint64_t total_bytes_;
  bool visible_;
  bool shown_ = false;
  clock::time_point next_ = clock::now() + std::chrono::seconds(1);
};

}  // namespace program

#endif
