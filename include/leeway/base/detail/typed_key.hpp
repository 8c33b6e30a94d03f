// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_DETAIL_TYPED_KEY_HPP
#define LEEWAY_BASE_DETAIL_TYPED_KEY_HPP

#include <cstdint>
#include <limits>
#include <type_traits>

#include <leeway/base/order_key.hpp>
#include <leeway/base/value_type.hpp>

/// Numbers of any type as order keys of another, which is known when the program runs.
namespace leeway::detail {

/// The smallest order key that a number of this type has: that of -infinity, of the least integer, of false.
constexpr std::uint64_t lowest_key(value_type type) noexcept {
  if (type == value_type::float64) return order_key(-std::numeric_limits<double>::infinity());
  if (type == value_type::float32) return order_key(-std::numeric_limits<float>::infinity());
  return 0;
}
constexpr std::uint64_t highest_key(value_type type) noexcept {
  if (type == value_type::float64) return order_key(std::numeric_limits<double>::infinity());
  if (type == value_type::float32) return order_key(std::numeric_limits<float>::infinity());
  return type == value_type::boolean ? 1 : ~std::uint64_t{0};
}

template <class Integer>
inline constexpr double lowest_integer = static_cast<double>(std::numeric_limits<Integer>::lowest());
/// The power of two above them all.
template <class Integer>
inline constexpr double beyond_integers = std::is_signed_v<Integer> ? 0x1p63 : 0x1p64;

template <class Integer>
bool is_integer(double x) noexcept {
  if (!(x >= lowest_integer<Integer> && x < beyond_integers<Integer>)) return false;
  const auto whole = static_cast<double>(static_cast<Integer>(x));
  return !(whole < x) && !(x < whole);
}

/// Every double to the nearest integer below or equal that the type holds.
template <class Integer>
std::uint64_t saturated_key(double x) noexcept {
  if (x <= lowest_integer<Integer>) return order_key(std::numeric_limits<Integer>::lowest());
  if (x >= beyond_integers<Integer>) return order_key((std::numeric_limits<Integer>::max)());
  const auto whole = static_cast<Integer>(x);
  return order_key(static_cast<double>(whole) > x ? static_cast<Integer>(whole - 1) : whole);
}

/// The order key of `x` in that type: the nearest float, the next integer at or below; saturates at the ends of an
/// integer type. `x` is not NaN.
inline std::uint64_t typed_key(value_type type, double x) noexcept {
  switch (type) {
    case value_type::float32:
      return order_key(static_cast<float>(x));
    case value_type::int64:
      return saturated_key<std::int64_t>(x);
    case value_type::uint64:
      return saturated_key<std::uint64_t>(x);
    case value_type::boolean:
      return order_key(x >= 1.0);
    default:
      return order_key(x);
  }
}

inline std::uint64_t typed_key(value_type type, std::int64_t x) noexcept {
  if (type == value_type::int64) return order_key(x);
  if (type == value_type::uint64) return x < 0 ? 0 : order_key(static_cast<std::uint64_t>(x));
  return typed_key(type, static_cast<double>(x));
}

inline std::uint64_t typed_key(value_type type, std::uint64_t x) noexcept {
  if (type == value_type::uint64) return order_key(x);
  if (type != value_type::int64) return typed_key(type, static_cast<double>(x));
  constexpr auto highest = (std::numeric_limits<std::int64_t>::max)();
  return order_key(x > std::uint64_t{highest} ? highest : static_cast<std::int64_t>(x));
}

/// The type has this number. Doubles and floats hold every number, rounded.
inline bool holds(value_type type, double x) noexcept {
  switch (type) {
    case value_type::int64:
      return is_integer<std::int64_t>(x);
    case value_type::uint64:
      return is_integer<std::uint64_t>(x);
    case value_type::boolean:
      return is_integer<std::int64_t>(x) && x >= 0.0 && x <= 1.0;
    default:
      return true;
  }
}

inline bool holds(value_type type, std::int64_t x) noexcept {
  if (type == value_type::boolean) return x == 0 || x == 1;
  return type != value_type::uint64 || x >= 0;
}

inline bool holds(value_type type, std::uint64_t x) noexcept {
  if (type == value_type::boolean) return x <= 1;
  return type != value_type::int64 || x <= std::uint64_t{(std::numeric_limits<std::int64_t>::max)()};
}

/// The number of that key as a double, rounded to nearest when it is an integer beyond 2^53.
inline double typed_value(value_type type, std::uint64_t key) noexcept {
  switch (type) {
    case value_type::float32:
      return static_cast<double>(from_order_key<float>(key));
    case value_type::int64:
      return static_cast<double>(from_order_key<std::int64_t>(key));
    case value_type::uint64:
      return static_cast<double>(key);
    case value_type::boolean:
      return static_cast<double>(key);
    default:
      return from_order_key<double>(key);
  }
}

}  // namespace leeway::detail

#endif
