// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_CALIBRATION_TRUTH_HPP
#define LEEWAY_TESTS_CALIBRATION_TRUTH_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <string_view>

#include <leeway/base/interval.hpp>
#include <leeway/law/normal.hpp>

#include "support/samples.hpp"

/// What a test estimates, from the laws themselves; `no_value` where it is not known here.
namespace calibration {

namespace detail {

template <class Term>
double sum_over_cells(const samples::shares& then, const samples::shares& now, Term&& term) {
  double sum = 0.0;
  for (std::size_t k = 0; k < then.size(); ++k) sum += term(then[k], now[k]);
  return sum;
}

/// p log(p / q), 0 where p is 0.
inline double divergence_term(double p, double q) { return p > 0.0 ? p * std::log(p / q) : 0.0; }

inline double total_variation(const samples::shares& then, const samples::shares& now) {
  return sum_over_cells(then, now, [](double p, double q) { return std::fabs(p - q); }) / 2.0;
}
inline double largest_rise(const samples::shares& then, const samples::shares& now) {
  double rise = 0.0;
  for (std::size_t k = 0; k < then.size(); ++k) rise = (std::max)(rise, now[k] - then[k]);
  return rise;
}
inline double jensen_shannon(const samples::shares& then, const samples::shares& now) {
  const double twice = sum_over_cells(then, now, [](double p, double q) {
    const double middle = (p + q) / 2.0;
    return divergence_term(p, middle) + divergence_term(q, middle);
  });
  return std::sqrt(twice / 2.0 / std::numbers::ln2);
}

}  // namespace detail

/// The effect in the unit of the test, between two laws over the same categories.
inline double true_effect(std::string_view test, const samples::shares& then, const samples::shares& now) {
  if (test == "chi_squared" || test == "likelihood_ratio")
    return std::sqrt(detail::sum_over_cells(then, now, [](double p, double q) { return (p - q) * (p - q) / (p + q); }) /
                     2.0);
  if (test == "jensen_shannon") return detail::jensen_shannon(then, now);
  if (test == "population_stability")
    return detail::sum_over_cells(then, now, [](double p, double q) { return (q - p) * std::log(q / p); });
  if (test == "hellinger")
    return std::sqrt(detail::sum_over_cells(then, now,
                                            [](double p, double q) {
                                              const double difference = std::sqrt(p) - std::sqrt(q);
                                              return difference * difference;
                                            }) /
                     2.0);
  if (test == "kullback_leibler")
    return detail::sum_over_cells(then, now, [](double p, double q) { return detail::divergence_term(q, p); });
  if (test == "total_variation") return detail::total_variation(then, now);
  if (test == "l_infinity") return detail::largest_rise(then, now);
  return leeway::no_value;
}

/// The change as a share of rows that the verdict rule judges.
inline double true_share(std::string_view test, const samples::shares& then, const samples::shares& now) {
  return test == "l_infinity" ? detail::largest_rise(then, now) : detail::total_variation(then, now);
}

/// The largest gap between the distribution functions of two normal laws.
inline double true_gap_of_shift(double shift) { return 2.0 * leeway::law::normal_cdf(std::fabs(shift) / 2.0) - 1.0; }

namespace detail {

/// The integral of weight(H, 1 - H) (F - G)^2 over H, the law of both sides together: Simpson's rule, far finer than
/// needed.
template <class Weight>
double squared_gap_of_shift(double shift, double baseline_part, Weight&& weight) {
  constexpr int steps = 4000;
  constexpr double reach = 10.0;
  const auto density = [](double x) { return std::exp(-x * x / 2.0) / std::sqrt(2.0 * std::numbers::pi); };
  double sum = 0.0;
  for (int i = 0; i <= steps; ++i) {
    const double x = shift / 2.0 + reach * (2.0 * i / steps - 1.0);
    const double gap = leeway::law::normal_cdf(x) - leeway::law::normal_cdf(x - shift);
    const double below =
        baseline_part * leeway::law::normal_cdf(x) + (1.0 - baseline_part) * leeway::law::normal_cdf(x - shift);
    const double above =
        baseline_part * leeway::law::normal_cdf(-x) + (1.0 - baseline_part) * leeway::law::normal_cdf(shift - x);
    const double together = baseline_part * density(x) + (1.0 - baseline_part) * density(x - shift);
    const double factor = i == 0 || i == steps ? 1.0 : (i % 2 == 1 ? 4.0 : 2.0);
    sum += factor * gap * gap * weight(below, above) * together;
  }
  return sum * 2.0 * reach / steps / 3.0;
}

}  // namespace detail

/// The effect of a test that needs an order, between a standard normal law and a shifted one. `baseline_part`: of the
/// records of both sides.
inline double true_effect_of_shift(std::string_view test, double shift, double baseline_part) {
  if (test == "kolmogorov_smirnov" || test == "kuiper") return true_gap_of_shift(shift);
  if (test == "wasserstein") return std::fabs(shift);
  if (test == "mann_whitney") return leeway::law::normal_cdf(shift / std::numbers::sqrt2);
  if (test == "cramer_von_mises")
    return std::sqrt(detail::squared_gap_of_shift(shift, baseline_part, [](double, double) { return 1.0; }));
  if (test == "anderson_darling")
    return std::sqrt(detail::squared_gap_of_shift(shift, baseline_part,
                                                  [](double below, double above) { return 1.0 / (below * above); }));
  return leeway::no_value;
}

}  // namespace calibration

#endif
