// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_KULLBACK_LEIBLER_HPP
#define LEEWAY_DRIFT_KULLBACK_LEIBLER_HPP

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
#include <leeway/drift/kullback_leibler_statistic.hpp>
#include <leeway/drift/population_stability_statistic.hpp>
#include <leeway/law/chi_squared.hpp>
#include <leeway/law/divergence_tail.hpp>

namespace leeway {
namespace detail {

struct kullback_leibler_statistic_policy {
  static constexpr std::string_view name = "kullback_leibler";
  using row = std::span<const std::uint64_t>;

  zero_policy zero{};

  double value(row a, row b) const noexcept { return kullback_leibler_divergence(a, b, zero); }
  double evidence(row a, row b) const noexcept { return 2.0 * size_of_pair(a, b) * kullback_leibler_divergence(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::chi_squared_upper(evidence, freedom_of(a, b));
  }
  law::divergence_shape shape(double) const noexcept { return law::kullback_leibler_shape(); }
  double effect(row a, row b) const noexcept { return kullback_leibler_debiased(a, b); }
  interval effect_interval(row a, row b) const noexcept {
    const double variance = delta_variance(a, b, zero_policy::jeffreys(), [](double p, double q) {
      return then_and_now{(p - q) / p, std::log(q / p)};
    });
    return divergence_interval(kullback_leibler_divergence(a, b), variance, freedom_of(a, b), 2.0 * size_of_pair(a, b));
  }
  double term(const cell_pair& c) const noexcept { return kullback_leibler_term(c.a, c.n, c.b, c.m, c.cells, zero); }
};

}  // namespace detail

/** Kullback-Leibler divergence of the window from the baseline, KL(window || baseline) in natural units, under a zero
    policy. Effect: the Jeffreys form less what chance adds to it; p-values come from the Jeffreys form under every
    policy. Source: Kullback and Leibler (1951). */
class kullback_leibler {
 public:
  static constexpr std::string_view name = "kullback_leibler";

  explicit kullback_leibler(grouped_options options = {}, zero_policy zero = {}) : options_(options), zero_(zero) {}

  template <cells C>
  bound_grouped_test<detail::kullback_leibler_statistic_policy> bind(const feature_baseline<C>& feature) const {
    return detail::bind_groups(detail::kullback_leibler_statistic_policy{zero_}, feature, options_);
  }

 private:
  grouped_options options_;
  zero_policy zero_;
};

}  // namespace leeway

#endif
