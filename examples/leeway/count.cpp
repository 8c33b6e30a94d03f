// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <stdexcept>
#include <string>
#include <utility>

#include <leeway/window/window_merge.hpp>

#include "commands.hpp"
#include "counted_windows.hpp"
#include "files.hpp"
#include "live_table.hpp"
#include "stored.hpp"
#include "table_input.hpp"
#include "text.hpp"

namespace program {
namespace {

leeway::collected_window collected(const count_arguments& arguments, const leeway::window& counted) {
  if (!arguments.sequence) return leeway::collected_window(counted);
  return {counted, {arguments.source, *arguments.sequence}};
}

}  // namespace

int count(const count_arguments& arguments) {
  if (arguments.source.empty() != !arguments.sequence)
    throw std::invalid_argument(arguments.source.empty() ? "--sequence: wanted --source too, who counts"
                                                         : "--source: wanted --sequence too, which window it is");
  const leeway::baseline past = load_baseline(arguments.baseline);
  table_input input(arguments.input, {.columns_may_come = true});
  live_table live(past, input.names(), missing_texts(split_all(arguments.input.missing)), arguments.input.shown_name());
  while (input.next()) live.observe(input.cells());
  input.require_rows();
  input.warn_of_bad_lines();
  const std::vector<std::string> missing = live.missing_columns();
  if (!missing.empty()) warn("not in " + arguments.input.source() + ": " + list_of(missing));
  const leeway::collected_window result = collected(arguments, live.window());
  write_file(arguments.out, text_of(result.save()));
  print("written: " + arguments.out + ": " + counted(live.window().rows(), "row") + " of " +
        printable(origins_text(result)) + "\n");
  return done;
}

int merge(const merge_arguments& arguments) {
  std::vector<leeway::collected_window> windows;
  for (const std::string& file : arguments.windows) {
    windows.push_back(load_window(file));
    if (windows.back().anonymous()) warn(file + " holds rows of unknown origin: they may have been added before");
  }
  leeway::collected_window sum = leeway::merge_windows(
      windows, arguments.replace ? leeway::repeated_window::replace : leeway::repeated_window::refuse);
  sum.rename(counted(windows.size(), "window"));
  write_file(arguments.out, text_of(sum.save()));
  print("written: " + arguments.out + ": " + counted(sum.counted().rows(), "row") + " of " +
        printable(origins_text(sum)) + "\n");
  return done;
}

}  // namespace program
