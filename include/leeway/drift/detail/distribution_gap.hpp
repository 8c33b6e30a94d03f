// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_DETAIL_DISTRIBUTION_GAP_HPP
#define LEEWAY_DRIFT_DETAIL_DISTRIBUTION_GAP_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/interval.hpp>
#include <leeway/base/test_result.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/kolmogorov_two_sample.hpp>
#include <leeway/law/two_sample_band.hpp>

namespace leeway::detail {

/// Where two rows of counts differ most, seen from the ends of the cells.
struct distribution_gap {
  std::uint64_t baseline_cumulated = 0;  ///< A: baseline records at or below the end of `cell`
  std::uint64_t window_cumulated = 0;    ///< B
  std::size_t cell = 0;
  double at_ends = 0.0;  ///< |A/n - B/m|
  double at_most = 0.0;  ///< what the raw records could show inside a cell
};

/// `Whole`: holds n m and its negative.
template <class Whole, class SingleValued>
distribution_gap largest_gap_in(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, std::uint64_t n,
                                std::uint64_t m, SingleValued&& single_valued) noexcept {
  const auto all_a = static_cast<Whole>(n);
  const auto all_b = static_cast<Whole>(m);
  // Where in a block the largest difference lies is asked of one block only: a loop without branches is faster.
  constexpr std::size_t block = 32;
  Whole largest = -1;
  Whole hidden = 0;
  Whole ahead = 0;  // A m - B n
  Whole ahead_before = 0;
  std::size_t found = 0;
  for (std::size_t begin = 0; begin < a.size(); begin += block) {
    const std::size_t end = (std::min)(begin + block, a.size());
    const Whole before = ahead;
    Whole widest = -1;
    for (std::size_t cell = begin; cell < end; ++cell) {
      const Whole more_a = static_cast<Whole>(a[cell]) * all_b;
      const Whole more_b = static_cast<Whole>(b[cell]) * all_a;
      ahead += more_a - more_b;
      widest = (std::max)(widest, ahead < 0 ? -ahead : ahead);
      // All values of one side may come first inside the cell.
      if (!single_valued(cell)) hidden = (std::max)(hidden, (std::max)(ahead + more_b, more_a - ahead));
    }
    if (widest > largest) {
      largest = widest;
      ahead_before = before;
      found = begin;
    }
  }
  hidden = (std::max)(hidden, largest);
  distribution_gap gap;
  for (ahead = ahead_before; found < a.size(); ++found) {
    ahead += static_cast<Whole>(a[found]) * all_b - static_cast<Whole>(b[found]) * all_a;
    gap.cell = found;
    if (ahead == largest || -ahead == largest) break;
  }
  const std::size_t below = (std::min)(gap.cell + 1, a.size());
  gap.baseline_cumulated = total(a.first(below));
  gap.window_cumulated = total(b.first(below));
  const double all = static_cast<double>(n) * static_cast<double>(m);
  gap.at_ends = static_cast<double>((std::max)(largest, Whole{0})) / all;
  gap.at_most = static_cast<double>(hidden) / all;
  return gap;
}

/// `n` and `m`: the rows' totals. `single_valued(cell)`: nothing can hide inside the cell. Exact for any counts: in 128
/// bits where 64 do not suffice.
template <class SingleValued>
distribution_gap largest_gap(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, std::uint64_t n,
                             std::uint64_t m, SingleValued&& single_valued) noexcept {
  __extension__ using wide = __int128;
  if (static_cast<wide>(n) * m < static_cast<wide>(1) << 62)
    return largest_gap_in<std::int64_t>(a, b, n, m, single_valued);
  return largest_gap_in<wide>(a, b, n, m, single_valued);
}

template <class SingleValued>
distribution_gap largest_gap(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                             SingleValued&& single_valued) noexcept {
  return largest_gap(a, b, total(a), total(b), single_valued);
}

/// The gap that is left when the baseline's cumulated counts may all be off by `reach` records.
inline law::ks_gap least_gap(const distribution_gap& gap, std::uint64_t n, std::uint64_t m,
                             std::uint64_t reach) noexcept {
  __extension__ using wide = unsigned __int128;
  const law::ks_gap seen{gap.baseline_cumulated, gap.window_cumulated};
  if (reach == 0) return seen;
  if (law::ks_distance(n, m, seen) <= static_cast<wide>(reach) * m) return {0, 0};
  const bool above = static_cast<wide>(gap.baseline_cumulated) * m > static_cast<wide>(gap.window_cumulated) * n;
  return {above ? gap.baseline_cumulated - reach : gap.baseline_cumulated + reach, gap.window_cumulated};
}

inline p_method p_method_of(law::ks_route route) noexcept {
  switch (route) {
    case law::ks_route::exact:
    case law::ks_route::exact_with_ties:
      return p_method::exact;
    case law::ks_route::conservative:
      return p_method::bound;
    case law::ks_route::asymptotic:
      return p_method::asymptotic;
    default:
      return p_method::none;
  }
}

/// The errors of two distribution functions together: with 95 % certainty at most so much.
struct gap_bands {
  std::uint64_t n = 0;
  std::uint64_t m = 0;
  double one_sided = no_value;  ///< towards one chosen side
  double two_sided = no_value;  ///< towards the one or the other

  /// Finding them takes longer than counting: of the same sizes they are kept.
  void be_of(std::uint64_t new_n, std::uint64_t new_m) noexcept {
    if (new_n == n && new_m == m) return;
    *this = {new_n, new_m, law::two_sample_band(new_n, new_m, 0.025), law::two_sample_band(new_n, new_m, 0.0125)};
  }
};

/// The share of rows that a gap is; `hidden`: what the baseline's ranks may hide of it.
inline share_of_rows share_of_gap(double at_ends, double at_most, double hidden, const gap_bands& bands) noexcept {
  const auto at_least = [&](double band) { return (std::max)(0.0, at_ends - hidden - band); };
  return {at_ends,
          {at_least(bands.two_sided), (std::min)(1.0, at_most + hidden + bands.one_sided)},
          at_least(bands.one_sided)};
}

}  // namespace leeway::detail

#endif
