// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_COLUMN_HPP
#define LEEWAY_BASELINE_COLUMN_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <variant>

#include <leeway/base/value_type.hpp>

namespace leeway {

/** A named column of a table that somebody else owns. NaN is missing in numbers, a null data pointer in texts. */
struct column {
  using values_type =
      std::variant<std::span<const double>, std::span<const float>, std::span<const std::int64_t>,
                   std::span<const std::uint64_t>, std::span<const bool>, std::span<const std::string_view>>;

  std::string_view name;
  values_type values;

  std::size_t size() const noexcept {
    return std::visit([](const auto& span) { return span.size(); }, values);
  }
  value_type type() const noexcept {
    constexpr value_type types[] = {value_type::float64, value_type::float32, value_type::int64,
                                    value_type::uint64,  value_type::boolean, value_type::text};
    return types[values.index()];
  }
};

}  // namespace leeway

#endif
