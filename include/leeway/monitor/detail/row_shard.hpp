// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_ROW_SHARD_HPP
#define LEEWAY_MONITOR_DETAIL_ROW_SHARD_HPP

#include <atomic>
#include <concepts>
#include <cstdint>
#include <span>
#include <thread>

#include <leeway/base/instant.hpp>
#include <leeway/baseline/column.hpp>
#include <leeway/baseline/row_block.hpp>
#include <leeway/monitor/detail/pane_set.hpp>
#include <leeway/monitor/row_binding.hpp>

namespace leeway::detail {

/** Where one writer counts. The writer never waits: it says that it is inside (an odd turn), looks where to count,
    counts, and says that it is outside.

  A collector puts a fresh set in place and then waits until the writer is outside, or inside of a later turn. Both
  stores and both loads are sequentially consistent: if the collector has not seen the writer go in, the writer sees the
  fresh set. What it did to the old set happened before it went out, which the collector has acquired: the set is the
  collector's own now, with what the writer left waiting in its tiles, and it counts that itself. */
class alignas(64) row_shard {
 public:
  explicit row_shard(pane_set* first) : open_(first) {}

  /// Counts a row; the instant is nothing to windows of records. Never waits, allocates or throws.
  template <class Row, class... Fields>
  void observe(const row_binding<Row, Fields...>& fields, const Row& row, instant at = {}) noexcept {
    inside([&](pane_set& open) { open.count(fields, row, at); });
  }
  /** Counts a block of rows of one window, a column for each field of the binding, in its order. A collector that comes
      meanwhile waits for the whole block. Never allocates or throws; 40 KiB of stack. A block whose columns are not as
      many as the fields, or of another type than a feature, is counted in `misbound_rows()` and nowhere else. */
  template <std::floating_point Real>
  void observe(const row_block<Real>& rows, instant at = {}) noexcept {
    inside([&](pane_set& open) { open.count(rows, at); });
  }
  /** The same of columns: the fields of the binding, in its order and by name, of the types of their features and
      equally long. */
  void observe(std::span<const column> columns, instant at = {}) noexcept {
    inside([&](pane_set& open) { open.count(columns, at); });
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
  template <class Count>
  void inside(Count&& count) noexcept {
    const std::uint64_t turn = turn_.load(std::memory_order_relaxed) + 1;
    turn_.store(turn, std::memory_order_seq_cst);
    count(*open_.load(std::memory_order_seq_cst));
    turn_.store(turn + 1, std::memory_order_release);
  }

  std::atomic<pane_set*> open_;
  std::atomic<std::uint64_t> turn_{0};
  std::atomic<bool> taken_{false};
};

}  // namespace leeway::detail

#endif
