// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DETAIL_VALUE_PLACES_HPP
#define LEEWAY_DRIFT_DETAIL_VALUE_PLACES_HPP

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/cells/detail/choose_grid.hpp>
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

/// A scale whose buckets hold about equally many of the sorted values, at most `most` buckets.
template <std::floating_point Real, class Key>
offset_scale<Real> scale_of(std::span<const Key> sorted, std::size_t most) {
  constexpr std::size_t places = 1024;
  std::vector<std::uint64_t> ends;
  for (std::size_t i = 1; i < places && !sorted.empty(); ++i) {
    const auto value = static_cast<double>(from_order_key<Real>(sorted[i * (sorted.size() - 1) / places]));
    const auto end = std::bit_cast<std::uint64_t>(value);
    if (ends.empty() || ends.back() != end) ends.push_back(end);
  }
  const edge_grid grid = grid_choice(ends, sizeof(Real) == 4).grid();
  constexpr Real end = (std::numeric_limits<Real>::max)();
  offset_scale<Real> scale =
      grid.steps() > 0 ? grid.template scale<Real>() : offset_scale<Real>{-end, end, Real(0), Real(1)};
  scale.first = scale.position(scale.lowest);
  scale.shift = 0;
  while (scale.shift < 8 * sizeof(Real) - 1 && scale.bucket(scale.highest) >= most) ++scale.shift;
  return scale;
}

}  // namespace leeway::detail

#endif
