// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "wishes.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "nearest_name.hpp"
#include "renames.hpp"

namespace program {
namespace {

using leeway::column_kind;

std::size_t place_of(const std::vector<std::string>& columns, const std::string& name) {
  return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin());
}

void apply_schema(const std::string& path, const std::vector<std::string>& columns, learn_wishes& wishes) {
  leeway::schema_file stated = load_schema(path);
  for (leeway::column_schema& column : stated.schema.columns) {
    std::size_t place = place_of(columns, column.name);
    const std::size_t old_place = column.was.empty() ? columns.size() : place_of(columns, column.was);
    const std::string who =
        path + ": column \"" + column.name + '"' + (column.was.empty() ? "" : ", which was \"" + column.was + "\",");
    if (place == columns.size() && old_place == columns.size())
      throw std::invalid_argument(who + " is not in the table" + nearest_hint(column.name, columns));
    if (place < columns.size() && old_place < columns.size())
      throw std::invalid_argument(who + " is in the table by both names");
    if (old_place < columns.size()) {
      wishes.renamed.columns.push_back({.name = column.name, .was = column.was});
      column.name = column.was;
      place = old_place;
    }
    wishes.columns[place] = std::move(column);
  }
  wishes.demands = std::move(stated.demands);
}

void apply_kinds(const learn_arguments& arguments, const std::vector<std::string>& columns, learn_wishes& wishes) {
  struct choice {
    std::string_view option;
    const std::vector<std::string>& texts;
    column_kind kind;
  };
  const std::array<choice, 3> choices = {{{"--numeric", arguments.numeric, column_kind::numeric},
                                          {"--categorical", arguments.categorical, column_kind::categorical},
                                          {"--ignore", arguments.ignored, column_kind::ignored}}};
  std::vector<std::string_view> wanted_by(columns.size());
  for (const choice& one : choices)
    for (const std::string& name : resolve_columns(one.option, one.texts, columns)) {
      const std::size_t place = place_of(columns, name);
      if (!wanted_by[place].empty() && wanted_by[place] != one.option)
        throw std::invalid_argument(std::string(one.option) + " " + name + ": also named by " +
                                    std::string(wanted_by[place]));
      wanted_by[place] = one.option;
      leeway::column_schema& wish = wishes.columns[place];
      if (wish.kind != one.kind) wish = {name, one.kind, {}, {}};
    }
}

void apply_float32(const learn_arguments& arguments, const std::vector<std::string>& columns, learn_wishes& wishes) {
  for (const std::string& name : resolve_columns("--float32", arguments.float32, columns)) {
    leeway::column_schema& wish = wishes.columns[place_of(columns, name)];
    if (wish.kind == column_kind::categorical || wish.kind == column_kind::ignored)
      throw std::invalid_argument("--float32 " + name + ": the column is wanted " +
                                  (wish.kind == column_kind::ignored ? "ignored" : "categorical"));
    wish.type = leeway::value_type::float32;
  }
}

}  // namespace

learn_wishes wishes_of(const learn_arguments& arguments, const std::vector<std::string>& columns) {
  learn_wishes wishes;
  for (const std::string& name : columns) wishes.columns.push_back({name});
  if (!arguments.schema.empty()) apply_schema(arguments.schema, columns, wishes);
  apply_kinds(arguments, columns, wishes);
  apply_float32(arguments, columns, wishes);
  if (std::all_of(wishes.columns.begin(), wishes.columns.end(), ignored))
    throw std::invalid_argument("--ignore: no column is left");
  return wishes;
}

}  // namespace program
