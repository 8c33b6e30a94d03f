// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "options.hpp"

namespace program {

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
  add_list(command, "--decide", arguments.decide,
           "numeric=TEST, categorical=TEST: ks, chi2, linf, js, psi, tv, g, hellinger, kl; for numbers also cvm, "
           "ad, kuiper, mwu, w1, energy");
  command.get_option("--decide")->type_name("KIND=TEST");
  add_list(command, "--show", arguments.show, "Tests whose statistic gets a column: psi, js, ...");
  command.add_option("--psi-bins", arguments.psi_bins, "Groups of a numeric column in chi2, js, psi and tv")
      ->check(whole_number())
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
  command
      .add_option("--own-windows", arguments.own_windows,
                  "use: raise tolerances to what the baseline's own windows showed; ignore")
      ->type_name("NAME")
      ->capture_default_str();
}

void add_schema(CLI::App& command, check_arguments& arguments) {
  command
      .add_option("--schema", arguments.schema,
                  "What columns were called before (\"was\"), their domains and tolerances")
      ->type_name("FILE");
}

void add_check(CLI::App& app, check_arguments& arguments) {
  CLI::App& command =
      *app.add_subcommand("check", "Check a table, or windows that were counted before, against a baseline");
  add_input(command, arguments.input);
  command
      .add_option("--baseline", arguments.baselines,
                  "Folder that leeway learn has written; several for windows of several baselines")
      ->each([&arguments](const std::string& one) {
        if (arguments.baseline.empty()) arguments.baseline = one;
      })
      ->allow_extra_args(false)
      ->required()
      ->type_name("DIR");
  command
      .add_option("--out", arguments.out,
                  "Folder for drift.json and constraint_violations.json, of windows one folder each")
      ->type_name("DIR");
  add_windows(command, arguments.windows);
  add_decision(command, arguments);
  command
      .add_option("--format", arguments.format,
                  "text, or json: drift.json, of windows windows.json, on standard output")
      ->type_name("NAME")
      ->capture_default_str();
  command.add_option("--beside", arguments.beside, "model_monitor: what its rule would have said, beside the verdict")
      ->type_name("NAME");
  add_schema(command, arguments);
  command.add_flag("--expect-rows", arguments.expect_rows, "A window of time without rows is a finding too");
  command.add_flag("--all", arguments.all, "Show every stable column, and the table of every window");
  command
      .add_option("--certainly-below", arguments.certainly_below,
                  "Name what may have moved by this share of rows or more, such as 5%; also in drift.json")
      ->type_name("SHARE");
  add_list(command, "--fail-on", arguments.fail_on,
           "Exit with 3 when there is one: warning, drift, violation, too_few, uncertain (by --certainly-below)");
  command.get_option("--fail-on")->type_name("WHAT");
  command.footer(
      "Exit code: 0 done, 1 bad use or bad input, 3 found what --fail-on names, 4 could not judge anything\n"
      "Examples:\n"
      "  leeway check today.csv --baseline baseline --out today\n"
      "  leeway check storms.csv --rows 6452: --baseline storms --show psi,js\n"
      "  leeway check today.csv --baseline baseline --fail-on drift,violation --format json > drift.json\n"
      "  leeway check june.csv --baseline baseline --time when --window 1d --out june\n"
      "  leeway check *.window --baseline baseline\n"
      "  leeway check today.csv --baseline baseline --decide numeric=psi --tolerance 2%,5%");
}

}  // namespace program
