// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_CHI_SQUARED_HPP
#define LEEWAY_LAW_CHI_SQUARED_HPP

#include <boost/math/special_functions/gamma.hpp>
#include <limits>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/incomplete_gamma.hpp>
#include <leeway/law/detail/policy.hpp>
#include <leeway/law/noncentral_chi_squared.hpp>  // IWYU pragma: export
#include <leeway/law/tail.hpp>

namespace leeway::law {

/**
 * P(X >= x) for X chi-squared with the given degrees of freedom (any real number above 0); no value for others.
 */
inline tail chi_squared_upper(double x, double degrees_of_freedom) noexcept {
  if (detail::is_nan(x) || !(degrees_of_freedom > 0.0)) return {};
  if (x <= 0.0) return sure;
  if (detail::is_infinite(x)) return impossible;
  return detail::gamma_upper(0.5 * degrees_of_freedom, 0.5 * x);
}

/// The x with P(X >= x) = p; 0 at p = 1, infinite at p = 0, no value for p outside [0, 1] or no degree of freedom.
inline double chi_squared_critical(double p, double degrees_of_freedom) noexcept {
  if (!(p >= 0.0 && p <= 1.0) || !(degrees_of_freedom > 0.0)) return no_value;
  if (p >= 1.0) return 0.0;
  if (p <= 0.0) return std::numeric_limits<double>::infinity();
  return 2.0 * boost::math::gamma_q_inv(0.5 * degrees_of_freedom, p, detail::boost_policy());
}

}  // namespace leeway::law

#endif
