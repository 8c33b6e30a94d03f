// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_REHEARSAL_HPP
#define LEEWAY_MONITOR_REHEARSAL_HPP

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/monitor/alarm_judge.hpp>
#include <leeway/monitor/detail/best_question.hpp>
#include <leeway/monitor/detail/seen_windows.hpp>
#include <leeway/monitor/injection.hpp>
#include <leeway/monitor/injector.hpp>
#include <leeway/monitor/limit_of_others.hpp>
#include <leeway/monitor/own_limits.hpp>
#include <leeway/monitor/rehearsal_result.hpp>
#include <leeway/window/recounted.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/** Monitors the past as if it were live: each of the baseline's own windows is judged against the rows of all others,
  as it was and with each injection, and what alarms is counted.

  An injection changes one feature at a time while all others stay calm: the hardest case, in which a report has one
  alarm to raise. Then the p-value of the changed feature is compared as the first step of the correction does, with
  Holm and Bonferroni times the family; so a window that holds all columns changed is judged column by column, and no
  further evaluations are needed. That later steps of Holm's procedure may let a second question of the same feature
  through is left out. A change is seen where a question alarms that did not without it: an alarm that is always there
  shows nothing. Tolerances are judged twice, see `rehearsal_result`; own windows that the baseline brings along are not
  used.

  Feed it every window of the baseline's rows in the order of time. It keeps a few numbers a window, and counts of one
  window an injection. For one thread. */
class rehearsal {
 public:
  /// `columns`: the only ones that are changed; empty for all.
  /// @throws std::invalid_argument for a policy that makes no sense or a column that is not in the baseline
  rehearsal(baseline past, decision_policy policy, std::vector<injection> injections,
            std::span<const std::string> columns = {})
      : past_(std::move(past)),
        policy_(std::move(policy)),
        injections_(std::move(injections)),
        changed_(injections_.size(), window(past_)) {
    policy_.validate();
    policy_.own_windows = false;
    policy_.shown.clear();
    for (const std::string& name : columns)
      if (past_.find(name) == nullptr)
        detail::throw_invalid_argument("rehearsal: column \"" + name + "\" is not in the baseline");
    calm_.resize(past_.features().size());
    for (std::size_t k = 0; k < injections_.size(); ++k)
      for (std::size_t i = 0; i < past_.features().size(); ++i)
        if (is_among(columns, name_of(past_.features()[i])) && applies(injections_[k], past_.features()[i]))
          changes_.push_back({i, k, {}});
  }

  const baseline& past() const noexcept { return past_; }
  std::span<const injection> injections() const noexcept { return {injections_.data(), injections_.size()}; }
  /// Windows so far.
  std::size_t size() const noexcept { return names_.size(); }

  /** A window as it was, and for each injection with all columns changed that it applies to. A window without rows
     tells nothing and is left out, and so is one that holds all rows. A verdict without words a window and change.
      @throws std::invalid_argument for another number of injected windows, or one that was counted against another
      baseline, or when the calm one has records that the baseline has not */
  void add(const window& calm, std::span<const window> injected) {
    if (injected.size() != injections_.size())
      detail::throw_invalid_argument("rehearsal: " + std::to_string(injected.size()) + " injected windows, wanted " +
                                     std::to_string(injections_.size()));
    for (const window& one : injected) detail::require_same_baseline(past_, one, "rehearsal");
    const baseline others = without(past_, calm);
    if (calm.rows() == 0 || others.rows() == 0) return;
    alarm_judge judge(others, policy_);
    family_ = judge.family();
    const std::vector<std::vector<question_alarm>> alarms = judge.all(calm);
    for (std::size_t i = 0; i < calm_.size(); ++i) calm_[i].add(alarms[i]);
    for (change& one : changes_)
      one.shown.add(judge.alone(one.feature, injected[one.injection].columns()[one.feature].counts()));
    for (std::size_t k = 0; k < changed_.size(); ++k) changed_[k].merge(injected[k]);
    names_.emplace_back(calm.name());
    rows_.push_back(calm.rows());
  }

  /// Needs no window; O(windows log windows) a question, and some plans a change.
  [[nodiscard]] rehearsal_result result() const;

 private:
  static constexpr std::size_t questions = 4;

  /// What the questions of a feature showed, window by window; one that was not asked showed nothing.
  struct track {
    std::array<std::vector<double>, questions> sure{};
    std::array<std::vector<bool>, questions> raised{};

    void add(const std::vector<question_alarm>& alarms) {
      for (std::vector<double>& one : sure) one.push_back(0.0);
      for (std::vector<bool>& one : raised) one.push_back(false);
      for (const question_alarm& one : alarms) {
        sure[static_cast<std::size_t>(one.question)].back() = one.sure;
        raised[static_cast<std::size_t>(one.question)].back() = one.raised;
      }
    }
    /// In which windows some question alarmed.
    std::vector<bool> any() const {
      std::vector<bool> result(raised.front().size());
      for (const std::vector<bool>& one : raised) merge(result, one);
      return result;
    }
    /// Without the alarms that `calm`, the same windows before the change, has as well.
    track less(const track& calm) const {
      track result = *this;
      for (std::size_t q = 0; q < questions; ++q)
        for (std::size_t w = 0; w < raised[q].size(); ++w) result.raised[q][w] = raised[q][w] && !calm.raised[q][w];
      return result;
    }
    /// Without what the other ones of these calm windows tolerate.
    track beyond_others(const track& calm) const {
      track result = *this;
      for (std::size_t q = 0; q < questions; ++q) {
        const limit_of_others limit(calm.sure[q]);
        for (std::size_t w = 0; w < raised[q].size(); ++w)
          result.raised[q][w] = raised[q][w] && limit.exceeded(sure[q][w], calm.sure[q][w]);
      }
      return result;
    }
  };
  struct change {
    std::size_t feature;
    std::size_t injection;
    track shown;
  };

  static bool is_among(std::span<const std::string> columns, std::string_view name) noexcept {
    return columns.empty() || std::find(columns.begin(), columns.end(), name) != columns.end();
  }
  static void merge(std::vector<bool>& into, const std::vector<bool>& more) {
    for (std::size_t w = 0; w < into.size(); ++w) into[w] = into[w] || more[w];
  }
  seen_share share_of(const std::vector<bool>& seen) const {
    return {static_cast<double>(std::count(seen.begin(), seen.end(), true)), seen.size()};
  }

  void report_calm(rehearsal_result& result) const;
  void report_change(const change& one, rehearsal_result& result, detail::seen_windows& flat,
                     detail::seen_windows& learned) const;

  /// The tolerances of a feature, and what its own windows make of them.
  tolerances flat_of(std::size_t feature) const { return policy_.tolerances_of(name_of(past_.features()[feature])); }
  tolerances learned_of(std::size_t feature) const {
    tolerances wanted = flat_of(feature);
    for (std::size_t q = 0; q < questions; ++q) {
      tolerance& one = wanted[static_cast<question>(q)];
      one = raised(one, limit_of(calm_[feature].sure[q]));
    }
    return wanted;
  }

  baseline past_;
  decision_policy policy_;
  std::vector<injection> injections_;
  std::vector<window> changed_;  // all windows together, one an injection
  std::vector<track> calm_;      // of each feature
  std::vector<change> changes_;
  std::vector<std::string> names_;
  std::vector<std::uint64_t> rows_;
  std::size_t family_ = 0;
};

inline void rehearsal::report_calm(rehearsal_result& result) const {
  std::vector<bool> flat(size());
  std::vector<bool> learned(size());
  for (std::size_t i = 0; i < calm_.size(); ++i) {
    const std::vector<bool> raised = calm_[i].any();
    const std::vector<bool> beyond = calm_[i].beyond_others(calm_[i]).any();
    result.features.push_back({std::string(name_of(past_.features()[i])), share_of(raised), share_of(beyond)});
    merge(flat, raised);
    merge(learned, beyond);
  }
  result.flat_alarms = share_of(flat);
  result.learned_alarms = share_of(learned);
}

inline void rehearsal::report_change(const change& one, rehearsal_result& result, detail::seen_windows& flat,
                                     detail::seen_windows& learned) const {
  const auto detect = [&](const std::vector<bool>& seen, detail::seen_windows& all) {
    detail::seen_windows alone(size());
    alone.add(seen);
    all.add(seen);
    return alone.result();
  };
  rehearsed_change shown;
  shown.feature = one.feature;
  shown.injection = one.injection;
  const track& calm = calm_[one.feature];
  shown.flat = detect(one.shown.less(calm).any(), flat);
  shown.learned = detect(one.shown.beyond_others(calm).less(calm.beyond_others(calm)).any(), learned);
  detail::with(past_.features()[one.feature], [&](const auto& feature) {
    feature_questions asked(feature, policy_);
    const counts& changed = changed_[one.injection].columns()[one.feature].counts();
    const double log_each = std::log(policy_.significance / static_cast<double>(family_));
    const detail::best_question best = detail::find_best_question(asked, changed, flat_of(one.feature), log_each);
    shown.question = best.what;
    shown.moved = best.moved;
    shown.flat.rows_needed = best.rows;
    shown.learned.rows_needed = detail::find_best_question(asked, changed, learned_of(one.feature), log_each).rows;
  });
  result.changes.push_back(std::move(shown));
}

inline rehearsal_result rehearsal::result() const {
  rehearsal_result result;
  result.windows = names_;
  result.family = family_;
  result.learns = size() > fewest_own_windows;
  if (size() == 0) return result;
  std::vector<std::uint64_t> rows = rows_;
  const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
  std::nth_element(rows.begin(), middle, rows.end());
  result.typical_rows = *middle;
  report_calm(result);
  for (std::size_t k = 0; k < injections_.size(); ++k) {
    detail::seen_windows flat(size());
    detail::seen_windows learned(size());
    std::size_t features = 0;
    for (const change& one : changes_) {
      if (one.injection != k) continue;
      report_change(one, result, flat, learned);
      ++features;
    }
    result.injections.push_back({injections_[k], features, flat.result(), learned.result()});
  }
  return result;
}

}  // namespace leeway

#endif
