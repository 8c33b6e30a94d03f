// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_DETAIL_COUNT_KERNEL_HPP
#define LEEWAY_CELLS_DETAIL_COUNT_KERNEL_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/cells/detail/edge_grid.hpp>
#include <leeway/cells/detail/offset_scale.hpp>

namespace leeway::detail {

/// What a block of values is counted by, and into.
template <std::floating_point Real>
struct count_task {
  using word = typename offset_scale<Real>::unsigned_bits;
  /// Of each four values three are counted apart: a counter that was just written cannot be read again for some cycles,
  /// and constant values would wait for it each time.
  static constexpr std::size_t apart = 3;

  offset_scale<Real> scale;
  std::size_t missing;         ///< bucket of missing values
  const std::uint64_t* table;  ///< of the grid
  const std::uint64_t* keys;   ///< of the edges
  std::uint64_t* counts;       ///< one a cell, and one for missing values
  std::uint16_t* others;       ///< `apart` rows of counters, or null
  std::size_t row;             ///< from one of these rows to the next
  word lowest;                 ///< out: key of the smallest value; the highest there is without values
  word highest;                ///< out: key of the largest value; 0 without values
};

/** Counts a block of values. Vectors of values become buckets and order keys, which scalar code looks up and counts.
    `Steps`: those of the grid. */
template <std::floating_point Real, std::size_t Steps>
struct count_kernel {
  using word = typename offset_scale<Real>::unsigned_bits;
  using signed_word = typename offset_scale<Real>::signed_bits;
  static constexpr word sign = offset_scale<Real>::sign;
  static constexpr signed_word infinity =
      sizeof(Real) == 8 ? static_cast<signed_word>(0x7ff0'0000'0000'0000) : static_cast<signed_word>(0x7f80'0000);
  /// So many values are looked up together; fewer cost more, more gain nothing.
  static constexpr std::size_t chunk = 64;

  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Real* values, std::size_t size,
                                                count_task<Real>* shared) noexcept {
    using reals = typename vector_of<Real, Bytes>::type;
    using words = typename vector_of<word, Bytes>::type;
    using signed_words = typename vector_of<signed_word, Bytes>::type;
    constexpr std::size_t lanes = Bytes / sizeof(Real);

    count_task<Real> task = *shared;
    const reals lowest = task.scale.lowest - reals{};
    const reals highest = task.scale.highest - reals{};
    const reals centre = task.scale.centre - reals{};
    const reals offset = task.scale.offset - reals{};
    const words start = __builtin_bit_cast(words, offset);
    const words first = task.scale.first + words{};
    const words no_bucket = static_cast<word>(task.missing) + words{};
    const unsigned shift = task.scale.shift;
    // Where words compare as signed ones only, extremes have their sign bit flipped.
    words least = words{} + (Bytes == 64 ? ~word{0} : static_cast<word>(~sign));
    words most = words{} + (Bytes == 64 ? word{0} : sign);
    alignas(64) word buckets[chunk];
    alignas(64) word keys[chunk];
    std::size_t i = 0;
    for (; i + chunk <= size; i += chunk) {
#pragma GCC unroll 2
      for (std::size_t lane = 0; lane < chunk; lane += lanes) {
        __builtin_prefetch(values + i + lane + 4096 / sizeof(Real));
        words bits;
        __builtin_memcpy(&bits, values + i + lane, Bytes);
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
        __builtin_memcpy(buckets + lane, &placed, Bytes);

        const words negative = words(signed_words(bits) >> (8 * sizeof(word) - 1));
        words key = bits ^ (negative | sign);
        key = bits == sign ? bits : key;
        key = is_missing ? words{} : key;
        __builtin_memcpy(keys + lane, &key, Bytes);
        if constexpr (Bytes == 64) {          // unsigned comparisons came with these
          const words key_or_most = key - 1;  // 0 becomes the highest
          least = key_or_most < least ? key_or_most : least;
          most = key > most ? key : most;
        } else {
          const auto ordered = signed_words(key ^ sign);
          const auto ordered_or_most = signed_words((key - 1) ^ sign);
          least = ordered_or_most < signed_words(least) ? words(ordered_or_most) : least;
          most = ordered > signed_words(most) ? words(ordered) : most;
        }
      }
      count(task, buckets, keys);
    }
    constexpr word flip = Bytes == 64 ? 0 : sign;
    task.lowest = ~word{0};
    task.highest = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const word low = least[lane] ^ flip;
      const word high = most[lane] ^ flip;
      if (high != 0 && low + 1 < task.lowest) task.lowest = low + 1;
      if (high > task.highest) task.highest = high;
    }
    for (; i < size; ++i) count(task, values[i]);
    *shared = task;
  }

 private:
  [[gnu::always_inline]] static inline std::size_t cell_of(const count_task<Real>& task, word bucket,
                                                           word key) noexcept {
    std::size_t cell = edge_grid::before(task.table, bucket);
#pragma GCC unroll 4
    for (std::size_t step = std::size_t{1} << (Steps - 1); step > 0; step /= 2)
      cell += task.keys[cell + step - 1] < key ? step : 0;
    return cell;
  }

  [[gnu::always_inline]] static inline void count(const count_task<Real>& task, const word* buckets,
                                                  const word* keys) noexcept {
    if (task.others == nullptr) {
      for (std::size_t i = 0; i < chunk; ++i) ++task.counts[cell_of(task, buckets[i], keys[i])];
      return;
    }
    for (std::size_t i = 0; i < chunk; i += 4) {
      ++task.counts[cell_of(task, buckets[i], keys[i])];
      ++task.others[cell_of(task, buckets[i + 1], keys[i + 1])];
      ++task.others[task.row + cell_of(task, buckets[i + 2], keys[i + 2])];
      ++task.others[2 * task.row + cell_of(task, buckets[i + 3], keys[i + 3])];
    }
  }

  static void count(count_task<Real>& task, Real value) noexcept {
    const bool present = !is_nan(value);
    const word key = present ? static_cast<word>(order_key(value)) : 0;
    ++task.counts[cell_of(task, static_cast<word>(present ? task.scale.bucket(value) : task.missing), key)];
    if (present && key < task.lowest) task.lowest = key;
    if (key > task.highest) task.highest = key;
  }
};

}  // namespace leeway::detail

#endif
