// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_NONCENTRAL_CHI_SQUARED_HPP
#define LEEWAY_LAW_NONCENTRAL_CHI_SQUARED_HPP

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/incomplete_gamma.hpp>
#include <leeway/law/detail/noncentral_root.hpp>
#include <leeway/law/detail/policy.hpp>
#include <leeway/law/detail/root.hpp>
#include <leeway/law/normal.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// Beyond this the saddlepoint approximation (relative error of order 1 / noncentrality in p) replaces the Poisson sum.
inline constexpr double large_noncentrality = 1e5;

/// Both tails of the noncentral law as log P(X >= x) and log P(X <= x).
struct noncentral_tails {
  double log_upper;
  double log_lower;
};

/// Lugannani & Rice (1980); the saddlepoint is the root of a quadratic.
inline noncentral_tails noncentral_saddlepoint(double x, double dof, double noncentrality) noexcept {
  const double root = std::sqrt(dof * dof + 4.0 * noncentrality * x);
  const double s = 2.0 * x / (dof + root);  // 1 / (1 - 2t)
  const double t = 0.5 * (s - 1.0) / s;
  const double cumulant = 0.5 * dof * std::log(s) + noncentrality * t * s;
  const double w = std::copysign(std::sqrt((std::max)(0.0, 2.0 * (t * x - cumulant))), t);
  const double variance = s * s * (2.0 * dof + 4.0 * noncentrality * s);
  const double third = s * s * s * (8.0 * dof + 24.0 * noncentrality * s);
  const double u = t * std::sqrt(variance);
  const double skew = third / (variance * std::sqrt(variance));
  const double correction = std::fabs(w) < 1e-4 ? -skew / 6.0 : 1.0 / u - 1.0 / w;
  const double shift = correction * std::exp(-0.5 * w * w - log_sqrt_two_pi);
  return {std::log(law::normal_upper(w).p + shift), std::log(law::normal_upper(-w).p - shift)};
}

/// Poisson mixture of central tails from far below the mean upwards: every term and every step adds.
inline double noncentral_upper_sum(double a, double z, double rate) noexcept {
  double j = std::floor((std::max)(0.0, rate - 9.0 * std::sqrt(rate) - 9.0));  // P(Poisson < j) < 1e-18
  double weight = rate > 0.0 ? std::exp(log_poisson_weight(j, rate)) : 1.0;
  double tail = boost::math::gamma_q(a + j, z, boost_policy());
  double step = std::exp(log_poisson_weight(a + j, z));
  double sum = 0.0;
  for (;; j += 1.0) {
    const double term = weight * tail;
    sum += term;
    if (j > rate && term <= 1e-17 * sum) return sum;
    tail = (std::min)(1.0, tail + step);
    step *= z / (a + j + 1.0);
    weight *= rate / (j + 1.0);
    if (weight <= 0.0 && j > rate) return sum;
  }
}

/// The lower tails shrink as j grows, so this one runs downwards.
inline double noncentral_lower_sum(double a, double z, double rate) noexcept {
  double j = std::ceil(rate + 9.0 * std::sqrt(rate) + 18.0);  // P(Poisson > j) < 1e-18
  double weight = rate > 0.0 ? std::exp(log_poisson_weight(j, rate)) : 0.0;
  double tail = boost::math::gamma_p(a + j, z, boost_policy());
  double step = std::exp(log_poisson_weight(a + j - 1.0, z));
  if (!(rate > 0.0)) return boost::math::gamma_p(a, z, boost_policy());
  double sum = 0.0;
  for (;; j -= 1.0) {
    const double term = weight * tail;
    sum += term;
    if (j < 1.0 || (j < rate && term <= 1e-17 * sum)) return sum;
    tail = (std::min)(1.0, tail + step);
    step *= (a + j - 1.0) / z;
    weight *= j / rate;
  }
}

inline double noncentral_log_upper(double x, double dof, double noncentrality) noexcept {
  if (noncentrality > large_noncentrality) return noncentral_saddlepoint(x, dof, noncentrality).log_upper;
  return std::log(noncentral_upper_sum(0.5 * dof, 0.5 * x, 0.5 * noncentrality));
}

inline double noncentral_log_lower(double x, double dof, double noncentrality) noexcept {
  if (noncentrality > large_noncentrality) return noncentral_saddlepoint(x, dof, noncentrality).log_lower;
  return std::log(noncentral_lower_sum(0.5 * dof, 0.5 * x, 0.5 * noncentrality));
}

/// The square root of the noncentrality is what moves at an even pace.
template <class Excess>
double noncentrality_root(Excess&& excess, double x, double dof) noexcept {
  const double at_zero = excess(0.0);
  if (!(at_zero < 0.0)) return 0.0;
  double high = std::sqrt((std::max)(1.0, x - dof)) + 2.0;
  double value = excess(high * high);
  while (value < 0.0 && high < 1e9) {
    high *= 1.5;
    value = excess(high * high);
  }
  const double root = growing_root([&](double y) { return excess(y * y); }, 0.0, at_zero, high, value);
  return root * root;
}

/// The noncentrality at which P(X >= x) is `power`, far from where the saddlepoint is needed.
inline double noncentrality_of_mixture(double x, double dof, double power) noexcept {
  noncentral_mixture mixture(dof, x);
  const double guess = rate_guess(x, dof, -law::normal_quantile(power));
  if (power <= 0.5) {
    if (mixture.central_upper() >= power) return 0.0;
    return 2.0 * rate_root([&](double rate) { return mixture.upper(rate); }, power, true, guess);
  }
  // At x beyond the mean, and so beyond the median, the lower tail is surely above one half.
  if (x < dof && mixture.central_lower() <= 1.0 - power) return 0.0;
  return 2.0 * rate_root([&](double rate) { return mixture.lower(rate); }, 1.0 - power, false, guess);
}

}  // namespace leeway::detail

namespace leeway::law {

/// P(X >= x) for X noncentral chi-squared, accurate to about 1e-12 (1e-7 beyond a noncentrality of 1e5).
inline tail noncentral_chi_squared_upper(double x, double dof, double noncentrality) noexcept {
  if (detail::is_nan(x) || !(dof > 0.0) || !(noncentrality >= 0.0)) return {};
  if (x <= 0.0) return sure;
  if (detail::is_infinite(x)) return impossible;
  if (!(noncentrality > 0.0)) return detail::gamma_upper(0.5 * dof, 0.5 * x);
  if (x > dof + noncentrality) return from_log(detail::noncentral_log_upper(x, dof, noncentrality));
  return from_complement(std::exp(detail::noncentral_log_lower(x, dof, noncentrality)));
}

/**
 * The smallest noncentrality at which a test that rejects at `critical_x` or more does so with probability `power`;
 * 0 when it does anyway.
 */
inline double noncentrality_for_power(double dof, double critical_x, double power) noexcept {
  if (!(dof > 0.0) || !detail::is_finite(critical_x) || !(power > 0.0 && power < 1.0)) return no_value;
  if (critical_x <= 0.0) return 0.0;
  if (critical_x - dof < 0.3 * detail::large_noncentrality && power > 1e-12 && power < 1.0 - 1e-12)
    return detail::noncentrality_of_mixture(critical_x, dof, power);
  const double target = std::log(power <= 0.5 ? power : 1.0 - power);
  return detail::noncentrality_root(
      [&](double noncentrality) {
        return power <= 0.5 ? detail::noncentral_log_upper(critical_x, dof, noncentrality) - target
                            : target - detail::noncentral_log_lower(critical_x, dof, noncentrality);
      },
      critical_x, dof);
}

/**
 * Confidence interval for the noncentrality behind an observed x, equal tails, at a level in (0, 1); the lower end is 0
 * when x is not surprising without any.
 */
inline interval noncentrality_interval(double x, double dof, double level) noexcept {
  if (!(dof > 0.0) || !detail::is_finite(x) || !(level > 0.0 && level < 1.0)) return {};
  const double error = 0.5 * (1.0 - level);
  return {noncentrality_for_power(dof, x, error), noncentrality_for_power(dof, x, 0.5 * (1.0 + level))};
}

}  // namespace leeway::law

#endif
