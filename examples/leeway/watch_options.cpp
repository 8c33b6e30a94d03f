// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

namespace program {

void add_watch(CLI::App& app, watch_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("watch", "Watch a stream of rows: a JSON line for every change");
  arguments.check.input.paths = {"-"};
  add_input(command, arguments.check.input);
  command.add_option("--baseline", arguments.check.baseline, "Folder that leeway learn has written")
      ->required()
      ->type_name("DIR");
  add_windows(command, arguments.check.windows);
  command.get_option("--window")->required();
  command
      .add_option("--state", arguments.state,
                  "File that lets a later run go on where this one ends; of one run at a time")
      ->type_name("FILE");
  command.add_option("--prometheus", arguments.prometheus, "Metrics of the window that ended last, as a text file")
      ->type_name("FILE");
  command.add_option("--label", arguments.labels, "Of all metrics, such as model=ranker")
      ->allow_extra_args(false)
      ->type_name("NAME=VALUE");
  command.add_option("--confirm", arguments.confirm, "Say it when M of the last N windows show it")
      ->type_name("M/N")
      ->capture_default_str();
  command.add_option("--clear-after", arguments.clear_after, "So many calm windows in a row end an alert")
      ->check(whole_number())
      ->type_name("N")
      ->capture_default_str();
  command.add_flag("--may-be-empty", arguments.may_be_empty, "A window without rows is nothing to be said");
  command.add_flag("--flush", arguments.flush, "At the end of input judge what is open, as it is");
  add_schema(command, arguments.check);
  add_decision(command, arguments.check);
  command.footer(
      "Standard output has a line for every change, written when a window ends. SIGTERM ends it, with the state "
      "saved. Lines that cannot be read are skipped and counted, and so are rows without a time.\n"
      "Examples:\n"
      "  leeway watch --baseline baseline --time when --window 1h --state watch.state\n"
      "  tail -F requests.jsonl | leeway watch --baseline baseline --window 10000 --confirm 2/3\n"
      "  leeway watch june.csv --baseline baseline --time when --window 1d --flush");
}

}  // namespace program
