// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_TOTAL_VARIATION_HPP
#define LEEWAY_DRIFT_TOTAL_VARIATION_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/detail/cell_pair.hpp>
#include <leeway/drift/grouped_test.hpp>
#include <leeway/drift/total_variation_statistic.hpp>
#include <leeway/law/chi_squared.hpp>

namespace leeway {
namespace detail {

/// Null variance of 1/2 sum |p - q|: |X||Y| of two normals of correlation r has mean 2/pi (sqrt(1 - r^2) + r asin r).
inline double total_variation_variance(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  const std::uint64_t n = total(a);
  const std::uint64_t m = total(b);
  const double size = effective_size(n, m);
  double sum = 0.0;
  for (std::size_t k = 0; k < a.size(); ++k)
    for (std::size_t l = 0; l < a.size(); ++l) {
      const double p = share(a[k] + b[k], n + m);
      const double q = share(a[l] + b[l], n + m);
      const double both = p * (1.0 - p) * q * (1.0 - q);
      if (both <= 0.0) continue;
      const double r = k == l ? 1.0 : -std::sqrt(p * q / ((1.0 - p) * (1.0 - q)));
      const double bounded = r < -1.0 ? -1.0 : r;
      sum += (std::sqrt(1.0 - bounded * bounded) + bounded * std::asin(bounded) - 1.0) * std::sqrt(both) / size;
    }
  return sum / (2.0 * std::numbers::pi);
}

inline double total_variation_null_mean(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) noexcept {
  return sum_of_deviations(a, b) / std::sqrt(2.0 * std::numbers::pi);
}

struct total_variation_statistic_policy {
  static constexpr std::string_view name = "total_variation";
  using row = std::span<const std::uint64_t>;

  double value(row a, row b) const noexcept { return total_variation_distance(a, b); }
  double evidence(row a, row b) const noexcept { return value(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    const double mean = total_variation_null_mean(a, b);
    const double variance = total_variation_variance(a, b);
    return law::chi_squared_upper(2.0 * evidence * mean / variance, 2.0 * mean * mean / variance);
  }
  double effect(row a, row b) const noexcept { return total_variation_moved(a, b).value; }
  interval effect_interval(row a, row b) const noexcept { return total_variation_moved(a, b).between; }
  double term(const cell_pair& c) const noexcept { return std::fabs(share(c.a, c.n) - share(c.b, c.m)) / 2.0; }
};

}  // namespace detail

/** Total variation distance: the share of rows that moved between cells. Effect: the same less what chance adds.

  The limit law is a gamma with the exact null mean and variance: slightly conservative. */
class total_variation {
 public:
  static constexpr std::string_view name = "total_variation";

  explicit total_variation(grouped_options options = {}) : options_(options) {}

  template <cells C>
  bound_grouped_test<detail::total_variation_statistic_policy> bind(const feature_baseline<C>& feature) const {
    return detail::bind_groups(detail::total_variation_statistic_policy{}, feature, options_);
  }

 private:
  grouped_options options_;
};

}  // namespace leeway

#endif
