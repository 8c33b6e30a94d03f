// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_BRIDGE_SQUARE_HPP
#define LEEWAY_LAW_BRIDGE_SQUARE_HPP

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <leeway/law/detail/bridge_points.hpp>
#include <leeway/law/detail/policy.hpp>
#include <leeway/law/detail/singular_values.hpp>
#include <leeway/law/tail.hpp>
#include <leeway/law/weighted_chi_squared.hpp>

namespace leeway::law {

/** The law of twice the area under B(F(x))^2, B a Brownian bridge: the limit of s times the energy distance of two
  samples of one distribution F, s = n m / (n + m).

  It is that of sum w X, X chi-squared with one degree of freedom, the weights w being the eigenvalues of the
  covariances
  2 sqrt(width width') below above' of the points. Their inverse is tridiagonal, and a product of bidiagonal factors
  whose singular values are found one by one. Sources: Anderson and Darling (1952), Szekely and Rizzo (2013). */
class bridge_square {
 public:
  /// Points in the order of the line; more than 64 are merged, which keeps the mean. O(points). Allocates.
  explicit bridge_square(std::span<const bridge_point> all) {
    const detail::bridge_points moving(all);
    points_ = moving.merged(most_points, [](const bridge_point& point) { return point.variance(); });
    std::vector<double> squares;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      const double before = i == 0 ? points_[i].below : detail::time_between(points_[i - 1], points_[i]);
      const double after =
          i + 1 == points_.size() ? points_[i].above : detail::time_between(points_[i], points_[i + 1]);
      squares.push_back(1.0 / (before * points_[i].width));
      squares.push_back(1.0 / (after * points_[i].width));
    }
    for (double value : detail::singular_values(squares)) weights_.push_back(2.0 * moving.unit / (value * value));
  }

  /// Eigenvalues, the largest first.
  std::span<const double> weights() const noexcept { return weights_; }

  /// The part of the mean that comes from where less than the share `time` lies beyond: few records decide there.
  double part_from_ends(double time) const noexcept {
    double all = 0.0;
    double ends = 0.0;
    for (const bridge_point& point : points_) {
      all += point.width * point.variance();
      if ((std::min)(point.below, point.above) < time) ends += point.width * point.variance();
    }
    return points_.empty() ? 0.0 : ends / all;
  }

  /// P(Q >= x); no value for x > 0 when nothing varies.
  tail upper(double x) const noexcept {
    if (weights_.empty() && x <= 0.0) return sure;
    return weighted_chi_squared_upper(x, weights_);
  }
  /// An x with P(Q >= x) <= p, hardly larger than needed: of the chi-squared law with the same mean and the same tail.
  double critical_bound(double p) const noexcept {
    if (weights_.empty()) return 0.0;
    double mean = 0.0;
    for (double weight : weights_) mean += weight;
    const double shape = mean / (2.0 * weights_.front());
    return 2.0 * weights_.front() * boost::math::gamma_q_inv(shape, (std::max)(p, 1e-300), detail::boost_policy());
  }
  /// The same of a law with that mean whose weights are to each other as here; a single one where nothing varies.
  double critical_bound(double p, double mean) const noexcept {
    double all = 0.0;
    for (double weight : weights_) all += weight;
    const double shape = weights_.empty() ? 0.5 : all / (2.0 * weights_.front());
    return mean / shape * boost::math::gamma_q_inv(shape, (std::max)(p, 1e-300), detail::boost_policy());
  }

 private:
  static constexpr std::size_t most_points = 64;

  std::vector<bridge_point> points_;
  std::vector<double> weights_;
};

}  // namespace leeway::law

#endif
