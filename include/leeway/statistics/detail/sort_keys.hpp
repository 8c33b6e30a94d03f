// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_SORT_KEYS_HPP
#define LEEWAY_STATISTICS_DETAIL_SORT_KEYS_HPP

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace leeway::detail {

/** Sorts keys in time that hardly depends on them: three passes over the upper bits of their range by counting, then
    insertion for what is equal in those bits. Keys that crowd in the lower bits are left to `std::sort`. `scratch` is
    as long as `keys`. Allocates nothing. */
class key_sorter {
 public:
  static void sort(std::span<std::uint64_t> keys, std::span<std::uint64_t> scratch) noexcept {
    if (keys.size() < 64) {
      std::sort(keys.begin(), keys.end());
      return;
    }
    const auto [least, most] = ends(keys);
    const int range = static_cast<int>(std::bit_width(most - least));
    const int shift = range > 3 * digit ? range - 3 * digit : 0;
    by_counting(keys, scratch, least, shift);
    if (shift > 0) finish(keys);
  }

 private:
  static constexpr int digit = 11;
  static constexpr std::size_t values = std::size_t{1} << digit;
  using counters = std::array<std::uint32_t, values>;

  static std::pair<std::uint64_t, std::uint64_t> ends(std::span<const std::uint64_t> keys) noexcept {
    std::uint64_t least = keys[0];
    std::uint64_t most = keys[0];
    for (std::uint64_t key : keys) {
      least = (std::min)(least, key);
      most = (std::max)(most, key);
    }
    return {least, most};
  }

  static void by_counting(std::span<std::uint64_t> keys, std::span<std::uint64_t> scratch, std::uint64_t least,
                          int shift) noexcept {
    std::array<counters, 3> tables{};
    for (std::uint64_t key : keys) {
      const std::uint64_t upper = (key - least) >> shift;
      ++tables[0][digit_of<0>(upper)];
      ++tables[1][digit_of<1>(upper)];
      ++tables[2][digit_of<2>(upper)];
    }
    std::uint64_t* from = keys.data();
    std::uint64_t* to = scratch.data();
    const auto pass = [&]<int place>(counters& table) {
      if (one_value(table, keys.size())) return;
      std::uint32_t sum = 0;
      for (std::uint32_t& one : table) sum += std::exchange(one, sum);
      for (std::size_t i = 0; i < keys.size(); ++i) to[table[digit_of<place>((from[i] - least) >> shift)]++] = from[i];
      std::swap(from, to);
    };
    pass.template operator()<0>(tables[0]);
    pass.template operator()<1>(tables[1]);
    pass.template operator()<2>(tables[2]);
    if (from != keys.data()) std::copy(from, from + keys.size(), keys.data());
  }

  template <int place>
  static std::size_t digit_of(std::uint64_t upper) noexcept {
    return (upper >> (digit * place)) & (values - 1);
  }
  static bool one_value(const counters& table, std::size_t all) noexcept {
    return std::find(table.begin(), table.end(), static_cast<std::uint32_t>(all)) != table.end();
  }

  /// Keys are in order but for those that lie close together.
  static void finish(std::span<std::uint64_t> keys) noexcept {
    std::size_t moves = 2 * keys.size();
    for (std::size_t i = 1; i < keys.size(); ++i) {
      const std::uint64_t key = keys[i];
      std::size_t hole = i;
      for (; hole > 0 && keys[hole - 1] > key && moves > 0; --hole, --moves) keys[hole] = keys[hole - 1];
      keys[hole] = key;
      if (moves == 0) {
        std::sort(keys.begin(), keys.end());
        return;
      }
    }
  }
};

}  // namespace leeway::detail

#endif
