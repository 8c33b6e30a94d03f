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
  std::string was{};                          ///< what it was called before; empty: nothing else
};

/// Columns in any order; those not named are automatic.
struct schema {
  std::vector<column_schema> columns{};

  const column_schema* find(std::string_view name) const noexcept {
    for (const column_schema& column : columns)
      if (column.name == name) return &column;
    return nullptr;
  }
  /// The column that was called this before; null where there is none.
  const column_schema* find_renamed(std::string_view old_name) const noexcept {
    for (const column_schema& column : columns)
      if (!column.was.empty() && column.was == old_name) return &column;
    return nullptr;
  }
};

namespace detail {

/// Why it is not clear which column has which old name; nothing where it is.
inline std::string unclear_renaming(const schema& wanted) {
  for (const column_schema& column : wanted.columns) {
    if (column.was.empty()) continue;
    const std::string both = "column \"" + column.name + "\" was \"" + column.was + "\", ";
    if (wanted.find(column.was) != nullptr) return both + "which is a column of the schema";
    if (const column_schema* other = wanted.find_renamed(column.was); other != &column)
      return both + "and so was \"" + other->name + '"';
  }
  return {};
}

}  // namespace detail
}  // namespace leeway

#endif
