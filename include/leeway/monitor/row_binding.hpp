// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ROW_BINDING_HPP
#define LEEWAY_MONITOR_ROW_BINDING_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <leeway/base/interval.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/monitor/detail/row_tile.hpp>
#include <leeway/monitor/row_field.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/statistics/column_statistics.hpp>
#include <leeway/window/window.hpp>

namespace leeway {
namespace detail {

template <std::size_t Size>
constexpr std::string_view text_within(const char (&text)[Size]) noexcept {
  std::size_t length = 0;
  while (length < Size && text[length] != '\0') ++length;
  return {text, length};
}

/// The number that a value holds; NaN for an empty optional or a null pointer.
template <class Real, class T>
constexpr Real real_of(const T& value) noexcept {
  if constexpr (optional_value<T>)
    return value ? real_of<Real>(*value) : static_cast<Real>(no_value);
  else
    return static_cast<Real>(value);
}

template <class Integer>
[[gnu::noinline]] void count_integer(column_statistics& into, const field_target& to, Integer value) noexcept {
  if (to.categories != nullptr)
    into.observe(*to.categories, value);
  else if (to.numbers->type() == value_type::float64)
    into.observe(*to.numbers, static_cast<double>(value));
  else if (to.numbers->type() == value_type::uint64)
    into.observe(*to.numbers, static_cast<std::uint64_t>(value));
  else
    into.observe(*to.numbers, static_cast<std::int64_t>(value));
}

/// Counts one value of a field; empty optionals and null pointers are missing. Not inlined: so many copies as a row has
/// fields would not be in the instruction cache when the next row comes.
template <field_value T>
[[gnu::noinline]] void count_value(column_statistics& into, const field_target& to, const T& value) noexcept {
  if constexpr (optional_value<T>) {
    if (value)
      count_value(into, to, *value);
    else
      into.observe_missing();
  } else if constexpr (char_array<T>) {
    into.observe(*to.categories, text_within(value));
  } else if constexpr (text_value<T>) {
    if constexpr (std::is_pointer_v<T>)
      if (value == nullptr) return into.observe_missing();
    into.observe(*to.categories, std::string_view(value));
  } else if constexpr (std::is_enum_v<T>) {
    count_integer(into, to, static_cast<std::underlying_type_t<T>>(value));
  } else if constexpr (std::is_same_v<T, bool>) {
    count_integer(into, to, value ? 1 : 0);
  } else if constexpr (std::is_floating_point_v<T>) {
    into.observe(*to.numbers, static_cast<std::conditional_t<sizeof(T) == sizeof(float), float, double>>(value));
  } else {
    count_integer(into, to, value);
  }
}

/// Puts a number where it waits to be counted with its column; counts anything else.
template <field_value T>
void place_value(const row_tile::place& at, std::size_t slot, const field_target& to, const T& value,
                 window& into) noexcept {
  using held = held_t<T>;
  if constexpr (std::is_floating_point_v<held>) {
    at.put(slot, real_of<std::conditional_t<sizeof(held) == sizeof(float), float, double>>(value));
  } else {
    if constexpr (std::is_integral_v<held>) {
      if (to.waits == field_target::waiting::real) return at.put(slot, real_of<double>(value));
      if constexpr (!optional_value<T>)
        if (to.waits == field_target::waiting::integer) return at.put(slot, static_cast<std::int64_t>(value));
    }
    if (to.feature != field_target::none) count_value(into.column(to.feature), to, value);
  }
}

}  // namespace detail

/** Which members of a row are which features: a small constant object, apart from any monitor.

  `constexpr auto features = row_of<request>(field("bid", &request::bid), ...);` Names must be distinct: of a constexpr
  binding that is checked by the compiler. */
template <class Row, class... Fields>
class row_binding {
 public:
  using row_type = Row;

  /// @throws std::invalid_argument when two fields have one name
  constexpr explicit row_binding(Fields... fields) : fields_(std::move(fields)...) {
    const auto all = descriptions();
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (all[i].name == all[j].name) two_fields_have_one_name();
    signature_ = detail::signature_of(all);
  }

  static constexpr std::size_t size() noexcept { return sizeof...(Fields); }
  constexpr std::array<field_description, sizeof...(Fields)> descriptions() const noexcept {
    return std::apply([](const auto&... field) { return std::array{describe(field)...}; }, fields_);
  }

  /// Of names and types: a monitor made for other fields refuses the rows.
  constexpr std::uint64_t signature() const noexcept { return signature_; }

  /// Counts one row at once; `into` belongs to the baseline of the plan, which was made for these fields. A shard of a
  /// `row_monitor` counts many rows faster. Allocation-free.
  void count(const Row& row, const row_plan& plan, window& into) const noexcept {
    for_each(row, [&](std::size_t i, const auto& value) {
      const field_target& to = plan.target(i);
      if (to.feature != field_target::none) detail::count_value(into.column(to.feature), to, value);
    });
    into.add_rows(1);
  }
  /// For shards: numbers wait, the rest is counted. The row is not added to those of the window.
  void place(const Row& row, const row_plan& plan, window& into, const detail::row_tile::place& at) const noexcept {
    for_each(row,
             [&](std::size_t i, const auto& value) { detail::place_value(at, slots[i], plan.target(i), value, into); });
  }

  /// Calls `use(i, value)` with the value of each field.
  template <class Use>
  void for_each(const Row& row, Use&& use) const {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (use(I, std::tuple_element_t<I, std::tuple<Fields...>>::read(std::get<I>(fields_).access, row)), ...);
    }
    (std::index_sequence_for<Fields...>{});
  }

 private:
  template <class Field>
  using value_of = std::remove_cvref_t<decltype(Field::read(std::declval<Field>().access, std::declval<const Row&>()))>;
  /// As the plan has them, from the types alone: known when this is compiled.
  static constexpr std::array<std::size_t, sizeof...(Fields)> slots = [] {
    constexpr std::array<field_type::kind, sizeof...(Fields)> kinds{field_type_of<value_of<Fields>>(false).what...};
    std::array<std::size_t, sizeof...(Fields)> placed{};
    detail::place_slots(kinds, placed);
    return placed;
  }();

  // Not constexpr: in a constant expression the call is the compiler's error.
  static void two_fields_have_one_name() { detail::throw_invalid_argument("row_of: two fields have one name"); }

  template <class Field>
  static constexpr field_description describe(const Field& field) noexcept {
    using value = value_of<Field>;
    static_assert(field_value<value>, "leeway: this callable returns what no feature can be");
    return {field.name, field_type_of<value>(field.category)};
  }

  std::tuple<Fields...> fields_;
  std::uint64_t signature_ = 0;
};

/// Binds the fields of a row type. @throws std::invalid_argument when two fields have one name
template <class Row, class... Access>
constexpr auto row_of(row_field<Access>... fields) {
  return row_binding<Row, row_field<Access>...>(std::move(fields)...);
}

}  // namespace leeway

#endif
