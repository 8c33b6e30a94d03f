// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_ENERGY_DISTANCE_HPP
#define LEEWAY_DRIFT_ENERGY_DISTANCE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/detail/line_distance.hpp>
#include <leeway/drift/ordered_test.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/bridge_square.hpp>
#include <leeway/law/tail.hpp>

namespace leeway {
namespace detail {

class energy_distance_policy : line_distance<law::bridge_square> {
 public:
  static constexpr std::string_view name = "energy_distance";
  using line_distance::largest_share;
  using line_distance::limit_from;
  using line_distance::most_groups;
  using line_distance::row;
  using line_distance::uses_places;

  explicit energy_distance_policy(const numeric_feature& feature) : line_distance(feature) {}

  double value(row a, row b) const noexcept { return 2.0 * line().square_area(a, b); }
  interval value_interval(row a, row b) const noexcept {
    const interval area = line().square_area_between(a, b);
    return {2.0 * area.lower, 2.0 * area.upper};
  }
  double evidence(row a, row b) const noexcept { return value(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept { return law().upper(size_of(a, b) * evidence); }
  /// No more than a tenth of the distance's noise may come from the outermost ten records of a side.
  bool limit_holds(row a, row b) const noexcept { return part_from_ten_records(a, b) <= 0.1; }

  double effect(row a, row b) const noexcept { return of_most(value(a, b), a, b); }
  /// The root of the distance is a norm, so it is off by no more than the noise of both sides is large, each with its
  /// own distribution. That of the mean distance between the sides goes the same way and is left out.
  interval effect_interval(row a, row b) const noexcept {
    const double root = std::sqrt(value(a, b));
    const double noise = std::sqrt(law().critical_bound(0.05, 2.0 * line().noise_square_area(a, b)));
    const double least = (std::max)(0.0, root - noise);
    const double most = root + noise;
    return {of_most(least * least, a, b), (std::min)(1.0, of_most(most * most, a, b))};
  }

  double least_change(double log_significance, double, row a, row b) const noexcept {
    constexpr double quantile_80 = 0.8416212335729143;
    const double largest = law().weights().empty() ? 0.0 : law().weights().front();
    const double noise = std::sqrt(law().critical_bound(std::exp(log_significance))) + quantile_80 * std::sqrt(largest);
    return least().for_square_area(noise * noise / (2.0 * size_of(a, b)));
  }

 private:
  /// A distance over the most it could be with the same mean distance between the sides.
  double of_most(double distance, row a, row b) const noexcept {
    const double most = 2.0 * line().mean_distance(a, b);
    return most > 0.0 ? distance / most : 0.0;
  }
};

}  // namespace detail

/** Energy distance of numeric features, 2 E|X - Y| - E|X - X'| - E|Y - Y'|, which is twice the area below (F - G)^2:
    large where much lies far from where it lay. In the unit of the feature. (scipy's `energy_distance` is its root.)

  Effect: the distance over 2 E|X - Y|, the coefficient of inhomogeneity, within 0 and 1. From cells the records inside
  a cell are taken as spread evenly; `statistic_interval` holds the distance of the raw records, as long as these lie
  within the baseline's extremes. Beyond them, and infinite, they count at that end. The p-value is that of the limit
  law (`law::bridge_square`) from 1000 records on, where the tails do not outweigh the rest; elsewhere the larger one of
  draws from the urn and from re-assignments. Source: Szekely and Rizzo (2013). */
class energy_distance {
 public:
  static constexpr std::string_view name = "energy_distance";

  explicit energy_distance(ordered_options options = {}) : options_(options) {}

  bound_ordered_test<detail::energy_distance_policy> bind(const numeric_feature& feature) const {
    return {detail::energy_distance_policy(feature), feature, options_};
  }

 private:
  ordered_options options_;
};

}  // namespace leeway

#endif
