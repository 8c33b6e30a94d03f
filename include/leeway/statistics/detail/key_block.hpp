// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_KEY_BLOCK_HPP
#define LEEWAY_STATISTICS_DETAIL_KEY_BLOCK_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>

namespace leeway::detail {

/// Where order keys of numbers go, and the smallest and the largest of them.
struct key_block {
  static constexpr std::size_t size = 256;
  std::uint64_t* keys;
  std::uint64_t lowest = ~std::uint64_t{0};
  std::uint64_t highest = 0;
  bool all_there = true;  ///< no number was NaN; if one was, the rest means nothing

  /// Keys that were written behind these.
  void join(const key_block& whole) noexcept {
    keys += size;
    lowest = whole.lowest < lowest ? whole.lowest : lowest;
    highest = whole.highest > highest ? whole.highest : highest;
  }
};

/// `order_key` of `key_block::size` numbers.
template <std::floating_point Real>
struct key_kernel {
  using bits = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;
  using signed_bits = std::make_signed_t<bits>;
  static constexpr auto sign = static_cast<signed_bits>(bits{1} << (8 * sizeof(bits) - 1));
  static constexpr auto infinity =
      sizeof(Real) == 8 ? static_cast<signed_bits>(0x7ff0'0000'0000'0000) : static_cast<signed_bits>(0x7f80'0000);

  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Real* values, key_block* block) noexcept {
    constexpr std::size_t lanes = Bytes / 8;  // of the keys
    using narrow = typename vector_of<signed_bits, lanes * sizeof(Real)>::type;
    using unsigned_narrow = typename vector_of<bits, lanes * sizeof(Real)>::type;
    using wide = typename vector_of<std::uint64_t, Bytes>::type;
    narrow lowest = narrow{} + static_cast<signed_bits>(~sign);
    narrow highest = narrow{} + sign;
    narrow missing = narrow{};
    for (std::size_t i = 0; i < key_block::size; i += lanes) {
      narrow raw;
      __builtin_memcpy(&raw, values + i, sizeof raw);
      missing |= (raw & static_cast<signed_bits>(~sign)) > infinity;
      // In the order of signed numbers; the last term is for -0.0.
      const narrow ordered = (raw ^ ((raw < 0) & static_cast<signed_bits>(~sign))) - (raw == sign);
      const narrow less = ordered < lowest;
      const narrow more = ordered > highest;
      lowest = (ordered & less) | (lowest & ~less);
      highest = (ordered & more) | (highest & ~more);
      const auto key = reinterpret_cast<unsigned_narrow>(ordered ^ sign);
      const wide stored = __builtin_convertvector(key, wide);
      __builtin_memcpy(block->keys + i, &stored, sizeof stored);
    }
    signed_bits any = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const auto low = static_cast<std::uint64_t>(static_cast<bits>(lowest[lane] ^ sign));
      const auto high = static_cast<std::uint64_t>(static_cast<bits>(highest[lane] ^ sign));
      block->lowest = low < block->lowest ? low : block->lowest;
      block->highest = high > block->highest ? high : block->highest;
      any |= missing[lane];
    }
    block->all_there = any == 0;
  }
};

}  // namespace leeway::detail

#endif
