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
#include <leeway/monitor/detail/era.hpp>
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
  window stays open for rows that come late within the allowed lateness. Call `close` so often that the time between two
  calls and what rows come late are at most a window: a shard holds two windows that have not been collected, two more
  while there are some of the few that all shards share, and counts the rows of others as `unplaced_rows()`.

  Where memory runs out (std::bad_alloc) no row that was counted is lost: the next call goes on where that one ended. */
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

  /// A report of each window that ended by `now`, fed or not; of a gap `window_series::most_empty_windows` at most.
  [[nodiscard]] std::vector<report> close(instant now) {
    const std::scoped_lock hold(lock_);
    collect();
    ended_ = series_.close(now);
    judge();
    return std::exchange(reports_, {});
  }

  /// What is open, of all writers.
  window snapshot() {
    const std::scoped_lock hold(lock_);
    collect();
    return series_.open();
  }

  /** Goes on with another baseline, without stopping the writers: they change over at their next row. Reports of the
      windows that were open, cut short. Needs the memory of both baselines' shards for a moment.
      @throws std::invalid_argument as the constructor; the old baseline then stays. Also where memory runs out before
      the writers change over; later on the next call ends the change, and the next `close` gives its reports */
  std::vector<report> rebase(const baseline& next) {
    const std::scoped_lock hold(lock_);
    collect();
    std::list<detail::era> fresh = new_era(next, descriptions(), series_.plan().period);
    eras_.splice(eras_.end(), fresh);
    auto set = eras_.back().sets().begin();
    spare_ = &*set;
    for (shard* one : places_) one->exchange(&*++set);  // no writer counts by the old plan any more
    change_over();
    return std::exchange(reports_, {});
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

  /// What its windows take of memory: those that are open; two of 8 bytes a cell, with tiles of 4 KiB a field (9 KiB
  /// where the cells are few), for each shard and for the collector; those that shards share. O(features).
  /// Baseline, bound tests and collected fields are not in it.
  std::size_t size_bytes() const {
    const std::scoped_lock hold(lock_);
    std::size_t sum = sizeof *this + series_.size_bytes() + shards_.size() * sizeof(shard);
    for (const detail::era& one : eras_) sum += one.size_bytes();
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
        eras_(new_era(past, fields, when.period)),
        series_(plan().past(), when),
        collected_(plan()) {
    for (const field_description& one : fields) fields_.push_back({std::string(one.name), one.type});
    auto set = eras_.back().sets().begin();
    spare_ = &*set;
    while (++set != eras_.back().sets().end()) places_.push_back(&shards_.emplace_back(&*set));
  }

  std::list<detail::era> new_era(const baseline& past, std::span<const field_description> fields,
                                 const period& when) const {
    if (options_.shards == 0) detail::throw_invalid_argument("row_monitor: shards = 0");
    std::list<detail::era> one;
    one.emplace_back(past, fields, options_.unmatched, policy_, when, options_.shards);
    return one;
  }
  const row_plan& plan() const noexcept { return eras_.back().plan(); }
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
    go_on();
    for (shard* one : places_) {
      spare_ = one->exchange(spare_);
      merge(*spare_);
    }
  }
  /// Ends what an earlier call began and had no memory for.
  void go_on() {
    judge();
    if (eras_.size() > 1) change_over();
    merge(*spare_);
  }
  /// Brings a set of the collector's into the series, and empties it.
  void merge(detail::pane_set& counted) {
    struct emptied {
      detail::pane_set& set;
      ~emptied() { set.reset(); }
    };
    for (counted.settle(); counted.panes() > 0; counted.drop_last())
      series_.add(counted.index(counted.panes() - 1), counted.counted(counted.panes() - 1));
    const emptied at_last{counted};  // a sample that was taken in part is not taken again
    unplaced_ += counted.unplaced();
    misbound_ += counted.misbound();
    collected_.take(counted.sample());
  }
  /// From the first era to the second, by which all writers count already.
  void change_over() {
    for (detail::pane_set& one : eras_.front().sets()) merge(one);
    ended_ = series_.go_on_with(plan().past());
    judge();
    collected_.change_plan(plan());
    eras_.pop_front();
  }

  /// Judges the windows that have ended, by the baseline that they were counted by.
  void judge() {
    for (; judged_ < ended_.size(); ++judged_) {
      reports_.push_back(report_of(ended_[judged_]));
      late_told_ = late();
    }
    ended_.clear();
    judged_ = 0;
  }
  report report_of(const closed_window& one) {
    const row_plan& by = eras_.front().plan();
    report judged = eras_.front().evaluate()(one.counted);
    judged.window_begin = one.begin;
    judged.window_end = one.end;
    judged.cut_short = eras_.size() > 1;
    judged.late_rows = late() - late_told_;
    ask_rows(judged, options_.expect_rows, usual(by));
    judged.extra_columns = by.unmatched_names().only_in_row;
    judged.missing_columns = by.unmatched_names().only_in_baseline;
    return judged;
  }

  mutable std::mutex lock_;
  row_monitor_options options_;
  decision_policy policy_;
  std::vector<owned_field> fields_;
  std::list<detail::era> eras_;  // one; two until a change of the baseline is through
  window_series series_;
  detail::side_learner collected_;
  std::list<shard> shards_;
  std::vector<shard*> places_;
  detail::pane_set* spare_ = nullptr;  // the collector's, which takes turns with those of the shards
  std::vector<closed_window> ended_;   // but not all judged
  std::size_t judged_ = 0;
  std::vector<report> reports_;  // but not given
  std::uint64_t unplaced_ = 0;
  std::uint64_t misbound_ = 0;
  std::uint64_t late_told_ = 0;
};

}  // namespace leeway

#endif
