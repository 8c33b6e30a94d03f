// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_FEATURE_QUESTIONS_HPP
#define LEEWAY_MONITOR_FEATURE_QUESTIONS_HPP

#include <cmath>
#include <concepts>
#include <cstddef>
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
#include <leeway/drift/unseen_rate.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/monitor/words.hpp>

namespace leeway {

/** The questions that are asked of one feature, each with its deciding test bound. How many they are is known before any
    window is seen. Binding allocates; asking allocates only for the words of the report. */
template <cells C>
class feature_questions {
 public:
  feature_questions(feature_baseline<C> feature, const decision_policy& policy) : feature_(std::move(feature)) {
    if (feature_.role() != role::feature) return;
    test_options deciding = policy.tests;
    // A decision may need p-values far below what suffices for a test that is only shown.
    deciding.grouped.effort.most_draws *= 10;
    const test_kind kind = std::same_as<C, numeric_cells> ? policy.numeric : policy.categorical;
    const tolerances& wanted = policy.tolerances_of(feature_.name());
    add(question::distribution, wanted, bind(kind, feature_, deciding));
    add(question::missing, wanted, any_bound_test(missing_rate().bind(feature_)));
    if (has_unseen_question(feature_)) add(question::unseen, wanted, any_bound_test(unseen_rate().bind(feature_)));
    add(question::spike, wanted, any_bound_test(bind(test_kind::l_infinity, feature_, deciding)));
    for (test_kind other : policy.shown)
      if (applies<C>(other) && other != kind && other != test_kind::l_infinity) shown_.push_back(bind(other, feature_, policy.tests));
  }

  const feature_baseline<C>& feature() const noexcept { return feature_; }
  std::size_t size() const noexcept { return asked_.size(); }

  /// Answers without the verdict, which needs the whole report.
  void ask(const counts& a, const counts& b, feature_report& report) {
    for (asked& one : asked_) {
      const test_result result = one.test(a, b);
      const share_of_rows moved = one.test.share_moved(a, b);
      finding found;
      found.question = one.what;
      found.test = result.test;
      found.tolerance = one.tolerance;
      found.effect = moved.value;
      found.effect_interval = moved.between;
      found.effect_lower_bound = moved.lower_bound;
      found.log_p_value = result.log_p_value;
      const bool possible = result.method != p_method::none;
      if (possible) found.what = move_text(one.what, one.test.largest_move(a, b));
      report.findings.push_back(std::move(found));
      report.tests.push_back({result, true, possible ? one.test.contributions(a, b) : std::vector<contribution>{}});
    }
    for (any_bound_test& other : shown_) {
      const test_result result = other(a, b);
      report.tests.push_back({result, false, other.contributions(a, b)});
    }
  }

  /// Verdicts, after the p-values of the whole report have been corrected.
  void judge_all(const counts& a, const counts& b, double significance, std::size_t family, feature_report& report) {
    const double log_each = std::log(significance / static_cast<double>(family));
    report.verdict = verdict::stable;
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      finding& found = report.findings[i];
      found.smallest_effect = asked_[i].test.smallest_effect(a, b, log_each, found.tolerance.warning);
      found.verdict = judge(found, significance);
      note(found, report.tests[i].result, significance);
      report.verdict = worst(report.verdict, found.verdict);
    }
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

  static void note(finding& found, const test_result& result, double significance) {
    const bool significant = found.adjusted_log_p_value <= std::log(significance);
    if (significant && found.verdict < verdict::warning)
      found.notes.push_back("real, not surely above " + percent_text(found.tolerance.warning) + " %");
    const double correction = found.adjusted_log_p_value - found.log_p_value;
    if (!significant && result.log_p_interval.lower + correction <= std::log(significance))
      found.notes.push_back("cannot tell at this resolution");
  }

  feature_baseline<C> feature_;
  std::vector<asked> asked_;
  std::vector<any_bound_test> shown_;
};

}  // namespace leeway

#endif
