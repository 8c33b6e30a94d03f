// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_ONE_SAMPLE_WALK_HPP
#define LEEWAY_LAW_DETAIL_ONE_SAMPLE_WALK_HPP

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include <leeway/law/detail/incomplete_gamma.hpp>
#include <leeway/law/detail/stirling.hpp>

namespace leeway::detail {

/// P(D < d) and P(D >= d) of one sample, each to its full relative accuracy.
struct one_sample_probabilities {
  double kept = 0.0;
  double hit = 0.0;
};

/**
 * The records of a sample of a known law, in order, as a Poisson process on [0, n] that has n points at the end. It
 * leaves the band of half width n d only at times i - nd (too many points) and i + nd (too few), so it is enough to
 * walk from one of them to the next: add a Poisson number of points, take out what has left, and weigh that by the
 * probability of ending at n from there. Only sums and products of positive numbers, so that neither probability loses
 * digits. O(n (nd)) steps of some 20 products; nothing is allocated.
 */
class one_sample_walk {
 public:
  /// The largest n d for which there is room.
  static constexpr double widest = 101.0;

  one_sample_walk(double n, double gap) noexcept : n_(n), gap_(gap) { row_[0] = 1.0; }

  one_sample_probabilities operator()() noexcept {
    double upper = std::floor(gap_) + 1.0;
    double lower = 0.0;
    while (upper <= n_ || lower + gap_ < n_) {
      if (upper > n_ || (lower + gap_ < upper - gap_ && lower + gap_ < n_)) {
        advance(lower + gap_);
        leave_below(lower);
        lower += 1.0;
      } else {
        advance(upper - gap_);
        leave_above(upper);
        upper += 1.0;
      }
    }
    double kept = 0.0;
    for (std::size_t i = 0; i < size_; ++i) {
      const double state = first_ + static_cast<double>(i);
      kept += row_[i] * to_the_end(state, state - time_);
    }
    return {kept, hit_};
  }

 private:
  static constexpr std::size_t most_points = 24;  // in one step, whose mean is at most 1: P(more) < 1e-24
  static constexpr std::size_t room = 2 * static_cast<std::size_t>(widest) + 2 * most_points + 8;

  void advance(double time) noexcept {
    const double mean = time - time_;
    time_ = time;
    if (!(mean > 0.0)) return;
    const std::size_t states = (std::min)(size_ + most_points, static_cast<std::size_t>(n_ - first_) + 1);
    std::array<double, room> next{};
    double weight = std::exp(-mean);
    for (std::size_t points = 0; points <= most_points && weight > 1e-30; ++points) {
      const std::size_t last = points < states ? (std::min)(size_, states - points) : 0;
      for (std::size_t i = 0; i < last; ++i) next[i + points] += weight * row_[i];
      weight *= mean / static_cast<double>(points + 1);
    }
    row_ = next;
    size_ = states;
  }

  /// P(n points at the end | `state` points now) / P(n points at the end). `surplus`: expected less wanted points.
  double to_the_end(double state, double surplus) const noexcept {
    const double wanted = n_ - state;
    return std::exp(stirling_rest(n_) - stirling_rest(wanted) - deviance(wanted + surplus, -surplus));
  }

  /// Fewer than lower + 1 points at time lower + gap.
  void leave_below(double lower) noexcept {
    std::size_t gone = 0;
    for (double state = first_; state <= lower && gone < size_; state += 1.0) {
      hit_ += row_[gone] * to_the_end(state, state - lower - gap_);
      ++gone;
    }
    std::copy(row_.begin() + static_cast<std::ptrdiff_t>(gone), row_.begin() + static_cast<std::ptrdiff_t>(size_),
              row_.begin());
    size_ -= gone;
    first_ += static_cast<double>(gone);
  }

  /// `upper` points or more at time upper - gap.
  void leave_above(double upper) noexcept {
    const auto stay = upper > first_ ? static_cast<std::size_t>(upper - first_) : 0;
    double chance = to_the_end(upper, gap_);
    for (std::size_t i = stay; i < size_; ++i) {
      hit_ += row_[i] * chance;
      chance *= (n_ - first_ - static_cast<double>(i)) / (n_ - time_);
    }
    size_ = (std::min)(size_, stay);
  }

  double n_;
  double gap_;
  double time_ = 0.0;
  double hit_ = 0.0;
  double first_ = 0.0;  // the state of row_[0]
  std::size_t size_ = 1;
  std::array<double, room> row_{};
};

}  // namespace leeway::detail

#endif
