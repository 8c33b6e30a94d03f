// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ALARM_JUDGE_HPP
#define LEEWAY_MONITOR_ALARM_JUDGE_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/drift/kolmogorov_smirnov.hpp>
#include <leeway/monitor/feature_questions.hpp>
#include <leeway/monitor/rows_worth.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/// Whether one question of one feature says warning or drift, and how far the window surely moved.
struct question_alarm {
  leeway::question question = leeway::question::distribution;
  double sure = 0.0;  ///< one-sided 95 %, a share of rows; 0 where there was nothing to compare
  bool raised = false;
};

/** Says of windows which questions alarm with the tolerances of the policy, as a report would, and nothing else. A
    p-value is only found where the window surely moved by more than its tolerance, and the exact law of D is only
    walked where its limit, which is conservative, does not settle the matter. One judge is for one thread. */
class alarm_judge {
 public:
  /// @throws std::invalid_argument for a policy that makes no sense
  alarm_judge(const baseline& past, decision_policy policy) : policy_(std::move(policy)) {
    policy_.validate();
    policy_.shown.clear();
    for (const any_feature& f : past.features()) {
      detail::with(f, [&](const auto& one) { questions_.emplace_back(feature_questions(one, policy_)); });
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
      for (const question_alarm& one : result.back())
        open = open || (!one.raised && one.sure > tolerated(i, one.question));
    }
    if (open) correct_together(live, result);
    return result;
  }

  /** The questions of one feature as if it alone had changed. Then its p-value is the smallest of the report, and the
     first step of every correction is a factor that the family decides: with Holm and Bonferroni p times the family. */
  std::vector<question_alarm> alone(std::size_t feature, const counts& live) {
    return std::visit(
        [&](auto& asked) {
          std::vector<question_alarm> result;
          for (std::size_t q = 0; q < asked.size(); ++q) {
            question_alarm one{asked.question_at(q), asked.share_moved(q, asked.feature().counts(), live).lower_bound,
                               false};
            if (detail::is_nan(one.sure)) one.sure = 0.0;
            if (one.sure > tolerated(feature, one.question))
              one.raised = alone_significant(log_p_value(asked, feature, q, live));
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

  std::optional<bound_kolmogorov_smirnov> limit_law_of(const any_feature& feature) const {
    const auto* numeric = std::get_if<numeric_feature>(&feature);
    if (numeric == nullptr || policy_.numeric != test_kind::kolmogorov_smirnov) return std::nullopt;
    return kolmogorov_smirnov(few_points).bind(*numeric);
  }

  bool alone_significant(double log_p) const {
    return adjust({&log_p, 1}, policy_.correction, family_).front() <= std::log(policy_.significance);
  }

  /// The p-value, or one that is larger and significant all the same.
  template <cells C>
  double log_p_value(feature_questions<C>& asked, std::size_t feature, std::size_t q, const counts& live) {
    const counts& past = asked.feature().counts();
    if (limit_law_[feature] && asked.question_at(q) == question::distribution) {
      const double worth = asked.feature().design_effect();
      const double log_p = (*limit_law_[feature])(rows_worth(past, worth), rows_worth(live, worth)).log_p_value;
      if (alone_significant(log_p)) return log_p;
    }
    return asked.log_p_value(q, past, live);
  }

  double tolerated(std::size_t feature, question asked) const noexcept {
    const std::string_view name = std::visit([](const auto& one) { return one.feature().name(); }, questions_[feature]);
    return policy_.tolerances_of(name)[asked].warning;
  }

  /// The later steps of a correction, which may let more through than the first. How small the p-values are that pass
  /// the first step does not matter for the others, only how many they are.
  void correct_together(const window& live, std::vector<std::vector<question_alarm>>& all) {
    std::vector<double> log_p_values;
    for (std::size_t i = 0; i < questions_.size(); ++i)
      std::visit(
          [&](auto& asked) {
            for (std::size_t q = 0; q < asked.size(); ++q)
              log_p_values.push_back(log_p_value(asked, i, q, live.columns()[i].counts()));
          },
          questions_[i]);
    const std::vector<double> adjusted = adjust(log_p_values, policy_.correction, family_);
    std::size_t next = 0;
    for (std::size_t i = 0; i < all.size(); ++i)
      for (question_alarm& one : all[i])
        one.raised = adjusted[next++] <= std::log(policy_.significance) && one.sure > tolerated(i, one.question);
  }

  decision_policy policy_;
  std::vector<any_questions> questions_;
  std::vector<std::optional<bound_kolmogorov_smirnov>> limit_law_;  // of each feature that is judged by D
  std::size_t family_ = 0;
};

}  // namespace leeway

#endif
