// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_ORDER_KEY_HPP
#define LEEWAY_BASE_ORDER_KEY_HPP

#include <bit>
#include <concepts>
#include <cstdint>

/// Numbers as unsigned 64-bit keys in the same order, so that doubles, floats and integers beyond 2^53 are compared
/// exactly and by the same code. -0.0 has the key of 0.0; infinities are ordinary; NaN has no key.
namespace leeway {
namespace detail {

inline constexpr std::uint64_t sign_bit_64 = std::uint64_t{1} << 63;
inline constexpr std::uint32_t sign_bit_32 = std::uint32_t{1} << 31;

/// By bits: comparisons with NaN mean nothing under -ffast-math.
constexpr bool is_nan(double x) noexcept {
  return (std::bit_cast<std::uint64_t>(x) & ~sign_bit_64) > 0x7ff0'0000'0000'0000;
}
constexpr bool is_nan(float x) noexcept { return (std::bit_cast<std::uint32_t>(x) & ~sign_bit_32) > 0x7f80'0000; }

constexpr bool is_infinite(double x) noexcept {
  return (std::bit_cast<std::uint64_t>(x) & ~sign_bit_64) == 0x7ff0'0000'0000'0000;
}
constexpr bool is_infinite(float x) noexcept { return (std::bit_cast<std::uint32_t>(x) & ~sign_bit_32) == 0x7f80'0000; }
constexpr bool is_finite(double x) noexcept { return !is_nan(x) && !is_infinite(x); }

}  // namespace detail

constexpr std::uint64_t order_key(double x) noexcept {
  const auto bits = std::bit_cast<std::uint64_t>(x);
  // No branch: signs are not predictable. The last term is for -0.0.
  const auto negative = static_cast<std::uint64_t>(static_cast<std::int64_t>(bits) >> 63);
  return (bits ^ (negative | detail::sign_bit_64)) + static_cast<std::uint64_t>(bits == detail::sign_bit_64);
}

constexpr std::uint64_t order_key(float x) noexcept {
  const auto bits = std::bit_cast<std::uint32_t>(x);
  const auto negative = static_cast<std::uint32_t>(static_cast<std::int32_t>(bits) >> 31);
  return (bits ^ (negative | detail::sign_bit_32)) + static_cast<std::uint32_t>(bits == detail::sign_bit_32);
}

constexpr std::uint64_t order_key(std::int64_t x) noexcept {
  return std::bit_cast<std::uint64_t>(x) ^ detail::sign_bit_64;
}
constexpr std::uint64_t order_key(std::uint64_t x) noexcept { return x; }
constexpr std::uint64_t order_key(bool x) noexcept { return x ? 1 : 0; }

/// The number whose key this is: `from_order_key<T>(order_key(x)) == x`.
template <class T>
constexpr T from_order_key(std::uint64_t key) noexcept {
  if constexpr (std::same_as<T, double>) {
    return std::bit_cast<double>((key & detail::sign_bit_64) != 0 ? key ^ detail::sign_bit_64 : ~key);
  } else if constexpr (std::same_as<T, float>) {
    const auto low = static_cast<std::uint32_t>(key);
    return std::bit_cast<float>((low & detail::sign_bit_32) != 0 ? low ^ detail::sign_bit_32 : ~low);
  } else if constexpr (std::same_as<T, std::int64_t>) {
    return std::bit_cast<std::int64_t>(key ^ detail::sign_bit_64);
  } else if constexpr (std::same_as<T, bool>) {
    return key != 0;
  } else {
    static_assert(std::same_as<T, std::uint64_t>);
    return key;
  }
}

namespace detail {

/// The neighbours of a float; the largest one's is infinity, and infinity's is itself.
constexpr float next_float(float x) noexcept {
  const auto key = static_cast<std::uint32_t>(order_key(x));
  return is_infinite(x) && (key & sign_bit_32) != 0 ? x : from_order_key<float>(key + 1);
}
constexpr float previous_float(float x) noexcept {
  const auto key = static_cast<std::uint32_t>(order_key(x));
  return is_infinite(x) && (key & sign_bit_32) == 0 ? x : from_order_key<float>(key - 1);
}

}  // namespace detail

}  // namespace leeway

#endif
