// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_EVERY_HPP
#define LEEWAY_WINDOW_EVERY_HPP

#include <cstdint>

#include <leeway/base/throw.hpp>

namespace leeway {

/// A window of so many records; the next one begins after it.
class every {
 public:
  /// @throws std::invalid_argument for 0 records
  explicit every(std::uint64_t records) : records_(records) {
    if (records == 0) detail::throw_invalid_argument("every: records = 0");
  }

  std::uint64_t records() const noexcept { return records_; }
  bool closes(std::uint64_t records) const noexcept { return records >= records_; }

 private:
  std::uint64_t records_;
};

}  // namespace leeway

#endif
