// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

namespace program {

void add_rehearse(CLI::App& app, rehearse_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("rehearse", "Say what a monitor would have shown, and missed, on a CSV file");
  add_input(command, arguments.learning.input);
  add_windows(command, arguments.windows);
  command.get_option("--window")->required();
  add_list(command, "--inject", arguments.inject,
           "Changes to make: shift=0.5sd, shift=3, scale=1.5, missing=5%, zero=20%, new=3% (these, without shift=3)");
  command.get_option("--inject")->type_name("CHANGE,..");
  add_list(command, "--columns", arguments.columns, "The only columns that are changed");
  command
      .add_option("--tolerance", arguments.tolerance, "Change of a distribution that is a warning, and drift (5%,10%)")
      ->type_name("SHARE,SHARE");
  command.add_option("--significance", arguments.significance, "How often calm data may show a warning or drift")
      ->type_name("P")
      ->capture_default_str();
  add_kinds(command, arguments.learning);
  command.add_option("--seed", arguments.seed, "Of the random numbers that choose which values change")
      ->check(whole_number())
      ->type_name("N")
      ->capture_default_str();
  command.add_flag("--all", arguments.all, "Show every change in every column");
  command.footer(
      "Examples:\n"
      "  leeway rehearse train.csv --time when --window 1d\n"
      "  leeway rehearse storms.csv --window 500 --columns wind,pressure\n"
      "  leeway rehearse train.csv --window 10000 --inject shift=0.2sd,missing=1% --tolerance 2%,5%");
}

}  // namespace program
