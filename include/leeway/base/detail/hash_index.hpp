// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_HASH_INDEX_HPP
#define LEEWAY_BASE_DETAIL_HASH_INDEX_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace leeway::detail {

/** Finds numbers 0, 1, 2, ... by the hash of what they stand for; whoever keeps that compares it.

  A group is a cache line: twelve numbers, and of each a byte of its hash. All bytes of a group are compared at once, in
  two words; a group that is full sends the search on to the next. Nothing is taken out. A search neither allocates nor
  throws; it ends because no more than three quarters of the places are used. */
class hash_index {
 public:
  static constexpr std::uint32_t none = ~std::uint32_t{0};

  hash_index() : groups_(1) {}

  /// Empty, with room for so many.
  void reset(std::size_t numbers) {
    std::size_t groups = 1;
    while (groups * used_of_group < numbers) groups *= 2;
    groups_.assign(groups, group{});
  }
  /// Empty, with the same room.
  void clear() noexcept {
    for (group& one : groups_) one.tags[0] = one.tags[1] = 0;
  }
  bool has_room_for(std::size_t numbers) const noexcept { return numbers <= groups_.size() * used_of_group; }
  std::size_t size_bytes() const noexcept { return groups_.capacity() * sizeof(group); }

  /// Where there is room.
  void insert(std::uint64_t hashed, std::uint32_t number) noexcept {
    group* here = groups_.data() + home(hashed);
    std::uint64_t empty = matches(*here, 0);
    while (empty == 0) {
      here = here + 1 == groups_.data() + groups_.size() ? groups_.data() : here + 1;
      empty = matches(*here, 0);
    }
    const std::size_t place = place_of(empty);
    here->tags[place / 8] |= tag_of(hashed) << (place % 8 * 8);
    here->numbers[place] = number;
  }

  /// The first number with this hash for which `is_it(number)`, or `none`. It may be asked of some with other hashes.
  template <class IsIt>
  [[gnu::always_inline]] inline std::uint32_t find(std::uint64_t hashed, IsIt&& is_it) const noexcept {
    const std::uint64_t tag = tag_of(hashed) * each_byte;
    for (std::size_t at = home(hashed);; at = (at + 1) & (groups_.size() - 1)) {
      const group& here = groups_[at];
      for (std::uint64_t found = matches(here, tag); found != 0; found &= found - 1)
        if (const std::uint32_t number = here.numbers[place_of(found)]; is_it(number)) return number;
      if (matches(here, 0) != 0) return none;
    }
  }

  /// Asks memory for where a search will begin.
  void fetch(std::uint64_t hashed) const noexcept { __builtin_prefetch(groups_.data() + home(hashed)); }
  /// The number that a search most likely finds; any other number, or `none`, where it does not begin and end at once.
  std::uint32_t guess(std::uint64_t hashed) const noexcept {
    const group& here = groups_[home(hashed)];
    const std::uint64_t found = matches(here, tag_of(hashed) * each_byte);
    return found == 0 ? none : here.numbers[place_of(found)];
  }

 private:
  static constexpr std::uint64_t each_byte = 0x0101'0101'0101'0101;
  static constexpr std::size_t used_of_group = 9;

  struct alignas(64) group {
    std::uint64_t tags[2] = {0, 0};  // 0: nothing there; the last four are none
    std::uint32_t numbers[12] = {};
  };

  std::size_t home(std::uint64_t hashed) const noexcept {
    return static_cast<std::size_t>(hashed) & (groups_.size() - 1);
  }
  /// From 2 to 255: a wrong mark is of a tag that differs in the lowest bit, and must not be of an empty place.
  static std::uint64_t tag_of(std::uint64_t hashed) noexcept {
    const std::uint64_t top = hashed >> 56;
    return top + (top < 2 ? 2U : 0U);
  }
  /// Marks of the places with this tag; above one of them there may be wrong ones, of places in use and never alone.
  static std::uint64_t matches(const group& here, std::uint64_t tag) noexcept {
    const auto zeros = [](std::uint64_t x) { return (x - each_byte) & ~x & (each_byte << 7); };
    // Places 0 to 7 are marked in the lowest bits of the bytes, 8 to 11 in those above.
    return zeros(here.tags[0] ^ tag) >> 7 | (zeros(here.tags[1] ^ tag) & 0x8080'8080) >> 6;
  }
  static std::size_t place_of(std::uint64_t marks) noexcept {
    const auto bit = static_cast<unsigned>(std::countr_zero(marks));
    return bit / 8 + bit % 2 * 8;
  }

  std::vector<group> groups_;
};

}  // namespace leeway::detail

#endif
