// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_BRIDGE_POINTS_HPP
#define LEEWAY_LAW_DETAIL_BRIDGE_POINTS_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <leeway/base/order_key.hpp>

namespace leeway::law {

/** A piece of the number line: a share `below` of a distribution lies at or before it, `above` = 1 - `below` beyond it,
    and it is `width` wide. Between two samples of one law the scaled difference of their distribution functions is
    there a Brownian bridge at time `below`. Both shares are given, so that neither end of time loses digits. */
struct bridge_point {
  double below;
  double above;
  double width;

  double variance() const noexcept { return below * above; }
  double deviation() const noexcept { return std::sqrt(variance()); }
};

}  // namespace leeway::law

namespace leeway::detail {

/// The smaller of the two differences of shares loses no digits.
inline double time_between(const law::bridge_point& first, const law::bridge_point& second) noexcept {
  return second.below < 0.5 ? second.below - first.below : first.above - second.above;
}

/// Points at which the bridge moves, each time once, widths in units of the largest: of the data's scale nothing is
/// left that could over- or underflow.
struct bridge_points {
  explicit bridge_points(std::span<const law::bridge_point> all) {
    for (const law::bridge_point& point : all)
      if (moves(point)) unit = (std::max)(unit, point.width);
    for (const law::bridge_point& point : all) {
      if (!moves(point)) continue;
      const double width = point.width / unit;
      if (!points.empty() && !(time_between(points.back(), point) > 0.0))
        points.back().width += width;
      else
        points.push_back({point.below, point.above, width});
    }
  }

  /// At most `most` points: where there are more, neighbours of about equal weight(point) times width become one at
  /// their mean place, so wide that the sum of weight times width stays the same. What weighs next to nothing vanishes.
  template <class Weight>
  std::vector<law::bridge_point> merged(std::size_t most, Weight&& weight) const {
    double all = 0.0;
    for (const law::bridge_point& point : points) all += point.width * weight(point);
    const double share = points.size() > most ? all / static_cast<double>(most) : 0.0;
    std::vector<law::bridge_point> result;
    law::bridge_point open{0.0, 0.0, 0.0};  // weighted sums, and the weight
    double passed = 0.0;
    double end = share;
    const auto close = [&] {
      if (!(open.width > 0.0)) return;
      law::bridge_point point{open.below / open.width, open.above / open.width, 0.0};
      point.width = open.width / weight(point);
      result.push_back(point);
      open = {0.0, 0.0, 0.0};
    };
    for (const law::bridge_point& point : points) {
      const double part = point.width * weight(point);
      if (!(part > 1e-18 * all)) continue;
      if (passed + 0.5 * part > end) {
        close();
        while (share > 0.0 && end < passed + 0.5 * part) end += share;
      }
      open = {open.below + part * point.below, open.above + part * point.above, open.width + part};
      passed += part;
    }
    close();
    return result;
  }

  std::vector<law::bridge_point> points;
  double unit = 0.0;  ///< 0 when nothing moves

 private:
  static bool moves(const law::bridge_point& point) noexcept {
    return point.variance() > 0.0 && point.width > 0.0 && is_finite(point.width);
  }
};

}  // namespace leeway::detail

#endif
