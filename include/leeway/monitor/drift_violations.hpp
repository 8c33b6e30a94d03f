// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DRIFT_VIOLATIONS_HPP
#define LEEWAY_MONITOR_DRIFT_VIOLATIONS_HPP

#include <string>
#include <vector>

#include <leeway/constraints/constraints.hpp>
#include <leeway/constraints/detail/description.hpp>
#include <leeway/constraints/violation.hpp>
#include <leeway/decision/finding.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/monitor/report.hpp>

namespace leeway {
namespace detail {

/// Model Monitor's sentence, which its tools take apart at "distance:" and "exceeds threshold:", then what moved.
inline std::string drift_description(const finding& decisive) {
  const std::string question(to_string(decisive.question));
  const bool named = decisive.what.rfind(question, 0) == 0;
  std::string moved = named ? decisive.what : question;
  if (!named && !decisive.what.empty()) moved += ": " + decisive.what;
  return "Baseline drift distance: " + decimal_text(decisive.effect) +
         " exceeds threshold: " + decimal_text(decisive.tolerance.drift) + " (" + moved + ")";
}

}  // namespace detail

/** A `baseline_drift_check` for every feature whose verdict is drift. The distance is the effect of the decisive
    question, a share of rows, and the threshold its drift tolerance. */
[[nodiscard]] inline std::vector<violation> drift_violations(const report& judged) {
  std::vector<violation> found;
  for (const feature_report& feature : judged.features) {
    const finding* decisive = feature.decisive();
    if (feature.is_drift() && decisive != nullptr)
      found.push_back({feature.name, "baseline_drift_check", detail::drift_description(*decisive)});
  }
  return found;
}

/// As above without the features for which the constraints, or their comparison of distributions, are switched off.
[[nodiscard]] inline std::vector<violation> drift_violations(const report& judged, const constraints& wanted) {
  std::vector<violation> found;
  if (!wanted.evaluate || !wanted.compare_distributions) return found;
  for (violation& one : drift_violations(judged)) {
    const feature_constraints* feature = wanted.find(one.feature);
    if (feature == nullptr || feature->evaluate) found.push_back(one);
  }
  return found;
}

}  // namespace leeway

#endif
