// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_MONTE_CARLO_HPP
#define LEEWAY_LAW_MONTE_CARLO_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/base/random.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/law/sampling.hpp>

namespace leeway::law {

/**
 * The law of a window's counts over the baseline's cells when nothing has changed and values are continuous:
 * Dirichlet-multinomial(m; weights), the weights being the differences of the ranks of the cells' edges, which add up
 * to n + 1. The baseline's own sampling error is in it.
 */
class urn_law {
 public:
  /// A law to be given its weights by `assign`, which then allocates nothing up to so many cells.
  explicit urn_law(std::size_t most_cells) {
    weights_.reserve(most_cells);
    gammas_.reserve(most_cells);
  }
  /// Copies the weights. Throws std::invalid_argument without any positive weight, std::bad_alloc.
  urn_law(std::span<const std::uint64_t> weights, std::uint64_t m) { assign(weights, m); }

  void assign(std::span<const std::uint64_t> weights, std::uint64_t m) {
    if (std::all_of(weights.begin(), weights.end(), [](std::uint64_t weight) { return weight == 0; })) {
      leeway::detail::throw_invalid_argument("urn_law: weights: no positive weight among " +
                                             std::to_string(weights.size()));
    }
    weights_.assign(weights.begin(), weights.end());
    gammas_.assign(weights.size(), 0.0);
    size_ = m;
  }

  std::size_t cells() const noexcept { return weights_.size(); }

  /// One count vector that adds up to m; `window` has one place a cell. Allocation-free; O(cells).
  void draw(random_stream& random, std::span<std::uint64_t> window) noexcept {
    double rest = 0.0;  // summed from the end, so that the conditional shares below never see a difference
    for (std::size_t k = weights_.size(); k-- > 0;) {
      const double gamma = weights_[k] == 0 ? 0.0 : gamma_variate(random, static_cast<double>(weights_[k]));
      rest += gamma;
      gammas_[k] = gamma > 0.0 ? gamma / rest : 0.0;
    }
    std::uint64_t left = size_;
    for (std::size_t k = 0; k < weights_.size(); ++k) {
      window[k] = binomial_variate(random, left, gammas_[k]);
      left -= window[k];
    }
  }

 private:
  std::vector<std::uint64_t> weights_;
  std::vector<double> gammas_;
  std::uint64_t size_ = 0;
};

/**
 * The law of a window's counts given the counts of both sides together, when nothing has changed: every choice of m of
 * the pooled records is as likely (multivariate hypergeometric). For repeated values and categories.
 */
class split_law {
 public:
  /// A law to be given its counts by `assign`, which then allocates nothing up to so many cells.
  explicit split_law(std::size_t most_cells) { pooled_.reserve(most_cells); }
  /// Copies the counts. Throws std::invalid_argument when m exceeds their sum, std::bad_alloc.
  split_law(std::span<const std::uint64_t> pooled, std::uint64_t m) { assign(pooled, m); }

  void assign(std::span<const std::uint64_t> pooled, std::uint64_t m) {
    std::uint64_t total = 0;
    for (const std::uint64_t count : pooled) total += count;
    if (m > total) {
      leeway::detail::throw_invalid_argument("split_law: m: " + std::to_string(m) + " of " + std::to_string(total) +
                                             " pooled records");
    }
    pooled_.assign(pooled.begin(), pooled.end());
    size_ = m;
    total_ = total;
  }

  std::size_t cells() const noexcept { return pooled_.size(); }

  /// One count vector that adds up to m; `window` has one place a cell. Allocation-free; O(cells).
  void draw(random_stream& random, std::span<std::uint64_t> window) const noexcept {
    std::uint64_t records = total_;
    std::uint64_t left = size_;
    for (std::size_t k = 0; k < pooled_.size(); ++k) {
      window[k] = hypergeometric_variate(random, left, pooled_[k], records);
      left -= window[k];
      records -= pooled_[k];
    }
  }

 private:
  std::vector<std::uint64_t> pooled_;
  std::uint64_t size_ = 0;
  std::uint64_t total_ = 0;
};

/// A Monte Carlo p-value and what it rests on; never 0.
struct monte_carlo_tail {
  double p = no_value;
  std::uint64_t draws = 0;
  std::uint64_t exceedances = 0;
};

/**
 * P(T >= observed) by simulation, stopped early when it is plainly not small (Besag & Clifford 1991): after `stop_at`
 * exceedances p = stop_at / draws; otherwise p = (1 + exceedances) / (1 + draws). Both are valid p-values: P(p <= a) <=
 * a whatever `most_draws` and `stop_at` are.
 *
 * `statistic_of(r)` is the statistic of draw r = 0, 1, ..., asked for in this order; where it comes from does not
 * matter. A draw exceeds when its statistic is at least observed - 1e-12 |observed|: equal tables must count as equal
 * although their statistics were summed in another order or compiled with other flags, and counting one too many errs
 * on the safe side. No value when `observed` is none.
 */
template <class StatisticOf>
monte_carlo_tail monte_carlo_in_order(StatisticOf&& statistic_of, double observed, std::uint64_t most_draws,
                                      std::uint64_t stop_at) {
  if (leeway::detail::is_nan(observed) || most_draws == 0) return {};
  const double threshold = observed - 1e-12 * std::fabs(observed);
  monte_carlo_tail result;
  while (result.draws < most_draws) {
    if (statistic_of(result.draws++) >= threshold) ++result.exceedances;
    if (stop_at > 0 && result.exceedances == stop_at) {
      result.p = static_cast<double>(stop_at) / static_cast<double>(result.draws);
      return result;
    }
  }
  result.p = static_cast<double>(1 + result.exceedances) / static_cast<double>(1 + result.draws);
  return result;
}

/**
 * The same where `statistic(random)` draws from the null law with the given random_stream and returns the statistic of
 * what it drew. Draw r uses random_stream(seed, r), so the result is a function of the arguments alone.
 */
template <class Statistic>
monte_carlo_tail monte_carlo(Statistic&& statistic, double observed, std::uint64_t seed,
                             std::uint64_t most_draws = 9999, std::uint64_t stop_at = 20) {
  const auto statistic_of = [&](std::uint64_t draw) {
    random_stream random(seed, draw);
    return statistic(random);
  };
  return monte_carlo_in_order(statistic_of, observed, most_draws, stop_at);
}

}  // namespace leeway::law

#endif
