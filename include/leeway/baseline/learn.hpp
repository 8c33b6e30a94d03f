// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_LEARN_HPP
#define LEEWAY_BASELINE_LEARN_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/baseline/dictionary.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/cells/binning.hpp>
#include <leeway/cells/equal_mass.hpp>

namespace leeway {
namespace detail {

/// Numbers in the order of their records, whatever their type.
struct key_column {
  value_type type = value_type::float64;
  std::vector<std::uint64_t> keys;  // of the records that have a value
  std::uint64_t missing = 0;
};

template <number T>
key_column keys_of(std::span<const T> values) {
  key_column column{value_type_of<T>, {}, 0};
  column.keys.reserve(values.size());
  for (T value : values) {
    if constexpr (std::floating_point<T>)
      if (is_nan(value)) {
        ++column.missing;
        continue;
      }
    column.keys.push_back(order_key(value));
  }
  return column;
}

template <binning Rule>
numeric_feature learn_numbers(const key_column& column, const Rule& rule, std::string name) {
  std::vector<std::uint64_t> sorted = column.keys;
  std::sort(sorted.begin(), sorted.end());
  feature_parts<numeric_cells> parts;
  parts.name = std::move(name);
  parts.cells = rule.learn(sorted_sample{column.type, sorted});
  parts.statistics = column_statistics(parts.cells.size());
  for (std::uint64_t key : column.keys) parts.statistics.observe_key(parts.cells, key);
  parts.statistics.observe_missing(column.missing);
  parts.rarity = rarity_of(parts.cells, parts.statistics.counts());
  return numeric_feature(std::move(parts));
}

}  // namespace detail

/** Learns one column from values in memory: cells by `rule` (1024 of equal mass), then every value is counted. NaN is
    missing and counted. Any number of values will do, none included. O(n log n); copies the values twice. */
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const double> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(detail::keys_of(values), rule, std::move(name));
}
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const float> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(detail::keys_of(values), rule, std::move(name));
}
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const std::int64_t> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(detail::keys_of(values), rule, std::move(name));
}
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const std::uint64_t> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(detail::keys_of(values), rule, std::move(name));
}
/// As above for flags; a `std::vector<bool>` has no span.
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const bool> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(detail::keys_of(values), rule, std::move(name));
}

/// Learns one column of categories: a dictionary with the counts of the baseline. A null data pointer is missing.
inline category_feature learn(std::span<const std::string_view> values, std::string name = "value") {
  dictionary words(values.size());
  words.observe_all(values);
  return category_feature(words.parts(std::move(name)));
}

}  // namespace leeway

#endif
