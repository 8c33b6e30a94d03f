// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_ROW_SAMPLE_HPP
#define LEEWAY_MONITOR_DETAIL_ROW_SAMPLE_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <vector>

#include <leeway/monitor/row_binding.hpp>
#include <leeway/monitor/row_plan.hpp>

namespace leeway::detail {

/** The first rows that a writer sees after each collection, of the fields that its baseline does not know. All memory
    is taken at construction: 16 bytes a value and some for texts; none where nothing is to be collected. A row whose
    texts no longer fit is left out. */
class row_sample {
 public:
  static constexpr std::size_t most_rows = 256;
  static constexpr std::size_t text_bytes = 64;  ///< a text field, a row, on average

  explicit row_sample(const row_plan& plan) : width_(plan.collected().size()) {
    values_.resize(width_ * most_rows);
    std::size_t texts = 0;
    for (const collected_field& one : plan.collected()) texts += one.type.what == field_type::kind::text ? 1U : 0U;
    texts_.resize(texts * text_bytes * most_rows);
  }

  bool has_room() const noexcept { return width_ > 0 && rows_ < most_rows; }
  std::size_t rows() const noexcept { return rows_; }
  std::size_t size_bytes() const noexcept { return values_.capacity() * sizeof(kept_value) + texts_.capacity(); }

  template <class Row, class... Fields>
  void add(const row_binding<Row, Fields...>& fields, const Row& row, const row_plan& plan) noexcept {
    std::size_t next = rows_ * width_;
    const std::size_t used = used_;
    bool fits = true;
    fields.for_each(row, [&](std::size_t i, const auto& value) {
      if (plan.target(i).feature == field_target::none) fits = keep(values_[next++], value) && fits;
    });
    if (fits)
      ++rows_;
    else
      used_ = used;
  }

  /// Calls `use(value)` for a field's value of each row: a number, a text, or null text for what is missing.
  template <class Use>
  void for_each(std::size_t collected, field_type type, Use&& use) const {
    for (std::size_t row = 0; row < rows_; ++row) {
      const kept_value& one = values_[row * width_ + collected];
      if (one.size == missing)
        use(static_cast<const char*>(nullptr));
      else
        give(one, type, use);
    }
  }

  void reset() noexcept { rows_ = used_ = 0; }

 private:
  static constexpr std::uint64_t missing = ~std::uint64_t{0};

  struct kept_value {
    std::uint64_t bits = 0;  ///< of a number, widened; or where a text begins
    std::uint64_t size = 0;  ///< of a text
  };

  template <class T>
  bool keep(kept_value& into, const T& of) noexcept {
    if constexpr (optional_value<T>) {
      if (of) return keep(into, *of);
      into.size = missing;
      return true;
    } else if constexpr (char_array<T>) {
      return keep_text(into, text_within(of));
    } else if constexpr (text_value<T>) {
      if constexpr (std::is_pointer_v<T>)
        if (of == nullptr) return keep_text(into, {});
      return keep_text(into, std::string_view(of));
    } else if constexpr (std::is_enum_v<T>) {
      return keep(into, static_cast<std::underlying_type_t<T>>(of));
    } else {
      into.size = 0;
      into.bits = bits_of(of);
      return true;
    }
  }

  template <class Number>
  static std::uint64_t bits_of(Number x) noexcept {
    if constexpr (std::is_floating_point_v<Number>) {
      const auto wide = static_cast<double>(x);
      std::uint64_t bits = 0;
      std::memcpy(&bits, &wide, sizeof bits);
      return bits;
    } else {
      return static_cast<std::uint64_t>(x);
    }
  }

  bool keep_text(kept_value& into, std::string_view text) noexcept {
    if (text.data() == nullptr) {
      into.size = missing;
      return true;
    }
    if (text.size() > texts_.size() - used_) return false;
    std::memcpy(texts_.data() + used_, text.data(), text.size());
    into = {used_, text.size()};
    used_ += text.size();
    return true;
  }

  template <class Use>
  void give(const kept_value& one, field_type type, Use&& use) const {
    double real = 0.0;
    switch (type.what) {
      case field_type::kind::text:
        return use(std::string_view(texts_.data() + one.bits, one.size));
      case field_type::kind::float64:
        std::memcpy(&real, &one.bits, sizeof real);
        return use(real);
      case field_type::kind::float32:
        std::memcpy(&real, &one.bits, sizeof real);
        return use(static_cast<float>(real));
      case field_type::kind::boolean:
        return use(one.bits != 0);
      case field_type::kind::signed_integer:
        return use(static_cast<std::int64_t>(one.bits));
      default:
        return use(one.bits);
    }
  }

  std::size_t width_;
  std::vector<kept_value> values_;
  std::vector<char> texts_;
  std::size_t rows_ = 0;
  std::size_t used_ = 0;
};

}  // namespace leeway::detail

#endif
