// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ROW_FIELD_HPP
#define LEEWAY_MONITOR_ROW_FIELD_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <leeway/base/value_type.hpp>

namespace leeway {

/// Says of an integer or an enumeration that it names a category.
struct as_category {};
inline constexpr as_category categorical{};

namespace detail {

template <class T>
concept text_value = std::convertible_to<const T&, std::string_view> && !std::same_as<T, std::nullptr_t>;

/// A char array: text up to its first 0, or whole.
template <class T>
concept char_array = std::is_array_v<T> && std::rank_v<T>
== 1 && std::same_as<std::remove_cv_t<std::remove_extent_t<T>>, char>;

template <class T>
concept optional_value = !text_value<T> && !std::is_arithmetic_v<T> && !std::is_array_v<T> &&
                         !std::is_void_v<std::remove_pointer_t<T>> && requires(const T& value) {
  static_cast<bool>(value);
  *value;
};

/// What is left of a value without its wrappers.
template <class T>
struct held {
  using type = T;
};
template <optional_value T>
struct held<T> {
  using type = typename held<std::remove_cvref_t<decltype(*std::declval<const T&>())>>::type;
};
template <class T>
using held_t = typename held<std::remove_cvref_t<T>>::type;

}  // namespace detail

/** What a field of a row may hold: numbers, bool, enumerations, text (`std::string`, `std::string_view`, C strings,
    char arrays), and optionals and pointers of these, of which an empty one is missing. */
template <class T>
concept field_value = std::is_arithmetic_v<detail::held_t<T>> || std::is_enum_v<detail::held_t<T>> ||
    detail::text_value<detail::held_t<T>> || detail::char_array<detail::held_t<T>>;

/// What may be a category: all of these but doubles and floats, of which hardly two are equal.
template <class T>
concept category_value = field_value<T> && !std::is_floating_point_v<detail::held_t<T>>;

/// What a field holds, seen from the baseline.
struct field_type {
  enum class kind : std::uint8_t { float64, float32, signed_integer, unsigned_integer, boolean, text };
  kind what = kind::float64;
  std::uint8_t bytes = 8;
  bool category = false;  ///< text, enumerations, and integers that were said to be categories
  bool optional = false;  ///< may be empty
};

constexpr std::string_view to_string(field_type::kind what) noexcept {
  constexpr std::string_view names[] = {"double", "float", "a signed integer", "an unsigned integer", "bool", "text"};
  return names[static_cast<std::uint8_t>(what)];
}

template <field_value T>
constexpr field_type field_type_of(bool category) noexcept {
  using held = detail::held_t<T>;
  using kind = field_type::kind;
  constexpr bool optional = detail::optional_value<T>;
  if constexpr (detail::text_value<held> || detail::char_array<held>) {
    return {kind::text, 0, true, optional};
  } else if constexpr (std::is_enum_v<held>) {
    return {std::is_signed_v<std::underlying_type_t<held>> ? kind::signed_integer : kind::unsigned_integer,
            sizeof(held), true, optional};
  } else if constexpr (std::same_as<held, bool>) {
    return {kind::boolean, 1, category, optional};
  } else if constexpr (std::is_floating_point_v<held>) {
    return {sizeof(held) == sizeof(float) ? kind::float32 : kind::float64, sizeof(held), category, optional};
  } else {
    return {std::is_signed_v<held> ? kind::signed_integer : kind::unsigned_integer, sizeof(held), category, optional};
  }
}

/// A named field of a row: a data member, or a callable that works it out.
template <class Access>
struct row_field {
  std::string_view name;
  Access access;
  bool category = false;

  template <class Row>
  static constexpr decltype(auto) read(const Access& access, const Row& row) noexcept {
    if constexpr (std::is_member_object_pointer_v<Access>)
      return (row.*access);
    else
      return access(row);
  }
};

/// The field of that name: `field("bid", &request::bid)`. The name must outlive the binding; a literal does.
template <class Value, class Row>
requires field_value<Value>
constexpr row_field<Value Row::*> field(std::string_view name, Value Row::*member) { return {name, member, false}; }
/// The same, as a category: integers, bool and enumerations too.
template <class Value, class Row>
requires category_value<Value>
constexpr row_field<Value Row::*> field(std::string_view name, Value Row::*member, as_category) {
  return {name, member, true};
}
/// A derived feature: `field("norm", [](const request& r) noexcept { ... })`. It runs on the way in: it should be
/// noexcept.
template <class Callable>
requires(!std::is_member_object_pointer_v<Callable>) constexpr row_field<Callable> field(std::string_view name,
                                                                                         Callable callable) {
  return {name, std::move(callable), false};
}
template <class Callable>
requires(!std::is_member_object_pointer_v<Callable>) constexpr row_field<Callable> field(std::string_view name,
                                                                                         Callable callable,
                                                                                         as_category) {
  return {name, std::move(callable), true};
}

}  // namespace leeway

#endif
