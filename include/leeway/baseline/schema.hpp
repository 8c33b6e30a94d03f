// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_SCHEMA_HPP
#define LEEWAY_BASELINE_SCHEMA_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/value_type.hpp>

namespace leeway {

/// How a column is to be treated; `automatic` leaves it to the data.
enum class column_kind : std::uint8_t { automatic, numeric, categorical, ignored };

/// What is known of a column beforehand.
struct column_schema {
  std::string name{};
  column_kind kind = column_kind::automatic;  ///< naming a kind also says that the column is a feature
  std::optional<value_type> type{};           ///< of numbers
  std::vector<double> edges{};                ///< numeric cells as given instead of learned
};

/// Columns in any order; those not named are automatic.
struct schema {
  std::vector<column_schema> columns{};

  const column_schema* find(std::string_view name) const noexcept {
    for (const column_schema& column : columns)
      if (column.name == name) return &column;
    return nullptr;
  }
};

}  // namespace leeway

#endif
