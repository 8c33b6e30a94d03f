// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ALARM_JUDGE_HPP
#define LEEWAY_MONITOR_ALARM_JUDGE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/feature_questions.hpp>
#include <leeway/monitor/rows_worth.hpp>
#include <leeway/window/recounted.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/// Whether one question of one feature says warning or drift, and how far the window surely moved.
struct question_alarm {
  leeway::question question = leeway::question::distribution;
  double sure = 0.0;  ///< one-sided 95 %, a share of rows; 0 where there was nothing to compare
  bool raised = false;
  double value = 0.0;  ///< how far it seems to have moved
};

/** Says of windows which questions alarm with the tolerances of the policy, as a report would, and nothing else. What
    does not decide that is not found: a p-value only where the window surely moved by more than its tolerance, the
   exact law of D only where its limit, which is conservative, does not settle the matter, and draws only until they
   cannot be significant. One judge is for one thread. */
class alarm_judge {
 public:
  /// @throws std::invalid_argument for a policy that makes no sense
  alarm_judge(const baseline& past, decision_policy policy) : past_(past), policy_(std::move(policy)) {
    policy_.validate();
    policy_.shown.clear();
    policy_.own_windows = false;
    const decision_policy brief = brief_policy();
    for (const any_feature& f : past_.features()) {
      detail::with(f, [&](const auto& one) { questions_.emplace_back(feature_questions(one, brief)); });
      limit_law_.push_back(limit_law_of(f));
    }
    for (any_questions& q : questions_) family_ += std::visit([](const auto& one) { return one.size(); }, q);
  }

  /// How many questions a report asks.
  std::size_t family() const noexcept { return family_; }

  /// Every question of every feature, in their order, corrected together. The window was counted over the baseline's
  /// cells.
  std::vector<std::vector<question_alarm>> all(const window& live) {
    std::vector<std::vector<question_alarm>> result;
    bool open = false;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      result.push_back(alone(i, live.columns()[i].counts()));
      for (const question_alarm& one : result.back()) open = open || (!one.raised && moved(i, one));
    }
    if (open && may_raise_more(live, result)) correct_together(live, result);
    return result;
  }

  /** The questions of one feature as if it alone had changed. Then its p-value is the smallest of the report, and the
      first step of every correction is a factor that the family decides: with Holm and Bonferroni p times the family.
   */
  std::vector<question_alarm> alone(std::size_t feature, const counts& live) {
    return std::visit(
        [&](auto& asked) {
          std::vector<question_alarm> result;
          for (std::size_t q = 0; q < asked.size(); ++q) {
            const share_of_rows share = asked.share_moved(q, asked.feature().counts(), live);
            question_alarm one{asked.question_at(q), detail::is_nan(share.lower_bound) ? 0.0 : share.lower_bound, false,
                               detail::is_nan(share.value) ? 0.0 : share.value};
            one.raised = moved(feature, one) && (limit_is_significant(feature, one.question, live) ||
                                                 alone_significant(log_p_value(asked, q, live)));
            result.push_back(one);
          }
          return result;
        },
        questions_[feature]);
  }

 private:
  using any_questions = std::variant<feature_questions<numeric_cells>, feature_questions<category_cells>>;

  /// Lattices of no more points than this are walked at once.
  static constexpr std::uint64_t few_points = 1 << 14;
  /// How far beyond the largest significant p-value draws still resolve.
  static constexpr double resolved = 1.5;

  template <cells C>
  static double log_p_value(feature_questions<C>& asked, std::size_t q, const counts& live) {
    return asked.log_p_value(q, asked.feature().counts(), live);
  }

  /// Ends draws at so few exceedances that no p-value below `resolved` times a significant one is given up.
  decision_policy brief_policy() {
    decision_policy brief = policy_;
    monte_carlo_effort& effort = brief.tests.grouped.effort;
    const double draws = static_cast<double>(deciding_effort) * static_cast<double>(effort.most_draws) + 1.0;
    const double enough = std::ceil(resolved * largest_significant() * draws) + 1.0;
    if (enough < static_cast<double>(effort.enough_exceedances))
      effort.enough_exceedances = static_cast<std::uint64_t>(enough);
    log_resolved_ = std::log(static_cast<double>(effort.enough_exceedances) / draws);
    return brief;
  }
  /// Not below any p-value that is significant alone: three questions a feature are asked at least.
  double largest_significant() const {
    std::size_t tested = 0;
    for (const any_feature& f : past_.features()) tested += role_of(f) == role::feature ? 1U : 0U;
    return policy_.significance / static_cast<double>((std::max)(3 * tested, std::size_t{1}));
  }

  std::optional<bound_kolmogorov_smirnov> limit_law_of(const any_feature& feature) const {
    const auto* numeric = std::get_if<numeric_feature>(&feature);
    if (numeric == nullptr || policy_.numeric != test_kind::kolmogorov_smirnov) return std::nullopt;
    return kolmogorov_smirnov(few_points).bind(*numeric);
  }
  bool limit_is_significant(std::size_t feature, question asked, const counts& live) {
    if (!limit_law_[feature] || asked != question::distribution) return false;
    const auto& numeric = std::get<numeric_feature>(past_.features()[feature]);
    const double effect = numeric.design_effect();
    return alone_significant(
        (*limit_law_[feature])(rows_worth(numeric.counts(), effect), rows_worth(live, effect)).log_p_value);
  }

  bool alone_significant(double log_p) const {
    return adjust({&log_p, 1}, policy_.correction, family_).front() <= std::log(policy_.significance);
  }

  bool moved(std::size_t feature, const question_alarm& one) const noexcept {
    return one.sure > policy_.tolerances_of(name_of(past_.features()[feature]))[one.question].warning;
  }

  /// Whether a later step of the correction could let more through, with p-values that are not above those of a report.
  bool may_raise_more(const window& live, const std::vector<std::vector<question_alarm>>& all) {
    std::vector<double> log_p_values;
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t q = 0; q < all[i].size(); ++q)
        log_p_values.push_back(least_log_p(i, q, all[i][q], live.columns()[i].counts()));
    const std::vector<double> adjusted = adjust(log_p_values, policy_.correction, family_);
    std::size_t next = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
      for (const question_alarm& one : all[i])
        if (adjusted[next++] <= std::log(policy_.significance) && !one.raised && moved(i, one)) return true;
    return false;
  }
  double least_log_p(std::size_t feature, std::size_t q, const question_alarm& one, const counts& live) {
    const bool by_lattice = limit_law_[feature] && one.question == question::distribution;
    if (one.raised || (by_lattice && !moved(feature, one))) return -std::numeric_limits<double>::infinity();
    const double log_p = std::visit([&](auto& asked) { return log_p_value(asked, q, live); }, questions_[feature]);
    return (std::min)(log_p, log_resolved_);
  }

  void correct_together(const window& live, std::vector<std::vector<question_alarm>>& all) const {
    const report whole = evaluate(past_, moved_to(past_, live), policy_);
    for (std::size_t i = 0; i < all.size(); ++i)
      for (std::size_t q = 0; q < all[i].size(); ++q)
        all[i][q].raised = whole.features[i].findings[q].verdict >= verdict::warning;
  }

  baseline past_;
  decision_policy policy_;
  std::vector<any_questions> questions_;
  std::vector<std::optional<bound_kolmogorov_smirnov>> limit_law_;  // of each feature that is judged by D
  std::size_t family_ = 0;
  double log_resolved_ = 0.0;  // p-values above it may be known badly
};

}  // namespace leeway

#endif
