// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_ROW_SHARD_HPP
#define LEEWAY_MONITOR_DETAIL_ROW_SHARD_HPP

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <utility>
#include <vector>

#include <leeway/base/instant.hpp>
#include <leeway/monitor/row_binding.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/window/period.hpp>
#include <leeway/window/window.hpp>

namespace leeway::detail {

/// What one writer fills between two collections: a few windows, each taken by the first row that belongs to it.
class pane_set {
 public:
  /// The window that is open, the one before it while rows come late, and what a skewed clock makes of both.
  static constexpr std::size_t most_panes = 4;

  /// The plan lives longer.
  pane_set(const row_plan& plan, period when) : plan_(&plan), when_(when) {
    for (std::size_t i = 0; i < most_panes; ++i) windows_.emplace_back(plan.past());
  }

  const row_plan& plan() const noexcept { return *plan_; }

  template <class Row, class... Fields>
  void count(const row_binding<Row, Fields...>& fields, const Row& row, instant at) noexcept {
    if (fields.signature() != plan_->signature()) {
      ++misbound_;
      return;
    }
    if (window* into = pane_of(when_.index_of(at)); into != nullptr)
      fields.count(row, *plan_, *into);
    else
      ++unplaced_;
  }

  std::size_t panes() const noexcept { return taken_; }
  std::int64_t index(std::size_t pane) const noexcept { return indices_[pane]; }
  const window& counted(std::size_t pane) const noexcept { return windows_[pane]; }
  /// Rows that came when all panes were taken by other windows.
  std::uint64_t unplaced() const noexcept { return unplaced_; }
  /// Rows that came through another binding than the monitor was made with.
  std::uint64_t misbound() const noexcept { return misbound_; }

  void reset() noexcept {
    for (std::size_t pane = 0; pane < taken_; ++pane) windows_[pane].reset();
    taken_ = 0;
    unplaced_ = misbound_ = 0;
  }

 private:
  window* pane_of(std::int64_t index) noexcept {
    for (std::size_t pane = 0; pane < taken_; ++pane)
      if (indices_[pane] == index) return &windows_[pane];
    if (taken_ == most_panes) return nullptr;
    indices_[taken_] = index;
    return &windows_[taken_++];
  }

  const row_plan* plan_;
  period when_;
  std::vector<window> windows_;
  std::array<std::int64_t, most_panes> indices_{};
  std::size_t taken_ = 0;
  std::uint64_t unplaced_ = 0;
  std::uint64_t misbound_ = 0;
};

/** Where one writer counts. The writer never waits: it says that it is inside (an odd turn), looks where to count,
    counts, and says that it is outside.

  A collector puts a fresh set in place and then waits until the writer is outside, or inside of a later turn. Both
  stores and both loads are sequentially consistent: if the collector has not seen the writer go in, the writer sees the
  fresh set. What it counted into the old set happened before it went out, which the collector has acquired. */
class alignas(64) row_shard {
 public:
  explicit row_shard(pane_set* first) : open_(first) {}

  template <class Row, class... Fields>
  void observe(const row_binding<Row, Fields...>& fields, const Row& row, instant at = {}) noexcept {
    const std::uint64_t inside = turn_.load(std::memory_order_relaxed) + 1;
    turn_.store(inside, std::memory_order_seq_cst);
    open_.load(std::memory_order_seq_cst)->count(fields, row, at);
    turn_.store(inside + 1, std::memory_order_release);
  }

  /// Takes what was counted so far and leaves a fresh set. One collector at a time.
  pane_set* exchange(pane_set* fresh) noexcept {
    pane_set* old = open_.exchange(fresh, std::memory_order_seq_cst);
    const std::uint64_t seen = turn_.load(std::memory_order_seq_cst);
    if (seen % 2 != 0)
      while (turn_.load(std::memory_order_acquire) == seen) std::this_thread::yield();
    return old;
  }

  bool take() noexcept { return !taken_.exchange(true, std::memory_order_acquire); }
  void give_back() noexcept { taken_.store(false, std::memory_order_release); }

 private:
  std::atomic<pane_set*> open_;
  std::atomic<std::uint64_t> turn_{0};
  std::atomic<bool> taken_{false};
};

}  // namespace leeway::detail

#endif
