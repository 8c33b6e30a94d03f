// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_SMOOTH_SUM_HPP
#define LEEWAY_LAW_DETAIL_SMOOTH_SUM_HPP

#include <algorithm>
#include <cmath>
#include <cstdint>

/// Long sums of slowly varying point probabilities as integrals: a few thousand evaluations in place of up to 1e9
/// terms.
namespace leeway::detail {

/// Gauss and Legendre's rule with 20 nodes.
template <class Function>
double gauss_integral(Function&& function, double from, double to) noexcept {
  constexpr double rule[10][2] = {
      {0.993128599185094925, 0.0176140071391521183}, {0.963971927277913791, 0.0406014298003869413},
      {0.912234428251325906, 0.0626720483341090636}, {0.839116971822218823, 0.0832767415767047487},
      {0.746331906460150793, 0.101930119817240435},  {0.636053680726515025, 0.118194531961518417},
      {0.510867001950827098, 0.131688638449176627},  {0.373706088715419561, 0.142096109318382051},
      {0.227785851141645078, 0.149172986472603747},  {0.0765265211334973338, 0.152753387130725851}};
  const double centre = 0.5 * (from + to);
  const double half = 0.5 * (to - from);
  double sum = 0.0;
  for (const auto& [node, weight] : rule) {
    sum += weight * (function(centre - half * node) + function(centre + half * node));
  }
  return std::fabs(half) * sum;
}

/**
 * The terms strictly beyond `from` as far as `to` inclusive, in units of exp(log_unit), where `before` has been summed
 * already. The law must not grow in that direction and vary slowly: thousands of terms have not made it vanish.
 *
 * Midpoint form of Euler and Maclaurin's sum: the sum is the integral over the half-cells less a 24th of the change of
 * the derivative; the next term is smaller by the square of the relative change a step, here below 1e-6. The last terms
 * before `to`, where a law on [0, m] may be singular, are summed one by one.
 */
template <class Law>
double smooth_rest(const Law& law, double from, double to, double log_unit, double before) noexcept {
  constexpr double one_by_one = 4096.0;
  const double direction = to > from ? 1.0 : -1.0;
  const auto point = [&](double x) { return std::exp(law.log_point_at(x) - log_unit); };
  const auto slope = [&](double x) { return point(x + 0.5 * direction) - point(x - 0.5 * direction); };
  const double start = from + 0.5 * direction;
  const double end = to + direction * (0.5 - one_by_one);
  double x = start;
  double integral = 0.0;
  while (direction * (end - x) > 0.0) {
    const double left = std::fabs(end - x);
    const double height = point(x);
    if (height * (left + one_by_one) <= 5e-17 * (before + integral)) return integral + slope(start) / 24.0;
    const double change = std::fabs(slope(x)) / height;  // relative, a step
    double length = (std::min)(left, 0.5 * (std::min)(x, law.size - x));
    length = (std::min)(length, (std::min)(law.deviation(), 3.0 / change));
    if (left - length < 1.0) length = left;
    integral += gauss_integral(point, x, x + direction * length);
    x = length < left ? x + direction * length : end;
  }
  double rest = integral - (slope(end) - slope(start)) / 24.0;
  for (double k = end + 0.5 * direction; direction * (to - k) >= 0.0; k += direction) rest += point(k);
  return rest;
}

}  // namespace leeway::detail

#endif
