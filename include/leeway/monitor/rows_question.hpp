// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ROWS_QUESTION_HPP
#define LEEWAY_MONITOR_ROWS_QUESTION_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/verdict.hpp>
#include <leeway/baseline/own_schedule.hpp>
#include <leeway/monitor/report.hpp>

namespace leeway {

/// The upper median of the rows of the baseline's own windows, where those were of this length ("1h"); 0 where not.
/// O(windows).
inline std::uint64_t usual_rows(const own_schedule& own, std::string_view length) {
  if (own.rows.empty() || own.period != length) return 0;
  std::vector<std::uint64_t> rows = own.rows;
  const auto middle = rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 2);
  std::nth_element(rows.begin(), middle, rows.end());
  return *middle;
}

/** Asks the question of the table itself: none at all is drift, where rows are `expected`. No number of rows is too
    small or too large for it: how many are `usual` is told, for people and for rules of their own. */
inline void ask_rows(report& judged, bool expected, std::uint64_t usual = 0) {
  judged.usual_rows = usual;
  judged.no_rows = expected && judged.window_rows == 0;
  if (judged.no_rows) judged.verdict = verdict::drift;
}

/// "no rows", "no rows, 420 are usual"; nothing where some came or none were expected.
inline std::string rows_text(const report& judged) {
  if (!judged.no_rows) return {};
  if (judged.usual_rows == 0) return "no rows";
  return "no rows, " + std::to_string(judged.usual_rows) + (judged.usual_rows == 1 ? " is" : " are") + " usual";
}

}  // namespace leeway

#endif
