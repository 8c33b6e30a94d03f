// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_CELL_EVIDENCE_HPP
#define LEEWAY_DRIFT_CELL_EVIDENCE_HPP

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>

#include <leeway/drift/nearest_counts.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/beta_binomial.hpp>
#include <leeway/law/hypergeometric.hpp>

/// What single cells say on their own, by exact laws that hold at every size.
namespace leeway::detail {

/// Difference of the shares of a cell in standard deviations.
inline double cell_score(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m) noexcept {
  if (a + b == 0 || a + b == n + m) return 0.0;
  const double pool = share(a + b, n + m);
  return (share(b, m) - share(a, n)) / std::sqrt(pool * (1.0 - pool) / effective_size(n, m));
}

/// Two-sided log p-value of one cell of two rows of counts.
inline double split_cell_log_p(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m) noexcept {
  return law::fisher_two_sided(a, n, b, m).log_p;
}

/// As above when the cell ends at order statistics: its count is beta-binomial with the baseline's weight.
inline double urn_cell_log_p(std::uint64_t weight, std::uint64_t all, std::uint64_t b, std::uint64_t m) noexcept {
  const auto alpha = static_cast<double>(weight);
  const auto beta = static_cast<double>(all - weight);
  if (weight == all) return 0.0;
  const bool many = static_cast<double>(b) * (alpha + beta) > alpha * static_cast<double>(m);
  const auto log_p = [&](bool upper) {
    return upper ? law::beta_binomial_upper(b, m, alpha, beta).log_p
                 : law::beta_binomial_lower(b, m, alpha, beta).log_p;
  };
  const double nearer = log_p(many);
  if (nearer < -std::numbers::ln2) return std::numbers::ln2 + nearer;  // the other tail is above one half
  return (std::min)(0.0, std::numbers::ln2 + (std::min)(nearer, log_p(!many)));
}

/// The smallest two-sided log p-value of any cell times the number of cells (Bonferroni): never below the truth. Only
/// the cells that stand out most are worked out; leaving out others can only make the answer larger. Each count of `a`
/// may be off by `reach` records: it is taken as near to the window's share as that allows.
inline double most_surprising_cell(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, bool urn,
                                   std::uint64_t reach = 0) noexcept {
  constexpr std::size_t looked_at = 8;
  const std::uint64_t n = total(a);
  const std::uint64_t m = total(b);
  std::array<std::size_t, looked_at> top{};
  std::array<double, looked_at> scores{};
  std::size_t found = 0;
  std::size_t occupied = 0;
  const auto count = [&](std::size_t k) { return nearest_count(a[k], n, b[k], m, reach); };
  const double of_n = 1.0 / static_cast<double>(n);
  const double of_m = 1.0 / static_cast<double>(m);
  const double of_all = 1.0 / static_cast<double>(n + m);
  const double inverse_size = 1.0 / effective_size(n, m);
  for (std::size_t k = 0; k < a.size(); ++k) {
    if (a[k] + b[k] == 0) continue;
    ++occupied;
    const std::uint64_t nearest = count(k);
    // Nearly all cells stand out less than those found, by more than rounding does: that is seen without divisions.
    const double then = real_count(nearest);
    const double now = real_count(b[k]);
    const double size = std::fabs(now * of_m - then * of_n) + 1e-14;
    const double pool = (then + now) * of_all;
    const double least = scores[looked_at - 1];
    if (1.000001 * size * size < least * least * inverse_size * pool * (1.0 - pool)) continue;
    const double score = std::fabs(cell_score(nearest, n, b[k], m));
    std::size_t at = found < looked_at ? found++ : looked_at;
    if (at == looked_at && score <= scores[looked_at - 1]) continue;
    if (at == looked_at) --at;
    for (; at > 0 && scores[at - 1] < score; --at) {
      scores[at] = scores[at - 1];
      top[at] = top[at - 1];
    }
    scores[at] = score;
    top[at] = k;
  }
  double smallest = 0.0;
  for (std::size_t i = 0; i < found; ++i) {
    const std::size_t k = top[i];
    const double log_p = urn && reach == 0 ? urn_cell_log_p(a[k] + (k + 1 == a.size() ? 1 : 0), n + 1, b[k], m)
                                           : split_cell_log_p(count(k), n, b[k], m);
    smallest = (std::min)(smallest, log_p);
  }
  // With two cells the one is the other's complement: a single event.
  const double events = occupied == 2 ? 1.0 : static_cast<double>((std::max)(occupied, std::size_t{1}));
  return (std::min)(0.0, smallest + std::log(events));
}

}  // namespace leeway::detail

#endif
