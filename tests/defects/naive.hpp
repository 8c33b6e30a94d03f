// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_DEFECTS_NAIVE_HPP
#define LEEWAY_TESTS_DEFECTS_NAIVE_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include <leeway/law/chi_squared.hpp>

/// Rules that monitors ship, so that a test can show that what it guards against is real.
namespace naive {

using row = std::span<const std::uint64_t>;

inline double total(row a) { return static_cast<double>(std::accumulate(a.begin(), a.end(), std::uint64_t{0})); }

inline std::vector<double> shares(row a) {
  std::vector<double> result;
  for (std::uint64_t count : a) result.push_back(static_cast<double>(count) / total(a));
  return result;
}

/// X2 of a window against expected counts, as if the baseline were the truth; infinite where it has no record.
inline double goodness_of_fit(row a, row b) {
  const std::vector<double> p = shares(a);
  double sum = 0.0;
  for (std::size_t k = 0; k < b.size(); ++k) {
    const double expected = p[k] * total(b);
    const double difference = static_cast<double>(b[k]) - expected;
    if (expected > 0.0)
      sum += difference * difference / expected;
    else if (b[k] > 0)
      return std::numeric_limits<double>::infinity();
  }
  return sum;
}
inline double goodness_of_fit_p(row a, row b) {
  return leeway::law::chi_squared_upper(goodness_of_fit(a, b), static_cast<double>(a.size()) - 1.0).p;
}

/// PSI with a share of 0 replaced by `fill`.
inline double filled_psi(row a, row b, double fill) {
  const std::vector<double> p = shares(a);
  const std::vector<double> q = shares(b);
  double sum = 0.0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    const double then = p[k] > 0.0 ? p[k] : fill;
    const double now = q[k] > 0.0 ? q[k] : fill;
    sum += (now - then) * (std::log(now) - std::log(then));
  }
  return sum;
}

/// Jensen-Shannon distance in base e.
inline double jensen_shannon(row a, row b) {
  const std::vector<double> p = shares(a);
  const std::vector<double> q = shares(b);
  const auto part = [](double x, double middle) { return x > 0.0 ? x * std::log(x / middle) : 0.0; };
  double sum = 0.0;
  for (std::size_t k = 0; k < p.size(); ++k) {
    const double middle = 0.5 * (p[k] + q[k]);
    sum += 0.5 * (part(p[k], middle) + part(q[k], middle));
  }
  return std::sqrt(std::max(0.0, sum));
}

struct histograms {
  std::vector<std::uint64_t> baseline;
  std::vector<std::uint64_t> window;
};

inline std::vector<std::uint64_t> histogram(std::span<const double> values, double lowest, double highest,
                                            std::size_t bins) {
  std::vector<std::uint64_t> result(bins);
  for (double x : values) {
    const double at = (x - lowest) / (highest - lowest) * static_cast<double>(bins);
    ++result[static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(bins) - 1.0))];
  }
  return result;
}

/// Bins of equal width over the range of baseline and window together.
inline histograms pooled_histograms(std::span<const double> past, std::span<const double> live, std::size_t bins) {
  const auto [low_a, high_a] = std::minmax_element(past.begin(), past.end());
  const auto [low_b, high_b] = std::minmax_element(live.begin(), live.end());
  const double lowest = std::min(*low_a, *low_b);
  const double highest = std::max(*high_a, *high_b);
  return {histogram(past, lowest, highest, bins), histogram(live, lowest, highest, bins)};
}

}  // namespace naive

#endif
