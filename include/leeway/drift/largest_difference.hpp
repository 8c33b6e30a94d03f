// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_LARGEST_DIFFERENCE_HPP
#define LEEWAY_DRIFT_LARGEST_DIFFERENCE_HPP

#include <bit>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/drift/detail/difference_cells.hpp>
#include <leeway/drift/detail/gap_search.hpp>
#include <leeway/drift/sorted_values.hpp>
#include <leeway/law/kolmogorov_two_sample.hpp>

namespace leeway {

/// Where the distribution functions of two samples are furthest apart: Kolmogorov's and Smirnov's D as a fraction of
/// whole numbers, so without rounding and exact with ties.
struct sample_difference {
  std::uint64_t baseline_n = 0;  ///< present values
  std::uint64_t window_n = 0;
  std::uint64_t baseline_missing = 0;
  std::uint64_t window_missing = 0;
  law::ks_gap gap{};        ///< A and B: values of either side that are not above `where`
  double where = no_value;  ///< the lowest value at which the difference is largest; none when a side is empty
  double value = no_value;  ///< D = |A m - B n| / (n m), rounded once

  /// 1: the baseline has more of its values at or below `where`, the window's are larger; -1: less; 0: no difference.
  int sign() const noexcept {
    __extension__ using wide = __int128;
    const wide baseline = static_cast<wide>(gap.baseline_cumulated) * static_cast<wide>(window_n);
    const wide window = static_cast<wide>(gap.window_cumulated) * static_cast<wide>(baseline_n);
    return baseline > window ? 1 : baseline < window ? -1 : 0;
  }
};

namespace detail {

/// n m and its negative fit 64 bits.
inline bool narrow_product(std::uint64_t n, std::uint64_t m) noexcept {
  __extension__ using wide = unsigned __int128;
  return static_cast<wide>(n) * m < static_cast<wide>(1) << 62;
}

template <std::floating_point Real, class Whole>
void set_gap(sample_difference& result, const widest_gap<Whole>& gap) noexcept {
  using key = typename sorted_values<Real>::key_type;
  result.gap = {gap.baseline_cumulated, gap.window_cumulated};
  result.where = static_cast<double>(from_order_key<Real>(static_cast<key>(gap.key)));
  result.value =
      static_cast<double>(gap.size) / (static_cast<double>(result.baseline_n) * static_cast<double>(result.window_n));
}

}  // namespace detail

/** D of two sorted samples. Looks at one value in a few dozen or hundred, and at all between two of them only where the
    largest difference may lie: some twenty times as fast as merging. Allocates O(sqrt(n)) to O(n / 16) bytes. */
template <std::floating_point Real>
sample_difference largest_difference(const sorted_values<Real>& baseline, const sorted_values<Real>& window) {
  __extension__ using wide = __int128;
  sample_difference result{baseline.size(), window.size(), baseline.missing(), window.missing()};
  if (result.baseline_n == 0 || result.window_n == 0) return result;
  if (detail::narrow_product(result.baseline_n, result.window_n))
    detail::set_gap<Real>(result, detail::widest_gap_of_sorted<std::int64_t>(baseline.keys(), window.keys()));
  else
    detail::set_gap<Real>(result, detail::widest_gap_of_sorted<wide>(baseline.keys(), window.keys()));
  return result;
}

/** D of one baseline and many windows as they come, unsorted: exact, and without sorting them.

  The baseline lies in about 32 sqrt(n) cells of an order-preserving map, denser where it has more values. A window is
  counted in them; at their ends the difference is known, and inside a cell it cannot exceed what it would be if all
  values of one side came first. Only the values of cells where that reaches the largest difference seen are read again,
  sorted and merged: a few in a hundred. Where a value takes most of a cell its occurrences are counted, not sorted, so
  that whole numbers and zeros cost no more. At worst (two clusters in one cell, or two samples that are the same) all
  values are sorted.

  Construction O(n). A call reads the window twice and keeps its workspace: 8 bytes a cell, 16 a value that was sorted.
  One object is for one thread. */
template <std::floating_point Real>
class difference_finder {
 public:
  /// @throws std::bad_alloc
  explicit difference_finder(sorted_values<Real> baseline) : baseline_(std::move(baseline)), cells_(baseline_) {}
  explicit difference_finder(std::span<const Real> baseline) : difference_finder(sorted_values<Real>(baseline)) {}

  const sorted_values<Real>& baseline() const noexcept { return baseline_; }

  /// NaN is missing: left out and counted. @throws std::bad_alloc
  sample_difference operator()(std::span<const Real> window) {
    __extension__ using wide = __int128;
    if (window.size() > UINT32_MAX) return largest_difference(baseline_, sorted_values<Real>(window));
    sample_difference result{baseline_.size(), 0, baseline_.missing(), 0};
    result.window_missing = cells_.count(window);
    result.window_n = window.size() - result.window_missing;
    if (result.baseline_n == 0 || result.window_n == 0) return result;
    if (detail::narrow_product(result.baseline_n, result.window_n))
      detail::set_gap<Real>(result, cells_.template widest<std::int64_t>(baseline_, window, result.window_n));
    else
      detail::set_gap<Real>(result, cells_.template widest<wide>(baseline_, window, result.window_n));
    return result;
  }

 private:
  sorted_values<Real> baseline_;
  detail::difference_cells<Real> cells_;
};

template <class Values>
requires std::floating_point<typename Values::value_type>
explicit difference_finder(const Values&)->difference_finder<std::remove_cv_t<typename Values::value_type>>;

}  // namespace leeway

#endif
