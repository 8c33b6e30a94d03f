// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_COMPARE_SAMPLES_HPP
#define LEEWAY_DRIFT_COMPARE_SAMPLES_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/test_result.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/cells/binning.hpp>
#include <leeway/drift/concept.hpp>

namespace leeway {
namespace detail {

inline std::vector<std::uint64_t> present_keys(std::span<const double> values) {
  std::vector<std::uint64_t> keys;
  keys.reserve(values.size());
  for (const double value : values)
    if (!is_nan(value)) keys.push_back(order_key(value));
  return keys;
}

/// Each value of either sample is a cell; the edges are given, not chosen by the ranks of one side.
inline numeric_cells cells_of_both(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::vector<std::uint64_t> both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  std::sort(both.begin(), both.end());
  return {value_type::float64, atoms(value_type::float64, distinct(both)), false};
}

inline column_statistics counted(const numeric_cells& cells, std::span<const std::uint64_t> keys) {
  column_statistics result(cells.size());
  for (const std::uint64_t key : keys) result.observe_key(cells, key);
  return result;
}

}  // namespace detail

/** Runs a test of numeric features on two samples as they are, nothing lost to cells: every value of either has a cell
  of its own. NaN is missing and left out; infinities are ordinary values. For example `compare_samples(mann_whitney(),
  a, b)`. O((n + m) log (n + m)) besides the test. Allocates. */
template <test<numeric_cells> Test>
test_result compare_samples(const Test& test, std::span<const double> a, std::span<const double> b) {
  const std::vector<std::uint64_t> keys_a = detail::present_keys(a);
  const std::vector<std::uint64_t> keys_b = detail::present_keys(b);
  feature_parts<numeric_cells> parts;
  parts.cells = detail::cells_of_both(keys_a, keys_b);
  parts.statistics = detail::counted(parts.cells, keys_a);
  const counts window = detail::counted(parts.cells, keys_b).counts();
  const numeric_feature feature(std::move(parts));
  auto bound = test.bind(feature);
  return bound(feature.counts(), window);
}

}  // namespace leeway

#endif
