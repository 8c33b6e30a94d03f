// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_POPULATION_STABILITY_HPP
#define LEEWAY_DRIFT_POPULATION_STABILITY_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/detail/cell_pair.hpp>
#include <leeway/drift/divergence_interval.hpp>
#include <leeway/drift/grouped_test.hpp>
#include <leeway/drift/population_stability_statistic.hpp>
#include <leeway/law/chi_squared.hpp>
#include <leeway/law/divergence_tail.hpp>

namespace leeway {
namespace detail {

struct population_stability_statistic_policy {
  static constexpr std::string_view name = "population_stability";
  using row = std::span<const std::uint64_t>;

  zero_policy zero{};

  double value(row a, row b) const noexcept { return population_stability_index(a, b, zero); }
  double evidence(row a, row b) const noexcept { return size_of_pair(a, b) * population_stability_index(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::chi_squared_upper(evidence, freedom_of(a, b));
  }
  law::divergence_shape shape(double) const noexcept { return law::population_stability_shape(); }
  double effect(row a, row b) const noexcept { return population_stability_debiased(a, b); }
  interval effect_interval(row a, row b) const noexcept {
    const double variance = delta_variance(a, b, zero_policy::jeffreys(), [](double p, double q) {
      const double ratio = std::log(q / p);
      return then_and_now{(p - q) / p - ratio, (q - p) / q + ratio};
    });
    return divergence_interval(population_stability_index(a, b), variance, freedom_of(a, b), size_of_pair(a, b));
  }
  double term(const cell_pair& c) const noexcept {
    return population_stability_term(cell_share(c.a, c.n, c.cells, zero), cell_share(c.b, c.m, c.cells, zero));
  }
};

}  // namespace detail

/** Population stability index under a zero policy. Effect: the Jeffreys form less what chance adds to it; p-values come
    from the Jeffreys form under every policy. Sources: Lewis (1994), Yurdakul and Naranjo (2020). */
class population_stability {
 public:
  static constexpr std::string_view name = "population_stability";

  explicit population_stability(grouped_options options = {}, zero_policy zero = {}) : options_(options), zero_(zero) {}

  template <cells C>
  bound_grouped_test<detail::population_stability_statistic_policy> bind(const feature_baseline<C>& feature) const {
    return detail::bind_groups(detail::population_stability_statistic_policy{zero_}, feature, options_);
  }

 private:
  grouped_options options_;
  zero_policy zero_;
};

}  // namespace leeway

#endif
