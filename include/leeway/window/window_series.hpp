// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_WINDOW_SERIES_HPP
#define LEEWAY_WINDOW_WINDOW_SERIES_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/frame.hpp>
#include <leeway/base/instant.hpp>
#include <leeway/base/instant_text.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/window/decaying.hpp>
#include <leeway/window/period.hpp>
#include <leeway/window/sliding.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/// Which windows a series has, and when they close.
struct window_plan {
  leeway::period period;
  std::int64_t lateness = 0;    ///< nanoseconds that a row may come after the end of its window
  std::size_t panes = 1;        ///< a window is so many periods long, a new one begins every period: sliding beyond 1
  std::uint64_t half_life = 0;  ///< in periods; beyond 0 a window holds all rows, and older ones lose weight

  /// A row is in several windows.
  bool overlapping() const noexcept { return panes > 1 || half_life > 0; }
};

/// A window that has ended.
struct closed_window {
  window counted;
  std::string begin{};  ///< ISO 8601; empty where records are counted
  std::string end{};
};

/** Windows side by side in time: rows are added to the one they belong to, in any order, until it is closed by the
    caller's clock. A sliding or decaying window ends with every pane; sealed panes are kept once, in 32-bit counts. For
    one thread.

  Windows that nobody fed end too, so that silence is seen. Of a gap the first `most_empty_windows` are given, from
  where it begins; the rest is left out and counted. Where the series has only just begun, so long a gap behind its
  first rows is no silence: their instants were of another time (0, or in another unit). Nothing of that gap is given,
  and the series begins anew behind it. */
class window_series {
 public:
  /// Windows that nobody fed are given one by one, up to so many in a gap.
  static constexpr std::uint64_t most_empty_windows = 1'000;

  /// @throws std::invalid_argument for a lateness below 0, no pane, a half-life beyond 10 000 periods or beside panes
  window_series(baseline past, window_plan plan) : past_(std::move(past)), plan_(plan) {
    if (plan_.lateness < 0) detail::throw_invalid_argument("window_series: lateness " + std::to_string(plan_.lateness));
    if (plan_.panes == 0) detail::throw_invalid_argument("window_series: panes = 0");
    if (plan_.panes > 1 && plan_.half_life > 0)
      detail::throw_invalid_argument("window_series: " + std::to_string(plan_.panes) + " panes and a half-life");
    if (plan_.panes > 1) sliding_.emplace(past_, plan_.panes);
    if (plan_.half_life > 0) decaying_.emplace(past_, plan_.half_life);
  }

  const baseline& past() const noexcept { return past_; }
  const window_plan& plan() const noexcept { return plan_; }
  /// Rows that came after their window had been closed.
  std::uint64_t late_rows() const noexcept { return late_rows_; }
  /// Windows without rows that were left out, of gaps of more than `most_empty_windows`.
  std::uint64_t skipped_windows() const noexcept { return skipped_; }
  std::size_t open_windows() const noexcept { return open_.size(); }
  /// What it takes of memory, its baseline aside.
  std::size_t size_bytes() const noexcept {
    std::size_t sum = sizeof *this + (sliding_ ? sliding_->size_bytes() : 0);
    if (decaying_) sum += decaying_->size_bytes();
    for (const auto& one : open_) sum += one.second.size_bytes();
    return sum;
  }

  /// Adds rows that were counted for window `index` of the period.
  /// @throws std::invalid_argument when they were counted against another baseline
  void add(std::int64_t index, const window& counted) {
    if (plan_.period.counts_records()) index = next_.value_or(0);
    if (next_ && index < *next_) {
      late_rows_ += counted.rows();
      return;
    }
    const auto found = open_.find(index);
    if (found != open_.end())
      found->second.merge(counted);
    else
      open_.emplace(index, counted);
  }

  /** The windows that have ended by `now`, in order, those without rows included; none while the clock has gone back.
      A window of records ends as soon as it has them, with all that came. The first window is that of the first row.
      @throws std::bad_alloc; the next call then gives what had ended */
  std::vector<closed_window> close(instant now) {
    if (plan_.period.counts_records()) {
      if (!open_.empty() && open_.begin()->second.rows() >= plan_.period.records()) close_next();
      return std::exchange(ended_, {});
    }
    const bool begins = !next_;
    std::uint64_t empty = 0;  // in a row
    while ((next_ || !open_.empty()) && ended(first_open(), now)) {
      next_ = first_open();
      const bool fed = !open_.empty() && open_.begin()->first == *next_;
      const std::uint64_t more = fed ? 0 : empty_from_next(now);
      if (empty + more > most_empty_windows && (begins || empty >= most_empty_windows)) {
        leave_out(more);
        continue;
      }
      empty = fed ? 0 : empty + 1;
      close_next();
    }
    return std::exchange(ended_, {});
  }

  /// All windows that are open, in order, as they are: the series is empty afterwards.
  std::vector<closed_window> cut_short() {
    while (!open_.empty()) {
      next_ = open_.begin()->first;
      close_next();
    }
    return std::exchange(ended_, {});
  }

  /** Goes on with another baseline. Gives what is open as it is; rows of these windows that come later are counted
      anew, and such a window without any is not told again. Late rows and what was told stay. */
  std::vector<closed_window> go_on_with(baseline next) {
    const std::optional<std::int64_t> first = next_ || open_.empty() ? next_ : std::optional(open_.begin()->first);
    window_series fresh(std::move(next), plan_);
    fresh.cut_ = cut_;
    for (const auto& one : open_) fresh.cut_.insert(one.first);
    std::vector<closed_window> ended = cut_short();
    if (plan_.period.counts_records()) fresh.cut_.clear();
    fresh.next_ = plan_.period.counts_records() ? next_ : first;
    fresh.late_rows_ = late_rows_;
    fresh.skipped_ = skipped_;
    *this = std::move(fresh);
    return ended;
  }

  /// Everything that is open, added up.
  window open() const {
    window all(past_);
    for (const auto& one : open_) all.merge(one.second);
    return all;
  }

  void save(byte_writer& out) const {
    out.put_text(text_of(plan_));
    out.put(past_.fingerprint());
    out.put(late_rows_);
    out.put(skipped_);
    out.put(static_cast<std::uint8_t>(next_ ? 1 : 0));
    out.put(static_cast<std::uint64_t>(next_.value_or(0)));
    out.put(static_cast<std::uint64_t>(cut_.size()));
    for (std::int64_t index : cut_) out.put(static_cast<std::uint64_t>(index));
    save(out, open_);
    out.put(static_cast<std::uint64_t>(sliding_ ? sliding_->held() : 0));
    if (sliding_) sliding_->for_each_pane([&](std::int64_t index, const window& pane) { save(out, index, pane); });
    if (decaying_) decaying_->save(out);
  }
  /// The series of the same baseline, period and half-life. Of more panes than it was saved with, those are there that
  /// were still needed then.
  /// @throws bad_state also for another one of these
  static window_series load(byte_reader& in, baseline past, window_plan plan) {
    window_series loaded(std::move(past), plan);
    if (const std::string text = in.take_text(); text != text_of(plan))
      in.fail("windows of " + text + ", wanted " + text_of(plan));
    if (in.take<std::uint64_t>() != loaded.past_.fingerprint()) in.fail("counted against another baseline");
    loaded.late_rows_ = in.take<std::uint64_t>();
    loaded.skipped_ = in.take<std::uint64_t>();
    const bool begun = in.take<std::uint8_t>() != 0;
    const auto next = static_cast<std::int64_t>(in.take<std::uint64_t>());
    if (begun) loaded.next_ = next;
    for (std::uint64_t index : in.take_words()) loaded.cut_.insert(static_cast<std::int64_t>(index));
    loaded.load(in, loaded.open_);
    windows sealed;
    loaded.load(in, sealed);
    if (loaded.sliding_)
      for (const auto& [index, pane] : sealed) loaded.sliding_->absorb(index, pane);
    if (loaded.decaying_) loaded.decaying_ = decaying_panes::load(in, loaded.past_, plan.half_life);
    return loaded;
  }

 private:
  using windows = std::map<std::int64_t, window>;

  static std::string text_of(const window_plan& plan) {
    return plan.period.text() + (plan.half_life > 0 ? ", half-life " + std::to_string(plan.half_life) : "");
  }

  std::int64_t first_open() const noexcept { return next_ ? *next_ : open_.begin()->first; }

  bool ended(std::int64_t index, instant now) const noexcept {
    const instant end = plan_.period.end_of(index);
    return end < instant::highest() && end <= earlier(now, plan_.lateness);
  }

  /// Windows without rows from the next one on that have ended.
  std::uint64_t empty_from_next(instant now) const noexcept {
    std::int64_t last = plan_.period.index_of(earlier(now, plan_.lateness));
    if (!open_.empty() && open_.begin()->first < last) last = open_.begin()->first;
    // Windows of a nanosecond can be further apart than a signed number can say.
    return last > *next_ ? static_cast<std::uint64_t>(last) - static_cast<std::uint64_t>(*next_) : 0;
  }
  void leave_out(std::uint64_t empty) {
    skipped_ += empty;
    next_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(*next_) + empty);
    cut_.erase(cut_.begin(), cut_.lower_bound(*next_));
  }

  void close_next() {
    const std::int64_t index = first_open();
    if (cut_.count(index) == 0 || open_.count(index) > 0) end_window(index);
    cut_.erase(index);
    next_ = index < (std::numeric_limits<std::int64_t>::max)() ? index + 1 : index;
  }

  /// The window that ends with this pane, with the panes before it that belong to it. Takes all memory first: a window
  /// is open, or has ended, and in no case lost.
  void end_window(std::int64_t index) {
    const bool timed = !plan_.period.counts_records();
    std::string begin = timed ? instant_text(plan_.period.start_of(first_pane(index))) : std::string();
    std::string end = timed ? instant_text(plan_.period.end_of(index)) : std::string();
    std::string name = timed ? begin : "window " + std::to_string(index);
    if (ended_.size() == ended_.capacity()) ended_.reserve(2 * ended_.size() + 1);
    const auto found = open_.try_emplace(index, past_).first;
    ended_.push_back({with_panes_before(index, found->second), std::move(begin), std::move(end)});
    ended_.back().counted.rename(std::move(name));
    open_.erase(found);
  }
  /// Of the window that ends with this pane; the first there is, where time begins later.
  std::int64_t first_pane(std::int64_t index) const noexcept {
    constexpr std::int64_t lowest = (std::numeric_limits<std::int64_t>::min)();
    const std::uint64_t before = static_cast<std::uint64_t>(index) - static_cast<std::uint64_t>(lowest);
    return plan_.panes - 1 > before ? lowest : index - static_cast<std::int64_t>(plan_.panes - 1);
  }
  window with_panes_before(std::int64_t index, window& pane) {
    if (!plan_.overlapping()) return std::move(pane);
    window whole = sliding_ ? sliding_->sum() : decaying_->sum();  // its memory, before the pane is absorbed
    whole = sliding_ ? sliding_->absorb(index, pane) : decaying_->absorb(index, pane);
    return whole;
  }

  static void save(byte_writer& out, const windows& all) {
    out.put(static_cast<std::uint64_t>(all.size()));
    for (const auto& [index, counted] : all) save(out, index, counted);
  }
  static void save(byte_writer& out, std::int64_t index, const window& counted) {
    out.put(static_cast<std::uint64_t>(index));
    const std::vector<std::byte> bytes = counted.save();
    out.put_bytes(bytes);
  }
  void load(byte_reader& in, windows& all) const {
    const std::size_t count = in.take_count(2 * sizeof(std::uint64_t));
    for (std::size_t i = 0; i < count; ++i) {
      const auto index = static_cast<std::int64_t>(in.take<std::uint64_t>());
      all.emplace(index, window::load(in.take_bytes(), past_));
    }
  }

  baseline past_;
  window_plan plan_;
  windows open_;
  std::optional<sliding_panes> sliding_{};
  std::optional<decaying_panes> decaying_{};
  std::optional<std::int64_t> next_;    // the first that is not closed
  std::set<std::int64_t> cut_{};        // of those that are not, which were told cut short
  std::vector<closed_window> ended_{};  // but not given
  std::uint64_t late_rows_ = 0;
  std::uint64_t skipped_ = 0;
};

}  // namespace leeway

#endif
