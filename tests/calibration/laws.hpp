// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_CALIBRATION_LAWS_HPP
#define LEEWAY_TESTS_CALIBRATION_LAWS_HPP

#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/law/normal.hpp>

#include "support/samples.hpp"

/// The laws that records are drawn from.
namespace calibration {

using leeway::random_stream;

/// Numbers: either of a list of values, or continuous above a share of zeros.
struct numeric_law {
  std::string name{};
  std::function<double(random_stream&)> record{};
  double zeros = 0.0;                   ///< of a continuous law
  std::function<double(double)> cdf{};  ///< of what is not zero; empty for a list of values
  std::function<double(double)> quantile{};
  std::vector<double> values{};
  samples::shares shares{};

  bool listed() const noexcept { return !cdf; }
};

/// Categories by their number: a list with shares, and what may lie beyond it.
struct category_law {
  std::string name{};
  samples::shares shares{};
  std::function<std::uint64_t(random_stream&)> beyond{};  ///< one category beyond the list
  double beyond_share = 0.0;
};

namespace detail {

inline std::vector<double> multiples(int from, int to, double divisor) {
  std::vector<double> result;
  for (int k = from; k <= to; ++k) result.push_back(static_cast<double>(k) / divisor);
  return result;
}

/// Shares of a standard normal rounded to tenths.
inline samples::shares rounded_shares(const std::vector<double>& values) {
  samples::shares result;
  for (double x : values) result.push_back(leeway::law::normal_cdf(x + 0.05) - leeway::law::normal_cdf(x - 0.05));
  return samples::normalised(std::move(result));
}

inline double draw_poisson(random_stream& random) {
  double left = 3.0 - random.exponential();
  double events = 0.0;
  for (; left > 0.0; left -= random.exponential()) events += 1.0;
  return events;
}

/// P(X >= k) = 1 / sqrt(k), k = 1, 2, ...; half of the records of a fresh thousand are of few values, and new ones
/// never end.
inline category_law open_vocabulary() {
  constexpr double listed = 2000.0;
  category_law law{.name = "open"};
  for (double k = 1.0; k <= listed; k += 1.0) law.shares.push_back(1.0 / std::sqrt(k) - 1.0 / std::sqrt(k + 1.0));
  law.shares = samples::normalised(std::move(law.shares));
  law.beyond_share = 1.0 / std::sqrt(listed + 1.0);
  law.beyond = [](random_stream& random) {
    const double u = random.uniform();
    const double category = (listed + 1.0) / (u * u);
    return category < 0x1p62 ? static_cast<std::uint64_t>(category) : std::uint64_t{1} << 62;
  };
  return law;
}

}  // namespace detail

inline numeric_law shifted_normal(double mean) {
  return {.name = "normal",
          .record = [mean](random_stream& random) { return random.normal() + mean; },
          .cdf = [mean](double x) { return leeway::law::normal_cdf(x - mean); },
          .quantile = [mean](double p) { return leeway::law::normal_quantile(p) + mean; }};
}

/// Uniform but for a share that moved from the lower half to the upper one: D against no move is that share.
inline numeric_law uneven_halves(double moved) {
  const double low = 1.0 - 2.0 * moved;
  const double high = 1.0 + 2.0 * moved;
  const auto quantile = [=](double p) { return p < low / 2.0 ? p / low : 0.5 + (p - low / 2.0) / high; };
  return {.name = "halves",
          .record = [quantile](random_stream& random) { return quantile(random.uniform()); },
          .cdf = [=](double x) { return x < 0.5 ? x * low : low / 2.0 + (x - 0.5) * high; },
          .quantile = quantile};
}

/// The numbers of the grid.
inline std::vector<numeric_law> numeric_laws() {
  const std::vector<double> tenths = detail::multiples(-80, 80, 10.0);
  return {shifted_normal(0.0),
          {.name = "rounded",
           .record = [](random_stream& random) { return std::round(random.normal() * 10.0) / 10.0; },
           .values = tenths,
           .shares = detail::rounded_shares(tenths)},
          {.name = "poisson",
           .record = detail::draw_poisson,
           .values = detail::multiples(0, 40, 1.0),
           .shares = samples::poisson(41, 3.0)},
          {.name = "zero_heavy",
           .record = [](random_stream& random) { return random.below(5) < 3 ? 0.0 : random.exponential(); },
           .zeros = 0.6,
           .cdf = [](double x) { return -std::expm1(-x); },
           .quantile = [](double p) { return -std::log1p(-p); }}};
}

/// The categories of the grid.
inline std::vector<category_law> category_laws() {
  return {{.name = "zipf", .shares = samples::zipf(200, 1.1)},
          {.name = "geometric", .shares = samples::geometric(200, 0.05)},
          detail::open_vocabulary()};
}

}  // namespace calibration

#endif
