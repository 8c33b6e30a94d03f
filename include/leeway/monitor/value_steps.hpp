// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_VALUE_STEPS_HPP
#define LEEWAY_MONITOR_VALUE_STEPS_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/random.hpp>
#include <leeway/baseline/feature_baseline.hpp>

namespace leeway {

/** The steps between the values of a column that has few of them: wind in fives, whole years, prices in cents. A change
    that is made on purpose keeps to them, or it would be seen by its odd values and not by its size. */
class value_steps {
 public:
  value_steps() = default;
  explicit value_steps(const numeric_feature& feature) : values_(all_values(feature)), step_(common_step(values_)) {}

  /// 0 where values do not come in steps: some have no cell of their own, or they have no common step.
  double step() const noexcept { return step_; }

  /// One of the two steps around a finite `x`, at random, so that their mean is x; x itself where there are no steps.
  double nearby(double x, random_stream& draw) const noexcept {
    if (!(step_ > 0.0)) return x;
    const double steps = (x - values_.front()) / step_;
    const double below = std::floor(steps);
    return known(values_.front() + step_ * (below + (draw.uniform() < steps - below ? 1.0 : 0.0)));
  }

 private:
  /// Relative to the step or the range: rounding of decimal numbers is far below.
  static constexpr double rounding = 1e-6;

  /// Empty unless each value has a cell of its own.
  static std::vector<double> all_values(const numeric_feature& feature) {
    std::vector<double> values;
    for (std::size_t cell = 0; cell < feature.cells().size(); ++cell) {
      if (feature.counts()[cell] == 0) continue;
      if (!feature.cells().single_valued(cell)) return {};
      if (const double value = feature.cells().upper(cell); detail::is_finite(value)) values.push_back(value);
    }
    return values;
  }

  /// Euclid's algorithm on the differences.
  static double common_step(const std::vector<double>& values) {
    if (values.size() < 2) return 0.0;
    const double least = rounding * (values.back() - values.front());
    double step = 0.0;
    for (std::size_t i = 1; i < values.size(); ++i) {
      double larger = values[i] - values[i - 1];
      while (larger > least) {
        const double rest = std::fabs(std::remainder(step, larger));
        step = std::exchange(larger, rest);
      }
    }
    return step > 2.0 * least ? step : 0.0;
  }

  /// The value of the column that this is but for rounding.
  double known(double x) const noexcept {
    const auto next = std::lower_bound(values_.begin(), values_.end(), x - rounding * step_);
    return next != values_.end() && *next <= x + rounding * step_ ? *next : x;
  }

  std::vector<double> values_;
  double step_ = 0.0;
};

}  // namespace leeway

#endif
