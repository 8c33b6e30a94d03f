// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_OWN_WINDOW_COLLECTOR_HPP
#define LEEWAY_MONITOR_OWN_WINDOW_COLLECTOR_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/own_limit.hpp>
#include <leeway/baseline/own_schedule.hpp>
#include <leeway/baseline/own_windows.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/cells/grouping.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/drift/own_dependence.hpp>
#include <leeway/monitor/alarm_judge.hpp>
#include <leeway/monitor/own_limits.hpp>
#include <leeway/window/recounted.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/// What one question of one feature said of the baseline's own windows.
struct own_question_review {
  std::string feature{};
  leeway::question question = leeway::question::distribution;
  leeway::tolerance wanted{};          ///< the default, or what the policy says
  own_limit limit{};                   ///< what all windows teach
  std::vector<bool> flat_alarms{};     ///< of each window: warning or drift with `wanted`
  std::vector<bool> learned_alarms{};  ///< the same with what the other windows teach
};

/// How calm the baseline itself is, window by window.
struct own_review {
  std::vector<std::string> windows{};
  std::vector<own_question_review> questions{};

  /// Windows in which some question alarmed.
  std::size_t flat_alarms() const { return alarmed(&own_question_review::flat_alarms); }
  std::size_t learned_alarms() const { return alarmed(&own_question_review::learned_alarms); }

 private:
  std::size_t alarmed(std::vector<bool> own_question_review::*alarms) const {
    std::size_t result = 0;
    for (std::size_t w = 0; w < windows.size(); ++w)
      result +=
          std::any_of(questions.begin(), questions.end(), [&](const auto& one) { return (one.*alarms)[w]; }) ? 1U : 0U;
    return result;
  }
};

/** Teaches a baseline what its own windows look like: each is judged against the rows of all others.

  Feed it every window of the baseline's rows, counted against the baseline; `learned()` is the baseline with them, of
  the same fingerprint. For each window all tests are bound anew: O(cells) and milliseconds a feature. Keeps at most 328
  bytes a window and feature. For one thread. */
class own_window_collector {
 public:
  /// `period`: how long a window is, for people. @throws std::invalid_argument for a policy that makes no sense
  own_window_collector(baseline past, std::string period, decision_policy policy = {})
      : past_(std::move(past)), policy_(std::move(policy)) {
    policy_.validate();
    schedule_.period = std::move(period);
    for (const any_feature& f : past_.features()) {
      coarse_.push_back(detail::with(f, [](const auto& one) { return own_cells(one); }));
      own_.emplace_back(coarse_.back().size());
      asked_.emplace_back();
    }
  }

  /// What windows are counted against.
  const baseline& past() const noexcept { return past_; }
  std::size_t size() const noexcept { return schedule_.names.size(); }

  /// Windows without rows tell nothing and are left out, and so is one that holds all rows.
  /// @throws std::invalid_argument when it was counted against another baseline or has rows that the baseline has not
  void add(const window& own) {
    const baseline others = without(past_, own);
    if (own.rows() == 0 || others.rows() == 0) return;
    const std::vector<std::vector<question_alarm>> judged = alarm_judge(others, policy_).all(moved_to(others, own));
    schedule_.names.emplace_back(own.name());
    schedule_.rows.push_back(own.rows());
    for (std::size_t i = 0; i < own_.size(); ++i)
      if (role_of(past_.features()[i]) == role::feature) add_feature(i, own.columns()[i].counts(), judged[i]);
  }

  /// The baseline with its own windows: what `add` was given.
  [[nodiscard]] baseline learned() const {
    std::vector<any_feature> features;
    for (std::size_t i = 0; i < own_.size(); ++i)
      detail::with(past_.features()[i], [&](const auto& one) {
        auto parts = one.parts();
        parts.own = own_[i];
        features.emplace_back(feature_baseline(std::move(parts)));
      });
    return baseline(past_.origin(), past_.rows(), std::move(features), schedule_);
  }

  /// What each window would have been called, with flat tolerances and with those that the other windows teach. As live
  /// windows of about their size are: of one that is much larger than most, live monitoring expects more.
  [[nodiscard]] own_review review() const {
    own_review result;
    result.windows = schedule_.names;
    for (std::size_t i = 0; i < asked_.size(); ++i)
      for (const asked& one : asked_[i]) {
        if (!one.ever) continue;
        std::vector<bool> learned = beyond_others(one.sure);
        for (std::size_t w = 0; w < learned.size(); ++w) learned[w] = learned[w] && one.flat[w];
        result.questions.push_back({std::string(name_of(past_.features()[i])), one.what, one.wanted, limit_of(one.sure),
                                    one.flat, std::move(learned)});
      }
    return result;
  }

 private:
  /// One question of one feature, window by window; 0 and no alarm where it could not be asked.
  struct asked {
    question what = question::distribution;
    tolerance wanted{};
    bool ever = false;
    std::vector<double> sure{};
    std::vector<bool> flat{};
  };

  void add_feature(std::size_t i, const counts& row, const std::vector<question_alarm>& judged) {
    std::vector<std::uint64_t> coarse(own_[i].coarse_cells() + 1);
    coarse_[i].sum(row.cells(), std::span(coarse).first(own_[i].coarse_cells()));
    coarse.back() = row.missing();
    for (asked& one : asked_[i]) {
      one.sure.push_back(0.0);
      one.flat.push_back(false);
    }
    own_effects effects;
    for (const question_alarm& said : judged) {
      detail::effect_on(effects, said.question) = {said.value, said.sure};
      asked& one = asked_[i][static_cast<std::size_t>(said.question)];
      one.what = said.question;
      one.wanted = policy_.tolerances_of(name_of(past_.features()[i]))[said.question];
      one.ever = true;
      one.sure.back() = said.sure;
      one.flat.back() = said.raised;
    }
    own_[i].add(coarse, effects);
  }

  /// Which windows lie above the limit that all others set: above the same order statistic of all, since what is taken
  /// out lies above it. All of them where the others are too few.
  static std::vector<bool> beyond_others(const std::vector<double>& sure) {
    if (sure.size() <= fewest_own_windows) return std::vector<bool>(sure.size(), true);
    const double limit = detail::order_statistic(sure, detail::limit_rank(sure.size() - 1));
    std::vector<bool> result;
    for (double one : sure) result.push_back(one > limit);
    return result;
  }

  baseline past_;
  decision_policy policy_;
  own_schedule schedule_;
  std::vector<grouping> coarse_;
  std::vector<own_windows> own_;
  std::vector<std::array<asked, 4>> asked_;
};

}  // namespace leeway

#endif
