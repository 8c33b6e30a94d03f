// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DECISION_FINDING_HPP
#define LEEWAY_DECISION_FINDING_HPP

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/baseline/own_limit.hpp>
#include <leeway/decision/question.hpp>

namespace leeway {

/// A question with its answer.
struct finding {
  leeway::question question = leeway::question::distribution;
  std::string_view test{};  ///< the deciding one
  leeway::verdict verdict = leeway::verdict::too_few;
  double effect = no_value;              ///< share of rows
  interval effect_interval{};            ///< 95 %
  double effect_lower_bound = no_value;  ///< one-sided 95 %
  leeway::tolerance tolerance{};         ///< as it was judged: raised where the baseline's own windows moved further
  own_limit own{};                       ///< how far those moved; no effect without them
  double log_p_value = no_value;
  double adjusted_log_p_value = no_value;
  double smallest_effect = no_value;  ///< would have been called with 80 % power
  std::string what{};                 ///< what moved, in words, with the shares then and now
  std::vector<std::string> notes{};
};

/** The rule: drift or warning when the change is significant over the whole report and surely larger than the
    tolerance; stable when a change of the drift tolerance would have been called at least a warning, or when the whole
    95 % interval lies below the drift tolerance; else too few. */
[[nodiscard]] inline verdict judge(const finding& f, double significance) noexcept {
  const bool significant = f.adjusted_log_p_value <= std::log(significance);
  if (significant && f.effect_lower_bound > f.tolerance.drift) return verdict::drift;
  if (significant && f.effect_lower_bound > f.tolerance.warning) return verdict::warning;
  const bool would_be_seen = f.smallest_effect <= f.tolerance.drift;
  return would_be_seen || f.effect_interval.upper < f.tolerance.drift ? verdict::stable : verdict::too_few;
}

}  // namespace leeway

#endif
