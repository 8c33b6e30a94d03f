// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <leeway/version.hpp>

#include "commands.hpp"
#include "nearest_name.hpp"
#include "options.hpp"
#include "text.hpp"

namespace program {

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw std::runtime_error("cannot write to standard output");
}

void warn(std::string_view text) { std::cerr << "leeway: " << printable(text) << '\n'; }

namespace {

/// What stands where a command should, where it is none.
std::string unknown_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-' || !app.get_subcommands().empty()) return {};
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  return std::string(argv[1]) + ": no such command; there are " + list_of(names) + nearest_hint(argv[1], names);
}

int run(int argc, char** argv) {
  CLI::App app("Does live data still look like the data that a model was trained on?", "leeway");
  app.set_version_flag("--version", "leeway " + std::string(leeway::version));
  app.require_subcommand(1);
  learn_arguments learning;
  check_arguments checking;
  rehearse_arguments rehearsing;
  plan_arguments planning;
  show_arguments showing;
  import_arguments importing;
  watch_arguments watching;
  count_arguments counting;
  merge_arguments merging;
  add_learn(app, learning);
  add_check(app, checking);
  add_rehearse(app, rehearsing);
  add_plan(app, planning);
  add_show(app, showing);
  add_import(app, importing);
  add_watch(app, watching);
  add_count(app, counting);
  add_merge(app, merging);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    std::string help = "leeway";
    for (const CLI::App* command : app.get_subcommands()) help += " " + command->get_name();
    const std::string unknown = unknown_command(app, argc, argv);
    warn((unknown.empty() ? error.what() : unknown) + " (" + help + " --help)");
    return bad_input;
  }
  if (app.got_subcommand("learn")) return learn(learning);
  if (app.got_subcommand("rehearse")) return rehearse(rehearsing);
  if (app.got_subcommand("import")) return import_files(importing);
  if (app.got_subcommand("plan")) return plan(planning);
  if (app.got_subcommand("watch")) return watch(watching);
  if (app.got_subcommand("count")) return count(counting);
  if (app.got_subcommand("merge")) return merge(merging);
  return app.got_subcommand("check") ? check(checking) : show(showing);
}

}  // namespace
}  // namespace program

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  try {
    return program::run(argc, argv);
  } catch (const std::bad_alloc&) {
    program::warn("out of memory");
  } catch (const std::exception& error) {
    program::warn(error.what());
  }
  return program::bad_input;
}
