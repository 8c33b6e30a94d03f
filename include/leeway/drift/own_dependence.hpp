// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_OWN_DEPENDENCE_HPP
#define LEEWAY_DRIFT_OWN_DEPENDENCE_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/own_limit.hpp>
#include <leeway/baseline/own_windows.hpp>
#include <leeway/cells/grouping.hpp>
#include <leeway/drift/chi_squared_statistic.hpp>
#include <leeway/drift/share_of_rows.hpp>

namespace leeway {

/// The coarse cells in which the own windows of a feature are kept: at most 32.
inline grouping own_cells(const numeric_feature& feature) {
  const grouping values = grouping::occupied(feature.counts().cells());
  if (values.size() <= own_windows::most_coarse_cells) return values;
  return grouping::by_mass(feature.counts().cells(), own_windows::most_coarse_cells);
}
inline grouping own_cells(const category_feature& feature) {
  return grouping::most_frequent(feature.counts().cells(), own_windows::most_coarse_cells);
}

/// By how much windows vary more than independent rows would: 1 where they do not.
struct design_effect {
  double value = no_value;
  double lower = no_value;  ///< one-sided 95 %

  /// Plainly more than independent rows: they hang together, or follow a season.
  bool dependent() const noexcept { return lower > 1.2; }
};

namespace detail {

/// The mean of chi-squared by degrees of freedom over windows, those that say nothing (no record, one cell) left out.
class mean_dispersion {
 public:
  void add(std::span<const std::uint64_t> one, std::span<const std::uint64_t> others) noexcept {
    const std::size_t occupied = occupied_cells(others, one);
    if (occupied < 2 || total(one) == 0 || total(others) == 0) return;
    const double ratio = chi_squared_statistic(others, one) / static_cast<double>(occupied - 1);
    sum_ += ratio;
    squares_ += ratio * ratio;
    ++windows_;
  }
  /// No value below `fewest_own_windows`.
  design_effect result() const noexcept {
    design_effect found;
    if (windows_ < fewest_own_windows) return found;
    const auto size = static_cast<double>(windows_);
    found.value = sum_ / size;
    const double variance = (squares_ - sum_ * found.value) / (size - 1.0);
    constexpr double quantile_95 = 1.6448536269514722;
    found.lower = found.value - quantile_95 * std::sqrt((variance > 0.0 ? variance : 0.0) / size);
    return found;
  }

 private:
  double sum_ = 0.0;
  double squares_ = 0.0;
  std::size_t windows_ = 0;
};

}  // namespace detail

/** The mean over a feature's own windows of chi-squared of the window against the others, by degrees of freedom: of the
    values. Needs `fewest_own_windows`. Source: Rao and Scott (1981). O(windows x cells). */
inline design_effect own_dependence(const own_windows& own) {
  detail::mean_dispersion mean;
  own.against_others(
      [&](std::span<const std::uint64_t> one, std::span<const std::uint64_t> others) { mean.add(one, others); });
  return mean.result();
}

/// The same of the share of missing values.
inline design_effect own_missing_dependence(const own_windows& own) {
  std::uint64_t all[2] = {};
  const auto rates = [&](std::size_t w, std::uint64_t(&into)[2]) {
    into[0] += detail::total(own.counts(w).first(own.coarse_cells()));
    into[1] += own.counts(w).back();
  };
  for (std::size_t w = 0; w < own.size(); ++w) rates(w, all);
  detail::mean_dispersion mean;
  for (std::size_t w = 0; w < own.size(); ++w) {
    std::uint64_t one[2] = {};
    rates(w, one);
    const std::uint64_t others[2] = {all[0] - one[0], all[1] - one[1]};
    mean.add(one, others);
  }
  return mean.result();
}

}  // namespace leeway

#endif
