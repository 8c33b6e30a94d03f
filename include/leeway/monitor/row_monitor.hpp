// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ROW_MONITOR_HPP
#define LEEWAY_MONITOR_ROW_MONITOR_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/frame.hpp>
#include <leeway/base/instant.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/column.hpp>
#include <leeway/baseline/row_block.hpp>
#include <leeway/decision/policy.hpp>
#include <leeway/monitor/detail/row_shard.hpp>
#include <leeway/monitor/detail/side_learner.hpp>
#include <leeway/monitor/evaluate.hpp>
#include <leeway/monitor/report.hpp>
#include <leeway/monitor/row_binding.hpp>
#include <leeway/monitor/row_lease.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/monitor/rows_question.hpp>
#include <leeway/window/window_series.hpp>

namespace leeway {

/// How a `row_monitor` is built.
struct row_monitor_options {
  std::size_t shards = 1;  ///< writers at a time
  leeway::unmatched unmatched = leeway::unmatched::refuse;
  bool expect_rows = true;  ///< a window without rows is a finding
};

/** Watches the rows that a service sees, from many threads, in windows of time or of records.

  Each writer has a shard: `at(i).observe(features, row, instant)` counts, never waits, never allocates, never throws.
  All else may be called by any thread beside the writers, and excludes itself: `close(now)` judges the windows that
  have ended by the caller's clock; `snapshot()` is what is open; both hold every `observe` that returned before. A
  window stays open for rows that come late within the allowed lateness. Call `close` at least once a window: a shard
  holds four windows that have not been collected, and counts the rows of more as `unplaced_rows()`. */
class row_monitor {
 public:
  using shard = detail::row_shard;

  /// @throws std::invalid_argument naming the field or feature that does not fit, or for a policy that makes no sense
  template <class Row, class... Fields>
  row_monitor(const baseline& past, const row_binding<Row, Fields...>& fields, window_plan when,
              row_monitor_options options = {}, decision_policy policy = {})
      : row_monitor(past, when, options, std::move(policy), fields.descriptions()) {}

  row_monitor(const row_monitor&) = delete;
  row_monitor& operator=(const row_monitor&) = delete;

  /// The place of writer `i`, below `shards()`; one writer at a time.
  shard& at(std::size_t i) noexcept { return *places_[i]; }
  std::size_t shards() const noexcept { return places_.size(); }
  /// A place that no other lease has, for pools whose threads come and go; empty when there is none. Lock-free.
  row_lease lease() noexcept {
    for (shard* one : places_)
      if (one->take()) return row_lease(one);
    return row_lease();
  }

  /// A report of each window that has ended by `now`, in order, those that nobody fed included: up to
  /// `window_series::most_empty_windows` in a gap.
  [[nodiscard]] std::vector<report> close(instant now) {
    const std::scoped_lock hold(lock_);
    collect();
    return judge(series_.close(now), plan(), false);
  }

  /// What is open, of all writers.
  window snapshot() {
    const std::scoped_lock hold(lock_);
    collect();
    return series_.open();
  }

  /** Goes on with another baseline, without stopping the writers: they change over at their next row. Reports of the
      windows that were open, cut short.
      @throws std::invalid_argument as the constructor; the old baseline then stays */
  std::vector<report> rebase(const baseline& next) {
    const std::scoped_lock hold(lock_);
    std::list<row_plan> plan;
    plan.emplace_back(next, descriptions(), options_.unmatched);
    evaluator evaluate(plan.front().past(), policy_);
    std::list<detail::pane_set> fresh;
    for (std::size_t i = 0; i < places_.size(); ++i) fresh.emplace_back(plan.front(), series_.plan().period);
    plans_.splice(plans_.end(), plan);
    spare_.swap(fresh);
    collect();  // no writer counts by the old plan any more
    std::vector<report> reports = judge(series_.go_on_with(this->plan().past()), plans_.front(), true);
    evaluate_.emplace(std::move(evaluate));
    plans_.pop_front();
    collected_.change_plan(this->plan());
    return reports;
  }

  /// Everything that is open or still needed, as bytes for `restore`. @throws std::bad_alloc
  [[nodiscard]] std::vector<std::byte> save() {
    const std::scoped_lock hold(lock_);
    collect();
    byte_writer out;
    write_section(out, section_series, [&](byte_writer& to) { series_.save(to); });
    return frame(state_kind::monitor, out);
  }
  /// Takes up what `save` wrote, before any row: gives the number of rows. @throws bad_state also for another baseline
  std::uint64_t restore(std::span<const std::byte> bytes) {
    const std::scoped_lock hold(lock_);
    byte_reader in = unframe(state_kind::monitor, bytes);
    std::optional<window_series> loaded;
    read_sections(in, [&](std::uint32_t tag, byte_reader& section) {
      if (tag == section_series) loaded.emplace(window_series::load(section, plan().past(), series_.plan()));
    });
    if (!loaded) in.fail("no windows");
    collect();
    if (series_.open_windows() > 0)
      detail::throw_invalid_argument("row_monitor::restore: rows have been counted before");
    series_ = std::move(*loaded);
    late_told_ = late();
    return series_.open().rows();
  }

  /// What its windows take of memory: those that are open, and for each shard four of 8 bytes a cell, with tiles of
  /// 4 KiB a field, 9 KiB where the cells are few. Baseline, bound tests and collected fields are not in it. O(features).
  std::size_t size_bytes() const {
    const std::scoped_lock hold(lock_);
    std::size_t sum = sizeof *this + series_.size_bytes() + shards_.size() * sizeof(shard);
    for (const detail::pane_set& one : spare_) sum += one.size_bytes();
    for (const std::list<detail::pane_set>& one : sets_) sum += one.front().size_bytes();
    return sum;
  }

  /// The baseline as the fields see it: floats where they are floats.
  baseline past() const {
    const std::scoped_lock hold(lock_);
    return plan().past();
  }
  /// Fields and features that found no partner, where that is allowed.
  leeway::unmatched_features unmatched_features() const {
    const std::scoped_lock hold(lock_);
    return plan().unmatched_names();
  }
  /** With `unmatched::collect`: features of the fields that the baseline does not know, as they were seen so far, for
      `past().with(feature)` and `rebase`. Learned from the first 256 rows that each writer sees after every `close`,
      `snapshot` or `save`, and from 100 000 rows at most. O(rows log rows); the sample is no part of `save`. */
  [[nodiscard]] std::vector<any_feature> collected() {
    const std::scoped_lock hold(lock_);
    collect();
    return collected_.features();
  }
  std::uint64_t late_rows() const {
    const std::scoped_lock hold(lock_);
    return late();
  }
  /// Windows without rows that no report told of: of a gap beyond `window_series::most_empty_windows`, or behind a
  /// first row of another time.
  std::uint64_t skipped_windows() const {
    const std::scoped_lock hold(lock_);
    return series_.skipped_windows();
  }
  std::uint64_t unplaced_rows() const {
    const std::scoped_lock hold(lock_);
    return unplaced_;
  }
  /// Rows that came through another binding, and blocks of other columns.
  std::uint64_t misbound_rows() const {
    const std::scoped_lock hold(lock_);
    return misbound_;
  }

 private:
  static constexpr std::uint32_t section_series = 1;

  struct owned_field {
    std::string name;
    field_type type;
  };

  row_monitor(const baseline& past, window_plan when, row_monitor_options options, decision_policy policy,
              std::span<const field_description> fields)
      : options_(options),
        policy_(std::move(policy)),
        plans_(one_plan(past, fields, options.unmatched)),
        series_(plan().past(), when),
        collected_(plan()) {
    if (options.shards == 0) detail::throw_invalid_argument("row_monitor: shards = 0");
    for (const field_description& one : fields) fields_.push_back({std::string(one.name), one.type});
    evaluate_.emplace(plan().past(), policy_);
    for (std::size_t i = 0; i < options.shards; ++i) {
      sets_.push_back(take_spare());
      places_.push_back(&shards_.emplace_back(&sets_.back().front()));
    }
  }

  static std::list<row_plan> one_plan(const baseline& past, std::span<const field_description> fields, unmatched what) {
    std::list<row_plan> plans;
    plans.emplace_back(past, fields, what);
    return plans;
  }
  const row_plan& plan() const noexcept { return plans_.back(); }
  std::uint64_t late() const noexcept { return series_.late_rows(); }
  std::uint64_t usual(const row_plan& by) const {
    return series_.plan().overlapping() ? 0 : usual_rows(by.past().schedule(), series_.plan().period.text());
  }

  std::vector<field_description> descriptions() const {
    std::vector<field_description> all;
    for (const owned_field& one : fields_) all.push_back({one.name, one.type});
    return all;
  }

  /// Brings what the writers have counted into the series.
  void collect() {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      std::list<detail::pane_set> taken = take_spare();
      places_[i]->exchange(&taken.front());
      sets_[i].swap(taken);
      detail::pane_set& counted = taken.front();
      counted.settle();
      for (std::size_t pane = 0; pane < counted.panes(); ++pane)
        series_.add(counted.index(pane), counted.counted(pane));
      unplaced_ += counted.unplaced();
      misbound_ += counted.misbound();
      collected_.take(counted.sample());
      counted.reset();
      if (&counted.plan() == &plan()) spare_.splice(spare_.end(), taken);
    }
  }

  /// One fresh set, in a list of its own.
  std::list<detail::pane_set> take_spare() {
    std::list<detail::pane_set> one;
    if (spare_.empty())
      one.emplace_back(plan(), series_.plan().period);
    else
      one.splice(one.end(), spare_, spare_.begin());
    return one;
  }

  /// `by`: the plan that they were counted by.
  std::vector<report> judge(std::vector<closed_window> windows, const row_plan& by, bool cut_short) {
    std::vector<report> reports;
    for (const closed_window& one : windows) {
      report judged = (*evaluate_)(one.counted);
      judged.window_begin = one.begin;
      judged.window_end = one.end;
      judged.cut_short = cut_short;
      judged.late_rows = std::exchange(late_told_, late());
      judged.late_rows = late_told_ - judged.late_rows;
      ask_rows(judged, options_.expect_rows, usual(by));
      judged.extra_columns = by.unmatched_names().only_in_row;
      judged.missing_columns = by.unmatched_names().only_in_baseline;
      reports.push_back(std::move(judged));
    }
    return reports;
  }

  mutable std::mutex lock_;
  row_monitor_options options_;
  decision_policy policy_;
  std::vector<owned_field> fields_;
  std::list<row_plan> plans_;  // one, but for a moment
  window_series series_;
  std::optional<evaluator> evaluate_;
  detail::side_learner collected_;
  std::list<detail::pane_set> spare_;
  std::vector<std::list<detail::pane_set>> sets_;  // what each shard counts into
  std::list<shard> shards_;
  std::vector<shard*> places_;
  std::uint64_t unplaced_ = 0;
  std::uint64_t misbound_ = 0;
  std::uint64_t late_told_ = 0;
};

}  // namespace leeway

#endif
