// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_WASSERSTEIN_HPP
#define LEEWAY_DRIFT_WASSERSTEIN_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/detail/line_distance.hpp>
#include <leeway/drift/number_line.hpp>
#include <leeway/drift/ordered_test.hpp>
#include <leeway/drift/share_of_rows.hpp>
#include <leeway/law/bridge_area.hpp>
#include <leeway/law/tail.hpp>

namespace leeway {

/// What of the baseline a distance is divided by to become an effect.
enum class effect_scale : std::uint8_t {
  standard_deviation,  ///< of its finite values
  quartiles            ///< the distance of its quartiles over 1.349, which is the same for normal values
};

namespace detail {

/// What a distance is divided by, and the standard error of that as a share of it.
struct unit_of_effect {
  double size = no_value;
  double relative_error = 0.0;
};

inline unit_of_effect unit_of(effect_scale which, const numeric_feature& feature, const number_line& line,
                              double deviation) {
  const double root_of_size = std::sqrt(static_cast<double>(feature.counts().present()));
  if (which == effect_scale::standard_deviation) {
    const moments& seen = feature.statistics().moments();
    if (seen.count() < 2) return {deviation, std::sqrt(0.5) / root_of_size};
    const double excess = seen.excess_kurtosis();
    return {seen.standard_deviation(), std::sqrt(is_finite(excess) ? 0.5 + 0.25 * excess : 0.5) / root_of_size};
  }
  const std::vector<law::bridge_point> points = baseline_points(line, feature);
  const auto between = [&](double lower, double upper) {
    double width = 0.0;
    for (const law::bridge_point& point : points)
      if (point.below >= lower && point.below < upper) width += point.width;
    return width;
  };
  constexpr double quartiles_of_normal = 1.3489795003921634;
  const double quartiles = between(0.25, 0.75);
  // Per share: one over the density there. The errors of both quartiles are correlated by 1/3.
  const double low = between(0.2, 0.3) / 0.1;
  const double high = between(0.7, 0.8) / 0.1;
  const double error = std::sqrt(3.0 * low * low + 3.0 * high * high - 2.0 * low * high) / 4.0;
  return {quartiles / quartiles_of_normal, quartiles > 0.0 ? error / quartiles / root_of_size : 0.0};
}

class wasserstein_policy : line_distance<law::bridge_area> {
 public:
  static constexpr std::string_view name = "wasserstein";
  using line_distance::largest_share;
  using line_distance::limit_from;
  using line_distance::most_groups;
  using line_distance::row;
  using line_distance::uses_places;

  wasserstein_policy(const numeric_feature& feature, effect_scale scale)
      : line_distance(feature), unit_(unit_of(scale, feature, line(), law().signed_deviation())) {}

  double value(row a, row b) const noexcept { return line().area(a, b); }
  interval value_interval(row a, row b) const noexcept { return line().area_between(a, b); }
  double evidence(row a, row b) const noexcept { return value(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law().upper(std::sqrt(size_of(a, b)) * evidence);
  }
  /// No more than a third of the distance's noise may come from the outermost ten records of a side.
  bool limit_holds(row a, row b) const noexcept { return part_from_ten_records(a, b) <= 0.35; }

  double effect(row a, row b) const noexcept { return unit_.size > 0.0 ? value(a, b) / unit_.size : no_value; }
  /// By the triangle inequality the distance is off by no more than the noise of both sides is large, each with its own
  /// distribution. What it is measured in has an error as well, of either sign: where it is skewed both can add up.
  interval effect_interval(row a, row b) const noexcept {
    if (!(unit_.size > 0.0)) return {};
    const double then = line().deviation(a) / std::sqrt(static_cast<double>(total(a)));
    const double now = line().deviation(b) / std::sqrt(static_cast<double>(total(b)));
    const double noise = law().critical(0.05, line().noise_area(a, b), std::hypot(then, now));
    const double distance = value(a, b);
    constexpr double quantile_975 = 1.9599639845400542;
    const double reach = noise + quantile_975 * unit_.relative_error * distance;
    return {(std::max)(0.0, distance - reach) / unit_.size, (distance + reach) / unit_.size};
  }

  double least_change(double log_significance, double, row a, row b) const noexcept {
    constexpr double quantile_80 = 0.8416212335729143;
    const double noise = law().critical(std::exp(log_significance)) + quantile_80 * law().signed_deviation();
    return least().for_area(noise / std::sqrt(size_of(a, b)));
  }

 private:
  unit_of_effect unit_;
};

}  // namespace detail

/** Wasserstein distance of order 1 (earth mover's distance) of numeric features: how far does a record have to be moved
    on average to turn one distribution into the other? In the unit of the feature; effect: over the baseline's standard
    deviation.

  From cells the records inside a cell are taken as spread evenly; `statistic_interval` holds the distance of the raw
  records, as long as these lie within the baseline's extremes. Beyond them, and infinite, they count at that end. The
  p-value is that of the limit law (`law::bridge_area`) from 1000 records on, where the tails do not outweigh the rest;
  elsewhere the larger one of draws from the urn and from re-assignments.
  Sources: Vallender (1974); del Barrio, Gine and Matran (1999). */
class wasserstein {
 public:
  static constexpr std::string_view name = "wasserstein";

  explicit wasserstein(ordered_options options = {}, effect_scale scale = effect_scale::standard_deviation)
      : options_(options), scale_(scale) {}

  bound_ordered_test<detail::wasserstein_policy> bind(const numeric_feature& feature) const {
    return {detail::wasserstein_policy(feature, scale_), feature, options_};
  }

 private:
  ordered_options options_;
  effect_scale scale_;
};

}  // namespace leeway

#endif
