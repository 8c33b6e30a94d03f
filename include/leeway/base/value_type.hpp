// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASE_VALUE_TYPE_HPP
#define LEEWAY_BASE_VALUE_TYPE_HPP

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace leeway {

/// What the values of a column are. It belongs to the baseline: the same type is expected from every window.
enum class value_type : std::uint8_t { float64, float32, int64, uint64, boolean, text };

constexpr std::string_view to_string(value_type type) noexcept {
  constexpr std::string_view names[] = {"float64", "float32", "int64", "uint64", "boolean", "text"};
  return names[static_cast<std::uint8_t>(type)];
}

template <class T>
concept number = std::same_as<T, double> || std::same_as<T, float> || std::same_as<T, std::int64_t> ||
    std::same_as<T, std::uint64_t> || std::same_as<T, bool>;

template <number T>
inline constexpr value_type value_type_of = std::same_as<T, double>         ? value_type::float64
                                            : std::same_as<T, float>        ? value_type::float32
                                            : std::same_as<T, std::int64_t> ? value_type::int64
                                            : std::same_as<T, bool>         ? value_type::boolean
                                                                            : value_type::uint64;

namespace detail {

/// Numbers that are counted by vectors: all but booleans.
template <class T>
concept vector_number = number<T> && !std::same_as<T, bool>;

/// What they are placed as: integers as the nearest double.
template <vector_number T>
using placed_as = std::conditional_t<std::same_as<T, float>, float, double>;

/// Calls `use` with a number of that type; with a double for what vectors do not count.
template <class Use>
constexpr decltype(auto) with_vector_number(value_type type, Use&& use) {
  switch (type) {
    case value_type::float32:
      return use(float{});
    case value_type::int64:
      return use(std::int64_t{});
    case value_type::uint64:
      return use(std::uint64_t{});
    default:
      return use(double{});
  }
}

}  // namespace detail

}  // namespace leeway

#endif
