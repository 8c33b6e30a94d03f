// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_PLANNER_HPP
#define LEEWAY_MONITOR_PLANNER_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/decision/question.hpp>
#include <leeway/monitor/feature_questions.hpp>
#include <leeway/monitor/planned_question.hpp>

namespace leeway {

/// What is planned for one question of one feature.
struct planned_feature {
  std::string feature{};
  planned_question planned{};
};

/** Says before any window is there what windows of a baseline will show: with a power of 80 %, corrected for the whole
    report as if the feature moved alone, and with the tolerances that the window will be judged with. Windows are taken
    to look like the baseline but for the move. One planner is for one thread. */
class planner {
 public:
  /// @throws std::invalid_argument for a policy that makes no sense
  explicit planner(const baseline& past, decision_policy policy = {}) : policy_(std::move(policy)) {
    policy_.validate();
    policy_.shown.clear();
    for (const any_feature& f : past.features())
      detail::with(f, [&](const auto& one) { questions_.emplace_back(feature_questions(one, policy_)); });
    for (const any_questions& q : questions_) family_ += std::visit([](const auto& one) { return one.size(); }, q);
  }

  /// How many questions a report asks.
  std::size_t family() const noexcept { return family_; }

  /// What a window of so many rows shows: every question of every feature, in their order. Milliseconds a feature.
  [[nodiscard]] std::vector<planned_feature> with_rows(std::uint64_t rows) {
    std::vector<planned_feature> result;
    for (any_questions& q : questions_)
      std::visit(
          [&](auto& one) {
            for (const planned_question& planned : one.plan(rows, policy_.significance, family_))
              result.push_back({std::string(one.feature().name()), planned});
          },
          q);
    return result;
  }

  static constexpr std::uint64_t most_rows = 1'000'000'000;

  /** The smallest window in which a move of this share of rows would be called `wanted`. Nothing where none of up to
      1e9 rows would do: the move is not above the tolerance, the baseline is too small for it, or the question is not
      asked of the feature. About 60 plans of one question.
      @throws std::invalid_argument when the baseline has no such feature, or for a move that is no share */
  [[nodiscard]] std::optional<std::uint64_t> rows_for(std::string_view feature, question asked, double move,
                                                      plan_level wanted) {
    if (!(move > 0.0 && move <= 1.0))
      detail::throw_invalid_argument("move = " + detail::exact_text(move) + ": wanted a share of rows");
    for (any_questions& q : questions_) {
      if (std::visit([](const auto& one) { return one.feature().name(); }, q) != feature) continue;
      return std::visit([&](auto& one) { return smallest_window(one, asked, move, wanted); }, q);
    }
    detail::throw_invalid_argument("planner: the baseline has no feature \"" + std::string(feature) + '"');
  }

 private:
  using any_questions = std::variant<feature_questions<numeric_cells>, feature_questions<category_cells>>;

  template <class Questions>
  std::optional<std::uint64_t> smallest_window(Questions& questions, question asked, double move, plan_level wanted) {
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (questions.question_at(i) != asked) continue;
      return first_true([&](std::uint64_t rows) {
        const double smallest = questions.planned_move(i, rows, policy_.significance, family_, wanted);
        return smallest <= move && smallest < 1.0;
      });
    }
    return std::nullopt;
  }

  /// The first number of rows for which `seen` is true, having been false for one less: larger windows see more, but
  /// for steps where tolerances change. Doubles first, then halves.
  template <class Seen>
  static std::optional<std::uint64_t> first_true(Seen&& seen) {
    std::uint64_t unseen = 0;
    std::uint64_t rows = 1;
    while (!seen(rows)) {
      if (rows >= most_rows) return std::nullopt;
      unseen = rows;
      rows = rows < most_rows / 2 ? 2 * rows : most_rows;
    }
    while (rows - unseen > 1) {
      const std::uint64_t middle = unseen + (rows - unseen) / 2;
      (seen(middle) ? rows : unseen) = middle;
    }
    return rows;
  }

  decision_policy policy_;
  std::vector<any_questions> questions_;
  std::size_t family_ = 0;
};

}  // namespace leeway

#endif
