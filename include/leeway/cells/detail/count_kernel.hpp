// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_DETAIL_COUNT_KERNEL_HPP
#define LEEWAY_CELLS_DETAIL_COUNT_KERNEL_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/detail/edge_grid.hpp>
#include <leeway/cells/detail/offset_scale.hpp>
#include <leeway/cells/detail/place_kernel.hpp>

namespace leeway::detail {

/// What a block of values is counted by, and into.
template <vector_number Number>
struct count_task {
  using word = scale_word<Number>;
  /// Of each four values three are counted apart: a counter that was just written cannot be read again for some cycles,
  /// and constant values would wait for it each time.
  static constexpr std::size_t apart = 3;

  offset_scale<placed_as<Number>> scale;
  std::size_t missing;         ///< bucket of missing values
  const std::uint64_t* table;  ///< of the grid
  const std::uint64_t* keys;   ///< of the edges
  std::uint64_t* counts;       ///< one a cell, and one for missing values
  std::uint16_t* others;       ///< `apart` rows of counters, or null
  std::size_t row;             ///< from one of these rows to the next
  word lowest;                 ///< out: key of the smallest value
  word highest;                ///< out: key of the largest value; below `lowest` without values
};

/// Vectors of values become buckets and order keys; the extreme keys stay in registers.
template <vector_number Number, std::size_t Bytes>
struct value_placer {
  using scale_type = scale_lanes<Number, Bytes>;
  using word = typename scale_type::word;
  using words = typename scale_type::words;
  using signed_words = typename scale_type::signed_words;
  static constexpr std::size_t lanes = scale_type::lanes;
  static constexpr word sign = scale_type::sign;

  scale_type on;
  // Where words compare as signed ones only, extremes have their sign bit flipped.
  words least, most;

  [[gnu::always_inline]] inline void load(const offset_scale<placed_as<Number>>& scale, std::size_t missing) noexcept {
    on.load(scale, static_cast<word>(missing));
    least = words{} + (Bytes == 64 ? ~word{0} : static_cast<word>(~sign));
    most = words{} + (Bytes == 64 ? word{0} : sign);
  }

  [[gnu::always_inline]] inline void place(const Number* values, word* buckets, word* keys) noexcept {
    words bits, bucket;
    signed_words is_missing;
    on.place(values, bits, is_missing, bucket);
    __builtin_memcpy(buckets, &bucket, Bytes);

    words key = bits;
    if constexpr (std::floating_point<Number>) {
      const words negative = words(signed_words(bits) >> (8 * sizeof(word) - 1));
      key ^= negative | sign;
      key = bits == sign ? bits : key;
      key = is_missing ? words{} : key;
    } else if constexpr (std::signed_integral<Number>) {
      key ^= sign;
    }
    __builtin_memcpy(keys, &key, Bytes);
    if constexpr (Bytes == 64) {  // unsigned comparisons came with these
      const words key_or_most = key - below;
      least = key_or_most < least ? key_or_most : least;
      most = key > most ? key : most;
    } else {
      const auto ordered = signed_words(key ^ sign);
      const auto ordered_or_most = signed_words((key - below) ^ sign);
      least = ordered_or_most < signed_words(least) ? words(ordered_or_most) : least;
      most = ordered > signed_words(most) ? words(ordered) : most;
    }
  }

  /// The extreme keys: the highest there is, and 0, without values.
  [[gnu::always_inline]] inline void extremes(word& low_key, word& high_key) const noexcept {
    constexpr word flip = Bytes == 64 ? 0 : sign;
    low_key = ~word{0};
    high_key = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const word low = least[lane] ^ flip;
      const word high = most[lane] ^ flip;
      if ((std::integral<Number> || high != 0) && low + below < low_key) low_key = low + below;
      if (high > high_key) high_key = high;
    }
  }

 private:
  /// Missing values have key 0, which must not be the smallest: one less is the highest.
  static constexpr word below = std::floating_point<Number> ? 1 : 0;
};

/// As above, a value at a time.
template <vector_number Number>
[[gnu::always_inline]] inline void place_one(const offset_scale<placed_as<Number>>& scale, std::size_t missing,
                                             Number value, scale_word<Number>& bucket, scale_word<Number>& key,
                                             scale_word<Number>& lowest, scale_word<Number>& highest) noexcept {
  using word = scale_word<Number>;
  const auto real = static_cast<placed_as<Number>>(value);
  const bool present = !is_nan(real);
  key = present ? static_cast<word>(order_key(value)) : 0;
  bucket = static_cast<word>(present ? scale.bucket(real) : missing);
  if (present && key < lowest) lowest = key;
  if (key > highest) highest = key;
}

/** Counts a block of values. Vectors of values become buckets and order keys, which scalar code looks up and counts.
    `Steps`: those of the grid. */
template <vector_number Number, std::size_t Steps>
struct count_kernel {
  using word = scale_word<Number>;
  /// So many values are looked up together; fewer cost more, more gain nothing.
  static constexpr std::size_t chunk = 64;

  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Number* values, std::size_t size,
                                                count_task<Number>* shared) noexcept {
    using placer = value_placer<Number, Bytes>;
    count_task<Number> task = *shared;
    placer placed;
    placed.load(task.scale, task.missing);
    alignas(64) word buckets[chunk];
    alignas(64) word keys[chunk];
    std::size_t i = 0;
    for (; i + chunk <= size; i += chunk) {
#pragma GCC unroll 2
      for (std::size_t lane = 0; lane < chunk; lane += placer::lanes) {
        __builtin_prefetch(values + i + lane + 4096 / sizeof(Number));
        placed.place(values + i + lane, buckets + lane, keys + lane);
      }
      count(task, buckets, keys);
    }
    placed.extremes(task.lowest, task.highest);
    for (; i < size; ++i) {
      place_one(task.scale, task.missing, values[i], buckets[0], keys[0], task.lowest, task.highest);
      ++task.counts[cell_of(task, buckets[0], keys[0])];
    }
    *shared = task;
  }

 private:
  [[gnu::always_inline]] static inline std::size_t cell_of(const count_task<Number>& task, word bucket,
                                                           word key) noexcept {
    std::size_t cell = edge_grid::before(task.table, bucket);
#pragma GCC unroll 4
    for (std::size_t step = std::size_t{1} << (Steps - 1); step > 0; step /= 2)
      cell += task.keys[cell + step - 1] < key ? step : 0;
    return cell;
  }

  [[gnu::always_inline]] static inline void count(const count_task<Number>& task, const word* buckets,
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
};

/// A short block of values as buckets and order keys.
template <vector_number Number>
struct placed_block {
  using word = scale_word<Number>;
  static constexpr std::size_t most_values = 256;
  alignas(64) word buckets[most_values];
  alignas(64) word keys[most_values];
  word lowest;   ///< key
  word highest;  ///< key; below `lowest` without values
};

/// Finds them, and counts nothing.
template <vector_number Number>
struct block_kernel {
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Number* values, std::size_t size,
                                                const offset_scale<placed_as<Number>>* scale, std::size_t missing,
                                                placed_block<Number>* into) noexcept {
    using placer = value_placer<Number, Bytes>;
    placer placed;
    placed.load(*scale, missing);
    std::size_t i = 0;
    for (; i + placer::lanes <= size; i += placer::lanes) placed.place(values + i, into->buckets + i, into->keys + i);
    placed.extremes(into->lowest, into->highest);
    for (; i < size; ++i)
      place_one(*scale, missing, values[i], into->buckets[i], into->keys[i], into->lowest, into->highest);
  }
};

}  // namespace leeway::detail

#endif
