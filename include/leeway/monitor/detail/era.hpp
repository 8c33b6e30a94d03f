// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_ERA_HPP
#define LEEWAY_MONITOR_DETAIL_ERA_HPP

#include <algorithm>
#include <cstddef>
#include <list>
#include <span>

#include <leeway/baseline/baseline.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/monitor/detail/pane_set.hpp>
#include <leeway/monitor/detail/window_pool.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/window/period.hpp>

namespace leeway::detail {

/// All that belongs to one baseline of a row monitor: the fields matched with its features, its questions, and the
/// memory for counting by it: a set for each shard, one for the collector, and the windows that they share.
class era {
 public:
  /// @throws std::invalid_argument as `row_plan` and `evaluator`
  era(const baseline& past, std::span<const field_description> fields, unmatched what, const decision_policy& policy,
      period when, std::size_t shards)
      : plan_(past, fields, what), evaluate_(plan_.past(), policy), pool_(plan_.past(), shared_windows(shards)) {
    for (std::size_t i = 0; i <= shards; ++i) sets_.emplace_back(plan_, when, pool_);
  }
  era(const era&) = delete;
  era& operator=(const era&) = delete;

  const row_plan& plan() const noexcept { return plan_; }
  evaluator& evaluate() noexcept { return evaluate_; }
  /// The collector's first, then one for each shard. They stay where they are.
  std::list<pane_set>& sets() noexcept { return sets_; }

  /// Of sets and shared windows.
  std::size_t size_bytes() const noexcept {
    std::size_t sum = sizeof *this + pool_.size_bytes();
    for (const pane_set& one : sets_) sum += one.size_bytes();
    return sum;
  }

 private:
  /** A third window at a time is rare: rows of a clock that is wrong, or of two windows before, while the next one has
      begun. Four writers with such rows find all that a set may hold, so that up to four shards share nothing; of many it
      is mostly a few, hence one window more for eight shards. */
  static constexpr std::size_t shared_windows(std::size_t shards) noexcept {
    constexpr std::size_t most_borrowed = pane_set::most_panes - pane_set::own_panes;
    return (std::min)(most_borrowed * shards, 4 * most_borrowed + shards / 8);
  }

  row_plan plan_;
  evaluator evaluate_;
  window_pool pool_;
  std::list<pane_set> sets_;
};

}  // namespace leeway::detail

#endif
