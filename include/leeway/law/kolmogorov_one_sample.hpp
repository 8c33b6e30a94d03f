// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_KOLMOGOROV_ONE_SAMPLE_HPP
#define LEEWAY_LAW_KOLMOGOROV_ONE_SAMPLE_HPP

#include <cmath>
#include <cstdint>

#include <leeway/base/order_key.hpp>
#include <leeway/law/detail/birnbaum_tingey.hpp>
#include <leeway/law/detail/constants.hpp>
#include <leeway/law/detail/one_sample_walk.hpp>
#include <leeway/law/detail/pelz_good.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

/// So many records are walked through: at most about a millisecond for a hundred, ten for two thousand.
inline constexpr std::uint64_t most_walked = 2048;

/// P(D >= d) is twice P(D+ >= d) but for samples that stray to both sides: impossible from d = 1/2, and otherwise a
/// share of about exp(-6 n d^2) of the rest.
inline bool strays_to_one_side(double n, double d) noexcept { return d >= 0.5 || n * d * d >= 4.9; }

/// For n beyond `most_walked`: Pelz and Good's expansion, and further out, where its absolute error would be large,
/// twice the one-sided probability less the limit law's share of both sides, at d + 1/(6n) as the expansion has it.
inline law::tail one_sample_approximately(double n, double d) noexcept {
  if (n * d * d < 2.5) return law::from_complement(pelz_good_lower(n, std::sqrt(n) * d));
  const double shifted = d + 1.0 / (6.0 * n);
  const double log_one_side = log_two + log_birnbaum_tingey(n, d);
  return law::from_log(log_one_side + std::log1p(-2.0 * std::exp(-8.0 * n * shifted * shifted - log_one_side)));
}

}  // namespace leeway::detail

namespace leeway::law {

/// Whether `kolmogorov_one_sample_upper` gives the exact probability but for rounding.
inline bool kolmogorov_one_sample_is_exact(std::uint64_t n, double d) noexcept {
  return n <= detail::most_walked || detail::strays_to_one_side(static_cast<double>(n), d);
}

/**
 * P(D >= d) for D = sup |F_n - F|, the empirical distribution function of n records against the continuous law F that
 * they come from (Kolmogorov 1933). For F known beforehand: with parameters estimated from the same records D is
 * smaller, and this is far too large (Lilliefors 1967).
 *
 * Exact to a relative 1e-12, and below 1e-300 to 1e-12 of the logarithm, up to 2048 records, and for any number where
 * d >= 1/2 or n d^2 >= 4.9 (p below 1.1e-4). In between, relative error below 3e-7 and shrinking as 1/n^2.
 * Nothing is allocated. O(n nd) up to 2048 records, at most some ten milliseconds; O(sqrt(n)) to O(n) terms further
 * out, but an integral from some ten thousands; microseconds in between. No value for n = 0 or d NaN.
 *
 * After the map of Simard and L'Ecuyer (2011), with a walk of positive terms in place of the matrix power of Marsaglia,
 * Tsang and Wang (2003), whose 1 - P(D < d) loses the digits of small p.
 */
inline tail kolmogorov_one_sample_upper(std::uint64_t n, double d) noexcept {
  if (n == 0 || detail::is_nan(d)) return {};
  const double size = static_cast<double>(n);
  if (size * d <= 0.5) return sure;
  if (d >= 1.0) return impossible;
  if (detail::strays_to_one_side(size, d)) return from_log(detail::log_two + detail::log_birnbaum_tingey(size, d));
  if (n > detail::most_walked) return detail::one_sample_approximately(size, d);
  const detail::one_sample_probabilities found = detail::one_sample_walk(size, size * d)();
  return found.hit < 0.5 ? from_probability(found.hit) : from_complement(found.kept);
}

}  // namespace leeway::law

#endif
