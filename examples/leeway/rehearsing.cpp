// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "rehearsing.hpp"

#include <span>
#include <stdexcept>
#include <string_view>

#include <leeway/monitor/rehearsal.hpp>

#include "commands.hpp"
#include "read_windows.hpp"
#include "rehearsed_table.hpp"
#include "row_windows.hpp"
#include "table_input.hpp"
#include "text.hpp"

namespace program {
namespace {

/// What rows of a window are counted in while it may still get some.
struct open_window {
  const rehearsed_table& table;
  const table_input& input;
  rehearsed_window counted;

  void observe(std::span<const std::string_view> cells) { table.count(cells, input.rows(), counted); }
};

}  // namespace

rehearsed_windows rehearse_table(const leeway::baseline& past, const input_arguments& table,
                                 const window_arguments& windows, const rehearsal_plan& plan) {
  leeway::rehearsal rehearsal(past, plan.policy, plan.injections, plan.columns);
  table_input input(table);
  row_windows rows(windows, parse_rows(table.rows), input.names());
  const rehearsed_table changes(rehearsal.past(), rehearsal.injections(), input.names(),
                                missing_texts(split_all(table.missing)), plan.seed);
  rehearsed_windows done;
  read_windows(
      input, rows,
      [&](std::int64_t) {
        return open_window{changes, input, changes.open()};
      },
      [&](std::int64_t index, const open_window& one) {
        leeway::window calm = one.counted.calm;
        const window_place place = rows.describe(index, calm.rows());
        calm.rename(place.name);
        if (place.complete)
          rehearsal.add(calm, one.counted.injected);
        else
          done.left_out += calm.rows();
      });
  done.lost = rows.lost();
  if (rehearsal.size() < 2)
    throw std::invalid_argument("--window " + windows.window + ": all " + counted(past.rows(), "row") +
                                " are less than two windows, and one has nothing to be compared with");
  done.result = rehearsal.result();
  return done;
}

}  // namespace program
