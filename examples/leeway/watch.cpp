// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <exception>
#include <stdexcept>
#include <string>

#include "checking.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "state_lock.hpp"
#include "stop_signals.hpp"
#include "table_input.hpp"
#include "watcher.hpp"

namespace program {
namespace {

void validate(const watch_arguments& arguments) {
  if (arguments.check.windows.window.empty())
    throw std::invalid_argument("watch: wanted --window, such as 1h or 10000");
  if (arguments.check.pools_nothing()) throw std::invalid_argument("--pool none: not for a stream");
  if (!arguments.check.input.rows.empty()) throw std::invalid_argument("--rows: not for a stream");
  parse_labels(arguments.labels);
  parse_confirm(arguments.confirm, arguments.clear_after);
}

/// Everything else that can be refused before a row has come.
checking prepared_watch(const watch_arguments& arguments) {
  checking check = prepared(arguments.check);
  if (!arguments.state.empty() && file_exists(arguments.state))
    require_state_of(arguments.state, check.past, arguments.check.windows);
  return check;
}

}  // namespace

int watch(const watch_arguments& arguments) {
  validate(arguments);
  const state_lock lock(arguments.state);
  checking check = prepared_watch(arguments);
  const stop_signals stop;
  bool stopped = false;
  const auto wait = [&](int descriptor) {
    stopped = !stop.wait_for(descriptor);
    return !stopped;
  };
  table_input input(arguments.check.input,
                    {.columns_may_come = true, .as_it_comes = true, .skips_bad_lines = true, .wait = wait});
  if (!input.begun()) {
    input.warn_of_bad_lines();
    return input.bad().lines > 0 ? bad_input : done;
  }
  watcher watching(arguments, check, input.names(), input.columns_may_come());
  try {
    while (!watching.unheard() && input.next()) watching.observe(input.cells(), input.where());
  } catch (const std::exception&) {
    watching.finish(false);  // what was counted is not to be lost with what cannot be read
    throw;
  }
  input.warn_of_bad_lines();
  return watching.finish(arguments.flush && !stopped && !watching.unheard());
}

}  // namespace program
