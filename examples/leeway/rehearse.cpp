// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <stdexcept>
#include <string>
#include <vector>

#include <leeway/monitor/injection.hpp>

#include "commands.hpp"
#include "learned_table.hpp"
#include "rehearse_words.hpp"
#include "rehearsing.hpp"
#include "row_windows.hpp"
#include "table_input.hpp"
#include "text.hpp"

namespace program {
namespace {

std::vector<leeway::injection> injections_of(const std::vector<std::string>& texts) {
  if (texts.empty()) return leeway::default_injections();
  std::vector<leeway::injection> result;
  for (const std::string& text : split_all(texts)) try {
      result.push_back(leeway::parse_injection(text));
    } catch (const std::invalid_argument& error) {
      throw std::invalid_argument(std::string("--inject: ") + error.what());
    }
  return result;
}

leeway::decision_policy policy_of(const rehearse_arguments& arguments) {
  check_arguments deciding;
  deciding.tolerance = arguments.tolerance;
  deciding.significance = arguments.significance;
  return deciding.policy();
}

}  // namespace

int rehearse(const rehearse_arguments& arguments) {
  rehearsal_plan plan{policy_of(arguments), injections_of(arguments.inject), {}, arguments.seed};
  const input_arguments& wanted = arguments.learning.input;
  const table_input first(wanted);
  if (!first.repeatable())
    throw std::invalid_argument(wanted.source() +
                                " can be read only once: a rehearsal reads its table three times, from a file");
  const row_windows windows(arguments.windows, parse_rows(wanted.rows), first.names());  // refuses before long work
  plan.columns = resolve_columns("--columns", arguments.columns, first.names());

  learn_arguments learning = arguments.learning;
  learning.input.columns = first.names();
  const leeway::baseline past = learn_table(learning).past;
  const rehearsed_windows rehearsed = rehearse_table(past, learning.input, arguments.windows, plan);
  warn_of(rehearsed.lost);
  const leeway::period& period = windows.length();
  const std::string length = period.counts_records() ? counted(period.records(), "row") : period.text();
  const rehearsed_source source{wanted.shown_name(), length, rehearsed.left_out};
  print(rehearsal_text(rehearsed.result, past, source, arguments.all));
  return done;
}

}  // namespace program
