// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_INCOMPLETE_GAMMA_HPP
#define LEEWAY_LAW_DETAIL_INCOMPLETE_GAMMA_HPP

#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include <leeway/law/detail/policy.hpp>
#include <leeway/law/detail/stirling.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// log of z^a e^-z / Gamma(a + 1), without cancellation.
inline double log_poisson_weight(double a, double z) noexcept { return -deviance(z, a - z) - stirling_rest(a); }

/// log Q(a, z) for z beyond a, by the continued fraction of Gamma(a, z) (Lentz's algorithm).
inline double log_gamma_q_far(double a, double z) noexcept {
  constexpr double tiny = 1e-300;
  double b = z + 1.0 - a;
  double c = 1.0 / tiny;
  double d = 1.0 / b;
  double fraction = d;
  for (double i = 1.0; i < 1e6; i += 1.0) {
    const double coefficient = -i * (i - a);
    b += 2.0;
    d = 1.0 / (coefficient * d + b);
    c = b + coefficient / c;
    const double factor = c * d;
    fraction *= factor;
    if (std::fabs(factor - 1.0) < 2e-16) break;
  }
  return log_poisson_weight(a, z) + std::log(a * fraction);
}

/// Q(a, z) = P(G >= z) for G gamma distributed, a > 0, 0 < z < infinity. Three standard deviations out the fraction is
/// both faster and, for a above 1e4, more accurate (1e-13 against 1e-11) than the library's function.
inline law::tail gamma_upper(double a, double z) noexcept {
  if (z < a) return law::from_complement(boost::math::gamma_p(a, z, boost_policy()));
  if (z < a + 3.0 * std::sqrt(a) + 3.0) return law::from_probability(boost::math::gamma_q(a, z, boost_policy()));
  return law::from_log(log_gamma_q_far(a, z));
}

}  // namespace leeway::detail

#endif
