// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/monitor/injection.hpp>
#include <leeway/monitor/rehearsal.hpp>

#include "commands.hpp"
#include "learned_table.hpp"
#include "read_windows.hpp"
#include "rehearse_words.hpp"
#include "rehearsed_table.hpp"
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

/// What rows of a window are counted in while it may still get some.
struct open_window {
  const rehearsed_table& table;
  const table_input& input;
  rehearsed_window counted;

  void observe(std::span<const std::string_view> cells) { table.count(cells, input.rows(), counted); }
};

void warn_of(const lost_rows& lost, std::string_view why) {
  if (lost.rows > 0)
    warn(counted(lost.rows, "row") + " " + std::string(why) + ", the first in line " + std::to_string(lost.first_line) +
         ": " + lost.first);
}

/// Reads the windows of a table into a rehearsal; says how many rows at the end make no whole one.
std::uint64_t rehearse_windows(const rehearse_arguments& arguments, leeway::rehearsal& rehearsal) {
  const input_arguments& wanted = arguments.learning.input;
  table_input input(wanted);
  row_windows rows(arguments.windows, parse_rows(wanted.rows), input.names());
  const rehearsed_table table(rehearsal.past(), rehearsal.injections(), input.names(),
                              missing_texts(split_all(wanted.missing)), arguments.seed);
  std::uint64_t left_out = 0;
  read_windows(
      input, rows,
      [&](std::int64_t) {
        return open_window{table, input, table.open()};
      },
      [&](std::int64_t index, const open_window& one) {
        leeway::window calm = one.counted.calm;
        const window_place place = rows.describe(index, calm.rows());
        calm.rename(place.name);
        if (place.complete)
          rehearsal.add(calm, one.counted.injected);
        else
          left_out += calm.rows();
      });
  warn_of(rows.timeless(), "without a time that can be read");
  warn_of(rows.late(), "came when their window was closed (--late)");
  return left_out;
}

}  // namespace

int rehearse(const rehearse_arguments& arguments) {
  const std::vector<leeway::injection> injections = injections_of(arguments.inject);
  const leeway::decision_policy policy = policy_of(arguments);
  const input_arguments& wanted = arguments.learning.input;
  const table_input first(wanted);
  if (!first.repeatable())
    throw std::invalid_argument((wanted.path == "-" ? "standard input" : wanted.path) +
                                " can be read only once: a rehearsal reads its table three times, from a file");
  const row_windows windows(arguments.windows, parse_rows(wanted.rows), first.names());  // refuses before long work
  const std::vector<std::string> columns = resolve_columns("--columns", arguments.columns, first.names());

  leeway::rehearsal rehearsal(learn_table(arguments.learning).past, policy, injections, columns);
  const std::uint64_t left_out = rehearse_windows(arguments, rehearsal);
  if (rehearsal.size() < 2)
    throw std::invalid_argument("--window " + arguments.windows.window + ": all " +
                                counted(rehearsal.past().rows(), "row") +
                                " are less than two windows, and one has nothing to be compared with");
  const leeway::period& period = windows.length();
  const std::string length = period.counts_records() ? counted(period.records(), "row") : period.text();
  print(rehearsal_text(rehearsal.result(), rehearsal.past(), {wanted.shown_name(), length, left_out}, arguments.all));
  return done;
}

}  // namespace program
