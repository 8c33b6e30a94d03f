// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_SAMPLING_HPP
#define LEEWAY_LAW_SAMPLING_HPP

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <leeway/base/random.hpp>
#include <leeway/law/detail/binomial_law.hpp>
#include <leeway/law/hypergeometric.hpp>

namespace leeway::detail {

/// P(last) / P(first), first <= last, by the steps between; few divisions, and too few factors between them to
/// overflow.
template <class Law>
double ratio_of_points(const Law& law, std::uint64_t first, std::uint64_t last) noexcept {
  double ratio = 1.0;
  while (first < last) {
    const std::uint64_t stop = (std::min)(last, first + 8);
    double gain = 1.0;
    double loss = 1.0;
    for (; first < stop; ++first) {
      gain *= law.gain(first);
      loss *= law.loss(first);
    }
    ratio *= gain / loss;
  }
  return ratio;
}

/// P(k) / P(mode): neighbours by their ratios, others by logarithms.
template <class Law>
double relative_point(const Law& law, std::uint64_t mode, std::uint64_t k) noexcept {
  constexpr std::uint64_t near = 48;
  if (k > mode + near || k + near < mode) return std::exp(law.log_point(k) - law.log_point(mode));
  return k >= mode ? ratio_of_points(law, mode, k) : 1.0 / ratio_of_points(law, k, mode);
}

/**
 * A variate of a discrete law whose step ratios fall, by the ratio of uniforms with Stadlober's (1990) table mountain,
 * which covers the binomial and the hypergeometric laws; about 1.4 pairs of uniforms.
 */
template <class Law>
std::uint64_t ratio_of_uniforms(random_stream& random, const Law& law, double mean, double variance, std::uint64_t mode,
                                std::uint64_t lowest, std::uint64_t highest) noexcept {
  constexpr double slope = 1.71552776992141359295;      // 2 sqrt(2/e)
  constexpr double intercept = 0.89891613805354720370;  // 3 - 2 sqrt(3/e)
  const bool wide = variance > 30.0;
  const near_mode near = wide ? law.around(mode).close() : near_mode(1.0);
  const double centre = mean + 0.5;
  const double width = slope * std::sqrt(variance + 0.5) + intercept;
  for (;;) {
    const double u = random.uniform();
    const double x = centre + width * (random.uniform() - 0.5) / u;
    if (!(x >= static_cast<double>(lowest) && x < static_cast<double>(highest) + 1.0)) continue;
    const auto k = static_cast<std::uint64_t>(x);
    if (wide) {  // a few terms of a series decide; where they cannot, the law itself
      const near_mode::bounds logarithm = near(static_cast<double>(k) - static_cast<double>(mode));
      const double wanted = 2.0 * std::log(u);
      if (wanted < logarithm.lower) return k;
      if (wanted > logarithm.upper) continue;
    }
    if (u * u <= relative_point(law, mode, k)) return k;
  }
}

/// Variates with a small mean: from the lowest value upwards (here 0, whose probability is given).
template <class Law>
std::uint64_t invert_upwards(random_stream& random, const Law& law, double at_zero, std::uint64_t highest) noexcept {
  for (;;) {
    double left = random.uniform();
    double point = at_zero;
    for (std::uint64_t k = 0;; ++k) {
      if (left < point) return k;
      if (k == highest || point < 1e-30) break;  // rounding has left a remainder: once in 1e14
      left -= point;
      point *= law.step(k);
    }
  }
}

/// P(0), by products while they are short.
inline double point_at_zero(const hypergeometric_law& law) noexcept {
  const std::uint64_t few = (std::min)(law.draws, law.successes);
  if (few > 64) return std::exp(law.log_point(0));
  const std::uint64_t others = law.population - (std::max)(law.draws, law.successes);
  double point = 1.0;
  for (std::uint64_t i = 0; i < few;) {
    double missed = 1.0;
    double all = 1.0;
    for (const std::uint64_t stop = (std::min)(few, i + 8); i < stop; ++i) {
      missed *= static_cast<double>(others - i);
      all *= static_cast<double>(law.population - i);
    }
    point *= missed / all;
  }
  return point;
}

}  // namespace leeway::detail

namespace leeway::law {

/// Gamma with the given shape > 0 and scale 1 (Marsaglia & Tsang 2000).
inline double gamma_variate(random_stream& random, double shape) noexcept {
  const double boost = shape < 1.0 ? std::exp(-random.exponential() / shape) : 1.0;
  const double d = (shape < 1.0 ? shape + 1.0 : shape) - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  for (;;) {
    const double x = random.normal();
    const double t = 1.0 + c * x;
    if (t <= 0.0) continue;
    const double v = t * t * t;
    const double u = random.uniform();
    const double square = x * x;
    if (u < 1.0 - 0.0331 * square * square) return boost * d * v;
    if (std::log(u) < 0.5 * square + d * (1.0 - v + std::log(v))) return boost * d * v;
  }
}

/// The successes among n trials of probability p in [0, 1]; exact law, O(1) expected, n up to 2^53.
inline std::uint64_t binomial_variate(random_stream& random, std::uint64_t n, double p) noexcept {
  if (n == 0 || !(p > 0.0)) return 0;
  if (p >= 1.0) return n;
  if (p > 0.5) return n - binomial_variate(random, n, 1.0 - p);
  const double mean = static_cast<double>(n) * p;
  const detail::binomial_law law{static_cast<double>(n), p, 1.0 - p};
  if (mean < 10.0) {
    return detail::invert_upwards(random, law, std::exp(static_cast<double>(n) * std::log1p(-p)), n);
  }
  const auto mode = static_cast<std::uint64_t>((static_cast<double>(n) + 1.0) * p);
  return detail::ratio_of_uniforms(random, law, mean, mean * (1.0 - p), (std::min)(mode, n), 0, n);
}

/**
 * The successes among `draws` records drawn without replacement from `population` records with `successes` successes;
 * exact law, O(1) expected, populations up to 2^53. draws and successes must not exceed the population.
 */
inline std::uint64_t hypergeometric_variate(random_stream& random, std::uint64_t draws, std::uint64_t successes,
                                            std::uint64_t population) noexcept {
  if (draws > population - draws) {
    return successes - hypergeometric_variate(random, population - draws, successes, population);
  }
  if (successes > population - successes) {
    return draws - hypergeometric_variate(random, draws, population - successes, population);
  }
  if (draws == 0 || successes == 0) return 0;
  const detail::hypergeometric_law law{draws, successes, population};
  const double mean = law.mean();
  if (mean < 5.0) return detail::invert_upwards(random, law, detail::point_at_zero(law), law.highest());
  const double total = static_cast<double>(population);
  const double variance =
      mean * (1.0 - static_cast<double>(successes) / total) * (static_cast<double>(population - draws) / (total - 1.0));
  return detail::ratio_of_uniforms(random, law, mean, variance, law.mode(), 0, law.highest());
}

}  // namespace leeway::law

#endif
