// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_CHECKSUM_HPP
#define LEEWAY_BASE_CHECKSUM_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace leeway {
namespace detail {

inline constexpr std::array<std::uint32_t, 256> crc32c_table = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t remainder = i;
    for (int bit = 0; bit < 8; ++bit) remainder = (remainder >> 1) ^ ((remainder & 1) != 0 ? 0x82f6'3b78U : 0U);
    table[i] = remainder;
  }
  return table;
}();

}  // namespace detail

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4) of bytes.
constexpr std::uint32_t crc32c(std::span<const std::byte> bytes) noexcept {
  std::uint32_t state = ~0U;
  for (std::byte b : bytes) state = (state >> 8) ^ detail::crc32c_table[(state ^ static_cast<std::uint32_t>(b)) & 0xff];
  return ~state;
}

}  // namespace leeway

#endif
