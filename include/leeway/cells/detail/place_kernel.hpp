// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_DETAIL_PLACE_KERNEL_HPP
#define LEEWAY_CELLS_DETAIL_PLACE_KERNEL_HPP

#include <concepts>
#include <cstddef>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/detail/offset_scale.hpp>

namespace leeway::detail {

/// Holds the order key of such a number, or its bucket.
template <vector_number Number>
using scale_word = typename offset_scale<placed_as<Number>>::unsigned_bits;

/// Vectors of values on a scale: their buckets, and which of them are missing.
template <vector_number Number, std::size_t Bytes>
struct scale_lanes {
  using Real = placed_as<Number>;
  using word = scale_word<Number>;
  using signed_word = typename offset_scale<Real>::signed_bits;
  using reals = typename vector_of<Real, Bytes>::type;
  using words = typename vector_of<word, Bytes>::type;
  using signed_words = typename vector_of<signed_word, Bytes>::type;
  static constexpr std::size_t lanes = Bytes / sizeof(Real);
  static constexpr word sign = offset_scale<Real>::sign;
  static constexpr signed_word infinity =
      sizeof(Real) == 8 ? static_cast<signed_word>(0x7ff0'0000'0000'0000) : static_cast<signed_word>(0x7f80'0000);

  [[gnu::always_inline]] inline void load(const offset_scale<Real>& scale, word missing) noexcept {
    lowest = scale.lowest - reals{};
    highest = scale.highest - reals{};
    centre = scale.centre - reals{};
    offset = scale.offset - reals{};
    start = __builtin_bit_cast(words, offset);
    first = scale.first + words{};
    no_bucket = missing + words{};
    shift = scale.shift;
  }

  /// The bits of the values, zero where they are missing, and their buckets.
  [[gnu::always_inline]] inline void place(const Number* values, words& bits, signed_words& is_missing,
                                           words& bucket) const noexcept {
    __builtin_memcpy(&bits, values, Bytes);
    if constexpr (std::floating_point<Number>) {
      is_missing = signed_words(bits & ~sign) > infinity;
      bits = is_missing ? words{} : bits;
      find(__builtin_bit_cast(reals, bits), bucket);
      bucket = is_missing ? no_bucket : bucket;
    } else {
      is_missing = signed_words{};
      reals x;
      load_doubles<Bytes>(values, x);
      find(x, bucket);
    }
  }

 private:
  [[gnu::always_inline]] inline void find(const reals& number, words& bucket) const noexcept {
    reals x = number < lowest ? lowest : number;
    x = highest < x ? highest : x;
    const words difference = __builtin_bit_cast(words, x - centre);
    const words steps = __builtin_bit_cast(words, __builtin_bit_cast(reals, difference & ~sign) + offset) - start;
    const words below = words(signed_words(difference) >> (8 * sizeof(word) - 1));
    bucket = ((steps ^ below) - (below + first)) >> shift;
  }

  reals lowest, highest, centre, offset;
  words start, first, no_bucket;
  unsigned shift;
};

/// The buckets of values on a scale, those of missing ones being `missing`.
template <std::floating_point Real>
struct place_kernel {
  using word = typename offset_scale<Real>::unsigned_bits;

  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Real* values, std::size_t size, const offset_scale<Real>* scale,
                                                word missing, word* buckets) noexcept {
    using lanes_of = scale_lanes<Real, Bytes>;
    lanes_of on;
    on.load(*scale, missing);
    std::size_t i = 0;
    for (; i + lanes_of::lanes <= size; i += lanes_of::lanes) {
      __builtin_prefetch(values + i + 4096 / sizeof(Real));
      typename lanes_of::words bits, bucket;
      typename lanes_of::signed_words is_missing;
      on.place(values + i, bits, is_missing, bucket);
      __builtin_memcpy(buckets + i, &bucket, Bytes);
    }
    for (; i < size; ++i) buckets[i] = is_nan(values[i]) ? missing : static_cast<word>(scale->bucket(values[i]));
  }
};

}  // namespace leeway::detail

#endif
