// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "import_words.hpp"

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "text.hpp"

namespace program {
namespace {

using leeway::model_monitor::column_note;
using leeway::model_monitor::source;
using side = text_table::side;

std::string taken_as(const column_note& column, const leeway::any_feature& feature) {
  const std::size_t cells = leeway::statistics_of(feature).counts().size();
  switch (column.from) {
    case source::values:
      return "all its values";
    case source::sketch:
      return "sketch, " + counted(cells, "cell");
    case source::histogram:
      return "histogram, " + counted(cells - 2, "bar");
    case source::categories:
      return "categories, " + grouped(std::get<leeway::category_feature>(feature).cells().names().size());
    default:
      return "counts alone";
  }
}

std::string error_text(const column_note& column) {
  if (!column.tested) return "not tested";
  return column.rank_error > 0.0 ? short_number(100.0 * column.rank_error, 2) + " %" : "exact";
}

std::string notes_text(const std::vector<std::string>& notes) {
  std::string text;
  for (const std::string& note : notes) text += (text.empty() ? "" : "; ") + printable(note);
  return text;
}

}  // namespace

std::string import_text(const leeway::model_monitor::loaded_files& files) {
  std::size_t tested = 0;
  text_table table({side::left, side::left, side::right, side::right, side::right, side::left});
  table.add({{"column"}, {"taken over"}, {"present"}, {"missing"}, {"ranks off by"}, {"notes"}});
  for (std::size_t i = 0; i < files.columns.size(); ++i) {
    const column_note& column = files.columns[i];
    const leeway::any_feature& feature = files.past.features()[i];
    const leeway::counts& counts = leeway::statistics_of(feature).counts();
    tested += column.tested ? 1U : 0U;
    table.add({{shortened(printable(column.name), 40)},
               {taken_as(column, feature)},
               {grouped(counts.present())},
               {counts.missing() == 0 ? std::string() : grouped(counts.missing())},
               {error_text(column)},
               {notes_text(column.notes)}});
  }
  std::string text = "taken over " + printable(files.past.origin().name) + ": " + counted(files.past.rows(), "row") +
                     ", " + std::to_string(tested) + " of " + counted(files.columns.size(), "column") + " tested\n";
  if (!files.columns.empty()) text += table.text();
  for (const std::string& note : files.notes) text += "  " + printable(note) + "\n";
  return text;
}

}  // namespace program
