// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_JSON_CONTRIBUTIONS_HPP
#define LEEWAY_INTEROP_JSON_CONTRIBUTIONS_HPP

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/base/order_key.hpp>
#include <leeway/drift/contribution.hpp>
#include <leeway/interop/json_text.hpp>

namespace leeway {

/// How many contributions a test shows at most, the pool of the rest included.
inline constexpr std::size_t most_contributions = 32;

namespace detail {

/// Null where a bin has no end.
inline nlohmann::ordered_json json_label(const cell_label& label) {
  if (label.what == cell_label::kind::value) return nlohmann::ordered_json::object({{"value", label.value}});
  if (label.what == cell_label::kind::pool) return nlohmann::ordered_json::object({{"pool", label.pooled}});
  const bool open_below = is_infinite(label.range.lower) && label.range.lower < 0.0;
  const bool open_above = is_infinite(label.range.upper) && label.range.upper > 0.0;
  return {{"lower", open_below ? nlohmann::ordered_json() : json_number(label.range.lower)},
          {"upper", open_above ? nlohmann::ordered_json() : json_number(label.range.upper)}};
}

inline nlohmann::ordered_json json_contribution(const contribution& one) {
  return {{"bin", json_label(one.cell)},
          {"baseline_share", json_number(one.baseline_share)},
          {"window_share", json_number(one.window_share)},
          {"contribution", json_number(one.amount)}};
}

/// Many cells as one: shares and amounts are sums.
inline contribution pool_of(std::span<const contribution> cells) {
  contribution pool{{.what = cell_label::kind::pool}, 0.0, 0.0, 0.0};
  for (const contribution& one : cells) {
    pool.cell.pooled += one.cell.what == cell_label::kind::pool ? (std::max)(one.cell.pooled, std::size_t{1}) : 1;
    pool.baseline_share += one.baseline_share;
    pool.window_share += one.window_share;
    pool.amount += one.amount;
  }
  return pool;
}

/// What has no value says nothing; the largest first, equal ones in the order of the cells.
inline std::vector<contribution> ranked(std::span<const contribution> cells) {
  std::vector<contribution> kept;
  for (const contribution& one : cells)
    if (!is_nan(one.baseline_share) && !is_nan(one.window_share) && !is_nan(one.amount)) kept.push_back(one);
  std::stable_sort(kept.begin(), kept.end(), [](const contribution& a, const contribution& b) {
    return std::fabs(a.amount) > std::fabs(b.amount);
  });
  return kept;
}

}  // namespace detail

/// The contributions of a test, largest first: all of them up to 32, else 31 and the pool of the others.
[[nodiscard]] inline nlohmann::ordered_json to_json(std::span<const contribution> contributions) {
  const std::vector<contribution> kept = detail::ranked(contributions);
  const std::size_t shown = kept.size() <= most_contributions ? kept.size() : most_contributions - 1;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (std::size_t i = 0; i < shown; ++i) list.push_back(detail::json_contribution(kept[i]));
  if (shown < kept.size()) list.push_back(detail::json_contribution(detail::pool_of(std::span(kept).subspan(shown))));
  return list;
}

}  // namespace leeway

#endif
