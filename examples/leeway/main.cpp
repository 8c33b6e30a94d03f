// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <leeway/version.hpp>

#include "commands.hpp"
#include "text.hpp"

namespace program {

void print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
    throw std::runtime_error("cannot write to standard output");
}

void warn(std::string_view text) { std::cerr << "leeway: " << printable(text) << '\n'; }

namespace {

/// A list of columns or words: the option may stand several times, each time with commas between.
void add_list(CLI::App& command, const std::string& name, std::vector<std::string>& into, const std::string& help) {
  command.add_option(name, into, help)->allow_extra_args(false)->type_name("A,B");
}

void add_input(CLI::App& command, input_arguments& input) {
  command.add_option("table", input.path, "CSV file with a header; - is standard input")->required()->type_name("FILE");
  command.add_option("--rows", input.rows, "Only the data rows FIRST to LAST - 1, counted from 0; 6452: is open")
      ->type_name("FIRST:LAST");
  add_list(command, "--missing", input.missing, "Texts that mean no value, beside the empty cell");
  command.add_option("--delimiter", input.delimiter, "Character between cells; tab for a tabulator")
      ->type_name("CHAR")
      ->capture_default_str();
  command.add_option("--name", input.name, "What reports call these rows")->type_name("TEXT");
}

void add_learn(CLI::App& app, learn_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("learn", "Learn a baseline from a CSV file");
  add_input(command, arguments.input);
  command.add_option("--out", arguments.out, "Folder for baseline.leeway and constraints.json")
      ->required()
      ->type_name("DIR");
  add_list(command, "--numeric", arguments.numeric, "Columns that are numbers, and to be tested");
  add_list(command, "--categorical", arguments.categorical, "Columns that are categories, and to be tested");
  add_list(command, "--ignore", arguments.ignored, "Columns to leave out");
  add_list(command, "--float32", arguments.float32, "Columns whose numbers are floats");
  command.add_option("--schema", arguments.schema, "What is known of columns, as leeway show --schema prints it")
      ->type_name("FILE");
  command.add_option("--bins", arguments.bins, "Cells of a numeric column")->type_name("N")->capture_default_str();
  command.add_flag("--exact", arguments.exact, "A cell for every distinct number; keeps all rows in memory");
  command.footer(
      "Examples:\n"
      "  leeway learn train.csv --out baseline\n"
      "  leeway learn storms.csv --rows 0:6452 --out storms --name \"storms 1975-2003\"\n"
      "  leeway learn train.csv --out baseline --categorical zip,plan --ignore id --missing NA,null\n"
      "  zcat train.csv.gz | leeway learn - --out baseline");
}

void add_decision(CLI::App& command, check_arguments& arguments) {
  command
      .add_option("--tolerance", arguments.tolerance, "Change of a distribution that is a warning, and drift (5%,10%)")
      ->type_name("SHARE,SHARE");
  command.add_option("--significance", arguments.significance, "How often calm data may show a warning or drift")
      ->type_name("P")
      ->capture_default_str();
  command
      .add_option("--correction", arguments.correction,
                  "holm, bonferroni, benjamini_hochberg (bh), benjamini_yekutieli (by)")
      ->type_name("NAME")
      ->capture_default_str();
  add_list(command, "--decide", arguments.decide, "numeric=TEST, categorical=TEST: ks, chi2, linf, js, psi, tv");
  command.get_option("--decide")->type_name("KIND=TEST");
  add_list(command, "--show", arguments.show, "Tests whose statistic gets a column: psi, js, ...");
  command.add_option("--psi-bins", arguments.psi_bins, "Groups of a numeric column in chi2, js, psi and tv")
      ->type_name("N")
      ->capture_default_str();
  command
      .add_option("--psi-zero", arguments.psi_zero, "Empty cells in PSI: jeffreys, raw, or the share that stands for 0")
      ->type_name("NAME")
      ->capture_default_str();
  command
      .add_option("--pool", arguments.pool,
                  "Categories that expect fewer records share a cell; none: every category has its own")
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--law", arguments.law, "automatic, or asymptotic as other tools have it")
      ->type_name("NAME")
      ->capture_default_str();
}

void add_check(CLI::App& app, check_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("check", "Check a CSV file against a baseline");
  add_input(command, arguments.input);
  command.add_option("--baseline", arguments.baseline, "Folder that leeway learn has written")
      ->required()
      ->type_name("DIR");
  command.add_option("--out", arguments.out, "Folder for drift.json and constraint_violations.json")->type_name("DIR");
  add_decision(command, arguments);
  command.add_option("--format", arguments.format, "text, or json: drift.json on standard output")
      ->type_name("NAME")
      ->capture_default_str();
  command.add_flag("--all", arguments.all, "Show every stable column");
  add_list(command, "--fail-on", arguments.fail_on,
           "Exit with 3 when there is one: warning, drift, violation, too_few");
  command.get_option("--fail-on")->type_name("WHAT");
  command.footer(
      "Exit code: 0 done, 1 bad use or bad input, 3 found what --fail-on names, 4 could not judge anything\n"
      "Examples:\n"
      "  leeway check today.csv --baseline baseline --out today\n"
      "  leeway check storms.csv --rows 6452: --baseline storms --show psi,js\n"
      "  leeway check today.csv --baseline baseline --fail-on drift,violation --format json > drift.json\n"
      "  leeway check today.csv --baseline baseline --decide numeric=psi --tolerance 2%,5%");
}

void add_show(CLI::App& app, show_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("show", "Say in words what a baseline or a report holds");
  command.add_option("path", arguments.path, "Folder or file that learn or check has written")
      ->required()
      ->type_name("DIR|FILE");
  command.add_flag("--schema", arguments.schema, "Print a schema of the baseline, to start from");
  command.add_option("--why", arguments.why, "Everything about one column")->type_name("COLUMN");
  command.footer(
      "Examples:\n"
      "  leeway show baseline\n"
      "  leeway show today --why status\n"
      "  leeway show baseline --schema > schema.json");
}

int run(int argc, char** argv) {
  CLI::App app("Does live data still look like the data that a model was trained on?", "leeway");
  app.set_version_flag("--version", "leeway " + std::string(leeway::version));
  app.require_subcommand(1);
  learn_arguments learning;
  check_arguments checking;
  show_arguments showing;
  add_learn(app, learning);
  add_check(app, checking);
  add_show(app, showing);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);
    warn(std::string(error.what()) + " (leeway --help, leeway check --help)");
    return bad_input;
  }
  if (app.got_subcommand("learn")) return learn(learning);
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
