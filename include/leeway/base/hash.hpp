// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_HASH_HPP
#define LEEWAY_BASE_HASH_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <leeway/base/detail/text_words.hpp>

namespace leeway {
namespace detail {

/// Both halves of a 128-bit product, folded: every input bit reaches every output bit.
constexpr std::uint64_t fold_multiply(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using wide = unsigned __int128;
  const wide product = static_cast<wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

inline constexpr std::uint64_t hash_start = 0x9e37'79b9'7f4a'7c15;
/// Eight bytes more.
constexpr std::uint64_t hash_word(std::uint64_t state, std::uint64_t word) noexcept {
  return fold_multiply(state ^ word, 0xd6e8'feb8'6659'fd93);
}
/// The bytes that are left, fewer than eight, and the number of all.
constexpr std::uint64_t hash_rest(std::uint64_t state, std::uint64_t rest, std::size_t length) noexcept {
  return fold_multiply(fold_multiply(state ^ rest, 0xa076'1d64'78bd'642f) ^ length, 0xe703'7ed1'a0b4'28db);
}

}  // namespace detail

/// A 64-bit hash of bytes, the same on every machine and in every version: it is written into baselines.
[[gnu::always_inline]] constexpr std::uint64_t hash(std::string_view bytes, std::uint64_t seed = 0) noexcept {
  std::uint64_t state = seed ^ detail::hash_start;
  const std::size_t length = bytes.size();
  const std::uint64_t rest = detail::little_endian_rest(bytes);
  for (; bytes.size() >= 8; bytes.remove_prefix(8))
    state = detail::hash_word(state, detail::little_endian_word(bytes.substr(0, 8)));
  return detail::hash_rest(state, rest, length);
}

constexpr std::uint64_t combine_hash(std::uint64_t state, std::uint64_t word) noexcept {
  return detail::fold_multiply(state ^ std::rotl(word, 32) ^ 0x9e37'79b9'7f4a'7c15, 0xd6e8'feb8'6659'fd93);
}

}  // namespace leeway

#endif
