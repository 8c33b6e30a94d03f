// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_CONSTRAINT_TOLERANCES_HPP
#define LEEWAY_MONITOR_CONSTRAINT_TOLERANCES_HPP

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <leeway/base/throw.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/decision/question.hpp>

namespace leeway {
namespace detail {

inline std::optional<question> parse_question(std::string_view name) noexcept {
  for (question q : {question::distribution, question::missing, question::unseen, question::spike})
    if (to_string(q) == name) return q;
  return std::nullopt;
}

/// Model Monitor's threshold where somebody has changed it: 0.1 is what every file says, and our default too.
inline std::optional<double> edited_threshold(const constraints& wanted, const feature_constraints& feature) noexcept {
  constexpr double written = 0.1;
  const bool words = feature.inferred_type == inferred_type::string || feature.inferred_type == inferred_type::boolean;
  double threshold = wanted.comparison_threshold;
  if (words) threshold = wanted.categorical_comparison_threshold.value_or(threshold);
  if (threshold < written || threshold > written) return threshold;
  return std::nullopt;
}

}  // namespace detail

/** The policy with the tolerances that the constraints state for single features; elsewhere the policy's stay.

  A `comparison_threshold` other than 0.1 becomes the drift tolerance of the distribution of every feature of that kind,
  with a warning tolerance not above it. `tolerances` of a feature go before it, and before what the policy says.
  @throws std::invalid_argument for a question that does not exist, and as `decision_policy::validate` */
[[nodiscard]] inline decision_policy with_tolerances(decision_policy policy, const constraints& wanted) {
  for (const feature_constraints& feature : wanted.features) {
    const std::optional<double> threshold = detail::edited_threshold(wanted, feature);
    if (!threshold && feature.tolerances.empty()) continue;
    leeway::tolerances own = policy.tolerances_of(feature.name);
    if (threshold) own.distribution = {(std::min)(own.distribution.warning, *threshold), *threshold};
    for (const tolerated_change& change : feature.tolerances) {
      const std::optional<question> asked = detail::parse_question(change.question);
      if (!asked)
        detail::throw_invalid_argument("tolerance of \"" + feature.name + "\": there is no question \"" +
                                       change.question + "\"");
      own[*asked] = {change.warning, change.drift};
    }
    std::erase_if(policy.feature_tolerances, [&](const auto& entry) { return entry.first == feature.name; });
    policy.feature_tolerances.emplace_back(feature.name, own);
  }
  policy.validate();
  return policy;
}

}  // namespace leeway

#endif
