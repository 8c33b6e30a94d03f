// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_HASH_HPP
#define LEEWAY_BASE_HASH_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace leeway {
namespace detail {

/// Both halves of a 128-bit product, folded: every input bit reaches every output bit.
constexpr std::uint64_t fold_multiply(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using wide = unsigned __int128;
  const wide product = static_cast<wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

constexpr std::uint64_t little_endian_word(std::string_view bytes) noexcept {
  if (bytes.size() == 8 && std::endian::native == std::endian::little && !std::is_constant_evaluated()) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    return word;
  }
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  return word;
}

}  // namespace detail

/// A 64-bit hash of bytes, the same on every machine and in every version: it is written into baselines.
constexpr std::uint64_t hash(std::string_view bytes, std::uint64_t seed = 0) noexcept {
  std::uint64_t state = seed ^ 0x9e37'79b9'7f4a'7c15;
  const std::size_t length = bytes.size();
  for (; bytes.size() >= 8; bytes.remove_prefix(8))
    state = detail::fold_multiply(state ^ detail::little_endian_word(bytes.substr(0, 8)), 0xd6e8'feb8'6659'fd93);
  state = detail::fold_multiply(state ^ detail::little_endian_word(bytes), 0xa076'1d64'78bd'642f);
  return detail::fold_multiply(state ^ length, 0xe703'7ed1'a0b4'28db);
}

constexpr std::uint64_t combine_hash(std::uint64_t state, std::uint64_t word) noexcept {
  return detail::fold_multiply(state ^ std::rotl(word, 32) ^ 0x9e37'79b9'7f4a'7c15, 0xd6e8'feb8'6659'fd93);
}

}  // namespace leeway

#endif
