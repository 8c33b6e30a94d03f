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
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/least_area_gap.hpp>
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

inline double scale_of(effect_scale which, const numeric_feature& feature, std::span<const law::bridge_point> points,
                       const law::bridge_area& law) noexcept {
  constexpr double quartiles_of_normal = 1.3489795003921634;
  double between_quartiles = 0.0;
  for (const law::bridge_point& point : points)
    if (point.below >= 0.25 && point.below < 0.75) between_quartiles += point.width;
  if (which == effect_scale::quartiles) return between_quartiles / quartiles_of_normal;
  const moments& seen = feature.statistics().moments();
  return seen.count() > 1 ? seen.standard_deviation() : law.signed_deviation();
}

class wasserstein_policy {
 public:
  static constexpr std::string_view name = "wasserstein";
  static constexpr std::uint64_t limit_from = 1000;
  static constexpr double largest_share = 0.8;
  static constexpr std::size_t most_groups = 128;
  static constexpr bool uses_places = true;
  using row = std::span<const std::uint64_t>;

  wasserstein_policy(const numeric_feature& feature, effect_scale scale)
      : wasserstein_policy(feature, scale, number_line(feature)) {}

  double value(row a, row b) const noexcept { return line_.area(a, b); }
  interval value_interval(row a, row b) const noexcept { return line_.area_between(a, b); }
  double evidence(row a, row b) const noexcept { return value(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept { return law_.upper(root_of_size(a, b) * evidence); }
  /// No more than a third of the distance's noise may come from the outermost ten records of a side.
  bool limit_holds(row a, row b) const noexcept {
    return law_.part_from_ends(10.0 / static_cast<double>((std::min)(total(a), total(b)))) <= 0.35;
  }

  double effect(row a, row b) const noexcept { return scale_ > 0.0 ? value(a, b) / scale_ : no_value; }
  /// By the triangle inequality the distance is off by no more than the noise of both sides is large.
  interval effect_interval(row a, row b) const noexcept {
    if (!(scale_ > 0.0)) return {};
    const double noise = law_.critical(0.05) / root_of_size(a, b);
    const double distance = value(a, b);
    return {(std::max)(0.0, distance - noise) / scale_, (distance + noise) / scale_};
  }

  double least_change(double log_significance, double, row a, row b) const noexcept {
    constexpr double quantile_80 = 0.8416212335729143;
    const double noise = law_.critical(std::exp(log_significance)) + quantile_80 * law_.signed_deviation();
    return least_.for_area(noise / root_of_size(a, b));
  }

 private:
  wasserstein_policy(const numeric_feature& feature, effect_scale scale, number_line line)
      : wasserstein_policy(feature, scale, line, baseline_points(line, feature)) {}
  wasserstein_policy(const numeric_feature& feature, effect_scale scale, number_line line,
                     const std::vector<law::bridge_point>& points)
      : line_(std::move(line)), law_(points), least_(points), scale_(scale_of(scale, feature, points, law_)) {}

  static double root_of_size(row a, row b) noexcept { return std::sqrt(effective_size(total(a), total(b))); }

  number_line line_;
  law::bridge_area law_;
  least_area_gap least_;
  double scale_;
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
