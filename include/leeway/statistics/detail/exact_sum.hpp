// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_EXACT_SUM_HPP
#define LEEWAY_STATISTICS_DETAIL_EXACT_SUM_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <leeway/base/bytes.hpp>
#include <leeway/statistics/detail/wide_integer.hpp>

namespace leeway::detail {

/** A sum of `Power`-th powers of doubles, without rounding: an integer multiple of 2^(-1074 Power), in pieces of 32
    bits that are kept in 64, so that carries wait. Source: Neal (2015), Fast exact summation using small and large
    superaccumulators, arXiv:1505.05571; here for powers too. */
template <std::size_t Power>
class exact_sum {
 public:
  /// So many terms may be added before the next `settle`.
  static constexpr std::uint64_t most_waiting = std::uint64_t{1} << 30;

  /// Adds `power` 2^(Power (place - 1074)), negative ones where `sign` is -1, else 1. `power` holds `Power` words, the
  /// lowest first; place is at most 2045.
  void add(const std::uint64_t* power, std::size_t place, std::int64_t sign) noexcept {
    const std::size_t offset = Power * place;
    std::int64_t* const at = pieces_.data() + offset / piece_bits;
    const std::size_t shift = offset % piece_bits;
    std::uint64_t beyond = 0;
#pragma GCC unroll 4
    for (std::size_t i = 0; i < Power; ++i) {
      const std::uint64_t word = (power[i] << shift) | beyond;
      beyond = (power[i] >> 1) >> (63 - shift);
      at[2 * i] += sign * static_cast<std::int64_t>(word & piece_mask);
      at[2 * i + 1] += sign * static_cast<std::int64_t>(word >> piece_bits);
    }
    at[2 * Power] += sign * static_cast<std::int64_t>(beyond);
  }
  /// Terms that wait add up.
  void merge(const exact_sum& other) noexcept {
    for (std::size_t i = 0; i < pieces; ++i) pieces_[i] += other.pieces_[i];
  }
  /// Brings the carries home: equal sums then have equal pieces.
  void settle() noexcept {
    std::int64_t carry = 0;
    for (std::size_t i = 0; i + 1 < pieces; ++i) {
      const std::int64_t piece = pieces_[i] + carry;
      pieces_[i] = piece & static_cast<std::int64_t>(piece_mask);
      carry = piece >> piece_bits;
    }
    pieces_.back() += carry;
  }
  /// In units of 2^(-1074 Power).
  wide_integer value() const noexcept {
    exact_sum settled = *this;
    settled.settle();
    const bool negative = settled.pieces_.back() < 0;
    if (negative) {
      for (std::int64_t& piece : settled.pieces_) piece = -piece;
      settled.settle();
    }
    wide_integer result;
    for (std::size_t i = 0; i < pieces; i += 2) {
      const auto low = static_cast<std::uint64_t>(settled.pieces_[i]);
      const auto high = i + 1 < pieces ? static_cast<std::uint64_t>(settled.pieces_[i + 1]) : 0;
      result.set(i / 2, low | (high << piece_bits));
    }
    if (negative) result.negate();
    result.trim();
    return result;
  }

  void save(byte_writer& out) const {
    const wide_integer sum = value();
    std::size_t first = 0;
    while (first < sum.size() && sum[first] == 0) ++first;
    std::vector<std::uint64_t> words;
    for (std::size_t i = first; i < sum.size(); ++i) words.push_back(sum[i]);
    out.put(static_cast<std::uint8_t>(sum.sign() < 0 ? 1 : 0));
    out.put(static_cast<std::uint64_t>(words.empty() ? 0 : first));
    out.put_words(words);
  }
  /// Refuses what no 2^52 doubles add up to, and a second way of writing a sum.
  static exact_sum load(byte_reader& in) {
    const auto negative = in.take<std::uint8_t>();
    const auto first = in.take<std::uint64_t>();
    const std::vector<std::uint64_t> words = in.take_words();
    const bool zero = words.empty();
    if (negative > (zero || Power % 2 == 0 ? 0 : 1) || (zero && first != 0) ||
        (!zero && (words.front() == 0 || words.back() == 0)))
      in.fail("a sum that nobody writes");
    if (first > most_bits / 64 || words.size() > most_bits / 64 + 1 - first)
      in.fail("a sum of " + std::to_string(words.size()) + " words at " + std::to_string(first));
    exact_sum loaded;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::size_t piece = 2 * (static_cast<std::size_t>(first) + i);
      loaded.pieces_[piece] = static_cast<std::int64_t>(words[i] & piece_mask);
      loaded.pieces_[piece + 1] = static_cast<std::int64_t>(words[i] >> piece_bits);
    }
    if (loaded.value().bits() > most_bits) in.fail("a sum of " + std::to_string(loaded.value().bits()) + " bits");
    if (negative != 0)
      for (std::int64_t& piece : loaded.pieces_) piece = -piece;
    loaded.settle();
    return loaded;
  }

 private:
  static constexpr std::size_t piece_bits = 32;
  static constexpr std::uint64_t piece_mask = 0xffff'ffff;
  static constexpr std::size_t most_bits = Power * (1074 + 1024) + 52;
  // The highest term, and an even number that holds the words of the largest sum.
  static constexpr std::size_t pieces = (most_bits / 64 + 3) * 2;

  std::array<std::int64_t, pieces> pieces_{};
};

}  // namespace leeway::detail

#endif
