// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_WIDE_INTEGER_HPP
#define LEEWAY_STATISTICS_DETAIL_WIDE_INTEGER_HPP

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace leeway::detail {

/// An integer of at most 9216 bits with a sign: what moments of doubles need to be exact. Nobody checks for overflow;
/// whoever calculates knows how large its numbers are.
class wide_integer {
 public:
  static constexpr std::size_t most_words = 144;

  wide_integer() = default;
  explicit wide_integer(std::uint64_t value) noexcept : size_(value > 0 ? 1 : 0) { words_[0] = value; }

  /// -1, 0 or 1.
  int sign() const noexcept { return size_ == 0 ? 0 : negative_ ? -1 : 1; }
  void negate() noexcept { negative_ = !negative_; }
  /// Words of the magnitude: none is the highest one and 0.
  std::size_t size() const noexcept { return size_; }
  std::uint64_t operator[](std::size_t word) const noexcept { return words_[word]; }
  /// Of the magnitude; 0 for 0.
  std::size_t bits() const noexcept {
    return size_ == 0 ? 0 : 64 * size_ - static_cast<std::size_t>(std::countl_zero(words_[size_ - 1]));
  }
  bool bit(std::size_t place) const noexcept {
    return place / 64 < size_ && ((words_[place / 64] >> (place % 64)) & 1) != 0;
  }
  /// Any bit below `place` is set.
  bool any_below(std::size_t place) const noexcept {
    for (std::size_t i = 0; i < size_ && i < place / 64; ++i)
      if (words_[i] != 0) return true;
    return place / 64 < size_ && (words_[place / 64] & ((std::uint64_t{1} << (place % 64)) - 1)) != 0;
  }
  /// Sets a word of the magnitude: in any order, then `trim`.
  void set(std::size_t word, std::uint64_t value) noexcept { words_[word] = value; }
  void trim() noexcept {
    size_ = most_words;
    while (size_ > 0 && words_[size_ - 1] == 0) --size_;
  }

  friend wide_integer operator+(const wide_integer& a, const wide_integer& b) noexcept {
    if (a.negative_ == b.negative_) return sum(a, b);
    return less(a, b) ? difference(b, a) : difference(a, b);
  }
  friend wide_integer operator-(const wide_integer& a, wide_integer b) noexcept {
    b.negate();
    return a + b;
  }
  friend wide_integer operator*(const wide_integer& a, const wide_integer& b) noexcept {
    wide_integer product;
    product.negative_ = a.negative_ != b.negative_;
    for (std::size_t i = 0; i < a.size_; ++i) {
      if (a.words_[i] == 0) continue;
      std::uint64_t carry = 0;
      for (std::size_t j = 0; j < b.size_; ++j) {
        const wide term = static_cast<wide>(a.words_[i]) * b.words_[j] + product.words_[i + j] + carry;
        product.words_[i + j] = static_cast<std::uint64_t>(term);
        carry = static_cast<std::uint64_t>(term >> 64);
      }
      product.words_[i + b.size_] = carry;
    }
    product.trim();
    return product;
  }
  friend wide_integer operator*(std::uint64_t a, const wide_integer& b) noexcept { return wide_integer(a) * b; }

  void shift_words_left(std::size_t words) noexcept {
    for (std::size_t i = size_; i-- > 0;) words_[i + words] = words_[i];
    for (std::size_t i = 0; i < words; ++i) words_[i] = 0;
    trim();
  }
  /// Towards 0. True when something is left.
  bool divide(std::uint64_t divisor) noexcept {
    std::uint64_t rest = 0;
    for (std::size_t i = size_; i-- > 0;) {
      const wide part = (static_cast<wide>(rest) << 64) | words_[i];
      words_[i] = static_cast<std::uint64_t>(part / divisor);
      rest = static_cast<std::uint64_t>(part % divisor);
    }
    trim();
    return rest != 0;
  }

 private:
  __extension__ using wide = unsigned __int128;

  static bool less(const wide_integer& a, const wide_integer& b) noexcept {
    if (a.size_ != b.size_) return a.size_ < b.size_;
    for (std::size_t i = a.size_; i-- > 0;)
      if (a.words_[i] != b.words_[i]) return a.words_[i] < b.words_[i];
    return false;
  }
  static wide_integer sum(const wide_integer& a, const wide_integer& b) noexcept {
    wide_integer result;
    result.negative_ = a.negative_;
    const std::size_t size = a.size_ > b.size_ ? a.size_ : b.size_;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const wide term = static_cast<wide>(a.words_[i]) + b.words_[i] + carry;
      result.words_[i] = static_cast<std::uint64_t>(term);
      carry = static_cast<std::uint64_t>(term >> 64);
    }
    result.words_[size] = carry;
    result.trim();
    return result;
  }
  /// The magnitude of `a` is not the smaller one.
  static wide_integer difference(const wide_integer& a, const wide_integer& b) noexcept {
    wide_integer result;
    result.negative_ = a.negative_;
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < a.size_; ++i) {
      const wide term = static_cast<wide>(a.words_[i]) - b.words_[i] - borrow;
      result.words_[i] = static_cast<std::uint64_t>(term);
      borrow = static_cast<std::uint64_t>(term >> 64) & 1;
    }
    result.trim();
    return result;
  }

  std::array<std::uint64_t, most_words> words_{};
  std::size_t size_ = 0;
  bool negative_ = false;
};

/// An integer rounded to a double's digits, half to even: digits 2^exponent.
struct rounded_integer {
  double digits = 0.0;
  int exponent = 0;

  /// Drops the last `drop` bits, and as many more as it takes to leave 53. `more`: something lies behind the integer.
  rounded_integer(const wide_integer& n, std::size_t drop, bool more = false) noexcept {
    if (n.bits() > drop + 53) drop = n.bits() - 53;
    std::uint64_t kept = 0;
    for (std::size_t place = n.bits(); place-- > drop;) kept = 2 * kept + (n.bit(place) ? 1U : 0U);
    const bool beyond_half = drop > 0 && (more || n.any_below(drop - 1));
    if (drop > 0 && n.bit(drop - 1) && (beyond_half || kept % 2 != 0)) ++kept;
    digits = n.sign() * static_cast<double>(kept);
    exponent = static_cast<int>(drop);
  }
};

/// numerator 2^exponent / (first second), rounded once; infinite beyond the doubles.
inline double rounded_quotient(wide_integer numerator, int exponent, std::uint64_t first,
                               std::uint64_t second = 1) noexcept {
  constexpr std::size_t more_words = 4;  // 128 bits for the divisors, the rest for the digits
  numerator.shift_words_left(more_words);
  exponent -= 64 * static_cast<int>(more_words);
  const bool first_rest = numerator.divide(first);
  const bool rest = numerator.divide(second) || first_rest;
  constexpr int lowest_exponent = -1074;
  const auto drop = exponent < lowest_exponent ? static_cast<std::size_t>(lowest_exponent - exponent) : 0;
  const rounded_integer result(numerator, drop, rest);
  return std::ldexp(result.digits, result.exponent + exponent);
}

}  // namespace leeway::detail

#endif
