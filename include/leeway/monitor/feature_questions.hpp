// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_FEATURE_QUESTIONS_HPP
#define LEEWAY_MONITOR_FEATURE_QUESTIONS_HPP

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/test_result.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/decision/finding.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/drift/any_test.hpp>
#include <leeway/drift/l_infinity.hpp>
#include <leeway/drift/missing_rate.hpp>
#include <leeway/drift/own_dependence.hpp>
#include <leeway/drift/unseen_rate.hpp>
#include <leeway/monitor/own_limits.hpp>
#include <leeway/monitor/planned_question.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/monitor/rows_worth.hpp>
#include <leeway/monitor/words.hpp>
#include <leeway/statistics/resized.hpp>

namespace leeway {

/// A decision may need p-values far below what suffices for a test that is only shown: so many times more draws.
inline constexpr std::uint64_t deciding_effort = 10;

/** The questions that are asked of one feature, each with its deciding test bound. How many they are is known before
    any window is seen. Binding allocates; asking allocates only for the words of the report. */
template <cells C>
class feature_questions {
 public:
  /// `tables`: of draws that the features of one evaluator share.
  feature_questions(feature_baseline<C> feature, const decision_policy& policy, const law::null_tables& tables = {})
      : feature_(std::move(feature)) {
    if (feature_.role() != role::feature) return;
    test_options showing = policy.tests;
    showing.grouped.tables = tables;
    test_options deciding = showing;
    deciding.grouped.effort.most_draws *= deciding_effort;
    const test_kind kind = std::same_as<C, numeric_cells> ? policy.numeric : policy.categorical;
    const tolerances& wanted = policy.tolerances_of(feature_.name());
    const feature_baseline<C> counted = worth_of(feature_);
    if (policy.own_windows) limits_ = own_limits(feature_, kind);
    dependence_ = own_dependence(feature_.own());
    add(question::distribution, wanted, bind(kind, counted, deciding));
    add(question::missing, wanted, any_bound_test(missing_rate().bind(counted)));
    if (has_unseen_question(feature_))
      add(question::unseen, wanted, any_bound_test(unseen_rate().bind(with_rarity_of_worth(feature_))));
    add(question::spike, wanted, any_bound_test(bind(test_kind::l_infinity, counted, deciding)));
    if constexpr (std::same_as<C, numeric_cells>) shown_moments_ = policy.shown_moments;
    for (test_kind other : policy.shown)
      if (applies<C>(other) && other != kind && other != test_kind::l_infinity)
        shown_.push_back(bind(other, counted, showing));
  }

  const feature_baseline<C>& feature() const noexcept { return feature_; }
  std::size_t size() const noexcept { return asked_.size(); }

  /// A single answer, for whoever wants no words and not all of them: of the question at `i`, below `size()`.
  question question_at(std::size_t i) const noexcept { return asked_[i].what; }
  share_of_rows share_moved(std::size_t i, const counts& a, const counts& b) {
    return asked_[i].test.share_moved(worth(a), worth(b));
  }
  double log_p_value(std::size_t i, const counts& a, const counts& b) {
    return asked_[i].test(worth(a), worth(b)).log_p_value;
  }
  /// The smallest move that would be seen to be above `tolerated` in 4 of 5 cases.
  double smallest_effect(std::size_t i, const counts& a, const counts& b, double log_significance, double tolerated) {
    return asked_[i].test.smallest_effect(worth(a), worth(b), log_significance, tolerated);
  }

  /// Answers without the verdict, which needs the whole report.
  void ask(const counts& a, const counts& b, feature_report& report) {
    report.design_effect = feature_.design_effect();
    report.own_dependence = dependence_.value;
    const counts worth_a = worth(a);
    const counts worth_b = worth(b);
    for (asked& one : asked_) {
      const test_result result = run(one.test, worth_a, worth_b);
      const share_of_rows moved = one.test.share_moved(worth_a, worth_b);
      finding found;
      found.question = one.what;
      found.test = result.test;
      found.own = limits_.of(one.what, b.present() + b.missing());
      found.tolerance = raised(one.tolerance, found.own);
      found.effect = moved.value;
      found.effect_interval = moved.between;
      found.effect_lower_bound = moved.lower_bound;
      found.log_p_value = result.log_p_value;
      const bool possible = result.method != p_method::none;
      // Shares in words are those of all rows; but values that stand once are known of the rows that count.
      const bool of_worth = one.what == question::unseen;
      if (possible)
        found.what =
            move_text(one.what, of_worth ? one.test.largest_move(worth_a, worth_b) : one.test.largest_move(a, b));
      report.findings.push_back(std::move(found));
      report.tests.push_back(
          {result, true, possible ? one.test.contributions(worth_a, worth_b) : std::vector<contribution>{}});
    }
    for (any_bound_test& other : shown_)
      report.tests.push_back({run(other, worth_a, worth_b), false, other.contributions(worth_a, worth_b)});
    for (moment_test other : shown_moments_)
      report.tests.push_back({leeway::run(other, report.baseline.moments, report.window.moments), false, {}});
  }

  /// Verdicts, after the p-values of the whole report have been corrected.
  void judge_all(const counts& a, const counts& b, double significance, std::size_t family, feature_report& report) {
    const double log_each = std::log(significance / static_cast<double>(family));
    const counts worth_a = worth(a);
    const counts worth_b = worth(b);
    report.verdict = verdict::stable;
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      finding& found = report.findings[i];
      found.smallest_effect = asked_[i].test.smallest_effect(worth_a, worth_b, log_each, found.tolerance.warning);
      found.verdict = judge(found, significance);
      note(found, asked_[i].tolerance, report.tests[i].result, significance);
      report.verdict = worst(report.verdict, found.verdict);
    }
  }

  /// The smallest moves that a window of so many rows, like the baseline but for the move, would show in 4 of 5 cases.
  std::vector<planned_question> plan(std::uint64_t rows, double significance, std::size_t family) {
    std::vector<planned_question> result;
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      const auto move = [&](plan_level level) { return planned_move(i, rows, significance, family, level); };
      result.push_back({asked_[i].what, raised(asked_[i].tolerance, limits_.of(asked_[i].what, rows)),
                        move(plan_level::real), move(plan_level::warning), move(plan_level::drift)});
    }
    return result;
  }
  /// One of them: of the question at `i`, below `size()`.
  double planned_move(std::size_t i, std::uint64_t rows, double significance, std::size_t family, plan_level level) {
    const double log_each = std::log(significance / static_cast<double>(family));
    const tolerance wanted = raised(asked_[i].tolerance, limits_.of(asked_[i].what, rows));
    const double tolerated = level == plan_level::real      ? 0.0
                             : level == plan_level::warning ? wanted.warning
                                                            : wanted.drift;
    return asked_[i].test.smallest_effect(worth(feature_.counts()), worth(resized(feature_.counts(), rows)), log_each,
                                          tolerated);
  }

 private:
  struct asked {
    question what;
    leeway::tolerance tolerance;
    any_bound_test test;
  };

  void add(question what, const tolerances& wanted, any_bound_test test) {
    asked_.push_back({what, wanted[what], std::move(test)});
  }

  test_result run(any_bound_test& test, const counts& a, const counts& b) const noexcept {
    test_result result = test(a, b);
    result.flags.set(flag::dependent_rows, hangs_together() || dependence_.dependent());
    return result;
  }

  bool hangs_together() const noexcept { return feature_.design_effect() > 1.0; }

  counts worth(const counts& rows) const { return rows_worth(rows, feature_.design_effect()); }

  static void note(finding& found, const tolerance& wanted, const test_result& result, double significance) {
    const bool significant = found.adjusted_log_p_value <= std::log(significance);
    if (significant && found.verdict < verdict::warning)
      found.notes.push_back("real, not surely above " + percent_text(found.tolerance.warning) + " %");
    const double correction = found.adjusted_log_p_value - found.log_p_value;
    if (!significant && result.log_p_interval.lower + correction <= std::log(significance))
      found.notes.push_back("cannot tell at this resolution");
    if (significant && found.verdict < verdict::warning && found.effect_lower_bound > wanted.warning)
      found.notes.push_back("its own windows moved by up to " + percent_text(found.own.effect) + " %");
    if (found.own.windows > 0 && found.own.windows < fewest_own_windows)
      found.notes.push_back("only " + std::to_string(found.own.windows) + " own windows: the tolerance stays as it is");
    if (found.verdict == verdict::stable && found.effect_interval.upper < wanted.warning)
      found.notes.push_back("certainly below " + percent_text(wanted.warning) + " %");
  }

  feature_baseline<C> feature_;
  std::vector<asked> asked_;
  std::vector<any_bound_test> shown_;
  std::vector<moment_test> shown_moments_;
  own_limits limits_;
  design_effect dependence_;
};

}  // namespace leeway

#endif
