// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_RESERVOIR_HPP
#define LEEWAY_PROGRAM_RESERVOIR_HPP

#include <cstddef>
#include <cstdint>

#include <leeway/base/random.hpp>

namespace program {

/// A uniform sample of rows whose number is not known beforehand (Vitter 1985, algorithm R), the same for the same
/// rows.
class reservoir {
 public:
  static constexpr std::size_t none = ~std::size_t{0};

  explicit reservoir(std::size_t capacity) : capacity_(capacity) {}

  /// The slot that the next row takes, perhaps from an earlier one; `none` when it is not sampled.
  std::size_t next() noexcept {
    const std::uint64_t row = rows_++;
    if (row < capacity_) return static_cast<std::size_t>(row);
    const std::uint64_t slot = random_.below(row + 1);
    return slot < capacity_ ? static_cast<std::size_t>(slot) : none;
  }

 private:
  std::uint64_t capacity_;
  std::uint64_t rows_ = 0;
  leeway::random_stream random_{0x1ee'3a7};
};

}  // namespace program

#endif
