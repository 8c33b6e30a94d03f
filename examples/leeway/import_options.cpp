// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

namespace program {

void add_import(CLI::App& app, import_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("import", "Take over a baseline of SageMaker Model Monitor");
  command.add_option("statistics", arguments.statistics, "Its statistics.json")->required()->type_name("FILE");
  command.add_option("constraints", arguments.constraints, "Its constraints.json; suggested anew where there is none")
      ->type_name("FILE");
  command.add_option("--out", arguments.out, "Folder for baseline.leeway and constraints.json")
      ->required()
      ->type_name("DIR");
  command.add_option("--bins", arguments.bins, "Cells of a numeric column")
      ->check(whole_number())
      ->type_name("N")
      ->capture_default_str();
  command.add_option("--name", arguments.name, "What reports call the baseline")->type_name("TEXT");
  command.footer(
      "What the files do not have is said column by column; such columns are not tested. Values that make no sense "
      "are\n"
      "refused with their place, and keys that nobody knows are named and kept.\n"
      "Examples:\n"
      "  leeway import statistics.json constraints.json --out baseline\n"
      "  leeway import statistics.json --out baseline --name \"model 7\"\n"
      "  leeway check today.csv --baseline baseline --beside model_monitor");
}

}  // namespace program
