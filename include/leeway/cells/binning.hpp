// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_BINNING_HPP
#define LEEWAY_CELLS_BINNING_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/base/value_type.hpp>
#include <leeway/cells/numeric_cells.hpp>

namespace leeway {

/// A sorted sample as order keys, repeated values included, without missing values.
struct sorted_sample {
  value_type type = value_type::float64;
  std::span<const std::uint64_t> keys;
};

/// A rule that chooses edges when a baseline is learned, and is gone afterwards.
/// Models: `equal_mass`, `equal_width`, `edges`, `every_value`.
template <class Rule>
concept binning = std::copyable<Rule> && requires(const Rule rule, sorted_sample sample) {
  { rule.learn(sample) } -> std::same_as<numeric_cells>;
};

namespace detail {

inline std::vector<std::uint64_t> distinct(std::span<const std::uint64_t> sorted) {
  std::vector<std::uint64_t> values;
  for (std::uint64_t key : sorted)
    if (values.empty() || values.back() != key) values.push_back(key);
  return values;
}

/// Ends a cell at `key`.
inline void push_edge(std::vector<std::uint64_t>& keys, std::uint64_t key) {
  if (keys.empty() || keys.back() < key) keys.push_back(key);
}

/// Gives `key` a cell of its own. Nothing lies below the lowest number of a type, so that one has no gap.
inline void push_atom(std::vector<std::uint64_t>& keys, value_type type, std::uint64_t key) {
  if (key > lowest_key(type)) push_edge(keys, key - 1);
  push_edge(keys, key);
}

inline std::vector<std::uint64_t> atoms(value_type type, std::span<const std::uint64_t> values) {
  std::vector<std::uint64_t> keys;
  for (std::uint64_t value : values) push_atom(keys, type, value);
  return keys;
}

}  // namespace detail

/// Every distinct value of the baseline has a cell of its own: all statistics of the counts are exact.
struct every_value {
  numeric_cells learn(sorted_sample sample) const {
    return {sample.type, detail::atoms(sample.type, detail::distinct(sample.keys)), true};
  }
};

}  // namespace leeway

#endif
