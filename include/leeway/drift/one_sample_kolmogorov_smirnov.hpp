// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DRIFT_ONE_SAMPLE_KOLMOGOROV_SMIRNOV_HPP
#define LEEWAY_DRIFT_ONE_SAMPLE_KOLMOGOROV_SMIRNOV_HPP

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/base/test_result.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/law/kolmogorov_one_sample.hpp>

namespace leeway {
namespace detail {

/// F of the sorted values, checked.
template <class Cdf>
std::vector<double> shares_below(std::span<const double> sorted, Cdf& cdf) {
  std::vector<double> shares;
  shares.reserve(sorted.size());
  for (double value : sorted) {
    constexpr double rounding = 1e-12;
    const double found = cdf(value);
    const double before = shares.empty() ? 0.0 : shares.back();
    const double share = (std::min)((std::max)(found, before), 1.0);
    if (!(std::fabs(found - share) <= rounding))
      throw_invalid_argument("one_sample_kolmogorov_smirnov: cdf(" + exact_text(value) + ") = " + exact_text(found) +
                             ": wanted a function that grows from 0 to 1");
    shares.push_back(share);
  }
  return shares;
}

/// sup |F_n - F| for continuous F: both ends of each step.
inline double distance_to_shares(std::span<const double> shares) noexcept {
  const auto n = static_cast<double>(shares.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < shares.size(); ++i)
    largest = (std::max)({largest, static_cast<double>(i + 1) / n - shares[i], shares[i] - static_cast<double>(i) / n});
  return largest;
}

}  // namespace detail

/** Kolmogorov and Smirnov's one-sample test: do the values follow this law?

  `cdf(x)` = P(X <= x) of a continuous law known **beforehand**. If its parameters were estimated from the same values
  (a mean, a deviation), D comes out smaller than chance makes it and the p-value far too large: this test is then wrong
  (Lilliefors 1967). A baseline is a sample as well: to compare with one, use `kolmogorov_smirnov`.

  Statistic and effect: D = sup |F_n - F|, a share of rows, with Massart's (1990) 95 % band. NaN is missing and left
  out; infinities are values. Equal values have probability 0 under a continuous law: flag `ties`, the p-value takes
  them as they are. No value without records. `baseline_n` is 0: a law has no records.
  @throws std::invalid_argument when cdf falls between two of the values, or leaves [0, 1]; std::bad_alloc
  Allocates two copies of the values; O(n log n) and the law, see `law::kolmogorov_one_sample_upper`. */
template <class Cdf>
requires std::regular_invocable<Cdf&, double> test_result one_sample_kolmogorov_smirnov(std::span<const double> values,
                                                                                        Cdf&& cdf) {
  test_result result{.test = "one_sample_kolmogorov_smirnov"};
  std::vector<double> sorted;
  sorted.reserve(values.size());
  for (double value : values)
    if (!detail::is_nan(value)) sorted.push_back(value);
  if (sorted.empty()) return result;
  std::sort(sorted.begin(), sorted.end());
  const double distance = detail::distance_to_shares(detail::shares_below(sorted, cdf));
  const double band = std::sqrt(std::log(2.0 / 0.05) / (2.0 * static_cast<double>(sorted.size())));
  result.window_n = sorted.size();
  result.statistic = result.effect = distance;
  result.statistic_interval = {distance, distance};
  result.effect_interval = {(std::max)(0.0, distance - band), (std::min)(1.0, distance + band)};
  result.log_p_value = law::kolmogorov_one_sample_upper(sorted.size(), distance).log_p;
  result.log_p_interval = {result.log_p_value, result.log_p_value};
  result.method = law::kolmogorov_one_sample_is_exact(sorted.size(), distance) ? p_method::exact : p_method::asymptotic;
  result.flags.set(flag::ties, std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end());
  return result;
}

}  // namespace leeway

#endif
