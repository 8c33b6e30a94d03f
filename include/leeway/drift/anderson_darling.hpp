// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_ANDERSON_DARLING_HPP
#define LEEWAY_DRIFT_ANDERSON_DARLING_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/least_square_gap.hpp>
#include <leeway/drift/ordered_test.hpp>
#include <leeway/drift/rank_statistics.hpp>
#include <leeway/law/anderson_darling.hpp>
#include <leeway/law/detail/constants.hpp>

namespace leeway {
namespace detail {

struct anderson_darling_policy {
  static constexpr std::string_view name = "anderson_darling";
  static constexpr std::uint64_t limit_from = 50;
  static constexpr double largest_share = 1.0 / 64.0;
  static constexpr std::size_t most_groups = 128;
  using row = std::span<const std::uint64_t>;

  double value(row a, row b) const noexcept { return anderson_darling_of<records_of_steps>(a, b); }
  double evidence(row a, row b) const noexcept { return value(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::anderson_darling_two_sample(evidence, total(a), total(b));
  }
  /// Against the exact laws of 50 and more records.
  double limit_error(row a, row b) const noexcept { return 1.2 / static_cast<double>((std::min)(total(a), total(b))); }
  double effect(row a, row b) const noexcept { return std::sqrt(value(a, b) / effective_size(total(a), total(b))); }
  /// By the triangle inequality: of all sums of chi-squared variables with mean 1, as the square of the error is one
  /// whatever the ties, a single one has the largest 5 % point (Szekely and Bakirov 2003).
  interval effect_interval(row a, row b) const noexcept {
    constexpr double normal_975 = 1.9599639845400542;
    const double reach = normal_975 / std::sqrt(effective_size(total(a), total(b)));
    return {(std::max)(0.0, effect(a, b) - reach), effect(a, b) + reach};
  }
  /// The weight is at least 4.
  double least_change(double log_significance, double widest, row a, row b) const noexcept {
    const std::uint64_t n = total(a);
    const std::uint64_t m = total(b);
    const double deviation = law::anderson_darling_deviation(n, m);
    if (is_nan(deviation)) return 1.0;
    const double limit = law::anderson_darling_critical(log_significance);
    const double critical = 1.0 + (limit - 1.0) * deviation / law::anderson_darling_limit_deviation;
    return least_gap_seen(gap_steps(a, b, widest), effective_size(n, m), 4.0, critical, sqrt_half);
  }
};

}  // namespace detail

/** Anderson-Darling test of two samples for numeric features: as Cramer-von Mises, each squared difference over its
  null variance, so that the tails count as much as the middle.

  The statistic is found from the cells, see `ordered_cells`. Effect: the root of the statistic over s = nm/(n+m),
  a mean difference of the two distribution functions in units of sqrt(H (1 - H)), H the common one. p-value:
  `law::anderson_darling_two_sample` from 50 records a side while no value or cell holds more than 1/64 of all records,
  else Monte Carlo, see `bound_ordered_test`. Sources: Anderson and Darling (1954), Pettitt (1976), Scholz and Stephens
  (1987). */
class anderson_darling {
 public:
  static constexpr std::string_view name = detail::anderson_darling_policy::name;

  explicit anderson_darling(ordered_options options = {}) : options_(options) {}

  bound_ordered_test<detail::anderson_darling_policy> bind(const numeric_feature& feature) const {
    return {{}, feature, options_};
  }

 private:
  ordered_options options_;
};

}  // namespace leeway

#endif
