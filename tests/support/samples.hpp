// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_SAMPLES_HPP
#define LEEWAY_TESTS_SUPPORT_SAMPLES_HPP

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/law/sampling.hpp>

/// Random records of known laws, and how often a thing of known probability may happen.
namespace samples {

using shares = std::vector<double>;
using cell_counts = std::vector<std::uint64_t>;

inline shares normalised(shares weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (double& weight : weights) weight /= sum;
  return weights;
}
inline shares equal(std::size_t cells) { return shares(cells, 1.0 / static_cast<double>(cells)); }
inline shares zipf(std::size_t cells, double exponent) {
  shares weights;
  for (std::size_t k = 1; k <= cells; ++k) weights.push_back(std::pow(static_cast<double>(k), -exponent));
  return normalised(weights);
}
inline shares geometric(std::size_t cells, double success) {
  shares weights;
  for (std::size_t k = 0; k < cells; ++k) weights.push_back(std::pow(1.0 - success, static_cast<double>(k)));
  return normalised(weights);
}
inline shares poisson(std::size_t cells, double mean) {
  shares weights;
  for (std::size_t k = 0; k < cells; ++k)
    weights.push_back(std::exp(static_cast<double>(k) * std::log(mean) - std::lgamma(static_cast<double>(k) + 1.0)));
  return normalised(weights);
}

/// How many of `records` fall into each cell.
inline cell_counts draw(leeway::random_stream& random, std::uint64_t records, const shares& law) {
  cell_counts result;
  double left = 1.0;
  for (double share : law) {
    const double of_rest = left > share ? share / left : 1.0;
    result.push_back(leeway::law::binomial_variate(random, records, of_rest));
    records -= result.back();
    left -= share;
  }
  result.back() += records;
  return result;
}

inline void shuffle(leeway::random_stream& random, std::vector<double>& values) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.below(i)]);
}

/// The smallest c for which a thing of probability `rate` happens more than c times in `runs` with a probability of at
/// most `failure`. Terms of the binomial law, added from the top.
inline std::uint64_t at_most(std::uint64_t runs, double rate, double failure) {
  const auto size = static_cast<double>(runs);
  double tail = 0.0;
  for (std::uint64_t k = runs;; --k) {
    const auto hits = static_cast<double>(k);
    tail += std::exp(std::lgamma(size + 1.0) - std::lgamma(hits + 1.0) - std::lgamma(size - hits + 1.0) +
                     hits * std::log(rate) + (size - hits) * std::log1p(-rate));
    if (tail > failure || k == 0) return k;
  }
}

}  // namespace samples

#endif
