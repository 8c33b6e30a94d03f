// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CELLS_DETAIL_CHOOSE_GRID_HPP
#define LEEWAY_CELLS_DETAIL_CHOOSE_GRID_HPP

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/cells/detail/edge_grid.hpp>

namespace leeway::detail {

/** Chooses the scale of an `edge_grid`: the fewest comparisons, then the fewest buckets, among a few centres and
    offsets that differ by powers of two. O(edges) each; stops at the first that is good. Allocates. */
class grid_choice {
 public:
  /// `ends`: the edges as bits of doubles, not decreasing; of floats, if they are `narrow`.
  grid_choice(std::span<const std::uint64_t> ends, bool narrow) : narrow_(narrow), ends_(ends) {
    last_ = ends.size();
    while (first_ < last_ && is_infinite(end(first_))) ++first_;
    while (first_ < last_ && is_infinite(end(last_ - 1))) --last_;
    if (first_ == last_ || ends.size() > edge_grid::most_edges) return;
    positions_ = std::vector<std::uint64_t>(ends.size());
    // Doubling the number of buckets must pay for the cache that it takes.
    limit_ = 8 * ends.size() + 64 < edge_grid::most_buckets ? 8 * ends.size() + 64 : edge_grid::most_buckets;
    const double zero = lowest() < 0.0 && highest() > 0.0 ? 0.0 : highest();
    const double centres[] = {densest(), end(first_ + (last_ - first_) / 2), lowest(), zero};
    for (double centre : centres) {
      search(centre);
      if (steps_ <= 2) return;
    }
  }

  /// A grid without a table where no scale separates the edges.
  edge_grid grid() const {
    if (steps_ > edge_grid::most_steps) return {};
    return narrow_ ? edge_grid(scale<float>(centre_, offset_), ends_, steps_, shift_)
                   : edge_grid(scale<double>(centre_, offset_), ends_, steps_, shift_);
  }

 private:
  bool good_enough() const noexcept { return steps_ == 1 && buckets_ <= 4 * ends_.size() + 64; }

  double end(std::size_t i) const noexcept { return std::bit_cast<double>(ends_[i]); }
  /// Of the finite edges.
  double lowest() const noexcept { return end(first_); }
  double highest() const noexcept { return end(last_ - 1); }

  /// The middle of the narrowest sixteenth of the edges.
  double densest() const noexcept {
    const std::size_t width = (last_ - first_) / 16 + 1;
    std::size_t best = first_;
    double narrowest = (std::numeric_limits<double>::max)();
    for (std::size_t i = first_; i + width < last_; ++i)
      if (const double length = end(i + width) - end(i); length < narrowest) {
        narrowest = length;
        best = i;
      }
    return end(best + (best + width < last_ ? width / 2 : 0));
  }

  /// Offsets from half the width of the edges downwards, each a sixteenth of the last; then those about the best.
  void search(double centre) {
    double width = highest() / 2.0 - lowest() / 2.0;
    if (!(width >= least_offset())) width = 1.0;  // one edge, or edges that no offset tells apart
    int best = 0;
    for (int exponent = 0; exponent < 100; exponent += 4) {
      if (try_scale(centre, width, exponent)) best = exponent;
      if (good_enough()) return;
    }
    for (int step = 2; step > 0; --step) {
      if (good_enough()) return;
      const int middle = best;
      if (try_scale(centre, width, middle - step)) best = middle - step;
      if (try_scale(centre, width, middle + step)) best = middle + step;
    }
  }

  /// True when it is better than what was tried before.
  bool try_scale(double centre, double width, int exponent) {
    double offset = width;
    for (int i = 0; i < exponent; ++i) offset /= 2.0;
    for (int i = 0; i > exponent; --i) offset *= 2.0;
    if (!(offset >= least_offset()) || offset > largest() / 4.0) return false;
    narrow_ ? fill_positions<float>(centre, offset) : fill_positions<double>(centre, offset);
    const std::uint64_t least = positions_.back() / limit_ + 1;
    for (std::size_t steps = 1; steps <= edge_grid::most_steps && steps <= steps_; ++steps) {
      const std::uint64_t gap = least_gap((std::size_t{1} << steps) - 1, least);
      if (gap == 0) continue;
      const auto shift = static_cast<std::uint8_t>(std::bit_width(gap) - 1);
      const std::uint64_t buckets = (positions_.back() >> shift) + 1;
      if (buckets > limit_ || (steps == steps_ && buckets >= buckets_)) continue;
      steps_ = steps;
      buckets_ = buckets;
      shift_ = shift;
      centre_ = centre;
      offset_ = offset;
      return true;
    }
    return false;
  }

  double least_offset() const noexcept {
    return narrow_ ? static_cast<double>(offset_scale<float>::least_offset) : offset_scale<double>::least_offset;
  }
  double largest() const noexcept {
    return narrow_ ? static_cast<double>((std::numeric_limits<float>::max)()) : (std::numeric_limits<double>::max)();
  }

  template <std::floating_point Real>
  offset_scale<Real> scale(double centre, double offset) const noexcept {
    return {static_cast<Real>(lowest()), static_cast<Real>(highest()), static_cast<Real>(centre),
            static_cast<Real>(offset)};
  }
  template <std::floating_point Real>
  void fill_positions(double centre, double offset) noexcept {
    using word = typename offset_scale<Real>::unsigned_bits;
    const offset_scale<Real> tried = scale<Real>(centre, offset);
    const word first = tried.position(tried.lowest);
    for (std::size_t i = 0; i < ends_.size(); ++i)
      positions_[i] = static_cast<word>(tried.position(static_cast<Real>(end(i))) - first);
  }

  /// The smallest distance of two edges with `apart - 1` between them: a bucket as wide holds at most `apart`. 0 when
  /// it is below `enough`.
  std::uint64_t least_gap(std::size_t apart, std::uint64_t enough) const noexcept {
    std::uint64_t least = positions_.back() + 1;
    for (std::size_t i = 0; i + apart < positions_.size(); ++i) {
      const std::uint64_t gap = positions_[i + apart] - positions_[i];
      if (gap < enough) return 0;
      if (gap < least) least = gap;
    }
    return least;
  }

  bool narrow_;
  std::span<const std::uint64_t> ends_;
  std::size_t first_ = 0;  // finite edges: from here ...
  std::size_t last_ = 0;   // ... to before here
  std::vector<std::uint64_t> positions_;
  std::uint64_t limit_ = 0;
  std::size_t steps_ = edge_grid::most_steps + 1;
  std::uint64_t buckets_ = 0;
  std::uint8_t shift_ = 0;
  double centre_ = 0.0;
  double offset_ = 0.0;
};

}  // namespace leeway::detail

#endif
