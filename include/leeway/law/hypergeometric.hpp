// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_HYPERGEOMETRIC_HPP
#define LEEWAY_LAW_HYPERGEOMETRIC_HPP

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/discrete_sum.hpp>
#include <leeway/law/detail/near_mode.hpp>
#include <leeway/law/detail/stirling.hpp>
#include <leeway/law/detail/wide.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// The number of successes among `draws` without replacement; draws and successes at most the population, all of them
/// at most 2^53.
struct hypergeometric_law {
  std::uint64_t draws;
  std::uint64_t successes;
  std::uint64_t population;

  std::uint64_t lowest() const noexcept {
    const std::uint64_t others = population - successes;
    return draws > others ? draws - others : 0;
  }
  std::uint64_t highest() const noexcept { return (std::min)(draws, successes); }
  double mean() const noexcept {
    return static_cast<double>(draws) * (static_cast<double>(successes) / static_cast<double>(population));
  }
  std::uint64_t mode() const noexcept {
    const wide_unsigned product = wide_product(draws + 1, successes + 1);
    // A division of 128 bits takes ten times as long.
    const std::uint64_t top = product >> 64 == 0 ? static_cast<std::uint64_t>(product) / (population + 2)
                                                 : static_cast<std::uint64_t>(product / (population + 2));
    return (std::min)((std::max)(top, lowest()), highest());
  }
  /// P(k+1) / P(k) = gain(k) / loss(k).
  double gain(std::uint64_t k) const noexcept {
    return static_cast<double>(successes - k) * static_cast<double>(draws - k);
  }
  double loss(std::uint64_t k) const noexcept {
    return static_cast<double>(k + 1) * static_cast<double>(population - successes - draws + k + 1);
  }
  double step(std::uint64_t k) const noexcept { return gain(k) / loss(k); }
  near_mode around(std::uint64_t mode) const noexcept {
    const double k = static_cast<double>(mode) - 0.5;
    return near_mode(1.0)
        .falling(static_cast<double>(successes) - k)
        .falling(static_cast<double>(draws) - k)
        .rising(k + 1.0)
        .rising(static_cast<double>(population - successes) - static_cast<double>(draws) + k + 1.0);
  }
  double log_point(std::uint64_t k) const noexcept {
    const wide_signed difference = wide_determinant(k, population, draws, successes);
    return log_table_weight(static_cast<double>(k), static_cast<double>(draws - k), static_cast<double>(successes - k),
                            static_cast<double>(population - successes - (draws - k)),
                            static_cast<double>(difference) / static_cast<double>(population));
  }
};

/// On the side of the mode away from the observation, the value nearest to the mode that is no likelier than `bound`
/// (a logarithm), or the side's end when all are likelier.
inline std::uint64_t fisher_partner(const hypergeometric_law& law, std::uint64_t mode, std::uint64_t end,
                                    double bound) noexcept {
  std::uint64_t distance = end > mode ? end - mode : mode - end;
  std::uint64_t likelier = 0;  // at this distance from the mode the point is likelier than the bound
  while (distance - likelier > 1) {
    const std::uint64_t middle = likelier + (distance - likelier) / 2;
    if (law.log_point(end > mode ? mode + middle : mode - middle) > bound) {
      likelier = middle;
    } else {
      distance = middle;
    }
  }
  return end > mode ? mode + distance : mode - distance;
}

/// 1 - P(first < X < last) where that is the shorter way, else the two outer sums; `low`, `high` say whether they
/// exist.
inline law::tail outer_tail(const hypergeometric_law& law, std::uint64_t last_low, bool low, std::uint64_t first_high,
                            bool high) noexcept {
  const double below = low ? log_sum(law, law.lowest(), last_low) : minus_infinity;
  const double above = high ? log_sum(law, first_high, law.highest()) : minus_infinity;
  const double outer = log_add((std::max)(below, above), (std::min)(below, above));
  if (outer < -log_two) return law::from_log(outer);
  const std::uint64_t first = low ? last_low + 1 : law.lowest();
  const std::uint64_t last = high ? first_high - 1 : law.highest();
  return law::from_complement(std::exp(log_sum(law, first, last)));
}

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(X >= k) for the number X of successes among `draws` records drawn without replacement from `population` records
 * of which `successes` are successes. Relative accuracy about 1e-12 in both tails; O(standard deviation) operations.
 * No value when draws or successes exceed the population. Populations up to 2^53.
 */
inline tail hypergeometric_upper(std::uint64_t k, std::uint64_t draws, std::uint64_t successes,
                                 std::uint64_t population) noexcept {
  if (draws > population || successes > population) return {};
  const detail::hypergeometric_law law{draws, successes, population};
  return detail::upper_tail(law, k, law.lowest(), law.highest());
}

/// P(X <= k); see `hypergeometric_upper`.
inline tail hypergeometric_lower(std::uint64_t k, std::uint64_t draws, std::uint64_t successes,
                                 std::uint64_t population) noexcept {
  if (draws > population || successes > population) return {};
  const detail::hypergeometric_law law{draws, successes, population};
  return detail::lower_tail(law, k, law.lowest(), law.highest());
}

/**
 * Fisher's exact test (1935) of a of n records against b of m, two-sided: the probability, given all four margins, of
 * the tables that are not likelier than the observed one (by more than a factor 1 + 1e-7, which absorbs rounding).
 * O(standard deviation) operations: about a millisecond for n = m = 1e9.
 * No value when a > n or b > m or no records at all.
 */
inline tail fisher_two_sided(std::uint64_t a, std::uint64_t n, std::uint64_t b, std::uint64_t m) noexcept {
  if (a > n || b > m || n + m == 0) return {};
  const detail::hypergeometric_law law{n, a + b, n + m};
  const std::uint64_t mode = law.mode();
  const double bound = law.log_point(a) + std::log1p(1e-7);
  if (law.log_point(mode) <= bound) return sure;
  const std::uint64_t end = a < mode ? law.highest() : law.lowest();
  if (end == mode) return detail::outer_tail(law, a, a<mode, a, a> mode);
  const std::uint64_t partner = detail::fisher_partner(law, mode, end, bound);
  const bool reached = law.log_point(partner) <= bound;
  return a < mode ? detail::outer_tail(law, a, true, partner, reached)
                  : detail::outer_tail(law, partner, reached, a, true);
}

}  // namespace leeway::law

#endif
