// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_RANK_STATISTICS_HPP
#define LEEWAY_DRIFT_RANK_STATISTICS_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/base/interval.hpp>
#include <leeway/drift/share_of_rows.hpp>

/// Statistics of two rows of counts whose places are in order, records of one place being equal. All are symmetric in
/// the two rows but `mann_whitney_u`, have no value when a side is empty or the rows differ in length, and take
/// O(places).
namespace leeway {
namespace detail {

__extension__ typedef __int128 wide_count;

/// What lies at a place and below it.
struct rank_place {
  double baseline_below = 0.0;
  double window_below = 0.0;
  double baseline = 0.0;
  double window = 0.0;

  double both() const noexcept { return baseline + window; }
  double below() const noexcept { return baseline_below + window_below; }
  /// F - G at the middle: half of its records count as below.
  double gap(double n, double m) const noexcept {
    return ((baseline_below + 0.5 * baseline) * m - (window_below + 0.5 * window) * n) / (n * m);
  }
};

/// Places as they are: records of one place are equal.
struct equal_records {
  static double parts(std::size_t, std::uint64_t, std::uint64_t) noexcept { return 1.0; }
};

/// Steps of `ordered_cells`: inside a cell that holds records of one side only, these are no ties. They are spread over
/// some parts, which is nearly as good as over as many as there are records.
struct records_of_steps {
  static constexpr double most = 8.0;
  static double parts(std::size_t step, std::uint64_t a, std::uint64_t b) noexcept {
    if (step % 2 == 1 || (a > 0 && b > 0)) return 1.0;
    return (std::min)(most, static_cast<double>(a + b));
  }
};

/// Calls `visit(place)` for every place that is not empty.
template <class Places, class Visit>
void for_each_place(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, Visit&& visit) noexcept {
  rank_place at;
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (a[k] + b[k] == 0) continue;
    const double parts = Places::parts(k, a[k], b[k]);
    at.baseline = static_cast<double>(a[k]) / parts;
    at.window = static_cast<double>(b[k]) / parts;
    for (double part = 0.0; part < parts; part += 1.0) {
      visit(at);
      at.baseline_below += at.baseline;
      at.window_below += at.window;
    }
  }
}

/// The mean of (F - G)^2 over all records of both sides, F and G at the middles of places.
template <class Places = equal_records>
double mean_squared_gap(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const auto n = static_cast<double>(total(a));
  const auto m = static_cast<double>(total(b));
  if (!(n > 0.0 && m > 0.0) || a.size() != b.size()) return no_value;
  double sum = 0.0;
  for_each_place<Places>(a, b, [&](const rank_place& at) {
    const double gap = at.gap(n, m);
    sum += at.both() * gap * gap;
  });
  return sum / (n + m);
}

/// Twice the number of pairs in which the window's record is the larger, equal ones for half.
inline wide_count twice_pairs_above(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  wide_count twice = 0;
  std::uint64_t below = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    twice += static_cast<wide_count>(b[k]) * (2 * below + a[k]);
    below += a[k];
  }
  return twice;
}

template <class Places>
double cramer_von_mises_of(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = total(a);
  const std::uint64_t m = total(b);
  return effective_size(n, m) * mean_squared_gap<Places>(a, b) + 0.25 / static_cast<double>(n + m);
}

template <class Places>
double anderson_darling_of(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const auto n = static_cast<double>(total(a));
  const auto m = static_cast<double>(total(b));
  if (!(n > 0.0 && m > 0.0) || a.size() != b.size()) return no_value;
  const double all = n + m;
  double sum = 0.0;
  for_each_place<Places>(a, b, [&](const rank_place& at) {
    const double above = (std::max)(0.0, all - at.below() - at.both());
    const double spread = at.below() * above + 0.25 * at.both() * (at.below() + above);  // B (N - B) - N l / 4
    if (!(spread > 0.0)) return;
    const double gap = at.gap(n, m);
    sum += at.both() * gap * gap * (all / spread);
  });
  return (1.0 - 1.0 / all) * (n * (m / all)) * sum;
}

}  // namespace detail

/** Cramer-von Mises: T = nm/N times the mean of (F - G)^2 over all records, plus 1/(4N), where F and G count the
  records of a place for half. Without ties this is Anderson's (1962) T; with ties it stays 0 but for the constant when
  both sides agree, as the formula by squared ranks does not. */
inline double cramer_von_mises_statistic(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  return detail::cramer_von_mises_of<detail::equal_records>(a, b);
}

/** Anderson-Darling of two samples, the form by mid-ranks of Scholz and Stephens (1987, eq. 7): (N - 1)/N times nm/N
  times the mean of (F - G)^2 over its null variance at each place. Its null mean is 1, whatever the ties; 0 when all
  are equal. */
inline double anderson_darling_statistic(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  return detail::anderson_darling_of<detail::equal_records>(a, b);
}

/// Kuiper: the largest F - G plus the largest G - F at the ends of places, a share of rows. Exact but for one rounding.
inline double kuiper_statistic(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = detail::total(a);
  const std::uint64_t m = detail::total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return no_value;
  detail::wide_count gap = 0;
  detail::wide_count highest = 0;
  detail::wide_count lowest = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    gap += static_cast<detail::wide_count>(a[k]) * m - static_cast<detail::wide_count>(b[k]) * n;
    highest = (std::max)(highest, gap);
    lowest = (std::min)(lowest, gap);
  }
  return static_cast<double>(highest - lowest) / (static_cast<double>(n) * static_cast<double>(m));
}

/// Mann-Whitney's U of the second row: in how many of the nm pairs its record is the larger, equal ones for half. Exact
/// below 2^52.
inline double mann_whitney_u(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  if (detail::total(a) == 0 || detail::total(b) == 0 || a.size() != b.size()) return no_value;
  return 0.5 * static_cast<double>(detail::twice_pairs_above(a, b));
}

/** U/(nm), how probably a record of the second row is the larger, with 95 % interval: Wilson's with the size at which a
  share would have DeLong's variance, or the smaller of n and m where that is 0. Source: DeLong, DeLong and
  Clarke-Pearson (1988). */
struct superiority {
  double value = no_value;
  interval between{};
};

inline superiority probability_of_superiority(std::span<const std::uint64_t> a,
                                              std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = detail::total(a);
  const std::uint64_t m = detail::total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return {};
  const auto past = static_cast<double>(n);
  const auto live = static_cast<double>(m);
  const double value = mann_whitney_u(a, b) / (past * live);
  double of_baseline = 0.0;
  double of_window = 0.0;
  detail::for_each_place<detail::equal_records>(a, b, [&](const detail::rank_place& at) {
    const double below = (at.baseline_below + 0.5 * at.baseline) / past;
    const double above = 1.0 - (at.window_below + 0.5 * at.window) / live;
    of_window += at.window * (below - value) * (below - value);
    of_baseline += at.baseline * (above - value) * (above - value);
  });
  const double variance =
      of_baseline / past / (std::max)(1.0, past - 1.0) + of_window / live / (std::max)(1.0, live - 1.0);
  const double smaller = (std::min)(past, live);
  const double of_share = value * (1.0 - value);
  const double size =
      variance > 1e-15 * of_share ? (std::max)(smaller, of_share / variance) : smaller;  // rounding is none
  constexpr double z = 1.9599639845400542;
  const double centre = (value + z * z / (2.0 * size)) / (1.0 + z * z / size);
  const double reach = z / (1.0 + z * z / size) * std::sqrt(of_share / size + z * z / (4.0 * size * size));
  return {value, {(std::max)(0.0, centre - reach), (std::min)(1.0, centre + reach)}};
}

}  // namespace leeway

#endif
