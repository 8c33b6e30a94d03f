// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_HELLINGER_HPP
#define LEEWAY_DRIFT_HELLINGER_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/chi_squared_statistic.hpp>
#include <leeway/drift/detail/cell_pair.hpp>
#include <leeway/drift/divergence_interval.hpp>
#include <leeway/drift/grouped_test.hpp>
#include <leeway/drift/hellinger_statistic.hpp>
#include <leeway/drift/population_stability_statistic.hpp>
#include <leeway/law/chi_squared.hpp>
#include <leeway/law/divergence_tail.hpp>

namespace leeway {
namespace detail {

struct hellinger_statistic_policy {
  static constexpr std::string_view name = "hellinger";
  using row = std::span<const std::uint64_t>;

  double value(row a, row b) const noexcept { return hellinger_distance(a, b); }
  /// Pearson's X2, which is 8 s H^2 in the limit: H itself is far too large where cells are nearly empty.
  double evidence(row a, row b) const noexcept { return chi_squared_statistic(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::chi_squared_upper(evidence, freedom_of(a, b));
  }
  law::divergence_shape shape(double window_share) const noexcept { return law::pearson_shape(window_share); }
  double effect(row a, row b) const noexcept { return value(a, b); }
  interval effect_interval(row a, row b) const noexcept {
    const double distance = value(a, b);
    const double variance = delta_variance(a, b, zero_policy::raw(), [](double p, double q) {
      return then_and_now{(1.0 - std::sqrt(q / p)) / 2.0, (1.0 - std::sqrt(p / q)) / 2.0};
    });
    const double scale = 8.0 * size_of_pair(a, b);
    return distance_interval(divergence_interval(distance * distance, variance, freedom_of(a, b), scale));
  }
  double term(const cell_pair& c) const noexcept { return hellinger_term(share(c.a, c.n), share(c.b, c.m)); }
};

}  // namespace detail

/** Hellinger distance: statistic and effect are H, within 0 and 1; contributions add up to its square.

  p-values come from Pearson's X2, to which 8 s H^2 tends. Sources: Hellinger (1909), Pearson (1900). */
class hellinger {
 public:
  static constexpr std::string_view name = "hellinger";

  explicit hellinger(grouped_options options = {}) : options_(options) {}

  template <cells C>
  bound_grouped_test<detail::hellinger_statistic_policy> bind(const feature_baseline<C>& feature) const {
    return detail::bind_groups(detail::hellinger_statistic_policy{}, feature, options_);
  }

 private:
  grouped_options options_;
};

}  // namespace leeway

#endif
