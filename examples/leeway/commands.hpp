// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_COMMANDS_HPP
#define LEEWAY_PROGRAM_COMMANDS_HPP

#include <string>
#include <string_view>

#include "arguments.hpp"

namespace program {

inline constexpr std::string_view baseline_file = "baseline.leeway";
inline constexpr std::string_view seasons_file = "seasons.leeway";
inline constexpr std::string_view constraints_file = "constraints.json";
inline constexpr std::string_view report_file = "drift.json";
inline constexpr std::string_view violations_file = "constraint_violations.json";
inline constexpr std::string_view windows_file = "windows.json";

/// What the program returns to the shell.
enum exit_code : int { done = 0, bad_input = 1, found = 3, could_not_judge = 4 };

int learn(const learn_arguments& arguments);
int check(const check_arguments& arguments);
int rehearse(const rehearse_arguments& arguments);
int plan(const plan_arguments& arguments);
int show(const show_arguments& arguments);
int import_files(const import_arguments& arguments);
int watch(const watch_arguments& arguments);
int count(const count_arguments& arguments);
int merge(const merge_arguments& arguments);

/// Writes to standard output; throws when that fails.
void print(std::string_view text);
/// A line on standard error, made printable.
void warn(std::string_view text);

}  // namespace program

#endif
