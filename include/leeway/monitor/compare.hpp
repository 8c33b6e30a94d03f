// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_COMPARE_HPP
#define LEEWAY_MONITOR_COMPARE_HPP

#include <leeway/baseline/baseline.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/window/recounted.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/** Two windows that were counted over the cells of one baseline, judged against each other: canary against control,
    this week against last week. `before` takes the part of the baseline; groups of cells are chosen by both together.
    @throws std::invalid_argument when one was counted against another baseline, or for a policy that makes no sense */
[[nodiscard]] inline report compare(const baseline& past, const window& before, const window& now,
                                    const decision_policy& policy = {}) {
  detail::require_same_baseline(past, now, "compare");
  const baseline then = recounted(past, before);
  return evaluate(then, moved_to(then, now), policy);
}

}  // namespace leeway

#endif
