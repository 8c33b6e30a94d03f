// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_LEAST_AREA_GAP_HPP
#define LEEWAY_DRIFT_LEAST_AREA_GAP_HPP

#include <cstddef>
#include <span>
#include <vector>

#include <leeway/law/detail/bridge_points.hpp>

namespace leeway {

/** From which D on does a change of a distribution show in an area between distribution functions, whatever its shape?

  The change that shows least moves the records of a stretch of quantiles, a share D of all, to the end of the stretch.
  Equal records can all be moved by next to nothing: below the share of the most frequent value no area shows a change.
  */
class least_area_gap {
 public:
  /// The distribution before the change. O(points). Allocates.
  explicit least_area_gap(std::span<const law::bridge_point> points) {
    const detail::bridge_points moving(points);
    points_ = moving.merged(most_points, [](const law::bridge_point& point) { return point.deviation(); });
    unit_ = moving.unit;
  }

  /// The least D with which the area below |F - G| is always at least `area`; 1 when there is none. Allocation-free.
  double for_area(double area) const noexcept {
    return find(area, [](double gap) { return gap; });
  }
  /// The same for the area below (F - G)^2.
  double for_square_area(double area) const noexcept {
    return find(area, [](double gap) { return gap * gap; });
  }

 private:
  static constexpr std::size_t most_points = 256;

  template <class Height>
  double find(double area, Height&& height) const noexcept {
    if (points_.empty() || !always(1.0, area / unit_, height)) return 1.0;
    double seen = 1.0;
    double hidden = 0.0;
    while (seen - hidden > 1e-4) {
      const double middle = 0.5 * (seen + hidden);
      (always(middle, area / unit_, height) ? seen : hidden) = middle;
    }
    return seen;
  }

  /// No stretch that holds a share `gap` gives less than `needed`, whether its records move up or down.
  template <class Height>
  bool always(double gap, double needed, Height&& height) const noexcept {
    for (std::size_t at = 0; at <= points_.size(); ++at) {
      const double top = at < points_.size() ? points_[at].below : 1.0;
      double up = 0.0;
      for (std::size_t k = at; k-- > 0 && points_[k].below > top - gap && up < needed;)
        up += points_[k].width * height(gap - (top - points_[k].below));
      if (top >= gap && up < needed) return false;
      const double bottom = at > 0 ? points_[at - 1].below : 0.0;
      double down = 0.0;
      for (std::size_t k = at; k < points_.size() && points_[k].below < bottom + gap && down < needed; ++k)
        down += points_[k].width * height(gap - (points_[k].below - bottom));
      if (bottom + gap <= 1.0 && down < needed) return false;
    }
    return true;
  }

  std::vector<law::bridge_point> points_;  // widths in units of the widest
  double unit_ = 0.0;
};

}  // namespace leeway

#endif
