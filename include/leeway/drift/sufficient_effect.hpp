// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_SUFFICIENT_EFFECT_HPP
#define LEEWAY_DRIFT_SUFFICIENT_EFFECT_HPP

#include <algorithm>
#include <cstdint>

namespace leeway::detail {

/** The smallest effect above `tolerance` that is as large as `needed(effect)`: what an effect needs to show depends on
    the spread that it brings about. 1 where none below 1 is. `needed` is above the tolerance, and rises and falls at
    most once.

  Upwards until an effect suffices, then halves, to within 1e-9. About 35 calls. */
template <class Needed>
double sufficient_effect(double tolerance, Needed&& needed) noexcept {
  constexpr int most_steps = 8;
  double too_small = tolerance;
  double enough = needed(tolerance);
  for (int step = 0;; ++step) {
    if (step == most_steps || enough > 1.0) enough = 1.0;
    const double wanted = needed(enough);
    if (wanted <= enough) break;
    if (enough >= 1.0) return 1.0;
    too_small = enough;
    enough = wanted;
  }
  for (int halving = 0; halving < 30; ++halving) {
    const double middle = 0.5 * (too_small + enough);
    (needed(middle) <= middle ? enough : too_small) = middle;
  }
  return enough;
}

/// A share of a window of m records, as far from 0 and 1 as one record more and one less would have it: of few records
/// nothing is sure.
inline double unsure_share(double share, std::uint64_t m) noexcept {
  const double least = 1.0 / (static_cast<double>(m) + 2.0);
  return (std::min)(1.0 - least, (std::max)(least, share));
}

}  // namespace leeway::detail

#endif
