// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_TURN_LINES_HPP
#define LEEWAY_BASE_DETAIL_TURN_LINES_HPP

#include <cstddef>
#include <cstdint>

#include <leeway/base/detail/instruction_sets.hpp>

namespace leeway::detail {

/** Turns rows of a line of the cache each, 64 bytes that begin anywhere, into columns: eight of doubles or sixteen of
    floats. By bytes: what they mean does not matter. */
template <class Real>
struct turn_lines_kernel {
  static constexpr std::size_t line = 64;
  static constexpr std::size_t columns = line / sizeof(Real);

  /// From one row to the next are `pitch` bytes, from one column to the next `stride`.
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const std::byte* from, std::size_t pitch, std::size_t rows,
                                                std::byte* to, std::size_t stride) noexcept {
    std::size_t row = 0;
    if constexpr (Bytes == line)
      for (; row + columns <= rows; row += columns) turn(from + row * pitch, pitch, to + row * sizeof(Real), stride);
    for (; row < rows; ++row) {
#pragma GCC unroll 16
      for (std::size_t i = 0; i < columns; ++i)
        __builtin_memcpy(to + i * stride + row * sizeof(Real), from + row * pitch + i * sizeof(Real), sizeof(Real));
    }
  }

 private:
  using words = typename vector_of<std::uint64_t, line>::type;
  using halves = typename vector_of<std::uint32_t, line>::type;

  /// As many rows as there are columns.
  [[gnu::always_inline]] static inline void turn(const std::byte* from, std::size_t pitch, std::byte* to,
                                                 std::size_t stride) noexcept {
    words first[8];
    turn_words(from, pitch, first);
    if constexpr (columns == 8) {
#pragma GCC unroll 8
      for (std::size_t i = 0; i < 8; ++i) __builtin_memcpy(to + i * stride, &first[i], line);
    } else {  // pairs of floats were turned: eight rows of them, and the next eight
      words second[8];
      turn_words(from + 8 * pitch, pitch, second);
#pragma GCC unroll 8
      for (std::size_t i = 0; i < 8; ++i) {
        const auto a = __builtin_bit_cast(halves, first[i]);
        const auto b = __builtin_bit_cast(halves, second[i]);
        const halves even = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
        const halves odd = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
        __builtin_memcpy(to + 2 * i * stride, &even, line);
        __builtin_memcpy(to + (2 * i + 1) * stride, &odd, line);
      }
    }
  }

  /// Eight rows of eight words: neighbours change places, then pairs, then halves.
  [[gnu::always_inline]] static inline void turn_words(const std::byte* from, std::size_t pitch,
                                                       words (&turned)[8]) noexcept {
    words rows[8], pairs[8];
#pragma GCC unroll 8
    for (std::size_t i = 0; i < 8; ++i) __builtin_memcpy(&rows[i], from + i * pitch, line);
#pragma GCC unroll 4
    for (std::size_t i = 0; i < 8; i += 2) {
      pairs[i] = __builtin_shufflevector(rows[i], rows[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
      pairs[i + 1] = __builtin_shufflevector(rows[i], rows[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
#pragma GCC unroll 4
    for (std::size_t k = 0; k < 4; ++k) {
      const std::size_t i = k / 2 * 4 + k % 2;
      rows[i] = __builtin_shufflevector(pairs[i], pairs[i + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      rows[i + 2] = __builtin_shufflevector(pairs[i], pairs[i + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
#pragma GCC unroll 4
    for (std::size_t i = 0; i < 4; ++i) {
      turned[i] = __builtin_shufflevector(rows[i], rows[i + 4], 0, 1, 2, 3, 8, 9, 10, 11);
      turned[i + 4] = __builtin_shufflevector(rows[i], rows[i + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
  }
};

}  // namespace leeway::detail

#endif
