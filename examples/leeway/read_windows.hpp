// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_READ_WINDOWS_HPP
#define LEEWAY_PROGRAM_READ_WINDOWS_HPP

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "row_windows.hpp"
#include "table_input.hpp"

namespace program {

/** Reads all rows of a table into windows. `open(index)` makes what a window is counted in, which has an
    `observe(cells)`; `close(index, content)` gets it once no more row can come for it, in the order of time. Only
   windows that may still get rows are held. */
template <class Open, class Close>
void read_windows(table_input& input, row_windows& rows, Open&& open, Close&& close) {
  using content = decltype(open(std::int64_t{}));
  std::map<std::int64_t, content> held;
  const auto close_first = [&] {
    close(held.begin()->first, std::as_const(held.begin()->second));
    held.erase(held.begin());
  };
  auto latest = held.end();
  while (input.next()) {
    const std::optional<std::int64_t> index = rows.place(input.cells(), input.where());
    if (!index) continue;
    if (latest == held.end() || latest->first != *index) {
      while (!held.empty() && held.begin()->first < rows.lowest_open()) close_first();
      latest = held.find(*index);
      if (latest == held.end()) latest = held.emplace(*index, open(*index)).first;
    }
    latest->second.observe(input.cells());
  }
  while (!held.empty()) close_first();
}

}  // namespace program

#endif
