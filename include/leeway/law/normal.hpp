// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_NORMAL_HPP
#define LEEWAY_LAW_NORMAL_HPP

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <limits>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/policy.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// log P(Z >= z) by the asymptotic series, for z >= 37, where its truncation error is below 1e-16.
inline double log_normal_upper_far(double z) noexcept {
  const double r = 1.0 / (z * z);
  const double series = r * (-1.0 + r * (3.0 + r * (-15.0 + r * (105.0 + r * (-945.0 + r * 10395.0)))));
  return -0.5 * z * z - std::log(z) - log_sqrt_two_pi + std::log1p(series);
}

}  // namespace leeway::detail

namespace leeway::law {

/// P(Z <= z), full relative accuracy in the lower tail down to underflow.
inline double normal_cdf(double z) noexcept { return 0.5 * std::erfc(-z * detail::sqrt_half); }

/// P(Z >= z) with a logarithm right for every finite z.
inline tail normal_upper(double z) noexcept {
  if (detail::is_nan(z)) return {};
  if (detail::is_infinite(z)) return z > 0.0 ? impossible : sure;
  if (z < 0.0) return from_complement(0.5 * std::erfc(-z * detail::sqrt_half));
  if (z < 37.0) return from_probability(0.5 * std::erfc(z * detail::sqrt_half));
  return from_log(detail::log_normal_upper_far(z));
}

/// P(|Z| >= |z|).
inline tail normal_two_sided(double z) noexcept {
  if (detail::is_nan(z)) return {};
  if (detail::is_infinite(z)) return impossible;
  const double distance = std::fabs(z);
  if (distance < 0.5) return from_complement(std::erf(distance * detail::sqrt_half));
  if (distance < 37.0) return from_probability(std::erfc(distance * detail::sqrt_half));
  return from_log(detail::log_two + detail::log_normal_upper_far(distance));
}

/// z with P(Z <= z) = p: full accuracy in both tails, as far as p itself tells them apart; -inf at 0, inf at 1.
inline double normal_quantile(double p) noexcept {
  if (!(p >= 0.0 && p <= 1.0)) return no_value;
  if (p <= 0.0) return -std::numeric_limits<double>::infinity();
  if (p >= 1.0) return std::numeric_limits<double>::infinity();
  const double distance =
      boost::math::erfc_inv(2.0 * (p <= 0.5 ? p : 1.0 - p), detail::boost_policy()) / detail::sqrt_half;
  return p <= 0.5 ? -distance : distance;
}

}  // namespace leeway::law

#endif
