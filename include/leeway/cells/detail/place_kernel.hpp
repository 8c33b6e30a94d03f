// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_DETAIL_PLACE_KERNEL_HPP
#define LEEWAY_CELLS_DETAIL_PLACE_KERNEL_HPP

#include <concepts>
#include <cstddef>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/cells/detail/offset_scale.hpp>

namespace leeway::detail {

/// The buckets of values on a scale, those of missing ones being `missing`.
template <std::floating_point Real>
struct place_kernel {
  using word = typename offset_scale<Real>::unsigned_bits;
  using signed_word = typename offset_scale<Real>::signed_bits;
  static constexpr word sign = offset_scale<Real>::sign;
  static constexpr signed_word infinity =
      sizeof(Real) == 8 ? static_cast<signed_word>(0x7ff0'0000'0000'0000) : static_cast<signed_word>(0x7f80'0000);

  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Real* values, std::size_t size, const offset_scale<Real>* on,
                                                word missing, word* buckets) noexcept {
    using reals = typename vector_of<Real, Bytes>::type;
    using words = typename vector_of<word, Bytes>::type;
    using signed_words = typename vector_of<signed_word, Bytes>::type;
    constexpr std::size_t lanes = Bytes / sizeof(Real);
    const offset_scale<Real> scale = *on;
    const reals lowest = scale.lowest - reals{};
    const reals highest = scale.highest - reals{};
    const reals centre = scale.centre - reals{};
    const reals offset = scale.offset - reals{};
    const words start = __builtin_bit_cast(words, offset);
    const words first = scale.first + words{};
    const words no_bucket = missing + words{};
    const unsigned shift = scale.shift;
    std::size_t i = 0;
    for (; i + lanes <= size; i += lanes) {
      __builtin_prefetch(values + i + 4096 / sizeof(Real));
      words bits;
      __builtin_memcpy(&bits, values + i, Bytes);
      const auto is_missing = signed_words(bits & ~sign) > infinity;
      bits = is_missing ? words{} : bits;
      reals x = __builtin_bit_cast(reals, bits);
      x = x < lowest ? lowest : x;
      x = highest < x ? highest : x;
      const words difference = __builtin_bit_cast(words, x - centre);
      const words steps = __builtin_bit_cast(words, __builtin_bit_cast(reals, difference & ~sign) + offset) - start;
      const words below = words(signed_words(difference) >> (8 * sizeof(word) - 1));
      const words bucket = ((steps ^ below) - (below + first)) >> shift;
      const words placed = is_missing ? no_bucket : bucket;
      __builtin_memcpy(buckets + i, &placed, Bytes);
    }
    for (; i < size; ++i) buckets[i] = is_nan(values[i]) ? missing : static_cast<word>(scale.bucket(values[i]));
  }
};

}  // namespace leeway::detail

#endif
