// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_LIKELIHOOD_RATIO_HPP
#define LEEWAY_DRIFT_LIKELIHOOD_RATIO_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/chi_squared.hpp>
#include <leeway/drift/chi_squared_statistic.hpp>
#include <leeway/drift/detail/cell_pair.hpp>
#include <leeway/drift/divergence_interval.hpp>
#include <leeway/drift/grouped_test.hpp>
#include <leeway/drift/jensen_shannon_statistic.hpp>
#include <leeway/law/chi_squared.hpp>
#include <leeway/law/divergence_tail.hpp>

namespace leeway {
namespace detail {

struct likelihood_ratio_statistic_policy {
  static constexpr std::string_view name = "likelihood_ratio";
  using row = std::span<const std::uint64_t>;

  double value(row a, row b) const noexcept { return likelihood_ratio_statistic(a, b); }
  double evidence(row a, row b) const noexcept { return value(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::chi_squared_upper(evidence, freedom_of(a, b));
  }
  law::divergence_shape shape(double window_share) const noexcept { return law::likelihood_ratio_shape(window_share); }
  double effect(row a, row b) const noexcept { return cohen_w(a, b); }
  interval effect_interval(row a, row b) const noexcept { return cohen_w_interval(a, b); }
  double term(const cell_pair& c) const noexcept {
    const auto n = static_cast<double>(c.n);
    const auto m = static_cast<double>(c.m);
    return 2.0 * (n + m) * jensen_shannon_term(share(c.a, c.n), share(c.b, c.m), m / (n + m));
  }
};

}  // namespace detail

/** Likelihood-ratio test of homogeneity, G = 2 sum O log(O / E): chi-squared's twin, in units of information.

  G is 2 (n + m) times the Jensen-Shannon divergence weighted by the sizes, in natural units. Effect: Cohen's w as at
  equal sizes, as for `chi_squared`. Sources: Wilks (1938), Woolf (1957). */
class likelihood_ratio {
 public:
  static constexpr std::string_view name = "likelihood_ratio";

  explicit likelihood_ratio(grouped_options options = {}) : options_(options) {}

  template <cells C>
  bound_grouped_test<detail::likelihood_ratio_statistic_policy> bind(const feature_baseline<C>& feature) const {
    return detail::bind_groups(detail::likelihood_ratio_statistic_policy{}, feature, options_);
  }

 private:
  grouped_options options_;
};

}  // namespace leeway

#endif
