// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_WINDOW_WORDS_HPP
#define LEEWAY_PROGRAM_WINDOW_WORDS_HPP

#include <span>
#include <string>
#include <string_view>

#include <leeway/monitor/report.hpp>

#include "terminal.hpp"
#include "window_list.hpp"

/// Windows in words, for people.
namespace program {

/// A line a window in the order of time, then how many there were of each verdict, and rows that belong to none.
std::string series_text(const window_list& series, const view& how);
/// One column through all windows. `reports`: what was said of it, a window each.
std::string column_text(const window_list& series, std::string_view column,
                        std::span<const leeway::feature_report> reports, const view& how);

}  // namespace program

#endif
