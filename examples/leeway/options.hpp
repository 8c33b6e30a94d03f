// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_OPTIONS_HPP
#define LEEWAY_PROGRAM_OPTIONS_HPP

#include <string>
#include <vector>

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>

#include "arguments.hpp"

/// What the command line may say. Each of these adds a command with its options, which fill the arguments.
namespace program {

void add_learn(CLI::App& app, learn_arguments& arguments);
void add_check(CLI::App& app, check_arguments& arguments);
void add_rehearse(CLI::App& app, rehearse_arguments& arguments);
void add_plan(CLI::App& app, plan_arguments& arguments);
void add_show(CLI::App& app, show_arguments& arguments);
void add_import(CLI::App& app, import_arguments& arguments);
void add_watch(CLI::App& app, watch_arguments& arguments);
void add_count(CLI::App& app, count_arguments& arguments);
void add_merge(CLI::App& app, merge_arguments& arguments);

/// The table and how it is read; what `input` names already is read where nothing is said.
void add_input(CLI::App& command, input_arguments& input);
/// What its columns are.
void add_kinds(CLI::App& command, learn_arguments& learning);
/// How windows are judged.
void add_decision(CLI::App& command, check_arguments& arguments);
void add_schema(CLI::App& command, check_arguments& arguments);
/// How its rows become windows.
void add_windows(CLI::App& command, window_arguments& windows);
/// A list of columns or words: the option may stand several times, each time with commas between.
void add_list(CLI::App& command, const std::string& name, std::vector<std::string>& into, const std::string& help);
/// Refuses what is not a whole number, of which a minus would otherwise make a very large one.
CLI::Validator whole_number();

}  // namespace program

#endif
