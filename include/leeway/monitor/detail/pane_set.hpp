// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_PANE_SET_HPP
#define LEEWAY_MONITOR_DETAIL_PANE_SET_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <leeway/base/detail/instruction_sets.hpp>
#include <leeway/base/instant.hpp>
#include <leeway/monitor/detail/block_counter.hpp>
#include <leeway/monitor/detail/planned_block.hpp>
#include <leeway/monitor/detail/row_sample.hpp>
#include <leeway/monitor/detail/row_tile.hpp>
#include <leeway/monitor/detail/window_pool.hpp>
#include <leeway/monitor/row_binding.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/statistics/detail/waiting_columns.hpp>
#include <leeway/window/period.hpp>
#include <leeway/window/window.hpp>

namespace leeway::detail {

/** What one writer fills between two collections: a few windows, each taken by the first row that belongs to it. Two
    are its own, more come from a pool that writers share. The last numbers of single rows wait in a tile beside their
    window until the set is settled. */
class pane_set {
 public:
  /// The window that is open, the one before it while rows come late, and what a skewed clock makes of both.
  static constexpr std::size_t most_panes = 4;
  static constexpr std::size_t own_panes = 2;

  /// The plan and the pool, which has windows of the plan, live longer.
  pane_set(const row_plan& plan, period when, window_pool& pool)
      : plan_(&plan), when_(when), pool_(&pool), sample_(plan) {
    for (std::size_t i = 0; i < own_panes; ++i) windows_.emplace_back(plan.past());
    tiles_.emplace_back(plan);
    tiles_.emplace_back(plan, best_instruction_set(), narrow_counters::none);
  }
  pane_set(const pane_set&) = delete;
  pane_set& operator=(const pane_set&) = delete;

  const row_plan& plan() const noexcept { return *plan_; }

  template <class Row, class... Fields>
  void count(const row_binding<Row, Fields...>& fields, const Row& row, instant at) noexcept {
    if (fields.signature() != plan_->signature()) {
      ++misbound_;
      return;
    }
    if (sample_.has_room()) sample_.add(fields, row, *plan_);
    const std::size_t pane = pane_of(at);
    if (pane == most_panes) {
      ++unplaced_;
      return;
    }
    row_tile& tile = tile_of(pane);
    window& into = *panes_[pane].counted;
    fields.place(row, *plan_, into, tile.next());
    tile.end_row(into);
    into.add_rows(1);
  }
  /// Rows or columns that lie side by side.
  template <class Block>
  void count(const Block& block, instant at) noexcept {
    const std::size_t rows = rows_of_block(block);
    if (rows == 0) return;
    if (!fits(block, *plan_)) {
      misbound_ += rows;
      return;
    }
    const std::size_t pane = pane_of(at);
    if (pane == most_panes) {
      unplaced_ += rows;
      return;
    }
    count_block(block, *plan_, tile_of(pane), *panes_[pane].counted);
    panes_[pane].counted->add_rows(rows);
  }

  /// Counts what waits. For the collector, once the set is its own.
  void settle() noexcept {
    for (std::size_t i = 0; i < tiles_at_once; ++i)
      if (pane_of_tile_[i] < most_panes) tiles_[i].settle(*panes_[pane_of_tile_[i]].counted);
    pane_of_tile_ = {most_panes, most_panes};
    latest_tile_ = 1;
  }

  std::size_t panes() const noexcept { return taken_; }
  std::int64_t index(std::size_t pane) const noexcept { return panes_[pane].index; }
  /// Whole once the set is settled.
  const window& counted(std::size_t pane) const noexcept { return *panes_[pane].counted; }
  /// Rows that came when all panes were taken by other windows and the pool had none.
  std::uint64_t unplaced() const noexcept { return unplaced_; }
  /// Rows that came through another binding than the monitor was made with.
  std::uint64_t misbound() const noexcept { return misbound_; }

  /// Rows of fields that the baseline does not know, where they are to be collected.
  const row_sample& sample() const noexcept { return sample_; }

  /// Empties the last pane of a settled set: a window that was borrowed goes back.
  void drop_last() noexcept {
    window& counted = *panes_[--taken_].counted;
    counted.reset();
    if (taken_ >= own_panes) pool_->give_back(counted);
  }
  /// Of a settled set.
  void reset() noexcept {
    sample_.reset();
    while (taken_ > 0) drop_last();
    begin_ = end_ = {};
    unplaced_ = misbound_ = 0;
  }

  /// The pool is not in it.
  std::size_t size_bytes() const noexcept {
    std::size_t sum = sizeof *this + sample_.size_bytes();
    for (const window& one : windows_) sum += one.size_bytes();
    for (const row_tile& one : tiles_) sum += sizeof one + one.size_bytes();
    return sum;
  }

 private:
  /// `most_panes` when there is none. Mostly that of the row before, which needs no division.
  std::size_t pane_of(instant at) noexcept {
    if (at >= begin_ && at < end_) return latest_pane_;
    const std::int64_t index = when_.index_of(at);
    const std::size_t pane = pane_of(index);
    if (pane == most_panes) return pane;
    begin_ = when_.start_of(index);
    end_ = when_.end_of(index);
    return latest_pane_ = pane;
  }
  std::size_t pane_of(std::int64_t index) noexcept {
    for (std::size_t pane = 0; pane < taken_; ++pane)
      if (panes_[pane].index == index) return pane;
    if (taken_ == most_panes) return most_panes;
    window* counted = taken_ < own_panes ? &windows_[taken_] : pool_->take();
    if (counted == nullptr) return most_panes;
    panes_[taken_] = {index, counted};
    return taken_++;
  }

  /// The tile in which rows of a pane wait. There are as many as there are windows that rows come for in turns, the
  /// open one and a late one: with more the tile that was used less recently is counted first. The first window after a
  /// collection has the tile that counts faster.
  row_tile& tile_of(std::size_t pane) noexcept {
    if (pane_of_tile_[latest_tile_] == pane) return tiles_[latest_tile_];
    latest_tile_ = 1 - latest_tile_;
    std::size_t& held = pane_of_tile_[latest_tile_];
    if (held != pane && held < most_panes) tiles_[latest_tile_].settle(*panes_[held].counted);
    held = pane;
    return tiles_[latest_tile_];
  }

  static constexpr std::size_t tiles_at_once = 2;

  struct taken_window {
    std::int64_t index;
    window* counted;
  };

  const row_plan* plan_;
  period when_;
  window_pool* pool_;
  std::vector<window> windows_;  // its own
  std::vector<row_tile> tiles_;
  std::array<std::size_t, tiles_at_once> pane_of_tile_{most_panes, most_panes};
  std::size_t latest_tile_ = 1;
  row_sample sample_;
  std::array<taken_window, most_panes> panes_{};
  std::size_t taken_ = 0;
  std::size_t latest_pane_ = 0;
  instant begin_{};  // of the latest pane's time
  instant end_{};
  std::uint64_t unplaced_ = 0;
  std::uint64_t misbound_ = 0;
};

}  // namespace leeway::detail

#endif
