// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_ROOT_HPP
#define LEEWAY_LAW_DETAIL_ROOT_HPP

#include <cmath>

#include <leeway/base/order_key.hpp>

namespace leeway::detail {

/**
 * The zero of a continuous function that grows from a negative value (`low_value` at `low`) to a positive one: secant
 * steps with Illinois halving (Dowell & Jarratt 1971), a bisection where they stall. About ten evaluations.
 */
template <class Function>
double growing_root(Function&& function, double low, double low_value, double high, double high_value) noexcept {
  double low_weight = low_value;
  double high_weight = high_value;
  for (int round = 0; round < 200; ++round) {
    if (high - low <= 4e-16 * std::fabs(high)) break;
    double x = low + (high - low) * (low_weight / (low_weight - high_weight));
    if (!(x > low && x < high) || round % 8 == 7) x = 0.5 * (low + high);
    if (!(x > low && x < high)) break;
    const double value = function(x);
    if (value < 0.0) {
      low = x;
      low_weight = value;
      high_weight *= 0.5;
    } else if (value > 0.0) {
      high = x;
      high_weight = value;
      low_weight *= 0.5;
    } else {
      return x;
    }
  }
  return 0.5 * (low + high);
}

}  // namespace leeway::detail

#endif
