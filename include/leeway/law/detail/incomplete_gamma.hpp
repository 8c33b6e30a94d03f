// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_DETAIL_INCOMPLETE_GAMMA_HPP
#define LEEWAY_LAW_DETAIL_INCOMPLETE_GAMMA_HPP

#include <array>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstddef>

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

/// Up to here finite sums are faster than the library's function: 2 to 5 times, no longer at 150.
inline constexpr double most_degrees_summed = 100.0;

/// 2 / k, k = 1, 2, ...
inline constexpr auto inverse_halves = [] {
  std::array<double, static_cast<std::size_t>(most_degrees_summed) + 1> result{};
  for (std::size_t k = 1; k < result.size(); ++k) result[k] = 2.0 / static_cast<double>(k);
  return result;
}();

/// Q(k/2, z) for whole k: a Poisson tail for even k, a normal one with the half-integer terms for odd k. All terms are
/// positive: a few units in the last place. z must stay below 700, where the largest term overflows.
inline double gamma_q_of_halves(std::size_t k, double z) noexcept {
  constexpr double two_over_root_pi = 1.12837916709551257390;
  const bool odd = k % 2 == 1;
  const double root = std::sqrt(z);
  const double first = odd ? std::erfc(root) : 0.0;
  if (k == 1) return first;
  double term = odd ? two_over_root_pi * root : 1.0;
  double sum = term;
  for (std::size_t i = odd ? 3 : 2; i < k; i += 2) {
    term *= z * inverse_halves[i];
    sum += term;
  }
  return first + std::exp(-z) * sum;
}

inline bool sums_to_gamma_q(double a, double z) noexcept {
  const double k = 2.0 * a;
  return z < 700.0 && k <= most_degrees_summed && k >= 1.0 && k <= std::floor(k);
}

/// Q(a, z) = P(G >= z) for G gamma distributed, a > 0, 0 < z < infinity. Three standard deviations out the fraction is
/// both faster and, for a above 1e4, more accurate (1e-13 against 1e-11) than the library's function.
inline law::tail gamma_upper(double a, double z) noexcept {
  if (z < a) return law::from_complement(boost::math::gamma_p(a, z, boost_policy()));
  if (sums_to_gamma_q(a, z)) return law::from_probability(gamma_q_of_halves(static_cast<std::size_t>(2.0 * a), z));
  if (z < a + 3.0 * std::sqrt(a) + 3.0) return law::from_probability(boost::math::gamma_q(a, z, boost_policy()));
  return law::from_log(log_gamma_q_far(a, z));
}

}  // namespace leeway::detail

#endif
