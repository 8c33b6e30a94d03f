// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_LAW_BETA_BINOMIAL_HPP
#define LEEWAY_LAW_BETA_BINOMIAL_HPP

#include <cmath>
#include <cstdint>

#include <leeway/law/detail/discrete_sum.hpp>
#include <leeway/law/detail/stirling.hpp>
#include <leeway/law/hypergeometric.hpp>
#include <leeway/law/tail.hpp>

namespace leeway::detail {

struct beta_binomial_law {
  double size;
  double alpha;
  double beta;

  double mean() const noexcept { return size * (alpha / (alpha + beta)); }
  double step(std::uint64_t j) const noexcept {
    const double k = static_cast<double>(j);
    return (size - k) * (k + alpha) / ((k + 1.0) * (size - k - 1.0 + beta));
  }
  double deviation() const noexcept {
    const double total = alpha + beta;
    return std::sqrt(mean() * (beta / total) * ((total + size) / (total + 1.0)));
  }
  double log_point(std::uint64_t j) const noexcept { return log_point_at(static_cast<double>(j)); }
  double log_point_at(double k) const noexcept {
    const double rest = size - k;
    const double small_product = alpha * rest;
    const double lost = std::fma(-alpha, rest, small_product);  // k*beta - alpha*rest without cancellation (Kahan)
    const double difference = std::fma(k, beta, -small_product) + lost;
    const double weight = log_table_weight(k, alpha, rest, beta, difference / (alpha + beta + size));
    return weight + std::log(alpha / (k + alpha) * (beta / (rest + beta)) / ((alpha + beta) / (alpha + beta + size)));
  }
};

/// Whole parameters: then the law is that of a lot drawn from alpha + beta - 1 old and m new records in random order,
/// and its tail a hypergeometric one with far fewer terms when the parameters are small.
inline bool is_whole_count(double x) noexcept { return x >= 1.0 && x <= 0x1p52 && x <= std::floor(x); }

}  // namespace leeway::detail

namespace leeway::law {

/**
 * P(X >= k) for X beta-binomial: of m new records, the number that succeed with a probability that is itself
 * Beta(alpha, beta). For continuous records it is the exact law of how many of m fall into a baseline cell of weight
 * alpha when all cells weigh alpha + beta = n + 1 (Wilks 1941). Relative accuracy about 1e-12.
 * Whole alpha and beta: O(standard deviation of a hypergeometric law), at most O(sqrt(min(m, alpha + beta))) terms.
 * Otherwise O(standard deviation) terms, but beyond 32768 of them an integral: at most a few milliseconds. No value
 * unless both are positive.
 */
inline tail beta_binomial_upper(std::uint64_t k, std::uint64_t m, double alpha, double beta) noexcept {
  if (!(alpha > 0.0 && beta > 0.0)) return {};
  if (k == 0) return sure;
  if (k > m) return impossible;
  if (detail::is_whole_count(alpha) && detail::is_whole_count(beta)) {
    const auto old_below = static_cast<std::uint64_t>(alpha);
    const std::uint64_t old_all = old_below + static_cast<std::uint64_t>(beta) - 1;
    return hypergeometric_upper(k, k + old_below - 1, m, m + old_all);
  }
  return detail::upper_tail(detail::beta_binomial_law{static_cast<double>(m), alpha, beta}, k, 0, m);
}

/// P(X <= k); see `beta_binomial_upper`.
inline tail beta_binomial_lower(std::uint64_t k, std::uint64_t m, double alpha, double beta) noexcept {
  if (!(alpha > 0.0 && beta > 0.0)) return {};
  return k >= m ? sure : beta_binomial_upper(m - k, m, beta, alpha);
}

}  // namespace leeway::law

#endif
