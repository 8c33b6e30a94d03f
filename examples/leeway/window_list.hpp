// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_WINDOW_LIST_HPP
#define LEEWAY_PROGRAM_WINDOW_LIST_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <leeway/base/interval.hpp>
#include <leeway/base/verdict.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/monitor/report.hpp>

#include "row_windows.hpp"

namespace program {

/// The report of one window in a line.
struct window_line {
  window_place place{};
  std::uint64_t rows = 0;
  leeway::verdict verdict = leeway::verdict::too_few;
  std::vector<std::string> drift{};  ///< names of columns
  std::vector<std::string> warning{};
  std::vector<std::string> too_few{};
  std::uint64_t constraints = 0;       ///< that are not kept; those for drift are not counted
  std::string worst{};                 ///< the column that moved most; empty where none moved
  std::string moved{};                 ///< what moved there; without a column: that no row came
  leeway::interval smallest_effect{};  ///< moves of the best and of the worst column that would have been called
  std::string not_judged{};            ///< why there is no report of it; then `verdict` is too_few

  bool alarming() const noexcept { return verdict >= leeway::verdict::warning; }
};

/// The windows of one table, in the order of time: plain data, the content of `windows.json`.
struct window_list {
  std::string library_version{};
  std::string name{};    ///< of the table
  std::string time{};    ///< columns; empty where rows are counted
  std::string window{};  ///< how long one is
  std::string baseline_name{};
  std::uint64_t baseline_rows = 0;
  std::uint64_t baseline_fingerprint = 0;
  double significance = leeway::no_value;
  leeway::correction correction = leeway::correction::holm;
  std::uint64_t family = 0;                            ///< questions of one window
  leeway::verdict verdict = leeway::verdict::too_few;  ///< the worst of all windows
  std::vector<window_line> windows{};
  rows_in_no_window lost{};

  std::uint64_t rows() const noexcept;
  std::size_t not_judged() const noexcept;
  /// The first window that drifted, else the first with a warning; null when there is none.
  const window_line* worst() const noexcept;
};

window_line line_of(window_place place, const leeway::report& report);
/// Of a window that could not be judged; nothing is written of it but this line, so it has no folder.
window_line unjudged_line(window_place place, std::uint64_t rows, std::string why);

nlohmann::ordered_json to_json(const window_list& series);
/// Whether a file, or `windows.json` in a folder, holds windows rather than one report.
bool holds_windows(const std::string& path);
/// Read back from there. Throws `leeway::json_error`.
window_list load_windows(const std::string& path);

}  // namespace program

#endif
