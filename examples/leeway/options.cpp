// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

namespace program {

void add_list(CLI::App& command, const std::string& name, std::vector<std::string>& into, const std::string& help) {
  command.add_option(name, into, help)->allow_extra_args(false)->type_name("A,B");
}

CLI::Validator whole_number() {
  return CLI::Validator(
      [](std::string& text) {
        const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
        return digits ? std::string() : text + ": wanted a whole number";
      },
      "");
}

void add_input(CLI::App& command, input_arguments& input) {
  const bool required = input.paths.empty();
  command
      .add_option("table", input.paths,
                  "CSV with a header or JSON lines, also gzip: files, folders of them, or - for standard input")
      ->required(required)
      ->type_name("FILE..");
  command.add_option("--rows", input.rows, "Only the data rows FIRST to LAST - 1, counted from 0; 6452: is open")
      ->type_name("FIRST:LAST");
  add_list(command, "--missing", input.missing, "Texts that mean no value, beside the empty cell");
  command.add_option("--delimiter", input.delimiter, "Character between cells; tab for a tabulator")
      ->type_name("CHAR")
      ->capture_default_str();
  command.add_option("--name", input.name, "What reports call these rows")->type_name("TEXT");
  command.add_option("--input-format", input.format, "csv or jsonl, where the name and the beginning would mislead")
      ->type_name("NAME");
  command.add_option("--bad-lines", input.bad_lines, "At lines that cannot be read: stop, or skip and count them")
      ->type_name("NAME");
}

void add_kinds(CLI::App& command, learn_arguments& learning) {
  add_list(command, "--numeric", learning.numeric, "Columns that are numbers, and to be tested");
  add_list(command, "--categorical", learning.categorical, "Columns that are categories, and to be tested");
  add_list(command, "--ignore", learning.ignored, "Columns to leave out");
  add_list(command, "--float32", learning.float32, "Columns whose numbers are floats");
  command.add_option("--schema", learning.schema, "What is known of columns, as leeway show --schema prints it")
      ->type_name("FILE");
}

void add_windows(CLI::App& command, window_arguments& windows) {
  command
      .add_option("--window", windows.window, "How long a window is: rows (10000), or time (15min, 1h, 1d, 1w, 1mo)")
      ->type_name("LENGTH");
  command
      .add_option("--time", windows.time,
                  "Column that says when; several joined by +: a date and its hour, or year+month+day")
      ->type_name("COL[+COL..]");
  command
      .add_option("--time-format", windows.format, "automatic, day-first (DD/MM/YYYY), or Unix time in s, ms, us or ns")
      ->type_name("NAME")
      ->capture_default_str();
  command.add_option("--late", windows.late, "How late a row may come: windows, or time such as 6h (1)")
      ->type_name("N|TIME");
}

void add_learn(CLI::App& app, learn_arguments& arguments) {
  CLI::App& command = *app.add_subcommand("learn", "Learn a baseline from a table");
  add_input(command, arguments.input);
  command.add_option("--out", arguments.out, "Folder for baseline.leeway and constraints.json")
      ->required()
      ->type_name("DIR");
  add_kinds(command, arguments);
  command.add_option("--bins", arguments.bins, "Cells of a numeric column")
      ->check(whole_number())
      ->type_name("N")
      ->capture_default_str();
  command.add_flag("--exact", arguments.exact, "A cell for every distinct number; keeps all rows in memory");
  add_windows(command, arguments.windows);
  command.add_flag_callback(
      "--no-rehearsal", [&arguments] { arguments.rehearsed = false; },
      "Do not try which changes these windows would show");
  command
      .add_option("--season", arguments.season,
                  "Judge windows against their own season: hour, weekday, month, or the value of a column")
      ->type_name("NAME|COL");
  command.add_option("--group", arguments.group, "Column that says which rows come together: a request, a user")
      ->type_name("COL");
  command.footer(
      "With --window the baseline keeps what its own windows look like, and tolerances follow. --window, --season and\n"
      "--group read the table again: from files, not from a pipe.\n"
      "Examples:\n"
      "  leeway learn train.csv --out baseline --time timestamp --window 1h\n"
      "  leeway learn train.csv --out baseline\n"
      "  leeway learn storms.csv --rows 0:6452 --out storms --name \"storms 1975-2003\"\n"
      "  leeway learn train.csv --out baseline --categorical zip,plan --ignore id --missing NA,null\n"
      "  leeway learn june.csv.gz july.csv.gz --out baseline");
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

}  // namespace program
