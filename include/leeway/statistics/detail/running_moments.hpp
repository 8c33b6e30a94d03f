// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_STATISTICS_DETAIL_RUNNING_MOMENTS_HPP
#define LEEWAY_STATISTICS_DETAIL_RUNNING_MOMENTS_HPP

#include <bit>
#include <cstdint>

#include <leeway/base/order_key.hpp>
#include <leeway/statistics/detail/power_sums.hpp>
#include <leeway/statistics/moments.hpp>

namespace leeway::detail {

/** Moments that take one value, or a few, at a time without a division: values wait as sums of powers about a pivot,
    the mean so far, and are merged in when they have become as many as those before them, or 4096. Reading merges a
    copy. */
class running_moments {
 public:
  running_moments() = default;
  explicit running_moments(const moments& settled) noexcept : settled_(settled) {}

  /// `x` is finite.
  void observe(double x) noexcept {
    if (waiting_.finite >= most_waiting_) begin_again(x);
    const double away = x - waiting_.pivot;
    if ((std::bit_cast<std::uint64_t>(away) & ~sign_bit_64) > far) return observe_far(x);
    const double square = away * away;
    ++waiting_.finite;
    waiting_.first += away;
    waiting_.second += square;
    waiting_.third += square * away;
    waiting_.fourth += square * square;
  }

  /// About what the powers of a next block are to be summed. `near` gives a number that is near them: it is asked where
  /// nothing came before.
  template <class Near>
  double pivot_of_block(Near&& near) noexcept {
    if (waiting_.finite >= most_waiting_) begin_again(settle().count() > 0 ? 0.0 : near());
    return waiting_.pivot;
  }
  /// Such sums. Gives false, and leaves them out, where they come near the end of doubles: then the values are to be
  /// observed one by one.
  bool add(const power_sums& block) noexcept {
    if ((std::bit_cast<std::uint64_t>(block.fourth) & ~sign_bit_64) > far_fourth) return false;
    waiting_.finite += block.finite;
    waiting_.first += block.first;
    waiting_.second += block.second;
    waiting_.third += block.third;
    waiting_.fourth += block.fourth;
    return true;
  }

  moments value() const noexcept {
    moments all = settled_;
    all.merge(waiting_);
    return all;
  }
  /// With nothing waiting, for whoever adds to it in another way.
  moments& settle() noexcept {
    settled_.merge(waiting_);
    waiting_ = {};
    most_waiting_ = 0;
    return settled_;
  }

 private:
  /// Beyond it fourth powers of 4096 values might leave the doubles.
  static constexpr std::uint64_t far = std::bit_cast<std::uint64_t>(0x1p250);
  static constexpr std::uint64_t far_fourth = std::bit_cast<std::uint64_t>(0x1p1000);

  void begin_again(double x) noexcept {
    const std::uint64_t before = settle().count();
    waiting_.pivot = before > 0 ? settled_.mean() : x;
    most_waiting_ = before < 1 ? 1 : before < 4096 ? before : 4096;
  }
  [[gnu::noinline]] void observe_far(double x) noexcept { settle().observe(x); }

  moments settled_;
  power_sums waiting_;
  std::uint64_t most_waiting_ = 0;
};

}  // namespace leeway::detail

#endif
