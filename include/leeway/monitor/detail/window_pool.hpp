// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_WINDOW_POOL_HPP
#define LEEWAY_MONITOR_DETAIL_WINDOW_POOL_HPP

#include <atomic>
#include <cstddef>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/window/window.hpp>

namespace leeway::detail {

/** A few windows that several writers share: who needs one more than it owns takes one, the collector gives it back,
    empty. Neither waits, allocates or throws.

  Each window has a place that holds its address while nobody has it. Taking exchanges that for null: of several takers
  one gets the address, and the window is its alone until it is given back. Giving back stores the address into the
  place again, which is null then and which nobody else may fill. The store releases and the exchange acquires: what the
  collector did to the window, counting it and emptying it, happened before the next taker counts into it. The way from
  the taker to the collector is that of its whole set, see `row_shard`.

  A place is looked at before it is exchanged, so that writers who find nothing do not pass its cache line around. A
  taker may find nothing although a window is given back meanwhile: as if it had come a moment earlier. */
class window_pool {
 public:
  window_pool(const baseline& past, std::size_t windows) : windows_(windows, window(past)), places_(windows) {
    for (std::size_t i = 0; i < windows; ++i) places_[i].store(&windows_[i], std::memory_order_relaxed);
  }
  window_pool(const window_pool&) = delete;
  window_pool& operator=(const window_pool&) = delete;

  /// An empty window, or null when all are taken. O(windows).
  window* take() noexcept {
    for (std::atomic<window*>& place : places_) {
      if (place.load(std::memory_order_relaxed) == nullptr) continue;
      if (window* taken = place.exchange(nullptr, std::memory_order_acquire)) return taken;
    }
    return nullptr;
  }
  /// Of one that was taken from here and has been emptied.
  void give_back(window& taken) noexcept {
    places_[static_cast<std::size_t>(&taken - windows_.data())].store(&taken, std::memory_order_release);
  }

  std::size_t size_bytes() const noexcept {
    std::size_t sum = sizeof *this + places_.capacity() * sizeof(std::atomic<window*>);
    for (const window& one : windows_) sum += one.size_bytes();
    return sum;
  }

 private:
  std::vector<window> windows_;
  std::vector<std::atomic<window*>> places_;  // in the order of the windows
};

}  // namespace leeway::detail

#endif
