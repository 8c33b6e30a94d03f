// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_BRIDGE_AREA_HPP
#define LEEWAY_LAW_BRIDGE_AREA_HPP

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/bridge_points.hpp>
#include <leeway/law/detail/incomplete_gamma.hpp>
#include <leeway/law/detail/policy.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::law {

/** The law of the area under |B(F(x))|, B a Brownian bridge: the limit of sqrt(s) times the Wasserstein distance of two
  samples of one distribution F, s = n m / (n + m).

  Depends on F. Here a Nakagami law with the exact mean square and the exact rate of the tail, which is that of the
  normal variable under B without the bars: P(L > u) = exp(-u^2 / (2 v) (1 + o(1))). Conservative, more so in the body
  than far out. Sources: del Barrio, Gine and Matran (1999); Nakagami (1960). */
class bridge_area {
 public:
  /// Points in the order of the line. O(points). Allocates.
  explicit bridge_area(std::span<const bridge_point> all) {
    const detail::bridge_points moving(all);
    points_ = moving.merged(most_points, [](const bridge_point& point) { return point.deviation(); });
    double absolute = 0.0;
    double folded = 0.0;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const double part = points_[i].width * points_[i].deviation();
      absolute += part;
      for (std::size_t j = 0; j <= i; ++j) {
        const double r = correlation(points_[j], points_[i]);
        folded += (i == j ? 1.0 : 2.0) * part * points_[j].width * points_[j].deviation() *
                  (std::sqrt(1.0 - r * r) + r * std::asin(r));
      }
    }
    unit_ = moving.unit;
    mean_ = std::sqrt(2.0 / std::numbers::pi) * absolute;
    mean_square_ = 2.0 / std::numbers::pi * folded;
    variance_ = without_bars(moving.points);
  }

  double mean() const noexcept { return unit_ * mean_; }
  /// The mean of the square, as a root.
  double root_mean_square() const noexcept { return unit_ * std::sqrt(mean_square_); }
  /// Standard deviation of the area under B itself, which is that of the distribution F.
  double signed_deviation() const noexcept { return unit_ * std::sqrt(variance_); }

  /// The part of the mean that comes from where less than the share `time` lies beyond: few records decide there.
  double part_from_ends(double time) const noexcept {
    double ends = 0.0;
    for (const bridge_point& point : points_)
      if ((std::min)(point.below, point.above) < time) ends += point.width * point.deviation();
    return points_.empty() ? 0.0 : std::sqrt(2.0 / std::numbers::pi) * ends / mean_;
  }

  /// P(L >= u); no value for u > 0 when nothing varies.
  tail upper(double u) const noexcept {
    if (detail::is_nan(u)) return {};
    if (u <= 0.0) return sure;
    if (!(variance_ > 0.0)) return {};
    if (detail::is_infinite(u)) return impossible;
    const double ratio = u / unit_;
    return detail::gamma_upper(shape(), (std::min)(ratio * (ratio / (2.0 * variance_)), 1e300));
  }
  /// The u with P(L >= u) = p for p in (0, 1), taken as 1e-300 below that; 0 when nothing varies.
  double critical(double p) const noexcept {
    if (!(variance_ > 0.0)) return 0.0;
    return unit_ * std::sqrt(2.0 * variance_ *
                             boost::math::gamma_q_inv(shape(), (std::max)(p, 1e-300), detail::boost_policy()));
  }
  /// The same of an area with that mean and signed deviation, such as the noise of two different distributions
  /// together, whose mean square is to its squared mean as here; as of a single variable where nothing varies.
  double critical(double p, double mean, double deviation) const noexcept {
    if (!(mean > 0.0 && deviation > 0.0)) return 0.0;
    const double square = mean_ > 0.0 ? mean_square_ / mean_ / mean_ : 0.5 * std::numbers::pi;
    const double ratio = mean / deviation;
    return deviation * std::sqrt(2.0 * boost::math::gamma_q_inv(0.5 * square * ratio * ratio, (std::max)(p, 1e-300),
                                                                detail::boost_policy()));
  }

 private:
  static constexpr std::size_t most_points = 128;

  /// Of a bridge at two times, the first not after the second.
  static double correlation(const bridge_point& first, const bridge_point& second) noexcept {
    return (std::min)(1.0, std::sqrt(first.below / second.below * (second.above / first.above)));
  }

  /// The sum over all pairs of width width' below above', in one pass.
  static double without_bars(std::span<const bridge_point> points) noexcept {
    double sum = 0.0;
    double before = 0.0;
    for (const bridge_point& point : points) {
      sum += point.width * point.above * (2.0 * before + point.width * point.below);
      before += point.width * point.below;
    }
    return sum;
  }

  double shape() const noexcept { return (std::max)(0.5, mean_square_ / (2.0 * variance_)); }

  std::vector<bridge_point> points_;
  // lengths in units of the widest point
  double unit_ = 0.0;
  double mean_ = 0.0;
  double mean_square_ = 0.0;
  double variance_ = 0.0;
};

}  // namespace leeway::law

#endif
