// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_JENSEN_SHANNON_HPP
#define LEEWAY_DRIFT_JENSEN_SHANNON_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/detail/cell_pair.hpp>
#include <leeway/drift/divergence_interval.hpp>
#include <leeway/drift/grouped_test.hpp>
#include <leeway/drift/jensen_shannon_statistic.hpp>
#include <leeway/drift/population_stability_statistic.hpp>
#include <leeway/law/chi_squared.hpp>
#include <leeway/law/divergence_tail.hpp>

namespace leeway {
namespace detail {

struct jensen_shannon_statistic_policy {
  static constexpr std::string_view name = "jensen_shannon";
  using row = std::span<const std::uint64_t>;

  double value(row a, row b) const noexcept { return jensen_shannon_distance(a, b); }
  double evidence(row a, row b) const noexcept { return likelihood_ratio_statistic(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::chi_squared_upper(evidence, freedom_of(a, b));
  }
  law::divergence_shape shape(double window_share) const noexcept { return law::likelihood_ratio_shape(window_share); }
  double effect(row a, row b) const noexcept { return value(a, b); }
  interval effect_interval(row a, row b) const noexcept {
    const double variance = delta_variance(a, b, zero_policy::raw(), [](double p, double q) {
      const double middle = (p + q) / 2.0;
      return then_and_now{std::log2(p / middle) / 2.0, std::log2(q / middle) / 2.0};
    });
    const double scale = 8.0 * std::numbers::ln2 * size_of_pair(a, b);
    return distance_interval(divergence_interval(jensen_shannon_divergence(a, b), variance, freedom_of(a, b), scale));
  }
  double term(const cell_pair& c) const noexcept {
    return jensen_shannon_term(share(c.a, c.n), share(c.b, c.m)) / std::numbers::ln2;
  }
};

}  // namespace detail

/** Jensen-Shannon: statistic and effect are the distance in base 2, within 0 and 1; contributions add up to its square.

  p-values come from the form weighted by the sizes, which is the likelihood-ratio statistic G.
  Sources: Lin (1991), Endres and Schindelin (2003). */
class jensen_shannon {
 public:
  static constexpr std::string_view name = "jensen_shannon";

  explicit jensen_shannon(grouped_options options = {}) : options_(options) {}

  template <cells C>
  bound_grouped_test<detail::jensen_shannon_statistic_policy> bind(const feature_baseline<C>& feature) const {
    return detail::bind_groups(detail::jensen_shannon_statistic_policy{}, feature, options_);
  }

 private:
  grouped_options options_;
};

}  // namespace leeway

#endif
