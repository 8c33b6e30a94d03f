// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_DETAIL_FEW_CELLS_KERNEL_HPP
#define LEEWAY_CELLS_DETAIL_FEW_CELLS_KERNEL_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/cells/detail/few_cells.hpp>

namespace leeway::detail {

/// The tree of edges in registers.
template <vector_number Number, std::size_t Bytes>
struct edge_tree {
  using task = few_cells<Number>;
  using word = typename task::word;
  using words = typename vector_of<word, Bytes>::type;
  static constexpr std::size_t lanes = Bytes / sizeof(word);
  /// Vectors that hold the edges of a level.
  static constexpr std::size_t width(std::size_t level) noexcept {
    return (std::size_t{1} << level) <= lanes ? 1 : (std::size_t{1} << level) / lanes;
  }

  words root;
  words nodes[task::levels][width(task::levels - 1)];
  words bits[task::levels];

  [[gnu::always_inline]] inline void load(const task& shared) noexcept {
    __builtin_memcpy(&root, shared.edges[0], Bytes);
#pragma GCC unroll 8
    for (std::size_t level = 0; level < task::levels; ++level) {
      for (std::size_t i = 0; i < width(level); ++i)
        __builtin_memcpy(&nodes[level][i], shared.edges[level] + i * lanes, Bytes);
      bits[level] = (word{1} << level) - words{};
      keep(bits[level]);
    }
  }

  /// The ways to the cells of these places.
  [[gnu::always_inline]] inline void find(const words& places, words& way) const noexcept {
    way = root < places ? bits[0] : words{};
    step<1>(places, way);
    step<2>(places, way);
    step<3>(places, way);
    step<4>(places, way);
    static_assert(task::levels == 5);
  }

 private:
  template <std::size_t Level>
  [[gnu::always_inline]] inline void step(const words& places, words& way) const noexcept {
    words edge;
    look_up<width(Level)>(nodes[Level], way, edge);
    if constexpr (Bytes == 64)
      way = edge < places ? way | bits[Level] : way;  // one instruction under a mask
    else
      way |= words(edge < places) & bits[Level];
  }
};

/** Counts a block of values without a look at memory: edges are looked up in registers, and a value becomes one bit of
  its lane, that of its cell. Full adders add up eight vectors of such bits at a time into counters, one for each bit of
  each lane, whose binary digits lie in as many vectors. Nothing depends on the data. */
template <vector_number Number>
struct few_cells_kernel {
  using task = few_cells<Number>;
  using word = typename task::word;
  using unsigned_word = typename task::unsigned_word;

  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const Number* values, std::size_t size, task* shared) noexcept {
    using words = typename vector_of<word, Bytes>::type;
    using unsigned_words = typename vector_of<unsigned_word, Bytes>::type;
    constexpr std::size_t lanes = Bytes / sizeof(Number);
    constexpr std::size_t group = 8 * lanes;
    words magnitude = task::nowhere - words{};
    words last = task::last - words{};
    unsigned_words origin = task::origin - unsigned_words{};
    unsigned_words ends = unsigned_words(last) + task::sign;
    keep(magnitude);
    keep(last);
    keep(origin);
    keep(ends);
    edge_tree<Number, Bytes> edges;
    edges.load(*shared);
    words least, most;
    __builtin_memcpy(&least, shared->least, Bytes);
    __builtin_memcpy(&most, shared->most, Bytes);
    const bool full = shared->full;
    alignas(task::widest) Number rest[group];
    while (size > 0) {
      for (; size > 0 && shared->groups < task::most_groups; ++shared->groups) {
        const std::size_t filled = size < group ? size : group;
        if (filled < group) {
          if constexpr (task::real)
            __builtin_memset(rest, 0xff, sizeof(rest));  // NaN
          else
            for (Number& one : rest) one = values[0];  // no number is none: these are left out again
          __builtin_memcpy(rest, values, size * sizeof(Number));
          values = rest;
          size = group;
        }
        unsigned_words bits[8];
#pragma GCC unroll 8
        for (std::size_t part = 0; part < 8; ++part) {
          words number;
          __builtin_memcpy(&number, values + part * lanes, Bytes);
          if (part * Bytes % 64 == 0) __builtin_prefetch(values + part * lanes + 4096 / sizeof(Number));
          if constexpr (task::real) number ^= (number >> (8 * sizeof(word) - 1)) & magnitude;
          const auto place = words(unsigned_words(number) - origin);
          const auto from_last = words(ends - unsigned_words(place));
          least = place < least ? place : least;
          most = from_last < most ? from_last : most;
          words way;
          edges.find(place, way);
          bits[part] = unsigned_words(edges.bits[0]) << unsigned_words(way);
          if (full) bits[part] = place <= last ? bits[part] : unsigned_words{};
          if constexpr (!task::real)
            if (filled < (part + 1) * lanes) leave_out(filled < part * lanes ? 0 : filled - part * lanes, bits[part]);
        }
        add<Bytes>(bits, *shared);
        values += group;
        size -= group;
      }
      if (shared->groups == task::most_groups) settle<Bytes>(*shared);
    }
    __builtin_memcpy(shared->least, &least, Bytes);
    __builtin_memcpy(shared->most, &most, Bytes);
  }

  /// Adds the counters to the sums.
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void settle(task& shared) noexcept {
    using words = typename vector_of<unsigned_word, Bytes>::type;
    constexpr auto ones = static_cast<unsigned_word>(~unsigned_word{0} / 0xff);  // in each byte
    constexpr auto even_bytes = static_cast<unsigned_word>(~unsigned_word{0} / 0xffff * 0xff);
    for (std::size_t bit = 0; bit < 8; ++bit) {
      words count{};
      for (std::size_t plane = task::planes; plane-- > 0;) {
        words digit;
        __builtin_memcpy(&digit, shared.counters[plane], Bytes);
        count += count + ((digit >> bit) & ones);
      }
      words even, odd;
      __builtin_memcpy(&even, shared.sums[2 * bit], Bytes);
      __builtin_memcpy(&odd, shared.sums[2 * bit + 1], Bytes);
      even += count & even_bytes;
      odd += (count >> 8) & even_bytes;
      __builtin_memcpy(shared.sums[2 * bit], &even, Bytes);
      __builtin_memcpy(shared.sums[2 * bit + 1], &odd, Bytes);
    }
    __builtin_memset(shared.counters, 0, sizeof(shared.counters));
    shared.groups = 0;
  }

 private:
  /// Lanes from the given one on hold no value.
  template <class Words>
  [[gnu::always_inline]] static inline void leave_out(std::size_t first, Words& bits) noexcept {
    for (std::size_t lane = 0; lane < sizeof(Words) / sizeof(Number); ++lane)
      if (lane >= first) bits[lane] = 0;
  }
  /// Adds eight vectors of bits to the counters.
  template <std::size_t Bytes, class Words>
  [[gnu::always_inline]] static inline void add(const Words (&bits)[8], task& shared) noexcept {
    Words ones, twos, fours, carried[7];
    __builtin_memcpy(&ones, shared.counters[0], Bytes);
    __builtin_memcpy(&twos, shared.counters[1], Bytes);
    __builtin_memcpy(&fours, shared.counters[2], Bytes);
    add_bits(ones, bits[0], bits[1], carried[0]);
    add_bits(ones, bits[2], bits[3], carried[1]);
    add_bits(ones, bits[4], bits[5], carried[2]);
    add_bits(ones, bits[6], bits[7], carried[3]);
    add_bits(twos, carried[0], carried[1], carried[4]);
    add_bits(twos, carried[2], carried[3], carried[5]);
    add_bits(fours, carried[4], carried[5], carried[6]);
    __builtin_memcpy(shared.counters[0], &ones, Bytes);
    __builtin_memcpy(shared.counters[1], &twos, Bytes);
    __builtin_memcpy(shared.counters[2], &fours, Bytes);
    Words carry = carried[6];
#pragma GCC unroll 8
    for (std::size_t plane = 3; plane < task::planes; ++plane) {
      Words digit;
      __builtin_memcpy(&digit, shared.counters[plane], Bytes);
      const Words sum = digit ^ carry;
      carry &= digit;
      __builtin_memcpy(shared.counters[plane], &sum, Bytes);
    }
  }
};

/// Adds what is left in the counters to the sums.
template <vector_number Number>
struct few_cells_sums {
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(few_cells<Number>* shared) noexcept {
    few_cells_kernel<Number>::template settle<Bytes>(*shared);
  }
};

}  // namespace leeway::detail

#endif
