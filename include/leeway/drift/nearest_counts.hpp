// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_NEAREST_COUNTS_HPP
#define LEEWAY_DRIFT_NEAREST_COUNTS_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include <leeway/drift/share_of_rows.hpp>

/// Baselines whose ranks are known up to an error, as from a quantile sketch: what they may have been at the least.
namespace leeway::detail {

/// How many of `n` records a rank error stands for, rounded up but for what rounding adds to a whole number.
inline std::uint64_t records_of(double rank_error, std::uint64_t n) noexcept {
  if (!(rank_error > 0.0)) return 0;
  const double records = (std::min)(rank_error, 1.0) * static_cast<double>(n);
  return static_cast<std::uint64_t>(std::ceil(records * (1.0 - 0x1p-50)));
}

/** Of the rows of counts whose cumulated counts are within `reach` records of those of `a`, the one whose distribution
    function is nearest to that of `b`, at every end of a cell at once (Kolmogorov's distance becomes as small as it can
    be). The rows have the same length; `into` too, and may be `a`. No side is empty. O(cells). */
inline void nearest_counts(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, std::uint64_t reach,
                           std::span<std::uint64_t> into) noexcept {
  __extension__ using wide = unsigned __int128;
  const std::uint64_t n = total(a);
  const std::uint64_t m = total(b);
  std::uint64_t below_a = 0;
  std::uint64_t below_b = 0;
  std::uint64_t given = 0;
  for (std::size_t cell = 0; cell < a.size(); ++cell) {
    below_a += a[cell];
    below_b += b[cell];
    const auto wanted =
        static_cast<std::uint64_t>((static_cast<wide>(below_b) * n * 2 + m) / (static_cast<wide>(m) * 2));
    const std::uint64_t lowest = below_a > reach ? below_a - reach : 0;
    const std::uint64_t highest = n - below_a > reach ? below_a + reach : n;
    const bool last = cell + 1 == a.size();
    const std::uint64_t upto = last ? n : (std::min)(highest, (std::max)(lowest, wanted));
    into[cell] = upto - given;
    given = upto;
  }
}

/// A count moved by at most `reach` records towards the share that `b` of `m` is of the n records.
inline std::uint64_t nearest_count(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m,
                                   std::uint64_t reach) noexcept {
  __extension__ using wide = unsigned __int128;
  if (reach == 0) return a;
  const auto wanted = static_cast<std::uint64_t>((static_cast<wide>(b) * n * 2 + m) / (static_cast<wide>(m) * 2));
  const std::uint64_t lowest = a > reach ? a - reach : 0;
  const std::uint64_t highest = n - a > reach ? a + reach : n;
  return (std::min)(highest, (std::max)(lowest, wanted));
}

}  // namespace leeway::detail

#endif
