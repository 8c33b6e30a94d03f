// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_BIRNBAUM_TINGEY_HPP
#define LEEWAY_LAW_DETAIL_BIRNBAUM_TINGEY_HPP

#include <algorithm>
#include <cmath>

#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/smooth_sum.hpp>
#include <leeway/law/detail/stirling.hpp>

namespace leeway::detail {

/// The terms of Birnbaum and Tingey's (1951) sum for P(D+ >= d): C(n, j) d (d + j/n)^(j-1) (1 - d - j/n)^(n-j),
/// 0 <= j <= n(1 - d). Each is a binomial probability at n d below its mean, times d / (d + j/n).
struct birnbaum_tingey_law {
  double n;
  double d;
  double size = std::floor(n * (1.0 - d));  ///< the last term

  double deviation() const noexcept { return 0.25 * std::sqrt(n) / d; }
  double log_point_at(double j) const noexcept {
    const double gap = n * d;
    const double others = (std::max)(0.0, n * (1.0 - d) - j);
    if (others <= 0.0) return minus_infinity;
    return std::log(gap / (gap + j)) + stirling_rest(n) - stirling_rest(j) - stirling_rest(n - j) -
           deviance(gap + j, -gap) - deviance(others, gap);
  }
};

/// log P(D+ >= d), 0 < d < 1: from the middle of the terms outwards, each neighbour by itself for the first thousands,
/// the rest as an integral. All terms are positive; they grow up to one place and fall from there.
inline double log_birnbaum_tingey(double n, double d) noexcept {
  const birnbaum_tingey_law law{n, d};
  double low = 0.0;
  double high = law.size;
  while (high - low > 0.5) {  // where they stop growing
    const double middle = std::floor(0.5 * (low + high));
    if (law.log_point_at(middle + 1.0) > law.log_point_at(middle))
      low = middle + 1.0;
    else
      high = middle;
  }
  const double unit = law.log_point_at(low);
  constexpr double one_by_one = 4096.0;
  double sum = 1.0;
  for (const double direction : {1.0, -1.0}) {
    const double end = direction > 0.0 ? law.size : 0.0;
    const double stop = std::fabs(end - low) > 3.0 * one_by_one ? low + direction * one_by_one : end;
    double term = 1.0;
    double j = low;
    while (direction * (stop - j) > 0.5 && term > 1e-19 * sum) {
      j += direction;
      term = std::exp(law.log_point_at(j) - unit);
      sum += term;
    }
    if (term > 1e-19 * sum && direction * (end - j) > 0.5) sum += smooth_rest(law, j, end, unit, sum);
  }
  return unit + std::log(sum);
}

}  // namespace leeway::detail

#endif
