// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

namespace program {

void add_count(CLI::App& app, count_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("count", "Count a table against a baseline, to be judged elsewhere");
  add_input(command, arguments.input);
  command.add_option("--baseline", arguments.baseline, "Folder that leeway learn has written")
      ->required()
      ->type_name("DIR");
  command.add_option("--out", arguments.out, "File for the counts")->required()->type_name("FILE");
  command.add_option("--source", arguments.source, "Who counts: a machine, a process")->type_name("NAME");
  command.add_option("--sequence", arguments.sequence, "Which of its windows this is")
      ->check(whole_number())
      ->type_name("N");
  command.footer(
      "Examples:\n"
      "  leeway count today.csv --baseline baseline --source host1 --sequence 17 --out host1.window\n"
      "  leeway check *.window --baseline baseline");
}

void add_merge(CLI::App& app, merge_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("merge", "Add up windows of one baseline that were counted apart");
  command.add_option("windows", arguments.windows, "Files that leeway count has written")
      ->required()
      ->type_name("FILE..");
  command.add_option("--out", arguments.out, "File for the sum")->required()->type_name("FILE");
  command.add_flag("--replace", arguments.replace, "A window that comes again replaces the earlier one");
  command.footer(
      "Examples:\n"
      "  leeway merge host1.window host2.window --out all.window");
}

}  // namespace program
