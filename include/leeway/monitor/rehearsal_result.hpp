// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_REHEARSAL_RESULT_HPP
#define LEEWAY_MONITOR_REHEARSAL_RESULT_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/law/binomial.hpp>
#include <leeway/monitor/injection.hpp>

namespace leeway {

/// In how many windows something was seen. Over several features each window counts as one, with the share of its
/// features.
struct seen_share {
  double seen = 0.0;
  std::size_t windows = 0;

  double share() const noexcept { return windows > 0 ? seen / static_cast<double>(windows) : no_value; }
  /// 95 %, for windows that do not depend on each other. Parts of a window are rounded away from the middle. Source:
  /// Clopper and Pearson (1934).
  interval between() const noexcept {
    const auto count = [](double x) { return static_cast<std::uint64_t>(x); };
    constexpr double error = 0.025;
    return {law::clopper_pearson_lower(count(std::floor(seen)), windows, error),
            law::clopper_pearson_upper(count(std::ceil(seen)), windows, error)};
  }
};

/// How well a change is seen with one kind of tolerances.
struct detection {
  seen_share seen{};
  /// Windows until it is first seen, the first of them included, when it begins at one of the windows: the median over
  /// where it begins. No value when from half of them on it is not seen before the end.
  double delay = no_value;
  /// Rows of a window in which the change would be seen in 4 of 5 cases; nothing when no window would do: the change is
  /// not larger than the tolerance, or the baseline is too small to tell.
  std::optional<std::uint64_t> rows_needed{};
};

/// An injection in one feature.
struct rehearsed_change {
  std::size_t feature = 0;                                     ///< of `rehearsal_result::features`
  std::size_t injection = 0;                                   ///< of `rehearsal_result::injections`
  leeway::question question = leeway::question::distribution;  ///< the one that sees it best
  double moved = no_value;  ///< what it does to all windows together: a share of rows
  detection flat{};
  detection learned{};
};

/// An injection over all features that it applies to.
struct rehearsed_injection {
  leeway::injection what{};
  std::size_t features = 0;
  detection flat{};  ///< without `rows_needed`
  detection learned{};
};

/// A feature, and its alarms while nothing was injected.
struct rehearsed_feature {
  std::string name{};
  seen_share flat_alarms{};
  seen_share learned_alarms{};
};

/** What a rehearsal says: plain data. `flat` is with the tolerances of the policy alone; `learned` with those raised to
   what the other windows showed, which is the same where there are too few of them. An alarm is a warning or drift. */
struct rehearsal_result {
  std::vector<std::string> windows{};
  std::uint64_t typical_rows = 0;  ///< of the window in the middle of all by size
  std::size_t family = 0;          ///< questions of a report
  bool learns = false;             ///< there are enough windows to learn tolerances from
  seen_share flat_alarms{};        ///< windows with any alarm while nothing was injected
  seen_share learned_alarms{};
  std::vector<rehearsed_feature> features{};  ///< of the baseline, in its order; what is not tested never alarms
  std::vector<rehearsed_injection> injections{};
  std::vector<rehearsed_change> changes{};  ///< every injection in every feature that it applies to, in this order
};

}  // namespace leeway

#endif
