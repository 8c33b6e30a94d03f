// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_DETAIL_FEW_CELLS_HPP
#define LEEWAY_CELLS_DETAIL_FEW_CELLS_HPP

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/cells/detail/offset_scale.hpp>

namespace leeway::detail {

/** What values are counted by, and into, where at most 31 edges make the cells: what `few_cells_kernel` works on.

  Numbers are compared as *places*: their order keys as signed words, moved so that -infinity has the lowest place there
  is and every NaN lies above infinity; an integer of 64 bits is its own place, moved where it has no sign. The kernel has
  -0.0 one place below 0.0.

  Edges are a tree. The way from its root takes one bit a step, the first step the lowest: 1 where the edge lies below
  the number. So the way to a cell is the number of the cell, read from the other end. */
template <vector_number Number>
struct few_cells {
  using word = typename offset_scale<placed_as<Number>>::signed_bits;
  using unsigned_word = typename offset_scale<placed_as<Number>>::unsigned_bits;
  static constexpr std::size_t levels = 5;
  static constexpr std::size_t most_cells = std::size_t{1} << levels;
  static constexpr std::size_t widest = 64;       // bytes of a vector
  static constexpr std::size_t planes = 8;        // binary digits of a counter
  static constexpr std::size_t most_groups = 31;  // of eight vectors: more would leave the counters
  /// So many values at most, whole stretches of them: their sums have sixteen bits a lane.
  static constexpr std::size_t most_values = std::size_t{0xffff} / 4096 * 4096;

  static constexpr unsigned_word sign = offset_scale<placed_as<Number>>::sign;
  static constexpr bool real = std::floating_point<Number>;
  static constexpr Number least_number =
      real ? -std::numeric_limits<Number>::infinity() : std::numeric_limits<Number>::lowest();
  static constexpr Number largest_number =
      real ? std::numeric_limits<Number>::infinity() : (std::numeric_limits<Number>::max)();
  static constexpr auto lowest_key = static_cast<unsigned_word>(order_key(least_number));
  /// From the bits of a number that is not negative to its place.
  static constexpr unsigned_word origin = real ? lowest_key : std::signed_integral<Number> ? 0 : sign;
  static constexpr word nowhere = (std::numeric_limits<word>::max)();

  static constexpr word place(std::uint64_t key) noexcept {
    return static_cast<word>((static_cast<unsigned_word>(key) - lowest_key) ^ sign);
  }
  static constexpr std::uint64_t key(word place) noexcept {
    const auto found = static_cast<unsigned_word>((static_cast<unsigned_word>(place) ^ sign) + lowest_key);
    return real && found == sign - 1 ? sign : found;  // -0.0
  }
  static constexpr word last = place(order_key(largest_number));

  /// `keys`: of the edges, fewer than `most_cells`.
  explicit few_cells(std::span<const std::uint64_t> keys) noexcept : full(real && keys.size() + 1 == most_cells) {
    for (std::size_t edge = 0; edge + 1 < most_cells; ++edge) {
      // Behind the edges is the last place of a number, which only NaN lies above: its way is the last, and no cell's.
      word node = edge < keys.size() ? place(keys[edge]) : last;
      // The edge between 0.0 and the number below must not lie in the place that -0.0 has here.
      if (real && node == place(sign - 1)) --node;
      const auto height = static_cast<std::size_t>(std::countr_zero(edge + 1));
      const std::size_t level = levels - 1 - height;
      for (std::size_t way = reversed((edge + 1) >> (height + 1), level); way < most_cells / 2;
           way += std::size_t{1} << level)
        edges[level][way] = node;
    }
    forget_extremes();
  }
  /// Nothing was counted.
  void reset() noexcept {
    forget_extremes();
    __builtin_memset(counters, 0, sizeof(counters));
    __builtin_memset(sums, 0, sizeof(sums));
    groups = 0;
  }

  /// The last `bits` bits in the opposite order.
  static constexpr std::size_t reversed(std::size_t way, std::size_t bits) noexcept {
    std::size_t result = 0;
    for (std::size_t bit = 0; bit < bits; ++bit) result = 2 * result + ((way >> bit) & 1);
    return result;
  }

  /// How many values lie in a cell; nothing waits in the counters.
  std::uint64_t count(std::size_t cell) const noexcept {
    const std::size_t way = reversed(cell, levels);
    const std::size_t byte = way / 8;
    // Lanes are added apart from each other: NaN, with which short blocks are filled up, is more than sixteen bits
    // hold.
    constexpr std::uint64_t of_a_lane = sizeof(word) == 4 ? 0x0000'ffff'0000'ffff : 0xffff;
    std::uint64_t all = 0;
    for (std::size_t at = 0; at < widest; at += sizeof(all)) {
      std::uint64_t some;
      __builtin_memcpy(&some, sums[2 * (way % 8) + byte % 2] + at, sizeof(some));
      all += (some >> (16 * (byte / 2))) & of_a_lane;
    }
    if (sizeof(word) == 4) all += all >> 32;
    return all & 0xffff;
  }
  /// Order keys of the smallest and the largest number, if any were counted.
  std::uint64_t lowest() const noexcept { return key(smallest(least)); }
  std::uint64_t highest() const noexcept { return key(from_last(smallest(most))); }
  /// As far from the last place as the given one is from the first.
  static constexpr word from_last(word place) noexcept {
    return static_cast<word>(static_cast<unsigned_word>(last) + sign - static_cast<unsigned_word>(place));
  }
  bool empty() const noexcept { return real ? smallest(least) > last : smallest(least) > from_last(smallest(most)); }

  bool full;                                           ///< no way is left for NaN: it is on that of the last cell
  alignas(widest) word edges[levels][most_cells / 2];  ///< of a level 2^level, again and again
  alignas(widest) word least[widest / sizeof(word)];   ///< places
  alignas(widest) word most[widest / sizeof(word)];    ///< places, counted from the last
  alignas(widest) unsigned char counters[planes][widest] = {};  ///< a counter has a bit in each
  alignas(widest) unsigned char sums[2 * planes][widest] = {};  ///< sixteen bits a lane
  std::size_t groups = 0;                                       ///< in the counters

 private:
  void forget_extremes() noexcept {
    for (word& one : least) one = nowhere;
    for (word& one : most) one = nowhere;
  }
  static constexpr word smallest(const word (&places)[widest / sizeof(word)]) noexcept {
    word found = nowhere;
    for (word one : places) found = one < found ? one : found;
    return found;
  }
};

}  // namespace leeway::detail

#endif
