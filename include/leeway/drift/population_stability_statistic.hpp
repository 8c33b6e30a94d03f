// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_POPULATION_STABILITY_STATISTIC_HPP
#define LEEWAY_DRIFT_POPULATION_STABILITY_STATISTIC_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include <leeway/drift/share_of_rows.hpp>

namespace leeway {

/// What PSI does with a cell that is empty on one side.
struct zero_policy {
  enum class kind : std::uint8_t { jeffreys, raw, epsilon };

  kind what = kind::jeffreys;
  double epsilon = 0.0;

  /// Half a record more in every cell of both sides: always finite, close to unbiased. The default.
  static constexpr zero_policy jeffreys() noexcept { return {kind::jeffreys, 0.0}; }
  /// As defined: infinite when a cell is empty on one side.
  static constexpr zero_policy raw() noexcept { return {kind::raw, 0.0}; }
  /// A share of exactly 0 becomes `share`, nothing is renormalised: as other tools do, for comparison.
  static constexpr zero_policy at_least(double share) noexcept { return {kind::epsilon, share}; }
};

namespace detail {

inline double cell_share(std::uint64_t count, std::uint64_t total, std::size_t cells, zero_policy zero) noexcept {
  if (zero.what == zero_policy::kind::jeffreys)
    return (static_cast<double>(count) + 0.5) / (static_cast<double>(total) + static_cast<double>(cells) / 2.0);
  if (count == 0 && zero.what == zero_policy::kind::epsilon) return zero.epsilon;
  return share(count, total);
}

/// What a cell adds: (q - p) log(q / p); near p = q with log(q / p) = 2 atanh((q - p) / (q + p)), which keeps small
/// differences and loses large ratios.
inline double population_stability_term(double p, double q) noexcept {
  if (p <= 0.0 && q <= 0.0) return 0.0;
  if (p <= 0.0 || q <= 0.0) return std::numeric_limits<double>::infinity();
  const double x = (q - p) / (q + p);
  return (q - p) * (std::fabs(x) < 0.5 ? 2.0 * std::atanh(x) : std::log(q / p));
}

}  // namespace detail

/// Population stability index, natural logarithm: KL(p||q) + KL(q||p). Lewis (1994). NaN when a side is empty or they
/// differ in length. O(K).
inline double population_stability_index(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                                         zero_policy zero = {}) noexcept {
  const std::uint64_t n = detail::total(a);
  const std::uint64_t m = detail::total(b);
  if (n == 0 || m == 0 || a.size() != b.size()) return no_value;
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k)
    sum += detail::population_stability_term(detail::cell_share(a[k], n, a.size(), zero),
                                             detail::cell_share(b[k], m, b.size(), zero));
  return sum;
}

/// The Jeffreys form less what chance adds to it, (K - 1)(1/n + 1/m), not below 0.
inline double population_stability_debiased(std::span<const std::uint64_t> a,
                                            std::span<const std::uint64_t> b) noexcept {
  const double chance =
      (static_cast<double>(a.size()) - 1.0) / detail::effective_size(detail::total(a), detail::total(b));
  const double excess = population_stability_index(a, b) - chance;
  return excess > 0.0 || detail::total(a) == 0 || detail::total(b) == 0 ? excess : 0.0;
}

}  // namespace leeway

#endif
