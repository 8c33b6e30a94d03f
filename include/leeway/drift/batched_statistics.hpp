// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_BATCHED_STATISTICS_HPP
#define LEEWAY_DRIFT_BATCHED_STATISTICS_HPP

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/interval.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/drift/count_table.hpp>
#include <leeway/drift/detail/batch_kernel.hpp>

/// Statistics of many features at once, each the same number as that of the feature alone but for the last places. No
/// value where a side of a feature is empty. All throw std::invalid_argument unless both tables have the same features
/// and cells, and allocate their result. O(features cells).
namespace leeway {
namespace detail {

template <class Statistic>
std::vector<double> batched(const count_table& a, const count_table& b, double option = 0.0,
                            instruction_set set = best_instruction_set()) {
  if (a.features() != b.features() || a.cells() != b.cells())
    throw_invalid_argument("count_table: " + std::to_string(a.features()) + " features of " +
                           std::to_string(a.cells()) + " cells against " + std::to_string(b.features()) + " of " +
                           std::to_string(b.cells()));
  std::vector<double> result(a.stride());
  const batch_task task{a.data(), b.data(), a.totals(), b.totals(), a.cells(), a.stride(), option, result.data()};
  run_kernel<batch_kernel<Statistic>>(set, &task);
  result.resize(a.features());
  for (std::size_t i = 0; i < result.size(); ++i)
    if (!(a.totals()[i] > 0.0 && b.totals()[i] > 0.0)) result[i] = no_value;
  return result;
}

}  // namespace detail

/// Pearson's X2 of each feature, see `chi_squared_statistic`. Relative error 2e-15 for some dozen cells: the
/// differences of shares are exact while n m is below 2^53, those of the single form are not.
inline std::vector<double> chi_squared_statistics(const count_table& a, const count_table& b) {
  return detail::batched<detail::batched_chi_squared>(a, b);
}

/// See `l_infinity_distance`: correctly rounded but for one place while n m is below 2^53.
inline std::vector<double> l_infinity_distances(const count_table& a, const count_table& b) {
  return detail::batched<detail::batched_l_infinity>(a, b);
}

/// See `population_stability_index`, half a record more in every cell (`zero_policy::jeffreys`). Relative error 3e-15,
/// also where the two sides are nearly equal.
inline std::vector<double> population_stability_indices(const count_table& a, const count_table& b) {
  return detail::batched<detail::batched_population_stability>(a, b, 0.5);
}

/// See `jensen_shannon_distance`. Relative error 1e-14.
inline std::vector<double> jensen_shannon_distances(const count_table& a, const count_table& b) {
  std::vector<double> result = detail::batched<detail::batched_jensen_shannon>(a, b);
  for (double& one : result) one = std::sqrt(one);
  return result;
}

}  // namespace leeway

#endif
