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
#include <leeway/cells/numeric_cells.hpp>
#include <leeway/monitor/row_field.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/window/window.hpp>

namespace leeway {
namespace detail {

template <std::size_t Size>
constexpr std::string_view text_within(const char (&text)[Size]) noexcept {
  std::size_t length = 0;
  while (length < Size && text[length] != '\0') ++length;
  return {text, length};
}

/// A number as a double; NaN for what is none.
template <class T>
constexpr double nearest_real(const T& value) noexcept {
  if constexpr (std::is_arithmetic_v<T>)
    return static_cast<double>(value);
  else
    return no_value;
}

/// Where the counting of each number begins. Asks memory for all that counting the row will need, so that columns that
/// are not in the cache do not wait one after another.
template <std::size_t Fields>
[[gnu::noinline]] void find_buckets(const row_plan& plan, const window& into, const double (&reals)[Fields],
                                    std::size_t (&buckets)[Fields]) noexcept {
  constexpr std::size_t few_cells = 64;  // in so few cache lines that asking first gains nothing
  for (std::size_t i = 0; i < Fields; ++i) {
    const numeric_cells* cells = plan.target(i).numbers;
    buckets[i] = cells != nullptr ? cells->bucket(reals[i]) : numeric_cells::nowhere;
  }
  for (std::size_t i = 0; i < Fields; ++i) {
    const field_target& to = plan.target(i);
    if (buckets[i] != numeric_cells::nowhere && to.numbers->size() > few_cells)
      into.columns()[to.feature].fetch(to.numbers->fetch_edges(buckets[i]));
  }
}

// Not inlined: so many copies as a row has fields would not be in the instruction cache when the next row comes.
template <class Number>
[[gnu::noinline]] void count_number(column_statistics& into, const numeric_cells& cells, Number value,
                                    std::size_t bucket) noexcept {
  into.observe(cells, value, bucket);
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

/// Counts one value of a field; empty optionals and null pointers are missing.
template <field_value T>
void count_value(column_statistics& into, const field_target& to, const T& value,
                 std::size_t bucket = numeric_cells::nowhere) noexcept {
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
    if constexpr (sizeof(T) == sizeof(float))
      count_number(into, *to.numbers, static_cast<float>(value), bucket);
    else
      count_number(into, *to.numbers, static_cast<double>(value), bucket);
  } else {
    count_integer(into, to, value);
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

  /// Counts one row; `into` belongs to the baseline of the plan, which was made for these fields. Allocation-free.
  void count(const Row& row, const row_plan& plan, window& into) const noexcept {
    count_fields(row, plan, into, std::index_sequence_for<Fields...>{});
    into.add_rows(1);
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
  // Not constexpr: in a constant expression the call is the compiler's error.
  static void two_fields_have_one_name() { detail::throw_invalid_argument("row_of: two fields have one name"); }

  template <class Field>
  static constexpr field_description describe(const Field& field) noexcept {
    using value = std::remove_cvref_t<decltype(Field::read(field.access, std::declval<const Row&>()))>;
    static_assert(field_value<value>, "leeway: this callable returns what no feature can be");
    return {field.name, field_type_of<value>(field.category)};
  }

  /// Each field is read once.
  template <std::size_t... I>
  void count_fields(const Row& row, const row_plan& plan, window& into, std::index_sequence<I...>) const noexcept {
    const auto values = std::tuple<decltype(Fields::read(std::get<I>(fields_).access, row))...>(
        Fields::read(std::get<I>(fields_).access, row)...);
    if constexpr (sizeof...(Fields) > 0) {
      const double reals[] = {detail::nearest_real(std::get<I>(values))...};
      std::size_t buckets[sizeof...(Fields)];
      detail::find_buckets(plan, into, reals, buckets);
      (count_field(plan.target(I), std::get<I>(values), buckets[I], into), ...);
    }
  }
  template <class Value>
  static void count_field(const field_target& to, const Value& value, std::size_t bucket, window& into) noexcept {
    if (to.feature != field_target::none) detail::count_value(into.column(to.feature), to, value, bucket);
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
