// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_OWN_WINDOWS_HPP
#define LEEWAY_PROGRAM_OWN_WINDOWS_HPP

#include <cstddef>
#include <cstdint>
#include <string>

#include <leeway/baseline/baseline.hpp>
#include <leeway/monitor/own_window_collector.hpp>

#include "arguments.hpp"

/// What a table teaches about its own windows and groups: another reading of it.
namespace program {

class season_rows;

/// A baseline with its own windows, and what each of them would have been called.
struct taught_baseline {
  leeway::baseline past;
  leeway::own_review review;
};

/// Judges each window of the table against all others. Says on standard error which rows belong to none. `seasons`,
/// where there are some, get their rows from the same reading.
/// Throws `std::invalid_argument` for options that do not go together.
taught_baseline with_own_windows(const learn_arguments& arguments, const leeway::baseline& past, season_rows* seasons);

/// How calm the baseline is: windows that would alarm with flat and with learned tolerances, and why.
std::string own_windows_text(const taught_baseline& taught);

/// The baseline knowing by how much rows of one group hang together. Rows of a group stand one below the other.
leeway::baseline with_groups(const learn_arguments& arguments, const leeway::baseline& past);

/// Columns whose rows hang together, or that there are none.
std::string groups_text(const leeway::baseline& past, const std::string& column);

}  // namespace program

#endif
