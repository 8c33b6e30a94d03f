// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_TESTS_SUPPORT_REPORTS_HPP
#define LEEWAY_TESTS_SUPPORT_REPORTS_HPP

#include <cmath>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/baseline/column.hpp>
#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/report.hpp>

#include "support/bound_checks.hpp"
#include "support/exact.hpp"

/// Reports compared bit for bit, and a table to report on.
namespace reports {

inline bool same(const leeway::finding& x, const leeway::finding& y) {
  return x.question == y.question && x.test == y.test && x.verdict == y.verdict && exact::same(x.effect, y.effect) &&
         exact::same(x.effect_interval.lower, y.effect_interval.lower) &&
         exact::same(x.effect_interval.upper, y.effect_interval.upper) &&
         exact::same(x.effect_lower_bound, y.effect_lower_bound) && exact::same(x.log_p_value, y.log_p_value) &&
         exact::same(x.adjusted_log_p_value, y.adjusted_log_p_value) &&
         exact::same(x.smallest_effect, y.smallest_effect) && x.what == y.what && x.notes == y.notes &&
         exact::same(x.tolerance.warning, y.tolerance.warning) && exact::same(x.tolerance.drift, y.tolerance.drift) &&
         exact::same(x.own.effect, y.own.effect) && exact::same(x.own.exceeded, y.own.exceeded) &&
         x.own.windows == y.own.windows;
}

inline bool same(const leeway::shown_test& x, const leeway::shown_test& y) {
  if (!bound_checks::same(x.result, y.result) || x.decides != y.decides) return false;
  if (x.contributions.size() != y.contributions.size()) return false;
  for (std::size_t i = 0; i < x.contributions.size(); ++i)
    if (!exact::same(x.contributions[i].amount, y.contributions[i].amount)) return false;
  return true;
}

/// All that decides or explains a verdict; moments may differ in their last places when windows were merged.
inline bool same(const leeway::feature_report& x, const leeway::feature_report& y) {
  if (x.name != y.name || x.verdict != y.verdict || x.in_window != y.in_window) return false;
  if (x.window.present != y.window.present || x.window.missing != y.window.missing ||
      x.window.unseen != y.window.unseen)
    return false;
  if (!exact::same(x.window.smallest, y.window.smallest) || !exact::same(x.window.largest, y.window.largest))
    return false;
  if (!exact::same(x.design_effect, y.design_effect) || !exact::same(x.own_dependence, y.own_dependence)) return false;
  if (x.findings.size() != y.findings.size() || x.tests.size() != y.tests.size()) return false;
  for (std::size_t i = 0; i < x.findings.size(); ++i)
    if (!same(x.findings[i], y.findings[i])) return false;
  for (std::size_t i = 0; i < x.tests.size(); ++i)
    if (!same(x.tests[i], y.tests[i])) return false;
  return true;
}

inline bool same(const leeway::report& x, const leeway::report& y) {
  if (x.verdict != y.verdict || x.family != y.family || x.window_rows != y.window_rows) return false;
  if (x.missing_columns != y.missing_columns || x.extra_columns != y.extra_columns) return false;
  if (x.features.size() != y.features.size()) return false;
  for (std::size_t i = 0; i < x.features.size(); ++i)
    if (!same(x.features[i], y.features[i])) return false;
  return true;
}

/// A table in memory: a number that is sometimes missing, a count, a word.
struct table {
  std::vector<double> income{};
  std::vector<std::int64_t> visits{};
  std::vector<std::string_view> colour{};

  std::size_t rows() const { return income.size(); }
  std::vector<leeway::column> columns(std::size_t first, std::size_t last) const {
    return {{"income", std::span<const double>(income).subspan(first, last - first)},
            {"visits", std::span<const std::int64_t>(visits).subspan(first, last - first)},
            {"colour", std::span<const std::string_view>(colour).subspan(first, last - first)}};
  }
  std::vector<leeway::column> columns() const { return columns(0, rows()); }
};

/// `shift`: of the income; `visits` and `colour` stay as they are.
inline table make(std::uint64_t seed, std::size_t rows, double shift = 0.0) {
  static constexpr std::string_view colours[] = {"red", "green", "blue", "red", "red"};
  leeway::random_stream draws(seed);
  table result;
  for (std::size_t row = 0; row < rows; ++row) {
    result.income.push_back(draws.below(50) == 0 ? exact::nan : draws.normal() + shift);
    result.visits.push_back(static_cast<std::int64_t>(draws.below(7) * draws.below(3)));
    result.colour.push_back(draws.below(100) == 0 ? std::string_view() : colours[draws.below(5)]);
  }
  return result;
}

/// What a report says of a column that is there.
inline const leeway::feature_report& column(const leeway::report& report, std::string_view name) {
  const leeway::feature_report* found = report.find(name);
  if (found == nullptr) throw std::out_of_range("no column " + std::string(name));
  return *found;
}
inline const leeway::finding& find(const leeway::feature_report& feature, leeway::question asked) {
  for (const leeway::finding& found : feature.findings)
    if (found.question == asked) return found;
  throw std::runtime_error("the question was not asked of " + feature.name);
}

}  // namespace reports

#endif
