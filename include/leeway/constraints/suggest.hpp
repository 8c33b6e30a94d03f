// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CONSTRAINTS_SUGGEST_HPP
#define LEEWAY_CONSTRAINTS_SUGGEST_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/base/value_type.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/constraints/detail/utf8.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/law/binomial.hpp>

namespace leeway {

struct suggest_options {
  std::uint64_t window = 1000;       ///< rows of the smallest window that has to keep a completeness below 1
  double error = 1e-4;               ///< how often such a calm window may fall below it, at most
  std::size_t largest_domain = 100;  ///< columns with more categories get no domain
};

/** The completeness to ask for after `present` of `rows` records had a value: 1 when all had one, else the lowest share
    that a calm window of `options.window` rows (of `rows`, if that is less) shows with probability at least
    1 - `options.error`; larger windows keep it more surely. Half of the error is spent on the one-sided lower bound of
    Clopper and Pearson (1934) for the true share, half on the binomial window given that share. No value without rows.
    O(log rows). */
inline std::optional<double> suggested_completeness(std::uint64_t present, std::uint64_t rows,
                                                    suggest_options options = {}) {
  if (rows == 0) return std::nullopt;
  if (present >= rows) return 1.0;
  const double error = options.error / 2.0;
  const double share = law::clopper_pearson_lower(present, rows, error);
  const std::uint64_t window = rows < options.window ? rows : options.window;
  // P(X < k; share) <= error exactly when the upper bound from k - 1 of the window does not lie above the share.
  std::uint64_t lowest = 0;
  std::uint64_t above = window;
  while (lowest < above) {
    const std::uint64_t k = lowest + (above - lowest + 1) / 2;
    if (law::clopper_pearson_upper(k - 1, window, error) <= share)
      lowest = k;
    else
      above = k - 1;
  }
  return static_cast<double>(lowest) / static_cast<double>(window);
}

namespace detail {

constexpr inferred_type inferred_type_of(value_type type) noexcept {
  switch (type) {
    case value_type::float64:
    case value_type::float32:
      return inferred_type::fractional;
    case value_type::int64:
    case value_type::uint64:
      return inferred_type::integral;
    case value_type::boolean:
      return inferred_type::boolean;
    default:
      return inferred_type::string;
  }
}

constexpr bool has_narrower(inferred_type type) noexcept {
  return type == inferred_type::fractional || type == inferred_type::string;
}

inline void suggest_values(feature_constraints& wanted, const numeric_feature& feature, const suggest_options&) {
  const extremes& seen = feature.statistics().extremes();
  if (!seen.empty()) wanted.non_negative = feature.cells().value(seen.lowest()) >= 0.0;
}

inline void suggest_values(feature_constraints& wanted, const category_feature& feature,
                           const suggest_options& options) {
  const std::span<const std::string> names = feature.cells().names();
  const bool closed = feature.rarity().seen_once == 0 && feature.cells().known_categories() == names.size();
  if (feature.role() != role::feature || !closed || names.size() > options.largest_domain) return;
  for (const std::string& name : names)
    if (!is_utf8(name)) return;
  wanted.domain.assign(names.begin(), names.end());
}

}  // namespace detail

/** Constraints that the baseline keeps, one entry a feature in its order.

  Type: of the given texts (`types[i]` is that of feature i), or without them of the value type; cells of a narrower
  class satisfy it. Completeness: `suggested_completeness`. Sign: of numbers, true when none is negative. Domain: all
  categories of a column that looks closed: at most 100, none met only once, all of them UTF-8, and neither time nor
  identifier. Ranges are left to people.
  @throws std::invalid_argument when `types` is neither empty nor one a feature, or an option makes no sense */
inline constraints suggest(const baseline& past, std::span<const inferred_type> types = {},
                           suggest_options options = {}) {
  const std::span<const any_feature> features = past.features();
  if (!types.empty() && types.size() != features.size())
    detail::throw_invalid_argument("suggest: types of " + std::to_string(types.size()) + " columns, the baseline has " +
                                   std::to_string(features.size()));
  if (options.window == 0) detail::throw_invalid_argument("suggest: window = 0 is not a number of rows");
  if (!(options.error > 0.0 && options.error < 1.0))
    detail::throw_invalid_argument("suggest: error = " + std::to_string(options.error) + " is not within 0 and 1");

  constraints suggested;
  for (std::size_t i = 0; i < features.size(); ++i) {
    const any_feature& feature = features[i];
    const column_statistics& seen = statistics_of(feature);
    const std::uint64_t present = seen.counts().present() + seen.invalid();
    feature_constraints wanted;
    wanted.name = name_of(feature);
    wanted.inferred_type = types.empty() ? detail::inferred_type_of(type_of(feature)) : types[i];
    wanted.exact_type = !detail::has_narrower(wanted.inferred_type);
    wanted.completeness = suggested_completeness(present, present + seen.counts().missing(), options);
    std::visit([&](const auto& one) { detail::suggest_values(wanted, one, options); }, feature);
    suggested.features.push_back(std::move(wanted));
  }
  return suggested;
}

}  // namespace leeway

#endif
