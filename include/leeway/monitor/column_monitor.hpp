// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_COLUMN_MONITOR_HPP
#define LEEWAY_MONITOR_COLUMN_MONITOR_HPP

#include <string>
#include <utility>

#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/monitor/detail/look_counter.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/window/concept.hpp>
#include <leeway/window/detail/pane_sums.hpp>
#include <leeway/window/since_start.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/** Watches one column, a record at a time.

  `observe` counts, is noexcept and allocation-free, and says whether a window has just closed; `evaluate` judges the
  last closed window, or, with `since_start`, everything so far. For one thread. */
template <cells C, window_policy Window = since_start>
class column_monitor {
 public:
  explicit column_monitor(feature_baseline<C> past, Window policy = {}, decision_policy decision = {})
      : evaluate_(table_of(past), std::move(decision)),
        cells_(past.cells()),
        policy_(std::move(policy)),
        sums_(policy_, evaluate_.past()),
        open_(evaluate_.past()),
        closed_(evaluate_.past()) {}

  /// Counts one value; true when it ended a window.
  template <class Value>
  bool observe(Value value) noexcept {
    open_.column(0).observe(cells_, value);
    return count_row();
  }

  /// Counts a record without a value.
  bool observe_missing() noexcept {
    open_.column(0).observe_missing();
    return count_row();
  }

  /// Judges the last window that closed, or all records so far while none has. O(cells), and Monte Carlo where cells
  /// are small. Asked again for the same records it gives the same answer; asked again for more of an open window, its
  /// tests carry the flag `repeated_looks`: their p-values hold for one look.
  [[nodiscard]] feature_report evaluate() {
    report judged = evaluate_(any_closed_ ? closed_ : open_);
    if (!any_closed_) looks_.look(judged);
    return std::move(judged.features.front());
  }

  /// Records of the open window.
  const window& open() const noexcept { return open_; }

 private:
  bool count_row() noexcept {
    open_.add_rows(1);
    if (!policy_.closes(open_.rows())) return false;
    if constexpr (paned_window_policy<Window>)
      closed_ = sums_.absorb(open_);
    else
      std::swap(open_, closed_);
    open_.reset();
    any_closed_ = true;
    return true;
  }

  static baseline table_of(const feature_baseline<C>& past) {
    const std::uint64_t rows = past.counts().present() + past.counts().missing();
    return baseline({}, rows, {past});
  }

  evaluator evaluate_;
  C cells_;
  Window policy_;
  detail::pane_sums<Window> sums_;
  window open_;
  window closed_;
  bool any_closed_ = false;
  detail::look_counter looks_;
};

}  // namespace leeway

#endif
