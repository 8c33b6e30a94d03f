// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_CRAMER_VON_MISES_HPP
#define LEEWAY_DRIFT_CRAMER_VON_MISES_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/least_square_gap.hpp>
#include <leeway/drift/ordered_test.hpp>
#include <leeway/drift/rank_statistics.hpp>
#include <leeway/law/cramer_von_mises.hpp>

namespace leeway {
namespace detail {

struct cramer_von_mises_policy {
  static constexpr std::string_view name = "cramer_von_mises";
  static constexpr std::uint64_t limit_from = 50;
  static constexpr double largest_share = 1.0 / 64.0;
  static constexpr std::size_t most_groups = 128;
  using row = std::span<const std::uint64_t>;

  double value(row a, row b) const noexcept { return cramer_von_mises_of<records_of_steps>(a, b); }
  double evidence(row a, row b) const noexcept { return value(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::cramer_von_mises_two_sample(evidence, total(a), total(b));
  }
  /// Against the exact laws of 50 and more records.
  double limit_error(row a, row b) const noexcept { return 0.6 / static_cast<double>((std::min)(total(a), total(b))); }
  double effect(row a, row b) const noexcept { return std::sqrt(mean_squared_gap<records_of_steps>(a, b)); }
  /// By the triangle inequality: the error is a bridge, whose norm exceeds the 5 % point of the limit law that often.
  interval effect_interval(row a, row b) const noexcept {
    constexpr double root_of_critical = 0.67923581590334;  // law::cramer_von_mises_critical(log(0.05))
    const double reach = root_of_critical / std::sqrt(effective_size(total(a), total(b)));
    return {(std::max)(0.0, effect(a, b) - reach), (std::min)(1.0, effect(a, b) + reach)};
  }
  double least_change(double log_significance, double widest, row a, row b) const noexcept {
    const std::uint64_t n = total(a);
    const std::uint64_t m = total(b);
    const law::cramer_von_mises_moments law = law::cramer_von_mises_two_sample_moments(n, m);
    const double limit = law::cramer_von_mises_critical(log_significance);
    const double critical = law.mean + (limit - 1.0 / 6.0) * std::sqrt(45.0 * law.variance);
    return least_gap_seen(gap_steps(a, b, widest), effective_size(n, m), 1.0, critical, std::numbers::inv_pi);
  }
};

}  // namespace detail

/** Cramer-von Mises test of two samples for numeric features: how large is the squared difference of the two
  distribution functions, on average over all records?

  The statistic T is found from the cells, see `ordered_cells`. Effect: the root of that mean square, a share of
  rows. p-value: `law::cramer_von_mises_two_sample` from 50 records a side while no value or cell holds more than 1/64
  of all records, else Monte Carlo, see `bound_ordered_test`. Sources: Smirnov (1937), Anderson (1962). */
class cramer_von_mises {
 public:
  static constexpr std::string_view name = detail::cramer_von_mises_policy::name;

  explicit cramer_von_mises(ordered_options options = {}) : options_(options) {}

  bound_ordered_test<detail::cramer_von_mises_policy> bind(const numeric_feature& feature) const {
    return {{}, feature, options_};
  }

 private:
  ordered_options options_;
};

}  // namespace leeway

#endif
