// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_KOLMOGOROV_TWO_SAMPLE_HPP
#define LEEWAY_LAW_KOLMOGOROV_TWO_SAMPLE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/stirling.hpp>
#include <leeway/law/detail/wide.hpp>
#include <leeway/law/kolmogorov.hpp>
#include <leeway/law/kolmogorov_leaps.hpp>
#include <leeway/law/kolmogorov_paths.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::law {

/// How a p-value of the two-sample statistic was found.
enum class ks_route : std::uint8_t {
  none,             ///< there is no p-value: a side is empty
  exact,            ///< the law without ties, which is the law at hand
  exact_with_ties,  ///< the conditional law given the ties
  conservative,     ///< the law without ties, although there are some: an upper bound of the p-value
  asymptotic        ///< Kolmogorov's limit law
};

struct ks_tail {
  tail value;
  bool exact = false;  ///< the value is the exact probability, not a bound or a limit
  ks_route route = ks_route::none;
};

/**
 * Records at or below the place where the two distribution functions are furthest apart. The statistic is
 * |A/n - B/m|; it is compared as the whole number |A*m - B*n|, which fits 128 bits.
 */
struct ks_gap {
  std::uint64_t baseline_cumulated = 0;  ///< A
  std::uint64_t window_cumulated = 0;    ///< B
};

/// |A*m - B*n|.
inline detail::wide_unsigned ks_distance(std::uint64_t n, std::uint64_t m, ks_gap gap) noexcept {
  const detail::wide_signed c = detail::wide_determinant(gap.baseline_cumulated, m, gap.window_cumulated, n);
  return static_cast<detail::wide_unsigned>(c < 0 ? -c : c);
}

}  // namespace leeway::law

namespace leeway::detail {

/// log C(2n, n-h) / C(2n, n).
inline double log_equal_ratio(double n, double h) noexcept {
  const double u = h / n;
  return 2.0 * stirling_rest(n) - stirling_rest(n - h) - stirling_rest(n + h) -
         n * (deviance_unit(u) + deviance_unit(-u));
}

/// C(2n, n-to) / C(2n, n-from).
inline double equal_ratio(double n, double from, double to) noexcept {
  double product = 1.0;
  for (double j = from; j < to; j += 1.0) product *= (n - j) / (n + j + 1.0);
  return product;
}

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(D >= h/n) for two samples of n records each without ties (Gnedenko & Korolyuk 1951), n >= 1, h <= n. Relative
 * accuracy 1e-12 also of p below 1e-300; O(sqrt(n)) operations at most.
 */
inline tail kolmogorov_two_sample_exact_equal(std::uint64_t n, std::uint64_t h) noexcept {
  if (n == 0 || h > n) return {};
  if (h <= 1) return sure;
  const double size = static_cast<double>(n);
  const double gap = static_cast<double>(h);
  const double first = detail::log_equal_ratio(size, gap);
  if (first < -3.0) {  // far enough out for two or three terms of the alternating sum
    double rest = 0.0;
    double sign = -1.0;
    for (double k = 2.0; k * gap <= size; k += 1.0) {
      const double term = std::exp(detail::log_equal_ratio(size, k * gap) - first);
      rest += sign * term;
      if (term < 1e-18) break;
      sign = -sign;
    }
    return from_log(detail::log_two + first + std::log1p(rest));
  }
  const double last = std::floor((std::min)(size / gap, 7.0 * std::sqrt(size) / gap + 1.0));
  double p = 0.0;  // Horner: t1 (1 - t2 (1 - t3 ...)), convex at every step
  for (double k = last; k >= 1.0; k -= 1.0) {
    p = detail::equal_ratio(size, (k - 1.0) * gap, k * gap) * (1.0 - p);
  }
  return from_probability(2.0 * p);
}

/**
 * The two-sample Kolmogorov-Smirnov tail P(D >= observed), exact where that is affordable.
 *
 * Owns one scratch row of about 20 sqrt(max_cells) bytes, allocated at construction; a call allocates nothing. With the
 * default a call takes 5 ms at most with AVX-512 and 15 ms without vectors, but without ties rarely more than a
 * tenth of that (`detail::kolmogorov_leaps`). Not for use by two threads at a time.
 */
class two_sample_kolmogorov {
 public:
  /// `max_cells`: how many lattice cells an exact recursion may visit. Throws std::bad_alloc.
  explicit two_sample_kolmogorov(std::uint64_t max_cells = std::uint64_t{1} << 23)
      : max_cells_(static_cast<double>(max_cells)),
        widest_(static_cast<std::size_t>(2.5 * std::sqrt(static_cast<double>(max_cells))) + 16 +
                detail::kolmogorov_places_behind),
        scratch_(widest_ + detail::kolmogorov_leaps::places_beside) {}

  /**
   * n, m: sizes of baseline and window. `runs`: all n + m records in order of value, as runs of equal or of different
   * ones; empty when no two records are equal. Runs of no records are allowed.
   *
   * With ties the conditional law given them (Schroeer & Trenkler 1995), when its recursion is affordable;
   * otherwise the law without ties, which is then conservative. Without ties the closed form for n = m, the recursion
   * of Viehmann (2021) when affordable, otherwise Kolmogorov's limit, itself conservative for n != m at moderate sizes.
   */
  ks_tail operator()(std::uint64_t n, std::uint64_t m, ks_gap gap, std::span<const record_run> runs = {}) noexcept {
    if (n == 0 || m == 0 || gap.baseline_cumulated > n || gap.window_cumulated > m) return {};
    const detail::wide_unsigned c = ks_distance(n, m, gap);
    const bool ties = has_ties(runs);
    if (c == 0) return {sure, true, ties ? ks_route::exact_with_ties : ks_route::exact};
    if (ties) {
      const ks_tail result = with_ties(n, m, c, runs);
      if (result.exact) return result;
    }
    ks_tail result = without_ties(n, m, c);
    if (ties && result.exact) result = {result.value, false, ks_route::conservative};
    return result;
  }

  std::size_t size_bytes() const noexcept { return sizeof(*this) + scratch_.capacity() * sizeof(double); }

 private:
  static bool has_ties(std::span<const record_run> runs) noexcept {
    for (const record_run& run : runs) {
      if (run.tied && run.records > 1) return true;
    }
    return false;
  }

  /// Below it the recursion may have lost small terms.
  static constexpr double smallest = 0x1p-900;

  bool fits(double n, double m, double c, std::span<const record_run> runs) const noexcept {
    return detail::kolmogorov_width(n, m, c, runs) < static_cast<double>(widest_);
  }

  ks_tail with_ties(std::uint64_t n, std::uint64_t m, detail::wide_unsigned c,
                    std::span<const record_run> runs) noexcept {
    const double baseline = static_cast<double>(n);
    const double window = static_cast<double>(m);
    const double gap = static_cast<double>(c);
    if (detail::kolmogorov_cells(baseline, window, gap, runs) > max_cells_) return {};
    if (!fits(baseline, window, gap, runs)) return {};
    const double hit = detail::kolmogorov_paths(n, m, c, scratch_).with_ties(runs);
    return from_recursion(hit, ks_route::exact_with_ties);
  }

  ks_tail without_ties(std::uint64_t n, std::uint64_t m, detail::wide_unsigned c) noexcept {
    const double baseline = static_cast<double>(n);
    const double window = static_cast<double>(m);
    const double gap = static_cast<double>(c);
    if (n == m) {
      return {kolmogorov_two_sample_exact_equal(n, static_cast<std::uint64_t>(c / n)), true, ks_route::exact};
    }
    if (c == detail::wide_product(n, m)) return {separated(baseline, window), true, ks_route::exact};
    const tail limit = kolmogorov_upper(gap / std::sqrt(baseline * window * (baseline + window)));
    if (detail::kolmogorov_cells(baseline, window, gap) <= max_cells_ && fits(baseline, window, gap, {})) {
      const tail leaping = by_leaps(n, m, c, limit);
      if (!leeway::detail::is_nan(leaping.p)) return {leaping, true, ks_route::exact};
      const ks_tail result =
          from_recursion(detail::kolmogorov_paths(n, m, c, scratch_).without_ties(), ks_route::exact);
      if (result.exact) return result;
    }
    return {limit, false, ks_route::asymptotic};
  }

  /// Where leaps are the faster way, and keep 11 digits. `limit` is never much too small.
  tail by_leaps(std::uint64_t n, std::uint64_t m, detail::wide_unsigned c, const tail& limit) noexcept {
    const double band = detail::kolmogorov_band(static_cast<double>(n), static_cast<double>(m), static_cast<double>(c));
    const std::span<double> row(scratch_.data(),
                                static_cast<std::size_t>(band) + detail::kolmogorov_leaps::places_beside);
    if (limit.p > 0.02) {
      const double stays = detail::kolmogorov_leaps(n, m, c, row).stays();
      if (stays < 0.98) return from_complement(stays);
    }
    constexpr std::uint64_t much_longer = 8;
    if ((std::max)(n, m) / (std::min)(n, m) < much_longer || limit.log_p < -500.0) return {};
    const double least = 1e-3 * limit.p;
    const double leaves = detail::kolmogorov_leaps(n, m, c, row).leaves(least);
    return leaves > least ? from_probability(leaves) : tail{};
  }

  /// Two of the C(n+m, n) orders separate the samples altogether.
  static tail separated(double n, double m) noexcept {
    return from_log(detail::log_two + detail::log_table_weight(n, 0.0, 0.0, m, n * (m / (n + m))));
  }

  static ks_tail from_recursion(double hit, ks_route route) noexcept {
    if (!(hit > smallest)) return {};
    const double p = hit / detail::kolmogorov_unit;
    if (hit >= 1.0) return {from_probability(p), true, route};
    return {from_log(std::log(hit) - std::log(detail::kolmogorov_unit)), true, route};
  }

  double max_cells_;
  std::size_t widest_;
  std::vector<double> scratch_;
};

}  // namespace leeway::law

#endif
