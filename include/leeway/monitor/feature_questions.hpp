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
    return of_worth(a, b, [&](const counts& p, const counts& q) { return asked_[i].test.share_moved(p, q); });
  }
  double log_p_value(std::size_t i, const counts& a, const counts& b) {
    return of_worth(a, b, [&](const counts& p, const counts& q) { return asked_[i].test(p, q).log_p_value; });
  }
  /// The smallest move that would be seen to be above `tolerated` in 4 of 5 cases.
  double smallest_effect(std::size_t i, const counts& a, const counts& b, double log_significance, double tolerated) {
    return of_worth(a, b, [&](const counts& p, const counts& q) {
      return asked_[i].test.smallest_effect(p, q, log_significance, tolerated);
    });
  }

  /// Answers without the verdict, which needs the whole report: of `family` questions in all.
  void ask(const counts& a, const counts& b, double significance, std::size_t family, feature_report& report) {
    report.design_effect = feature_.design_effect();
    report.own_dependence = dependence_.value;
    report.findings.reserve(asked_.size());
    report.tests.reserve(asked_.size() + shown_.size() + shown_moments_.size());
    const double log_each = std::log(significance / static_cast<double>(family));
    const std::uint64_t rows = detail::total(b.cells()) + b.missing();
    of_worth(a, b, [&](const counts& worth_a, const counts& worth_b) {
      for (asked& one : asked_) answer(one, {a, b, worth_a, worth_b, rows}, log_each, report);
      for (any_bound_test& other : shown_) {
        std::vector<contribution> contributions;
        const test_result result = flagged(other.explain(worth_a, worth_b, contributions));
        report.tests.push_back({result, false, std::move(contributions)});
      }
    });
    for (moment_test other : shown_moments_)
      report.tests.push_back({leeway::run(other, report.baseline.moments, report.window.moments), false, {}});
  }

  /// Verdicts, after the p-values of the whole report have been corrected.
  void judge_all(double significance, feature_report& report) const {
    report.verdict = verdict::stable;
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      finding& found = report.findings[i];
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
    return smallest_effect(i, feature_.counts(), resized(feature_.counts(), rows), log_each, tolerated);
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

  /// Two rows of counts, and what they are worth.
  struct compared {
    const counts& a;
    const counts& b;
    const counts& worth_a;
    const counts& worth_b;
    std::uint64_t window_rows;
  };

  void answer(asked& one, const compared& rows, double log_each, feature_report& report) {
    finding found;
    found.question = one.what;
    found.own = limits_.of(one.what, rows.window_rows);
    found.tolerance = raised(one.tolerance, found.own);
    full_answer all = one.test.answer(rows.worth_a, rows.worth_b, log_each, found.tolerance.warning);
    found.test = all.result.test;
    found.effect = all.moved.value;
    found.effect_interval = all.moved.between;
    found.effect_lower_bound = all.moved.lower_bound;
    found.log_p_value = all.result.log_p_value;
    found.smallest_effect = all.smallest_effect;
    const bool possible = all.result.method != p_method::none;
    // Shares in words are those of all rows; but values that stand once are known of the rows that count.
    const bool told = one.what == question::unseen || &rows.a == &rows.worth_a;
    if (possible) found.what = move_text(one.what, told ? all.largest_move : one.test.largest_move(rows.a, rows.b));
    if (!possible) all.contributions.clear();
    report.findings.push_back(std::move(found));
    report.tests.push_back({flagged(all.result), true, std::move(all.contributions)});
  }

  test_result flagged(test_result result) const noexcept {
    result.flags.set(flag::dependent_rows, hangs_together() || dependence_.dependent());
    return result;
  }

  bool hangs_together() const noexcept { return feature_.design_effect() > 1.0; }

  /// `find(a, b)` of what both rows are worth.
  template <class Find>
  decltype(auto) of_worth(const counts& a, const counts& b, Find&& find) const {
    const double each = feature_.design_effect();
    return each > 1.0 ? find(rows_worth(a, each), rows_worth(b, each)) : find(a, b);
  }

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
