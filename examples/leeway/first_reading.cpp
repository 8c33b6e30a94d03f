// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "first_reading.hpp"

#include <algorithm>

#include "reservoir.hpp"

namespace program {

void kept_rows::put(std::size_t slot, std::uint64_t row, std::span<const std::string_view> cells) {
  if (slot == rows_.size()) rows_.emplace_back();
  kept& one = rows_[slot];
  one.row = row;
  one.text.clear();
  one.ends.clear();
  for (const std::string_view cell : cells) {
    one.text += cell;
    one.ends.push_back(static_cast<std::uint32_t>(one.text.size()));
  }
}

void kept_rows::sort() {
  std::sort(rows_.begin(), rows_.end(), [](const kept& a, const kept& b) { return a.row < b.row; });
}

first_reading read_first(table_input& input, const std::vector<leeway::column_schema>& wishes,
                         const missing_texts& missing, std::size_t sample) {
  first_reading result;
  for (const leeway::column_schema& wish : wishes)
    result.columns.emplace_back(wish.kind == leeway::column_kind::numeric);
  reservoir slots(sample);
  while (input.next()) {
    const std::size_t slot = slots.next();
    const std::span<const std::string_view> cells = input.cells();
    const row_place where = input.where();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (ignored(wishes[i])) continue;
      if (missing.contains(cells[i]))
        result.columns[i].observe_missing(slot);
      else
        result.columns[i].observe(cells[i], where, slot);
    }
    if (slot != reservoir::none && !input.repeatable()) result.kept.put(slot, input.rows(), cells);
  }
  result.rows = input.rows();
  return result;
}

}  // namespace program
