// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_SORT_KEYS_HPP
#define LEEWAY_STATISTICS_DETAIL_SORT_KEYS_HPP

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <utility>

#include <leeway/base/detail/instruction_sets.hpp>

namespace leeway::detail {

/// The smallest and the largest of at least `Bytes / 8` keys.
struct ends_kernel {
  template <std::size_t Bytes>
  [[gnu::always_inline]] static inline void run(const std::uint64_t* keys, std::size_t size,
                                                std::uint64_t* ends) noexcept {
    using words = typename vector_of<std::int64_t, Bytes>::type;
    constexpr std::size_t lanes = Bytes / 8;
    constexpr auto sign = static_cast<std::int64_t>(std::uint64_t{1} << 63);  // vectors compare signed numbers
    // The last keys, which need not fill a vector, are read with some before them.
    words least;
    __builtin_memcpy(&least, keys + (size - lanes), Bytes);
    least ^= sign;
    words most = least;
    for (std::size_t i = 0; i + lanes <= size; i += lanes) {
      words some;
      __builtin_memcpy(&some, keys + i, Bytes);
      some ^= sign;
      const words less = some < least;
      const words more = some > most;
      least = (some & less) | (least & ~less);
      most = (some & more) | (most & ~more);
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      ends[0] = (std::min)(ends[0], static_cast<std::uint64_t>(least[lane] ^ sign));
      ends[1] = (std::max)(ends[1], static_cast<std::uint64_t>(most[lane] ^ sign));
    }
  }
};

/// Four bytes of memory that holds other things at other times.
class half_words {
 public:
  half_words(std::uint64_t* from, std::size_t skipped) noexcept
      : bytes_(reinterpret_cast<unsigned char*>(from) + skipped * sizeof(std::uint32_t)) {}
  friend std::uint64_t read(half_words from, std::size_t at) noexcept {
    std::uint32_t word;
    std::memcpy(&word, from.bytes_ + at * sizeof word, sizeof word);
    return word;
  }
  friend void write(half_words to, std::size_t at, std::uint64_t value) noexcept {
    const auto word = static_cast<std::uint32_t>(value);
    std::memcpy(to.bytes_ + at * sizeof word, &word, sizeof word);
  }

 private:
  unsigned char* bytes_;
};
inline std::uint64_t read(const std::uint64_t* from, std::size_t at) noexcept { return from[at]; }
inline void write(std::uint64_t* to, std::size_t at, std::uint64_t value) noexcept { to[at] = value; }

/** Finds every so-manieth of keys in order, in time that hardly depends on them: two or three passes by counting over
    the upper bits of their range, in words of half the size where the range or the number of keys fits them. Keys that
    are equal in those bits are sorted where one of them is wanted; a key that repeats very often is counted apart.
    Allocates nothing. */
class key_sorter {
 public:
  /// All of them, in place. `scratch` is as long as `keys`.
  static void sort(std::span<std::uint64_t> keys, std::span<std::uint64_t> scratch) noexcept {
    select(keys, scratch, 0, 1, keys);
  }
  /// Writes those that stand at `first`, `first + step`, ... in order, as many as `out` holds. `scratch` is as long as
  /// `keys`, which may be `out`; both are in disorder otherwise.
  static void select(std::span<std::uint64_t> keys, std::span<std::uint64_t> scratch, std::size_t first,
                     std::size_t step, std::span<std::uint64_t> out) noexcept {
    if (keys.size() < fewest) std::sort(keys.begin(), keys.end());
    if (std::is_sorted(keys.begin(), keys.end())) {
      for (std::size_t i = 0; i < out.size(); ++i) out[i] = keys[first + i * step];
      return;
    }
    if (select_repeated(keys, scratch, first, step, out)) return;
    std::uint64_t ends[2] = {keys[0], keys[0]};
    run_kernel<ends_kernel>(best_instruction_set(), keys.data(), keys.size(), static_cast<std::uint64_t*>(ends));
    const int range = static_cast<int>(std::bit_width(ends[1] - ends[0]));
    const wanted places{ends[0], range, first, step};
    std::uint64_t* const free = scratch.data();
    const half_words one(free, 0);
    const half_words other(free, keys.size());
    if (range <= bits)
      by_counting<1>(keys, one, other, places, out);
    else if (range <= 2 * bits)
      by_counting<2>(keys, one, other, places, out);
    else if (out.data() != keys.data() && by_naming(keys, one, other, places, out))
      return;
    else if (range <= 32)
      by_counting<3>(keys, one, other, places, out);
    else
      by_counting<3>(keys, free, keys.data(), places, out);
  }

 private:
  static constexpr std::size_t fewest = 256;
  static constexpr int bits = 11;  // of a digit
  using counters = std::array<std::uint32_t, std::size_t{1} << bits>;

  struct wanted {
    std::uint64_t least;
    int range;
    std::size_t first;
    std::size_t step;
  };

  /// Where a key that repeats would be counted again and again, each time after waiting for the time before. Not done
  /// where no key is a quarter of all.
  static bool select_repeated(std::span<std::uint64_t> keys, std::span<std::uint64_t> scratch, std::size_t first,
                              std::size_t step, std::span<std::uint64_t> out) noexcept {
    const std::size_t size = keys.size();
    const std::uint64_t often = keys[size / 2];
    if (often != keys[size / 4] && often != keys[size / 4 * 3] && often != keys[size / 8] &&
        often != keys[size / 8 * 5])
      return false;
    std::size_t others = 0;
    std::size_t below = 0;
    for (std::uint64_t key : keys) {
      scratch[others] = key;
      others += key != often ? 1U : 0U;
      below += key < often ? 1U : 0U;
    }
    const std::size_t same = size - others;
    if (same < size / 4) return false;
    sort(scratch.first(others), keys.first(others));
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::size_t place = first + i * step;
      out[i] = place < below ? scratch[place] : place < below + same ? often : scratch[place - same];
    }
    return true;
  }

  /// Passes from the keys to `one`, `other`, `one`; `other` may be the keys. What is sorted is the distance from the
  /// least, turned so that its unused bits are the upper ones: where digits lie is then known when this is compiled.
  template <int Passes, class Row>
  static void by_counting(std::span<const std::uint64_t> keys, Row one, Row other, const wanted& places,
                          std::span<std::uint64_t> out) noexcept {
    const std::size_t size = keys.size();
    const int unused = (std::max)(0, places.range - Passes * bits);
    const std::uint64_t least = places.least;
    counters tables[3] = {};
    for (std::uint64_t key : keys) {
      const std::uint64_t turned = std::rotr(key - least, unused);
      ++tables[0][digit<0>(turned)];
      if constexpr (Passes > 1) ++tables[1][digit<1>(turned)];
      if constexpr (Passes > 2) ++tables[2][digit<2>(turned)];
    }
    for (int i = 0; i < Passes; ++i) cumulate(tables[i]);
    for (std::uint64_t key : keys) {
      const std::uint64_t turned = std::rotr(key - least, unused);
      write(one, tables[0][digit<0>(turned)]++, turned);
    }
    if constexpr (Passes > 1) pass<1>(size, one, other, tables[1]);
    if constexpr (Passes > 2) pass<2>(size, other, one, tables[2]);
    pick(size, Passes == 2 ? other : one, unused, places, out);
  }

  template <int Place>
  static std::size_t digit(std::uint64_t turned) noexcept {
    return (turned >> (Place * bits)) & ((std::size_t{1} << bits) - 1);
  }
  template <std::size_t Size>
  static void cumulate(std::array<std::uint32_t, Size>& table) noexcept {
    std::uint32_t sum = 0;
    for (std::uint32_t& count : table) sum += std::exchange(count, sum);
  }
  template <int Place, class Row>
  static void pass(std::size_t size, Row from, Row to, counters& table) noexcept {
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint64_t turned = read(from, i);
      write(to, table[digit<Place>(turned)]++, turned);
    }
  }

  static void pick(std::size_t, half_words sorted, int, const wanted& places, std::span<std::uint64_t> out) noexcept {
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = places.least + read(sorted, places.first + i * places.step);
  }
  /// In order but for those that are equal in all but the unused bits.
  static void pick(std::size_t size, std::uint64_t* sorted, int unused, const wanted& places,
                   std::span<std::uint64_t> out) noexcept {
    const std::uint64_t used = ~std::uint64_t{0} >> unused;
    std::size_t done = 0;
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::size_t place = places.first + i * places.step;
      if (place >= done) {
        const std::uint64_t upper = sorted[place] & used;
        std::size_t from = place;
        while (from > done && (sorted[from - 1] & used) == upper) --from;
        std::size_t to = place + 1;
        while (to < size && (sorted[to] & used) == upper) ++to;
        // The bits that differ are the upper ones now.
        if (to - from > 1) std::sort(sorted + from, sorted + to);
        done = to;
      }
      out[i] = places.least + std::rotl(sorted[place], unused);
    }
  }

  // Where only some are wanted, two passes over the upper bits do, and half words: the first pass leaves few enough
  // bits for the place of the key among `keys` to fit beside them. Fewer keys need fewer bits to differ.
  static constexpr int name_bits = 13;
  static constexpr std::size_t most_named = std::size_t{1} << name_bits;

  /// False, with the keys as they were, where too many of them are equal in the upper bits.
  static bool by_naming(std::span<const std::uint64_t> keys, half_words one, half_words other, const wanted& places,
                        std::span<std::uint64_t> out) noexcept {
    if (keys.size() > most_named) return false;
    return keys.size() > 2048 ? by_naming<11, 12>(keys, one, other, places, out)
                              : by_naming<10, 10>(keys, one, other, places, out);
  }
  template <int Low, int High>
  static bool by_naming(std::span<const std::uint64_t> keys, half_words one, half_words other, const wanted& places,
                        std::span<std::uint64_t> out) noexcept {
    static_assert(Low + High <= 2 * bits + 1 && High + name_bits <= 32);
    const std::size_t size = keys.size();
    const int unused = places.range - (Low + High);
    const auto upper_of = [&](std::uint64_t key) { return (key - places.least) >> unused; };
    std::array<std::uint32_t, std::size_t{1} << Low> lows{};
    std::array<std::uint32_t, std::size_t{1} << High> highs{};
    for (std::uint64_t key : keys) {
      const std::uint64_t upper = upper_of(key);
      ++lows[upper % lows.size()];
      ++highs[upper >> Low];
    }
    cumulate(lows);
    cumulate(highs);
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint64_t upper = upper_of(keys[i]);
      write(one, lows[upper % lows.size()]++, upper >> Low << name_bits | i);
    }
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint64_t word = read(one, i);
      write(other, highs[word >> name_bits]++, word);
    }

    const auto key_at = [&](std::size_t place) { return keys[read(other, place) % most_named]; };
    std::size_t same = 0;  // up to here all keys are the one that was found last
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::size_t place = places.first + i * places.step;
      if (place < same) {
        out[i] = out[i - 1];
        continue;
      }
      std::uint64_t found = key_at(place);
      const std::uint64_t upper = upper_of(found);
      std::size_t from = place;
      while (from > 0 && upper_of(key_at(from - 1)) == upper) --from;
      std::size_t to = place + 1;
      while (to < size && upper_of(key_at(to)) == upper) ++to;
      std::array<std::uint64_t, 32> equals;
      if (to - from > equals.size()) {
        for (std::size_t k = from; k < to; ++k)
          if (key_at(k) != found) return false;
        same = to;
      } else if (to - from > 1) {
        for (std::size_t k = from; k < to; ++k) equals[k - from] = key_at(k);
        std::sort(equals.begin(), equals.begin() + static_cast<std::ptrdiff_t>(to - from));
        found = equals[place - from];
      }
      out[i] = found;
    }
    return true;
  }
};

}  // namespace leeway::detail

#endif
