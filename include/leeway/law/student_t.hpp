// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_STUDENT_T_HPP
#define LEEWAY_LAW_STUDENT_T_HPP

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/policy.hpp>
#include <leeway/law/normal.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// log of Gamma(a + 1/2) / (Gamma(a) sqrt(pi)), the factor of the density of t; for large a by its series in 1 / a.
inline double log_student_factor(double a) noexcept {
  constexpr double half_log_pi = 0.57236494292470008707;
  if (a < 1e3) return -std::log(boost::math::tgamma_delta_ratio(a, 0.5, boost_policy())) - half_log_pi;
  const double r = 1.0 / a;
  return 0.5 * std::log(a) - r * (1.0 / 8.0 - r * r / 192.0) - half_log_pi;
}

/// log P(|T| >= t) for t of 2 and more, or beyond sqrt(v). With x = v / (v + t^2), y = 1 - x and a = v / 2 it is the
/// incomplete beta function I_x(a, 1/2), here by the contracted form of its continued fraction, in which a - (a + 1/2)
/// x is a y - x / 2 and nothing cancels however large a is (Didonato and Morris 1992, BFRAC).
inline double log_student_two_sided_far(double t, double freedom) noexcept {
  constexpr double b = 0.5;
  const double a = 0.5 * freedom;
  const double root = t / std::sqrt(freedom);
  const double odds = root * root;
  const double x = 1.0 / (1.0 + odds);
  const double y = root < 1.0 ? odds / (1.0 + odds) : 1.0 / (1.0 + 1.0 / odds);
  const double log_x = odds < 1e300 ? -std::log1p(odds) : -2.0 * std::log(root);
  const double lead = a * y - b * x + 1.0;
  double fraction = a / (a + 1.0) * lead;
  double c = fraction;
  double d = 0.0;
  for (double k = 1.0; k < 1e5; k += 1.0) {
    const double rank = a + 2.0 * k - 1.0;
    const double numerator = (a + k - 1.0) / rank * ((a + b + k - 1.0) / rank) * k * (b - k) * x * x;
    const double next = k + k * (b - k) * x / rank + (a + k) / (rank + 2.0) * (lead + k * (2.0 - x));
    d = 1.0 / (next + numerator * d);
    c = next + numerator / c;
    fraction *= c * d;
    if (std::fabs(c * d - 1.0) < 2e-16) break;
  }
  return a * log_x + b * std::log(y) + log_student_factor(a) - std::log(fraction);
}

/// P(|T| < t) for t below 2 and sqrt(v): the series of the incomplete beta function, all of whose terms add.
inline double student_inside_near(double t, double freedom) noexcept {
  const double a = 0.5 * freedom;
  const double root = t / std::sqrt(freedom);
  const double y = root * root / (1.0 + root * root);
  double term = 1.0;
  double sum = 1.0;
  for (double k = 0.0; term > 1e-17 * sum; k += 1.0) {
    term *= (a + 0.5 + k) * y / (1.5 + k);
    sum += term;
  }
  return 2.0 * std::sqrt(y) * sum * std::exp(log_student_factor(a) - a * std::log1p(root * root));
}

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(|T| >= |t|) for Student's t with the given degrees of freedom, any real number above 0, infinity being the normal
 * law; no value for others. Relative accuracy about 1e-12, of the logarithm far below 1e-300 too.
 */
inline tail student_t_two_sided(double t, double degrees_of_freedom) noexcept {
  if (detail::is_nan(t) || !(degrees_of_freedom > 0.0)) return {};
  const double distance = std::fabs(t);
  if (detail::is_infinite(t)) return impossible;
  if (degrees_of_freedom > 1e300) return normal_two_sided(t);
  if (distance < 2.0 && distance * distance < degrees_of_freedom)
    return from_complement(detail::student_inside_near(distance, degrees_of_freedom));
  return from_log(detail::log_student_two_sided_far(distance, degrees_of_freedom));
}

/// P(T >= t); see `student_t_two_sided`.
inline tail student_t_upper(double t, double degrees_of_freedom) noexcept {
  const tail outside = student_t_two_sided(t, degrees_of_freedom);
  if (detail::is_nan(outside.p)) return {};
  if (t > 0.0) return from_log(outside.log_p - detail::log_two);
  return from_complement(0.5 * outside.p);
}

}  // namespace leeway::law

#endif
