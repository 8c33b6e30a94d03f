// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_CONSTRAINTS_EVALUATE_HPP
#define LEEWAY_CONSTRAINTS_EVALUATE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/constraints/constraints.hpp>
#include <leeway/constraints/detail/description.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/constraints/observed_table.hpp>
#include <leeway/constraints/violation.hpp>

namespace leeway {
namespace detail {

inline double ratio(std::uint64_t part, std::uint64_t whole) noexcept {
  return static_cast<double>(part) / static_cast<double>(whole);
}

/// Cells that satisfy the declared type, of those that hold something; 0 of 0 where the cells cannot tell.
struct type_match {
  std::uint64_t matching = 0;
  std::uint64_t present = 0;
};

inline type_match match_type(const feature_constraints& wanted, const observed_column& seen) noexcept {
  const inferred_type type = wanted.inferred_type;
  const bool numeric_type = type == inferred_type::integral || type == inferred_type::fractional;
  if (!seen.types && !(numeric_type && seen.numeric)) return {};
  if (!seen.types) return {seen.present, seen.present + seen.invalid};
  const type_counter& types = *seen.types;
  type_match match{types.count(type), types.present()};
  if (wanted.exact_type) return match;
  if (type == inferred_type::string) match.matching = match.present;
  if (type == inferred_type::fractional) match.matching += types.count(inferred_type::integral);
  return match;
}

inline void check_type(const feature_constraints& wanted, const observed_column& seen, double threshold,
                       std::vector<violation>& found) {
  if (wanted.inferred_type == inferred_type::unknown) return;
  const type_match match = match_type(wanted, seen);
  if (match.present == 0) return;
  if (ratio(match.matching, match.present) >= threshold) return;
  const std::string type(to_string(wanted.inferred_type));
  found.push_back({wanted.name, "data_type_check",
                   "Data type match requirement is not met. Expected data type: " + type +
                       ", Expected match: " + decimal_percent(threshold) + ". Observed: Only " +
                       decimal_percent(match.matching, match.present) + " of data is " + type + "."});
}

inline void check_completeness(const feature_constraints& wanted, const observed_column& seen,
                               std::vector<violation>& found) {
  if (!wanted.completeness || seen.records() == 0) return;
  const std::uint64_t present = seen.present + seen.invalid;
  if (ratio(present, seen.records()) >= *wanted.completeness) return;
  found.push_back(
      {wanted.name, "completeness_check",
       "Completeness requirement is not met. Expected completeness: " + decimal_percent(*wanted.completeness) +
           ". Observed: Only " + decimal_percent(present, seen.records()) + " of rows have a value."});
}

inline void check_range(const feature_constraints& wanted, const observed_column& seen, std::vector<violation>& found) {
  if (is_nan(seen.smallest) || is_nan(seen.largest)) return;
  if (wanted.non_negative.value_or(false) && seen.smallest < 0.0)
    found.push_back({wanted.name, "sign_check",
                     "Sign requirement is not met. Expected: no value below 0. Observed: smallest value " +
                         decimal_text(seen.smallest) + "."});
  const bool low = wanted.minimum && seen.smallest < *wanted.minimum;
  const bool high = wanted.maximum && seen.largest > *wanted.maximum;
  if (!low && !high) return;
  std::string expected;
  if (wanted.minimum) expected += "at least " + decimal_text(*wanted.minimum);
  if (wanted.maximum) expected += (expected.empty() ? "at most " : " and at most ") + decimal_text(*wanted.maximum);
  std::string observed;
  if (low) observed += "smallest value " + decimal_text(seen.smallest);
  if (high) observed += (observed.empty() ? "largest value " : ", largest value ") + decimal_text(seen.largest);
  found.push_back({wanted.name, "range_check",
                   "Range requirement is not met. Expected: " + expected + ". Observed: " + observed + "."});
}

/// Most frequent first, then by name.
inline std::vector<std::string> by_frequency(std::vector<observed_value> values) {
  std::sort(values.begin(), values.end(), [](const observed_value& a, const observed_value& b) {
    return a.records != b.records ? a.records > b.records : a.name < b.name;
  });
  std::vector<std::string> names;
  for (observed_value& value : values) names.push_back(std::move(value.name));
  return names;
}

inline void check_domain(const feature_constraints& wanted, const observed_column& seen, double threshold,
                         std::vector<violation>& found) {
  if (wanted.domain.empty() || seen.numeric || seen.present == 0) return;
  std::vector<std::string> domain = wanted.domain;
  std::sort(domain.begin(), domain.end());
  domain.erase(std::unique(domain.begin(), domain.end()), domain.end());
  std::vector<observed_value> strangers;
  std::uint64_t outside = 0;
  std::size_t named = 0;
  for (const observed_value& value : seen.values) {
    if (std::binary_search(domain.begin(), domain.end(), value.name)) {
      ++named;
      continue;
    }
    outside += value.records;
    if (value.records > 0) strangers.push_back(value);
  }
  if (named == domain.size()) outside += seen.unnamed;
  const std::uint64_t inside = seen.present - outside;
  if (ratio(inside, seen.present) >= threshold) return;
  std::string text = "Categorical values requirement is not met. Expected match: " + decimal_percent(threshold) +
                     ". Observed: Only " + decimal_percent(inside, seen.present) + " of values are in the domain.";
  const std::vector<std::string> names = by_frequency(std::move(strangers));
  if (!names.empty()) text += " Not in the domain: " + joined_text(names, 5);
  found.push_back({wanted.name, "categorical_values_check", std::move(text)});
}

inline void check_columns(const constraints& wanted, const observed_table& seen, std::vector<violation>& found) {
  const auto counted = [&](std::string_view what) {
    return "There are " + std::string(what) +
           " columns in current dataset. Number of columns in current dataset: " + std::to_string(seen.columns.size()) +
           ", Number of columns in baseline constraints: " + std::to_string(wanted.features.size());
  };
  std::vector<std::string> missing;
  for (const feature_constraints& feature : wanted.features)
    if (feature.evaluate && seen.find(feature.name) == nullptr) missing.push_back(feature.name);
  if (!missing.empty())
    found.push_back(
        {"Missing columns", "missing_column_check", counted("missing") + ". Missing: " + joined_text(missing)});

  std::vector<std::string> extra;
  for (const observed_column& column : seen.columns)
    if (wanted.find(column.name) == nullptr) extra.push_back(column.name);
  if (!extra.empty())
    found.push_back({"Extra columns", "extra_column_check", counted("extra") + ". Extra: " + joined_text(extra)});
}

}  // namespace detail

/** What a table does not keep: columns first, then feature by feature in the order of the constraints.

  - `missing_column_check`, `extra_column_check`: by name, one violation for all of them.
  - `data_type_check`: the share of present cells that have the declared type lies below the threshold. Without texts it
    is the share of numbers among the present cells of a numeric column.
  - `completeness_check`: the share of rows that hold something lies below the feature's.
  - `sign_check`, `range_check` (not Model Monitor's): a number below 0, or outside the stated range.
  - `categorical_values_check`: the share of present cells in the domain lies below the threshold. Records of unnamed
    categories are outside, unless the domain has names that no named category has: then they may be inside.

  Thresholds are kept by the value itself. A column without records is only asked for being there.
  O(columns^2 + values). */
inline std::vector<violation> violations(const constraints& wanted, const observed_table& seen) {
  std::vector<violation> found;
  if (!wanted.evaluate) return found;
  detail::check_columns(wanted, seen, found);
  for (const feature_constraints& feature : wanted.features) {
    const observed_column* column = seen.find(feature.name);
    if (!feature.evaluate || column == nullptr) continue;
    detail::check_type(feature, *column, wanted.datatype_check_threshold, found);
    detail::check_completeness(feature, *column, found);
    detail::check_range(feature, *column, found);
    detail::check_domain(feature, *column, wanted.domain_content_threshold, found);
  }
  return found;
}

}  // namespace leeway

#endif
