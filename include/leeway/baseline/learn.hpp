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
#include <leeway/baseline/role.hpp>
#include <leeway/cells/binning.hpp>
#include <leeway/cells/equal_mass.hpp>

namespace leeway {
namespace detail {

template <number T>
std::vector<std::uint64_t> sorted_keys(std::span<const T> values) {
  std::vector<std::uint64_t> keys;
  keys.reserve(values.size());
  for (T value : values) {
    if constexpr (std::floating_point<T>)
      if (is_nan(value)) continue;
    keys.push_back(order_key(value));
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

/// How many values stand once and twice, as far as each has a cell of its own.
inline rarity rarity_of(const numeric_cells& cells, const leeway::counts& counts) {
  rarity result;
  for (std::size_t cell = 0; cell < counts.size(); ++cell)
    if (cells.single_valued(cell)) result.count(counts[cell]);
  return result;
}

template <number T, binning Rule>
numeric_feature learn_numbers(std::span<const T> values, const Rule& rule, std::string name) {
  const std::vector<std::uint64_t> sorted = sorted_keys(values);
  feature_parts<numeric_cells> parts;
  parts.name = std::move(name);
  parts.cells = rule.learn(sorted_sample{value_type_of<T>, sorted});
  parts.statistics = column_statistics(parts.cells.size());
  for (T value : values) parts.statistics.observe(parts.cells, value);
  parts.rarity = rarity_of(parts.cells, parts.statistics.counts());
  return numeric_feature(std::move(parts));
}

}  // namespace detail

/** Learns one column from values in memory: cells by `rule` (1024 of equal mass), then every value is counted. NaN is
    missing and counted. Any number of values will do, none included. O(n log n); copies the values once. */
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const double> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(values, rule, std::move(name));
}
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const float> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(values, rule, std::move(name));
}
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const std::int64_t> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(values, rule, std::move(name));
}
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const std::uint64_t> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(values, rule, std::move(name));
}
/// As above for flags; a `std::vector<bool>` has no span.
template <binning Rule = equal_mass>
numeric_feature learn(std::span<const bool> values, const Rule& rule = Rule{}, std::string name = "value") {
  return detail::learn_numbers(values, rule, std::move(name));
}

/// Learns one column of categories: a dictionary with the counts of the baseline. A null data pointer is missing.
inline category_feature learn(std::span<const std::string_view> values, std::string name = "value") {
  dictionary words(values.size());
  for (std::string_view value : values) words.observe(value);
  return category_feature(words.parts(std::move(name)));
}

}  // namespace leeway

#endif
