// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_REGISTER_KERNEL_HPP
#define LEEWAY_STATISTICS_DETAIL_REGISTER_KERNEL_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <leeway/base/detail/instruction_sets.hpp>

namespace leeway::detail {

/// The hash of the order key of a number: once is not enough, numbers in a row would fill some registers too well.
struct number_hash {
  static constexpr std::uint64_t start = 0x9e37'79b9'7f4a'7c15;
  static constexpr std::uint64_t first = 0xd6e8'feb8'6659'fd93;
  static constexpr std::uint64_t second = 0xa076'1d64'78bd'642f;
};

/** `distinct_count` of many numbers. Their hashes are vectors' work, registers are raised one by one; the hashes of
    some numbers are found while the registers of those before are raised, which keeps both halves of a processor busy.
    A register is always written, also where it stays: a branch would be guessed wrongly too often. */
template <std::floating_point Real>
struct register_kernel {
  using bits = std::conditional_t<sizeof(Real) == 8, std::uint64_t, std::uint32_t>;
  using signed_bits = std::make_signed_t<bits>;
  static constexpr auto sign = static_cast<signed_bits>(bits{1} << (8 * sizeof(bits) - 1));
  static constexpr auto infinity =
      sizeof(Real) == 8 ? static_cast<signed_bits>(0x7ff0'0000'0000'0000) : static_cast<signed_bits>(0x7f80'0000);
  static constexpr std::size_t block = 64;  ///< the number of numbers is a multiple of this

  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Real* values, std::size_t size, std::uint8_t* registers,
                                                int precision) noexcept {
    constexpr std::size_t lanes = Bytes / 8;
    using words = typename vector_of<std::uint64_t, Bytes>::type;
    // Two halves that take turns. At first nothing is to be raised: runs of 0.
    std::uint64_t places[2][lanes] = {};
    std::uint64_t rests[2][lanes];
    for (std::size_t lane = 0; lane < lanes; ++lane) rests[1][lane] = ~std::uint64_t{0};
    std::size_t half = 0;
    for (std::size_t i = 0; i < size + lanes; i += lanes) {
      words hashed;
      words missing;
      hash_keys<Bytes>(values + (i < size ? i : size - lanes), hashed, missing);
      const words place = hashed >> (64 - precision);
      // A bit lower than the rest of the hash, so that its zeros are one more: the length of the run. What is missing
      // has one of length 0.
      const words rest =
          ((hashed << (precision - 1)) & (~std::uint64_t{0} >> 1)) | (std::uint64_t{1} << (precision - 2)) | missing;
      __builtin_memcpy(places[half], &place, Bytes);
      __builtin_memcpy(rests[half], &rest, Bytes);
      half = 1 - half;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        std::uint8_t& longest = registers[places[half][lane]];
        const auto length = static_cast<std::uint8_t>(__builtin_clzll(rests[half][lane]));
        const std::uint8_t before = longest;
        longest = before < length ? length : before;
      }
    }
  }

 private:
  /// `missing`: the uppermost bit where there is no number.
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void hash_keys(
      const Real* values, typename vector_of<std::uint64_t, Bytes>::type& hashed,
      typename vector_of<std::uint64_t, Bytes>::type& missing) noexcept {
    using words = typename vector_of<std::uint64_t, Bytes>::type;
    using signed_words = typename vector_of<std::int64_t, Bytes>::type;
    using narrow = typename vector_of<signed_bits, Bytes / 8 * sizeof(Real)>::type;
    using unsigned_narrow = typename vector_of<bits, Bytes / 8 * sizeof(Real)>::type;
    narrow raw;
    __builtin_memcpy(&raw, values, sizeof raw);
    const narrow none = (raw & static_cast<signed_bits>(~sign)) > infinity;
    // As `key_kernel`.
    const narrow ordered = (raw ^ ((raw < 0) & static_cast<signed_bits>(~sign))) - (raw == sign);
    hashed = __builtin_convertvector(reinterpret_cast<unsigned_narrow>(ordered ^ sign), words) ^ number_hash::start;
    missing = reinterpret_cast<words>(__builtin_convertvector(none, signed_words)) & (std::uint64_t{1} << 63);
    fold<words>(hashed, number_hash::first);
    fold<words>(hashed, number_hash::second);
  }

  /// `fold_multiply` from products of halves.
  template <class Words>
  [[gnu::always_inline]] static inline void fold(Words& number, std::uint64_t factor) noexcept {
    constexpr std::uint64_t lower = 0xffff'ffff;
    const Words factor_low = Words{} + (factor & lower);
    const Words factor_high = Words{} + (factor >> 32);
    const Words high_half = number >> 32;
    Words low, cross, other_cross, high;
    multiply_lower(number, factor_low, low);
    multiply_lower(number, factor_high, cross);
    multiply_lower(high_half, factor_low, other_cross);
    multiply_lower(high_half, factor_high, high);
    cross += low >> 32;
    other_cross += cross & lower;
    number = (high + (cross >> 32) + (other_cross >> 32)) ^ ((other_cross << 32) | (low & lower));
  }
  /// The product of the lower halves of each lane; GCC 12 would take three such products for it.
  template <class Words>
  [[gnu::always_inline]] static inline void multiply_lower(const Words& a, const Words& b, Words& product) noexcept {
#if defined(__x86_64__) && !defined(__clang__)
    if constexpr (sizeof(Words) >= 32) {
      __asm__("vpmuludq %2, %1, %0" : "=v"(product) : "v"(a), "v"(b));
      return;
    }
#endif
    product = (a & 0xffff'ffff) * (b & 0xffff'ffff);
  }
};

}  // namespace leeway::detail

#endif
