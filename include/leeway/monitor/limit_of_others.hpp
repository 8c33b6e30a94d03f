// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_LIMIT_OF_OTHERS_HPP
#define LEEWAY_MONITOR_LIMIT_OF_OTHERS_HPP

#include <algorithm>
#include <cstddef>
#include <vector>

#include <leeway/baseline/own_limit.hpp>

namespace leeway {

/** What all windows but one teach of the tolerance that this one is judged with: the limit that a live window would
   meet. Which one is left out matters only by the side of the limit on which it lies. */
class limit_of_others {
 public:
  /// Effects of all windows, none of them NaN. O(windows); allocates.
  explicit limit_of_others(std::vector<double> effects) {
    if (effects.empty()) return;
    std::swap(*std::max_element(effects.begin(), effects.end()), effects.back());
    low_ = limit_of({effects.begin(), effects.end() - 1});
    std::swap(*std::min_element(effects.begin(), effects.end()), effects.back());
    high_ = limit_of({effects.begin(), effects.end() - 1});
  }

  /// The limit without a window of this effect, one of those given. No value where the others are too few.
  const own_limit& without(double own) const noexcept { return own > low_.effect ? low_ : high_; }
  /// Whether something moved further than the others allow: `sure`, in the place of the window of effect `own`.
  bool exceeded(double sure, double own) const noexcept { return !(without(own).effect >= sure); }

 private:
  own_limit low_{};   // without one of the largest effects
  own_limit high_{};  // without one of the smallest
};

}  // namespace leeway

#endif
