// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CONSTRAINTS_OBSERVED_TABLE_HPP
#define LEEWAY_CONSTRAINTS_OBSERVED_TABLE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

struct observed_value {
  std::string name{};
  std::uint64_t records = 0;
};

/// What the constraints of one column are held against: plain data, from the counts of a window or from elsewhere.
struct observed_column {
  std::string name{};
  std::uint64_t present = 0;  ///< records with a value of the column's kind
  std::uint64_t missing = 0;
  std::uint64_t invalid = 0;  ///< records with a value that is not of this kind: neither present nor missing
  bool numeric = true;
  std::optional<type_counter> types{};  ///< of the cells as texts, where they were texts
  double smallest = no_value;           ///< numbers
  double largest = no_value;
  std::vector<observed_value> values{};  ///< every category whose name is known, also those without a record
  std::uint64_t unnamed = 0;             ///< present records of all other categories

  std::uint64_t records() const noexcept { return present + missing + invalid; }
};

struct observed_table {
  std::vector<observed_column> columns{};

  const observed_column* find(std::string_view name) const noexcept {
    for (const observed_column& column : columns)
      if (column.name == name) return &column;
    return nullptr;
  }
};

namespace detail {

inline void observe_values(observed_column& seen, const numeric_feature& feature, const column_statistics& live) {
  if (live.extremes().empty()) return;
  seen.smallest = feature.cells().value(live.extremes().lowest());
  seen.largest = feature.cells().value(live.extremes().highest());
}

inline void observe_values(observed_column& seen, const category_feature& feature, const column_statistics& live) {
  seen.numeric = false;
  const std::span<const std::string> names = feature.cells().names();
  for (std::size_t cell = 0; cell < names.size(); ++cell) seen.values.push_back({names[cell], live.counts()[cell]});
  seen.unnamed = live.counts()[feature.cells().rest()] + live.counts()[feature.cells().unseen()];
}

}  // namespace detail

/// One feature as a window counted it.
inline observed_column observe(const any_feature& feature, const column_statistics& live) {
  observed_column seen;
  seen.name = name_of(feature);
  seen.present = live.counts().present();
  seen.missing = live.counts().missing();
  seen.invalid = live.invalid();
  std::visit([&](const auto& one) { detail::observe_values(seen, one, live); }, feature);
  return seen;
}

/// Names the records of a category that the baseline does not know; at most the unnamed ones.
inline void name_unseen(observed_column& seen, std::string name, std::uint64_t records) {
  records = (std::min)(records, seen.unnamed);
  seen.unnamed -= records;
  seen.values.push_back({std::move(name), records});
}

/** A window as its constraints see it: the columns of the baseline that it has, then the extra ones by name only.
    `types` is empty, or has one counter a feature of the baseline in its order.
    @throws std::invalid_argument when the window or the counters do not belong to the baseline */
inline observed_table observe(const baseline& past, const window& live, std::span<const type_counter> types = {},
                              std::span<const std::string> missing_columns = {},
                              std::span<const std::string> extra_columns = {}) {
  const std::span<const any_feature> features = past.features();
  if (live.fingerprint() != past.fingerprint())
    detail::throw_invalid_argument("observe: window \"" + std::string(live.name()) +
                                   "\" was counted against another baseline");
  if (!types.empty() && types.size() != features.size())
    detail::throw_invalid_argument("observe: types of " + std::to_string(types.size()) + " columns, the baseline has " +
                                   std::to_string(features.size()));
  observed_table table;
  const auto is_missing = [&](std::string_view name) {
    return std::find(missing_columns.begin(), missing_columns.end(), name) != missing_columns.end();
  };
  for (std::size_t i = 0; i < features.size(); ++i) {
    if (is_missing(name_of(features[i]))) continue;
    table.columns.push_back(observe(features[i], live.columns()[i]));
    if (!types.empty()) table.columns.back().types = types[i];
  }
  for (const std::string& name : extra_columns) {
    table.columns.emplace_back();
    table.columns.back().name = name;
  }
  return table;
}

}  // namespace leeway

#endif
