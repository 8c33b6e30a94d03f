// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_FEATURES_HPP
#define LEEWAY_TESTS_SUPPORT_FEATURES_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/learn.hpp>

/// Features made from the counts that a case is about.
namespace features {

/// Names in the order of their cells: "c000", "c001", ...
inline std::string name(std::size_t cell) {
  const std::string digits = std::to_string(cell);
  return 'c' + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

inline leeway::counts row(std::span<const std::uint64_t> cells, std::size_t size, std::uint64_t missing = 0) {
  leeway::counts result(size);
  for (std::size_t k = 0; k < cells.size(); ++k) result.add(k, cells[k]);
  result.add(size, missing);
  return result;
}

/// Categories with these baseline counts; then come the cells of the rest and of the unseen.
inline leeway::category_feature categories(std::span<const std::uint64_t> baseline, std::uint64_t missing = 0) {
  leeway::feature_parts<leeway::category_cells> parts;
  std::vector<std::string> names;
  for (std::size_t k = 0; k < baseline.size(); ++k) names.push_back(name(k));
  parts.name = "colour";
  parts.cells = leeway::category_cells(std::move(names));
  parts.statistics = leeway::column_statistics(row(baseline, parts.cells.size(), missing));
  for (std::uint64_t count : baseline) parts.rarity.count(count);
  return leeway::category_feature(std::move(parts));
}

/// Numbers with these baseline counts in cells that end at 0, 1, 2, ...; what they hold inside is not known.
inline leeway::numeric_feature numbers(std::span<const std::uint64_t> baseline, std::uint64_t missing = 0) {
  leeway::feature_parts<leeway::numeric_cells> parts;
  std::vector<std::uint64_t> ends;
  for (std::size_t k = 0; k + 1 < baseline.size(); ++k) ends.push_back(leeway::order_key(static_cast<double>(k)));
  parts.name = "size";
  parts.cells = leeway::numeric_cells(leeway::value_type::float64, std::move(ends), false);
  parts.statistics = leeway::column_statistics(row(baseline, baseline.size(), missing));
  return leeway::numeric_feature(std::move(parts));
}

/// A window of a feature.
template <class Feature>
leeway::counts window(const Feature& feature, std::span<const std::uint64_t> cells, std::uint64_t missing = 0) {
  return row(cells, feature.cells().size(), missing);
}

/// A window of values counted over the cells of a feature.
template <class Feature, class Value>
leeway::counts count(const Feature& feature, const std::vector<Value>& values) {
  leeway::counts result(feature.cells().size());
  for (const Value& value : values) result.add(feature.cells().index(value));
  return result;
}

}  // namespace features

#endif
