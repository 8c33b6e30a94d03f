// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

namespace program {

void add_plan(CLI::App& app, plan_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("plan", "Say how many rows a window needs, and what it will show");
  command.add_option("baseline", arguments.baseline, "Folder that leeway learn has written, or a baseline")
      ->required()
      ->type_name("DIR");
  command.add_option("--rows", arguments.rows, "What windows of so many rows show of each column")
      ->check(whole_number())
      ->type_name("N");
  command.add_option("--move", arguments.move, "How many rows a move of this share needs, such as 8%")
      ->type_name("SHARE")
      ->excludes("--rows");
  command
      .add_option("--tolerance", arguments.tolerance, "Change of a distribution that is a warning, and drift (5%,10%)")
      ->type_name("SHARE,SHARE");
  command.add_option("--significance", arguments.significance, "How often calm data may show a warning or drift")
      ->type_name("P")
      ->capture_default_str();
  command.add_flag("--all", arguments.all, "Every question, not distributions alone");
  command.footer(
      "Examples:\n"
      "  leeway plan baseline\n"
      "  leeway plan baseline --rows 2000\n"
      "  leeway plan baseline --move 8% --all");
}

}  // namespace program
