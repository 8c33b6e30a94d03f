// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_UNREADABLE_HPP
#define LEEWAY_MONITOR_UNREADABLE_HPP

#include <cstdint>
#include <string>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/decision/finding.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/drift/share_change.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/monitor/words.hpp>

namespace leeway {

/** Values of a numeric feature that cannot be read as numbers, as shares of all its values. They are in no cell, so no
    question of the report asks about them; this is a rule of its own beside the report. */
struct unreadable_values {
  double before = no_value;
  double now = no_value;
  leeway::verdict verdict = leeway::verdict::too_few;
};

namespace detail {

/// Calm windows are wrong that often, each feature of each window: no correction is asked of so small an error.
inline constexpr double unreadable_error = 1e-4;

inline tolerance tolerated_missing(const feature_report& feature) noexcept {
  for (const finding& found : feature.findings)
    if (found.question == question::missing) return found.tolerance;
  return tolerances{}.missing;
}

}  // namespace detail

/** Drift, or a warning, where the share has surely (99.99 %, Newcombe's limits from Clopper and Pearson's) risen by
    more than may be missing: the tolerances of the feature's missing question. `too_few` without a value on either
    side, and for categories, of which every text is one. O(standard deviation of the counts). */
[[nodiscard]] inline unreadable_values unreadable(const feature_report& feature) noexcept {
  unreadable_values found;
  const std::uint64_t then = feature.baseline.present + feature.baseline.invalid;
  const std::uint64_t now = feature.window.present + feature.window.invalid;
  if (!feature.numeric || then == 0 || now == 0) return found;
  found.before = detail::share(feature.baseline.invalid, then);
  found.now = detail::share(feature.window.invalid, now);
  found.verdict = verdict::stable;
  if (!(found.now > found.before)) return found;
  const tolerance allowed = detail::tolerated_missing(feature);
  const double least = detail::share_change_interval(feature.baseline.invalid, then, feature.window.invalid, now,
                                                     detail::unreadable_error)
                           .lower;
  if (least > allowed.warning) found.verdict = least > allowed.drift ? verdict::drift : verdict::warning;
  return found;
}

/// "not a number: 0 -> 30.6 % of its values"; nothing where all can be read.
[[nodiscard]] inline std::string unreadable_text(const unreadable_values& found) {
  if (detail::is_nan(found.now) || !(found.now > 0.0)) return {};
  return "not a number: " + percent_text(found.before) + " -> " + percent_text(found.now) + " % of its values";
}

}  // namespace leeway

#endif
