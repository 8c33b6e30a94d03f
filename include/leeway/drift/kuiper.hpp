// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_KUIPER_HPP
#define LEEWAY_DRIFT_KUIPER_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/drift/ordered_test.hpp>
#include <leeway/drift/rank_statistics.hpp>
#include <leeway/law/kuiper.hpp>

namespace leeway {
namespace detail {

struct kuiper_policy {
  static constexpr std::string_view name = "kuiper";
  static constexpr std::uint64_t limit_from = 50;
  static constexpr double largest_share = 1.0 / 64.0;
  static constexpr std::size_t most_groups = 128;
  using row = std::span<const std::uint64_t>;

  double value(row a, row b) const noexcept { return kuiper_statistic(a, b); }
  double evidence(row a, row b) const noexcept { return kuiper_statistic(a, b); }
  law::tail tail(double evidence, row a, row b) const noexcept {
    return law::kuiper_upper(std::sqrt(effective_size(total(a), total(b))) * evidence);
  }
  double effect(row a, row b) const noexcept { return value(a, b); }
  /// By the triangle inequality: the error is a bridge, whose range exceeds the 5 % point of the limit law that often.
  interval effect_interval(row a, row b) const noexcept {
    constexpr double critical = 1.74725994585063;  // law::kuiper_critical(log(0.05))
    const double reach = critical / std::sqrt(effective_size(total(a), total(b)));
    return {(std::max)(0.0, effect(a, b) - reach), (std::min)(1.0, effect(a, b) + reach)};
  }
  /// The range is at least D, wherever it is reached.
  double least_change(double log_significance, double, row a, row b) const noexcept {
    constexpr double quantile_80 = 0.8416212335729143;
    return (law::kuiper_critical(log_significance) + 0.5 * quantile_80) / std::sqrt(effective_size(total(a), total(b)));
  }
};

}  // namespace detail

/** Kuiper's test of two samples, for numbers that go round: hours of a day, days of a year, angles. It does not depend
  on where the circle is cut.

  Statistic and effect V = sup (F - G) + sup (G - F), a share of rows, at the ends of the cells. p-value: the limit law
  from 50 records a side while no value or cell holds more than 1/64 of all records, which is conservative; else Monte
  Carlo, see `bound_ordered_test`. Sources: Kuiper (1960), Stephens (1970). */
class kuiper {
 public:
  static constexpr std::string_view name = detail::kuiper_policy::name;

  explicit kuiper(ordered_options options = {}) : options_(options) {}

  bound_ordered_test<detail::kuiper_policy> bind(const numeric_feature& feature) const {
    return {{}, feature, options_};
  }

 private:
  ordered_options options_;
};

}  // namespace leeway

#endif
