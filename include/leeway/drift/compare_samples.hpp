// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_COMPARE_SAMPLES_HPP
#define LEEWAY_DRIFT_COMPARE_SAMPLES_HPP

#include <algorithm>
#include <concepts>
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
#include <leeway/drift/detail/distribution_gap.hpp>
#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/drift/largest_difference.hpp>
#include <leeway/drift/sorted_values.hpp>
#include <leeway/law/kolmogorov_paths.hpp>
#include <leeway/law/kolmogorov_two_sample.hpp>

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

namespace detail {

/// The values of both sides in order, equal ones together; empty without equal ones.
template <class Key>
std::vector<law::record_run> runs_of_both(std::span<const Key> x, std::span<const Key> y) {
  std::vector<law::record_run> runs;
  bool ties = false;
  for (std::size_t i = 0, j = 0; i < x.size() || j < y.size();) {
    const Key at = j == y.size() || (i < x.size() && x[i] < y[j]) ? x[i] : y[j];
    std::uint64_t records = 0;
    for (; i < x.size() && x[i] == at; ++i) ++records;
    for (; j < y.size() && y[j] == at; ++j) ++records;
    const bool tied = records > 1;
    ties = ties || tied;
    if (!tied && !runs.empty() && !runs.back().tied)
      ++runs.back().records;
    else
      runs.push_back({records, tied});
  }
  if (!ties) runs.clear();
  return runs;
}

inline test_result result_of(const kolmogorov_smirnov& test, const sample_difference& found,
                             std::span<const law::record_run> runs) {
  test_result result{.test = kolmogorov_smirnov::name};
  result.baseline_n = found.baseline_n;
  result.window_n = found.window_n;
  if (found.baseline_n == 0 || found.window_n == 0) return result;
  result.statistic = found.value;
  result.statistic_interval = {found.value, found.value};
  gap_bands bands;
  bands.be_of(found.baseline_n, found.window_n);
  const share_of_rows moved = share_of_gap(found.value, found.value, 0.0, bands);
  result.effect = moved.value;
  result.effect_interval = moved.between;
  result.flags.set(flag::ties, !runs.empty());
  law::two_sample_kolmogorov law(test.most_lattice_points());
  const law::ks_tail tail = law(found.baseline_n, found.window_n, found.gap, runs);
  result.log_p_value = tail.value.log_p;
  result.method = p_method_of(tail.route);
  result.log_p_interval = {tail.value.log_p, tail.value.log_p};
  return result;
}

}  // namespace detail

/// Kolmogorov-Smirnov on two samples that are sorted already: the same result, sooner. Allocates.
template <std::floating_point Real>
test_result compare_samples(const kolmogorov_smirnov& test, const sorted_values<Real>& baseline,
                            const sorted_values<Real>& window) {
  const sample_difference found = largest_difference(baseline, window);
  return detail::result_of(test, found, detail::runs_of_both(baseline.keys(), window.keys()));
}

/** Kolmogorov-Smirnov on a baseline that was sorted once and a window as it comes: the same result. The window is
    sorted for its p-value, which depends on which values repeat, unless the baseline has repeated values and the law
    that knows them is too dear. `difference_finder` alone gives D without sorting. Allocates. */
template <std::floating_point Real>
test_result compare_samples(const kolmogorov_smirnov& test, difference_finder<Real>& baseline,
                            std::span<const Real> window) {
  const sorted_values<Real>& past = baseline.baseline();
  if (past.repeats() && past.size() + window.size() > test.most_lattice_points()) {
    const sample_difference found = baseline(window);
    if (found.baseline_n + found.window_n > test.most_lattice_points()) {
      const law::record_run all_tied{found.baseline_n + found.window_n, true};  // dearer than any other
      return detail::result_of(test, found, {&all_tied, 1});
    }
  }
  return compare_samples(test, past, sorted_values<Real>(window));
}

}  // namespace leeway

#endif
