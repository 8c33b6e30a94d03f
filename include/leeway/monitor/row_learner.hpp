// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ROW_LEARNER_HPP
#define LEEWAY_MONITOR_ROW_LEARNER_HPP

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/instant.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/seasonal_baseline.hpp>
#include <leeway/cells/equal_mass.hpp>
#include <leeway/monitor/detail/field_learner.hpp>
#include <leeway/monitor/detail/learned_seasons.hpp>
#include <leeway/monitor/detail/learned_windows.hpp>
#include <leeway/monitor/own_window_collector.hpp>
#include <leeway/monitor/row_binding.hpp>
#include <leeway/window/season.hpp>
#include <leeway/window/window.hpp>
#include <leeway/window/window_series.hpp>

namespace leeway {

/// What a `row_learner` does beside counting rows.
struct row_learner_options {
  std::optional<window_plan> own_windows{};  ///< cut the rows into these, and learn what calm ones look like
  std::size_t most_windows = 200;            ///< the latest so many are kept; at least 2
  equal_mass cells{};                        ///< of each number
};

/// What a `row_learner` knows by season.
struct learned_by_season {
  baseline past;              ///< of all rows, with own windows
  seasonal_baseline seasons;  ///< of the rows in own windows, over the same cells
};

/** Learns a baseline from the rows that a service sees: the first `first_rows` choose the edges of numbers, all rows
    are counted, and all categories are known. Derived fields exist nowhere else.

  With `own_windows` the rows after the first ones are counted a second time, in the windows of their instants, and the
  baseline holds what its own windows showed: tolerances that fit this traffic. Windows that the first rows belong to
  are left out.

  `observe` may be called by any thread; it takes a lock and may allocate: learn from a sample of busy traffic. Memory:
  8 bytes a number of the first rows, then the cells; categories as many as there are; a window 4 bytes a cell of each
  number and about 100 a category that it has. */
class row_learner {
 public:
  /// @throws std::invalid_argument for 0 rows, and for own windows that slide or are fewer than two
  template <class Row, class... Fields>
  row_learner(const row_binding<Row, Fields...>& fields, std::uint64_t first_rows, row_learner_options options = {})
      : signature_(fields.signature()), first_rows_(first_rows) {
    if (first_rows == 0) detail::throw_invalid_argument("row_learner: first_rows = 0");
    if (options.own_windows) windows_.emplace(*options.own_windows, options.most_windows);
    for (const field_description& one : fields.descriptions()) fields_.emplace_back(one, first_rows, options.cells);
  }

  /// `at`: when the row was, for own windows.
  /// @throws std::invalid_argument for rows of another binding, std::bad_alloc
  template <class Row, class... Fields>
  void observe(const row_binding<Row, Fields...>& fields, const Row& row, instant at = {}) {
    if (fields.signature() != signature_) detail::throw_invalid_argument("row_learner::observe: another row binding");
    const std::scoped_lock hold(lock_);
    if (windows_) enter_window(at);
    fields.for_each(row, [&](std::size_t i, const auto& value) { fields_[i].observe(value); });
    if (++rows_ == first_rows_)
      for (detail::field_learner& one : fields_) one.choose_cells();
  }

  std::uint64_t rows() const {
    const std::scoped_lock hold(lock_);
    return rows_;
  }

  /** The baseline of all rows so far. Where fewer than the first rows have come, edges are chosen from those that have,
      and stay. Fields that look like time or like identifiers are kept and not tested.
      Own windows are those that have ended by `now`, by the latest row where nothing is said; judging them takes
      milliseconds a window and field, beside the writers. */
  [[nodiscard]] baseline learned(provenance origin = {}, std::optional<instant> now = std::nullopt) {
    const so_far known = counted(std::move(origin), now);
    return windows_ ? with_own_windows(known) : known.past;
  }

  /** The same, and a past for each season that own windows were in: Mondays are judged by Mondays. Only rows in own
      windows teach it, so keep enough of them (`most_windows`): tolerances follow from some twenty windows a season.
      `seasons.save()` as `seasons.leeway` beside `past.save()` as `baseline.leeway` is what the program watches by.
      @throws std::invalid_argument unless there are own windows of time, each within one season */
  [[nodiscard]] learned_by_season learned_with_seasons(season by, provenance origin = {},
                                                       std::optional<instant> now = std::nullopt) {
    if (!windows_ || windows_->plan().period.counts_records())
      detail::throw_invalid_argument("row_learner: seasons of " + std::string(by.text()) +
                                     " need own_windows of time, such as 1h");
    const so_far known = counted(std::move(origin), now);
    return {with_own_windows(known), detail::taught_seasons(known.past, by, windows_->plan().period, known.own)};
  }

 private:
  struct so_far {
    baseline past;
    std::vector<window> own;
  };

  so_far counted(provenance origin, std::optional<instant> now) {
    const std::scoped_lock hold(lock_);
    std::vector<any_feature> features;
    for (detail::field_learner& one : fields_) features.push_back(one.learned());
    baseline past(std::move(origin), rows_, std::move(features));
    std::vector<window> own;
    if (windows_) own = windows_->over(past, now.value_or(windows_->latest()));
    return {std::move(past), std::move(own)};
  }
  /// Beside the writers.
  baseline with_own_windows(const so_far& known) const {
    own_window_collector collector(known.past, windows_->plan().period.text());
    for (const window& one : known.own) collector.add(one);
    return collector.learned();
  }

  void enter_window(instant at) {
    detail::learned_windows::one_window* window = nullptr;
    if (rows_ < first_rows_)
      windows_->pass_over(at);
    else
      window = windows_->open(at, fields_.size());
    if (window != nullptr) ++window->rows;
    for (std::size_t i = 0; i < fields_.size(); ++i)
      fields_[i].count_into(window != nullptr ? &window->fields[i] : nullptr);
  }

  mutable std::mutex lock_;
  std::uint64_t signature_;
  std::uint64_t first_rows_;
  std::uint64_t rows_ = 0;
  std::vector<detail::field_learner> fields_;
  std::optional<detail::learned_windows> windows_{};
};

}  // namespace leeway

#endif
