// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_TAUT_STRING_HPP
#define LEEWAY_DRIFT_TAUT_STRING_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace leeway::detail {

/** Of the rows of counts whose cumulated counts are within `reach` records of those of a, the one that differs least
    from b: for all divergences at once (chi-squared, Jensen-Shannon, Kullback-Leibler either way and so PSI, Hellinger,
    total variation). Drawn over the cumulated counts of b it is the shortest way through the tube, a taut string; its
    slopes are the ratios of the cells. Counts are rounded to whole records.

    Allocates when constructed, never when called. O(cells) where it bends seldom, O(cells^2) at worst.
    Source: Hartigan and Hartigan (1985), The dip test of unimodality; Davies and Kovac (2001), Local extremes, runs,
    strings and multiresolution. */
class taut_string {
 public:
  taut_string() = default;
  explicit taut_string(std::size_t cells) : a_(cells + 1), b_(cells + 1) {}

  /// All rows have as many cells as this was constructed for, or fewer; `into` may be `a`.
  void operator()(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, std::uint64_t reach,
                  std::span<std::uint64_t> into) noexcept {
    last_ = a.size();
    reach_ = static_cast<wide>(reach);
    for (std::size_t cell = 0; cell < last_; ++cell) {
      a_[cell + 1] = a_[cell] + static_cast<wide>(a[cell]);
      b_[cell + 1] = b_[cell] + static_cast<wide>(b[cell]);
    }
    wide given = 0;
    for (knot from{}; from.place < last_;) {
      const knot to = next_bend(from);
      for (std::size_t place = from.place + 1; place <= to.place; ++place) {
        const wide height =
            (std::max)(given, (std::min)(highest(place), (std::max)(lowest(place), between(from, to, place))));
        into[place - 1] = static_cast<std::uint64_t>(height - given);
        given = height;
      }
      from = to;
    }
  }

 private:
  __extension__ using wide = __int128;

  /// A point of the string: at the end of cell `place` - 1.
  struct knot {
    std::size_t place = 0;
    wide height = 0;
  };

  wide lowest(std::size_t place) const noexcept {
    return place == last_ ? a_[last_] : (std::max)(wide{0}, a_[place] - reach_);
  }
  wide highest(std::size_t place) const noexcept {
    return place == last_ ? a_[last_] : (std::min)(a_[last_], a_[place] + reach_);
  }
  wide width(const knot& from, std::size_t place) const noexcept { return b_[place] - b_[from.place]; }

  /// Whether the way from `from` to `one` rises more steeply than that to `other`; both lie to the right of it, or
  /// above.
  bool steeper(const knot& from, const knot& one, const knot& other) const noexcept {
    return (one.height - from.height) * width(from, other.place) >
           (other.height - from.height) * width(from, one.place);
  }

  /// Where the string leaves the straight line: it hugs the lower end of the tube or the upper one.
  knot next_bend(const knot& from) const noexcept {
    knot above{};  // the lower end that needs the steepest rise so far
    knot below{};
    for (std::size_t place = from.place + 1; place <= last_; ++place) {
      const knot low{place, lowest(place)};
      const knot high{place, highest(place)};
      const bool upright = width(from, place) == 0;
      if (!upright && above.place > 0 && steeper(from, above, high)) return above;
      if (below.place > 0 && steeper(from, low, below)) return below;
      if (upright ? low.height > from.height : above.place == 0 || !steeper(from, above, low)) above = low;
      if (!upright && (below.place == 0 || !steeper(from, high, below))) below = high;
    }
    return {last_, a_[last_]};
  }

  wide between(const knot& from, const knot& to, std::size_t place) const noexcept {
    const wide all = width(from, to.place);
    if (all == 0 || place == to.place) return place == to.place ? to.height : from.height;
    return from.height + (2 * (to.height - from.height) * width(from, place) + all) / (2 * all);
  }

  std::vector<wide> a_;  // cumulated, from 0
  std::vector<wide> b_;
  std::size_t last_ = 0;
  wide reach_ = 0;
};

}  // namespace leeway::detail

#endif
