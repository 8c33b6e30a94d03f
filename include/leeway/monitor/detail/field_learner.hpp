// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_FIELD_LEARNER_HPP
#define LEEWAY_MONITOR_DETAIL_FIELD_LEARNER_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <leeway/base/order_key.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/dictionary.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/cells/equal_mass.hpp>
#include <leeway/monitor/detail/field_counts.hpp>
#include <leeway/monitor/row_binding.hpp>

namespace leeway::detail {

constexpr value_type learned_type(field_type type) noexcept {
  switch (type.what) {
    case field_type::kind::float32:
      return value_type::float32;
    case field_type::kind::boolean:
      return value_type::boolean;
    case field_type::kind::signed_integer:
      return value_type::int64;
    case field_type::kind::unsigned_integer:
      return type.bytes <= 4 ? value_type::int64 : value_type::uint64;
    default:
      return value_type::float64;
  }
}

/// Learns one field of a row: keeps its numbers until the edges are chosen, then counts.
class field_learner {
 public:
  field_learner(field_description field, std::uint64_t rows, equal_mass cells = equal_mass{})
      : name_(field.name), category_(field.type.category), rule_(cells), words_(rows) {
    kept_.type = learned_type(field.type);
  }

  template <field_value T>
  void observe(const T& value) {
    if constexpr (optional_value<T>) {
      if (value)
        observe(*value);
      else
        observe_missing();
    } else if constexpr (char_array<T>) {
      observe_text(text_within(value));
    } else if constexpr (text_value<T>) {
      if constexpr (std::is_pointer_v<T>)
        if (value == nullptr) return observe_missing();
      observe_text(std::string_view(value));
    } else if constexpr (std::is_enum_v<T>) {
      observe_number(static_cast<std::underlying_type_t<T>>(value));
    } else {
      observe_number(value);
    }
  }

  /// From now on values are counted into a window too, once the cells are chosen; null: into none.
  void count_into(field_counts* window) noexcept { window_ = window; }

  /// From now on values are counted in cells chosen from those before.
  void choose_cells() {
    if (category_ || chosen_) return;
    numeric_feature first = learn_numbers(kept_, rule_, name_);
    cells_ = first.cells();
    counted_ = first.statistics();
    chosen_ = true;
    kept_.keys = {};
  }

  any_feature learned() {
    if (category_) return category_feature(words_.parts(name_));
    choose_cells();
    feature_parts<numeric_cells> parts;
    parts.name = name_;
    parts.cells = more_ > 0 ? cells_.as_given() : cells_;
    parts.statistics = counted_;
    parts.rarity = rarity_of(parts.cells, counted_.counts());
    if (order_.looks_like_time()) {
      parts.role = role::time;
      parts.remark = "never goes back: looks like time";
    }
    return numeric_feature(std::move(parts));
  }

 private:
  void observe_text(std::string_view text) {
    words_.observe(text);
    if (window_ != nullptr) window_->observe_text(text);
  }

  void observe_missing() {
    if (category_) return observe_text({});
    if (window_ != nullptr) window_->observe_missing();
    if (chosen_)
      counted_.observe_missing();
    else
      ++kept_.missing;
  }

  template <class Number>
  void observe_number(Number value) {
    if (category_) return observe_text(std::to_string(value));
    if constexpr (std::is_floating_point_v<Number>)
      if (is_nan(value)) return observe_missing();
    observe_key(key_of(value));
  }

  template <class Number>
  std::uint64_t key_of(Number value) const noexcept {
    switch (kept_.type) {
      case value_type::float32:
        return order_key(static_cast<float>(value));
      case value_type::boolean:
        return order_key(value < Number{} || value > Number{});
      case value_type::int64:
        return order_key(static_cast<std::int64_t>(value));
      case value_type::uint64:
        return order_key(static_cast<std::uint64_t>(value));
      default:
        return order_key(static_cast<double>(value));
    }
  }

  void observe_key(std::uint64_t key) {
    order_.observe(key);
    if (!chosen_) {
      kept_.keys.push_back(key);
      return;
    }
    counted_.observe_key(cells_, key);
    ++more_;
    if (window_ != nullptr) window_->observe_cell(cells_.index_of_key(key), cells_.size());
  }

  std::string name_;
  bool category_;
  equal_mass rule_;  // chooses the edges
  dictionary words_;
  key_column kept_;
  bool chosen_ = false;
  numeric_cells cells_;
  column_statistics counted_;
  std::uint64_t more_ = 0;  // values counted in cells that they did not choose
  order_watch order_;
  field_counts* window_ = nullptr;  // that of the row at hand
};

}  // namespace leeway::detail

#endif
