// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_LEARNED_WINDOWS_HPP
#define LEEWAY_MONITOR_DETAIL_LEARNED_WINDOWS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/instant.hpp>
#include <leeway/base/instant_text.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/monitor/detail/field_counts.hpp>
#include <leeway/window/window.hpp>
#include <leeway/window/window_series.hpp>

namespace leeway::detail {

/** The windows of the rows that teach a baseline, beside what they teach. Windows that some of the first rows belong to
    are incomplete and left out: those rows came before there were cells. At most so many are held, the latest ones. */
class learned_windows {
 public:
  struct one_window {
    std::uint64_t rows = 0;
    std::vector<field_counts> fields{};
  };

  /// @throws std::invalid_argument for windows that slide, for a lateness below 0, and for fewer than two windows
  learned_windows(window_plan plan, std::size_t most) : plan_(plan), most_(most) {
    if (plan.overlapping() || plan.panes == 0)
      throw_invalid_argument("row_learner: own windows stand side by side, panes = " + std::to_string(plan.panes) +
                             ", half_life = " + std::to_string(plan.half_life));
    if (plan.lateness < 0) throw_invalid_argument("row_learner: lateness " + std::to_string(plan.lateness));
    if (most < 2) throw_invalid_argument("row_learner: most_windows = " + std::to_string(most));
  }

  const window_plan& plan() const noexcept { return plan_; }

  /// A row that came before the cells were chosen.
  void pass_over(instant at) {
    latest_ = (std::max)(latest_, at);
    if (!plan_.period.counts_records()) incomplete_.insert(plan_.period.index_of(at));
  }
  /// Where the next row is to be counted as well; null where its window is not kept.
  one_window* open(instant at, std::size_t fields) {
    latest_ = (std::max)(latest_, at);
    const std::int64_t index = plan_.period.counts_records() ? next_record() : plan_.period.index_of(at);
    if (index < lowest_ || incomplete_.contains(index)) return nullptr;
    const auto found = windows_.find(index);
    if (found != windows_.end()) return &found->second;
    one_window& opened = windows_[index];
    opened.fields.resize(fields);
    if (windows_.size() <= most_) return &opened;
    const std::int64_t first = windows_.begin()->first;
    lowest_ = first + 1;  // another window is above it
    windows_.erase(windows_.begin());
    return first == index ? nullptr : &opened;
  }
  instant latest() const noexcept { return latest_; }

  /// Those that have ended by `now`, counted over the baseline that all rows have taught.
  std::vector<window> over(const baseline& past, instant now) const {
    std::vector<window> result;
    for (const auto& [index, one] : windows_) {
      if (!ended(index, one, now)) continue;
      window& counted = result.emplace_back(past, name_of(index));
      counted.add_rows(one.rows);
      for (std::size_t i = 0; i < one.fields.size(); ++i)
        counted.column(i) = column_statistics(one.fields[i].over(past.features()[i]));
    }
    return result;
  }

 private:
  std::int64_t next_record() noexcept { return static_cast<std::int64_t>(records_++ / plan_.period.records()); }
  bool ended(std::int64_t index, const one_window& one, instant now) const noexcept {
    if (plan_.period.counts_records()) return one.rows >= plan_.period.records();
    return plan_.period.end_of(index) <= earlier(now, plan_.lateness);
  }
  std::string name_of(std::int64_t index) const {
    if (!plan_.period.counts_records()) return instant_text(plan_.period.start_of(index));
    return "window " + std::to_string(index);
  }

  window_plan plan_;
  std::size_t most_;
  std::map<std::int64_t, one_window> windows_;
  std::set<std::int64_t> incomplete_;
  std::int64_t lowest_ = (std::numeric_limits<std::int64_t>::min)();  // earlier windows have made room
  instant latest_ = instant::lowest();
  std::uint64_t records_ = 0;  // in windows
};

}  // namespace leeway::detail

#endif
