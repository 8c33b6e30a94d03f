// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_CHI_SQUARED_HPP
#define LEEWAY_DRIFT_CHI_SQUARED_HPP

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
#include <leeway/drift/population_stability_statistic.hpp>
#include <leeway/law/chi_squared.hpp>
#include <leeway/law/divergence_tail.hpp>

namespace leeway {
namespace detail {

/// 95 % interval of `cohen_w`: 4 s w^2 is chi-squared in the limit at all sizes, and X2 itself only at equal ones.
inline interval cohen_w_interval(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const double w = cohen_w(a, b);
  const double variance = delta_variance(a, b, zero_policy::raw(), [](double p, double q) {
    const double x = (p - q) / (p + q);
    return then_and_now{x - x * x / 2.0, -x - x * x / 2.0};
  });
  return distance_interval(divergence_interval(w * w, variance, freedom_of(a, b), 4.0 * size_of_pair(a, b)));
}

struct chi_squared_statistic_policy {
  static constexpr std::string_view name = "chi_squared";
  using row = std::span<const std::uint64_t>;

  double value(row a, row b) const noexcept { return chi_squared_statistic(a, b); }
  double evidence(row a, row b) const noexcept { return chi_squared_statistic(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::chi_squared_upper(evidence, freedom_of(a, b));
  }
  law::divergence_shape shape(double window_share) const noexcept { return law::pearson_shape(window_share); }
  double effect(row a, row b) const noexcept { return cohen_w(a, b); }
  interval effect_interval(row a, row b) const noexcept { return cohen_w_interval(a, b); }
  double term(const cell_pair& c) const noexcept { return pearson_term(c.a, c.n, c.b, c.m); }
};

}  // namespace detail

/** Pearson's chi-squared test of homogeneity: do baseline and window share one distribution over the cells?

  The baseline is a sample like the window: its own error is in the p-value. Effect: Cohen's w as at equal sizes.
  Sources: Pearson (1900), Cochran (1954), Besag and Clifford (1991). */
class chi_squared {
 public:
  static constexpr std::string_view name = "chi_squared";

  explicit chi_squared(grouped_options options = {}) : options_(options) {}

  template <cells C>
  bound_grouped_test<detail::chi_squared_statistic_policy> bind(const feature_baseline<C>& feature) const {
    return detail::bind_groups(detail::chi_squared_statistic_policy{}, feature, options_);
  }

 private:
  grouped_options options_;
};

}  // namespace leeway

#endif
