// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_DETAIL_BYTE_FINDER_HPP
#define LEEWAY_INTEROP_DETAIL_BYTE_FINDER_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace leeway::detail {

/// Finds the first of three characters, eight bytes at a time.
class byte_finder {
 public:
  byte_finder(char a, char b, char c) noexcept
      : a_(a), b_(b), c_(c), words_of_a_(repeated(a)), words_of_b_(repeated(b)), words_of_c_(repeated(c)) {}

  /// How many bytes `find` may read behind the one it finds.
  static constexpr std::size_t overread = 7;

  /// One of the three must stand at or behind `at`.
  char* find(char* at) const noexcept {
    if constexpr (std::endian::native == std::endian::little) {
      for (;; at += 8) {
        const std::uint64_t found = matches(at);
        if (found != 0) return at + std::countr_zero(found) / 8;
      }
    } else {
      while (*at != a_ && *at != b_ && *at != c_) ++at;
      return at;
    }
  }

 private:
  static constexpr std::uint64_t low_bits = 0x0101'0101'0101'0101;
  static constexpr std::uint64_t high_bits = 0x8080'8080'8080'8080;

  static constexpr std::uint64_t repeated(char c) noexcept { return low_bits * static_cast<unsigned char>(c); }

  // The lowest bit set is the high bit of the first zero byte; bits above it may be set by a borrow.
  static constexpr std::uint64_t zero_bytes(std::uint64_t word) noexcept {
    return (word - low_bits) & ~word & high_bits;
  }

  std::uint64_t matches(const char* at) const noexcept {
    std::uint64_t word;
    std::memcpy(&word, at, sizeof word);
    return zero_bytes(word ^ words_of_a_) | zero_bytes(word ^ words_of_b_) | zero_bytes(word ^ words_of_c_);
  }

  char a_, b_, c_;
  std::uint64_t words_of_a_, words_of_b_, words_of_c_;
};

}  // namespace leeway::detail

#endif
