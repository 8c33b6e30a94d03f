// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_WASSERSTEIN_STATISTIC_HPP
#define LEEWAY_DRIFT_WASSERSTEIN_STATISTIC_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>

namespace leeway {
namespace detail {

inline std::vector<double> sorted_finite(std::span<const double> values) {
  std::vector<double> result;
  for (double x : values)
    if (is_finite(x)) result.push_back(x);
  std::sort(result.begin(), result.end());
  return result;
}

}  // namespace detail

/// Wasserstein distance of order 1 of two samples: the area between their distribution functions, in the unit of the
/// values, that is how far a record has to be moved on average to turn one sample into the other. NaN and infinite
/// values are left out; NaN when nothing is left of a side. O((n + m) log (n + m)). Allocates.
inline double wasserstein_distance(std::span<const double> a, std::span<const double> b) {
  const std::vector<double> x = detail::sorted_finite(a);
  const std::vector<double> y = detail::sorted_finite(b);
  if (x.empty() || y.empty()) return no_value;
  const auto n = static_cast<double>(x.size());
  const auto m = static_cast<double>(y.size());
  std::size_t i = 0;
  std::size_t j = 0;
  double at = (std::min)(x.front(), y.front());
  double area = 0.0;
  while (i < x.size() || j < y.size()) {
    const bool from_x = j == y.size() || (i < x.size() && x[i] <= y[j]);
    const double next = from_x ? x[i] : y[j];
    area += (next - at) * std::fabs(static_cast<double>(i) * m - static_cast<double>(j) * n);
    at = next;
    from_x ? ++i : ++j;
  }
  return area / n / m;
}

}  // namespace leeway

#endif
