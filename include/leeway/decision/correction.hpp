// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_DECISION_CORRECTION_HPP
#define LEEWAY_DECISION_CORRECTION_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <leeway/base/order_key.hpp>

namespace leeway {

/// How p-values are corrected for being many.
enum class correction : std::uint8_t {
  holm,                ///< bounds the probability of any false alarm in the report (Holm 1979): the default
  bonferroni,          ///< the same, never sharper
  benjamini_hochberg,  ///< bounds the expected share of false alarms among the alarms, for independent questions (1995)
  benjamini_yekutieli  ///< the same under any dependence (2001)
};

constexpr std::string_view to_string(correction c) noexcept {
  constexpr std::string_view names[] = {"holm", "bonferroni", "benjamini_hochberg", "benjamini_yekutieli"};
  return names[static_cast<std::uint8_t>(c)];
}

namespace detail {

/// log(1 + 1/2 + ... + 1/size).
inline double log_harmonic(std::size_t size) noexcept {
  double sum = 0.0;
  for (std::size_t i = size; i >= 1; --i) sum += 1.0 / static_cast<double>(i);
  return std::log(sum);
}

}  // namespace detail

/** Adjusted log p-values, in the order of the given ones, for a family of `family` questions fixed beforehand.

  A question without a p-value (NaN) stays without; it still belongs to the family, as if its p-value were 1. In logs,
  so that p-values below 1e-308 keep their order. O(k log k); allocates. */
[[nodiscard]] inline std::vector<double> adjust(std::span<const double> log_p_values, correction how,
                                                std::size_t family) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < log_p_values.size(); ++i)
    if (!detail::is_nan(log_p_values[i])) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return log_p_values[a] < log_p_values[b]; });

  std::vector<double> adjusted(log_p_values.begin(), log_p_values.end());
  const auto size = static_cast<double>(family);
  const auto factor = [&](std::size_t rank) {  // rank from 1, of the smallest
    const auto r = static_cast<double>(rank);
    switch (how) {
      case correction::holm:
        return std::log(size - r + 1.0);
      case correction::bonferroni:
        return std::log(size);
      case correction::benjamini_hochberg:
        return std::log(size / r);
      default:
        return std::log(size / r) + detail::log_harmonic(family);
    }
  };
  for (std::size_t rank = 1; rank <= order.size(); ++rank) {
    double& value = adjusted[order[rank - 1]];
    value = (std::min)(0.0, value + factor(rank));
  }
  const bool step_down = how == correction::holm || how == correction::bonferroni;
  if (step_down) {
    for (std::size_t i = 1; i < order.size(); ++i)
      adjusted[order[i]] = (std::max)(adjusted[order[i]], adjusted[order[i - 1]]);
  } else {
    for (std::size_t i = order.size(); i-- > 1;)
      adjusted[order[i - 1]] = (std::min)(adjusted[order[i - 1]], adjusted[order[i]]);
  }
  return adjusted;
}

}  // namespace leeway

#endif
