// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_SLIDING_HPP
#define LEEWAY_WINDOW_SLIDING_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/window/detail/sealed_pane.hpp>
#include <leeway/window/window.hpp>

namespace leeway {

/** A window that slides: the sum of the last panes. A pane that enters is added, one that leaves is subtracted, both
    exactly; moments and extremes are kept a pane and merged anew. Memory is fixed at construction: 4 bytes a counter
    and pane, and 8 bytes a counter for the sum. A pane costs O(cells + features x panes), whatever its rows. */
class sliding_panes {
 public:
  /// @throws std::invalid_argument for no pane
  sliding_panes(const baseline& past, std::size_t panes) : sum_(past) {
    if (panes == 0) detail::throw_invalid_argument("sliding_panes: panes = 0");
    sealed_.reserve(panes);
    for (std::size_t i = 0; i < panes; ++i) sealed_.emplace_back(sum_);
  }

  std::size_t panes() const noexcept { return sealed_.size(); }
  /** The pane that ended as number `index` enters, those that lie `panes()` or more before it leave. `index` is larger
      than that of the pane before. Allocates only where a count of a pane exceeds 2^32 - 1. */
  const window& absorb(std::int64_t index, const window& pane) {
    while (held_ > 0 && beyond(sealed_[first_].index(), index)) {
      sealed_[first_].take_from(sum_);
      first_ = next(first_);
      --held_;
    }
    const std::size_t place = (first_ + held_) % sealed_.size();
    sealed_[place].seal(index, pane);
    sealed_[place].add_to(sum_);
    ++held_;
    merge_beside();
    return sum_;
  }
  /// The last panes added up.
  const window& sum() const noexcept { return sum_; }
  void rename(std::string name) { sum_.rename(std::move(name)); }

  /// `visit(index, window)` for each pane that is held, the oldest first. Allocates a window.
  template <class Visit>
  void for_each_pane(Visit&& visit) const {
    window pane = sum_;
    for (std::size_t i = 0, place = first_; i < held_; ++i, place = next(place)) {
      pane.reset();
      sealed_[place].add_to(pane);
      for (std::size_t f = 0; f < pane.columns().size(); ++f) pane.column(f).set_remainder(sealed_[place].remainders()[f]);
      visit(sealed_[place].index(), static_cast<const window&>(pane));
    }
  }
  /// How many panes are held.
  std::size_t held() const noexcept { return held_; }
  /// Of this object, with all that it refers to.
  std::size_t size_bytes() const noexcept {
    std::size_t bytes = sizeof *this + sum_.size_bytes();
    for (const detail::sealed_pane& pane : sealed_) bytes += pane.size_bytes();
    return bytes;
  }

 private:
  std::size_t next(std::size_t place) const noexcept { return place + 1 < sealed_.size() ? place + 1 : 0; }
  /// Unsigned, so that indices at the ends of the integers have a distance.
  bool beyond(std::int64_t old, std::int64_t index) const noexcept {
    return static_cast<std::uint64_t>(index) - static_cast<std::uint64_t>(old) >= sealed_.size();
  }
  void merge_beside() noexcept {
    for (std::size_t f = 0; f < sum_.columns().size(); ++f) {
      column_remainder all;
      for (std::size_t i = 0, place = first_; i < held_; ++i, place = next(place))
        all.merge(sealed_[place].remainders()[f]);
      sum_.column(f).set_remainder(all);
    }
  }

  window sum_;
  std::vector<detail::sealed_pane> sealed_;  // a ring
  std::size_t first_ = 0;
  std::size_t held_ = 0;
};

/** The last so many records, at steps of a pane: a window closes with every pane, and holds the panes before it too.
    Neighbouring windows share rows, so what one of them says the next may repeat. */
class sliding {
 public:
  /// @throws std::invalid_argument for 0, for records that do not make whole panes, and beyond 2^32 - 1 records a pane
  sliding(std::uint64_t records, std::size_t panes) : records_(records), panes_(panes) {
    if (records == 0 || panes == 0 || records % panes != 0 || records / panes > 0xffff'ffff)
      detail::throw_invalid_argument("sliding: " + std::to_string(records) + " records in " + std::to_string(panes) +
                                     " panes");
  }

  std::uint64_t records() const noexcept { return records_; }
  std::size_t panes() const noexcept { return panes_; }
  /// A pane is whole.
  bool closes(std::uint64_t records) const noexcept { return records >= records_ / panes_; }
  sliding_panes sums(const baseline& past) const { return sliding_panes(past, panes_); }

 private:
  std::uint64_t records_;
  std::size_t panes_;
};

}  // namespace leeway

#endif
