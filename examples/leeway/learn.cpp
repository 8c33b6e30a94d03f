// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/renamed.hpp>
#include <leeway/constraints/suggest.hpp>
#include <leeway/interop/json_constraints.hpp>
#include <leeway/interop/json_schema_file.hpp>
#include <leeway/interop/json_text.hpp>

#include "baseline_words.hpp"
#include "commands.hpp"
#include "files.hpp"
#include "first_reading.hpp"
#include "input_paths.hpp"
#include "learned_table.hpp"
#include "own_windows.hpp"
#include "rehearse_words.hpp"
#include "rehearsing.hpp"
#include "renames.hpp"
#include "seasons.hpp"
#include "text.hpp"
#include "wishes.hpp"

namespace program {
namespace {

leeway::constraints constraints_of(const leeway::baseline& past, const learn_wishes& wishes,
                                   const first_reading& first) {
  std::vector<leeway::inferred_type> types;
  for (std::size_t i = 0; i < wishes.columns.size(); ++i)
    if (!ignored(wishes.columns[i])) types.push_back(first.columns[i].types().type());
  leeway::constraints wanted = leeway::suggest(past, types);
  for (const leeway::column_schema& wish : wishes.columns) {
    if (!ignored(wish)) continue;
    leeway::feature_constraints left_alone;
    left_alone.name = wish.name;
    left_alone.evaluate = false;
    wanted.features.push_back(std::move(left_alone));
  }
  rename(wanted, wishes.renamed);
  leeway::schema_file stated;
  stated.demands = wishes.demands;
  leeway::apply(stated, wanted);
  return wanted;
}

/// Before any row is read: what windows, seasons and groups teach takes another reading.
void require_what_can_be_read_again(const learn_arguments& arguments) {
  if (!arguments.season.empty() && arguments.windows.window.empty())
    throw std::invalid_argument("--season " + arguments.season + ": wanted --window too");
  const std::string option = !arguments.season.empty()    ? "--season"
                             : arguments.windows.wanted() ? "--window"
                             : !arguments.group.empty()   ? "--group"
                                                          : "";
  const std::vector<std::string> files = table_files(arguments.input.paths);
  const bool once = std::any_of(files.begin(), files.end(), [](const std::string& file) {
    return file == "-" || (file_exists(file) && !readable_again({file}));
  });
  if (option.empty() || !once) return;
  throw std::invalid_argument(option + ": the table is read again for it, and " + arguments.input.source() +
                              " can be read only once; write it to a file first");
}

void write_baseline(const std::string& folder, const leeway::baseline& past, const leeway::constraints& wanted,
                    const std::optional<taught_seasons>& seasons) {
  std::vector<file_content> files = {{std::string(baseline_file), text_of(past.save())},
                                     {std::string(constraints_file), leeway::json_text(leeway::to_json(wanted))}};
  if (seasons) files.push_back({std::string(seasons_file), text_of(seasons->past.save())});
  write_files(folder, files);
  if (!seasons) std::filesystem::remove(path_in(folder, std::string(seasons_file)));  // those of another baseline
}

/// What goes by the old name of a column while its table is read goes by the new one from now on.
void rename_all(const leeway::schema& wanted, leeway::baseline& past, std::optional<taught_baseline>& taught,
                std::optional<taught_seasons>& seasons) {
  past = leeway::renamed(past, wanted);
  if (taught) {
    taught->past = past;
    for (leeway::own_question_review& one : taught->review.questions)
      if (const leeway::column_schema* column = wanted.find_renamed(one.feature)) one.feature = column->name;
  }
  if (seasons) seasons->past = renamed(seasons->past, wanted);
}

}  // namespace

int learn(const learn_arguments& wanted) {
  require_what_can_be_read_again(wanted);
  const learned_table learned = learn_table(wanted);
  learn_arguments arguments = wanted;
  for (const leeway::column_schema& one : learned.wishes.columns) arguments.input.columns.push_back(one.name);
  leeway::baseline past = learned.past;
  if (!arguments.group.empty()) past = with_groups(arguments, past);
  std::optional<season_rows> rows_of_seasons;
  if (!arguments.season.empty()) rows_of_seasons.emplace(arguments);
  std::optional<taught_baseline> taught;
  if (arguments.windows.wanted())
    past = taught.emplace(with_own_windows(arguments, past, rows_of_seasons ? &*rows_of_seasons : nullptr)).past;
  std::optional<taught_seasons> seasons;
  if (rows_of_seasons) seasons.emplace(with_seasons(arguments, past, *rows_of_seasons));
  rename_all(learned.wishes.renamed, past, taught, seasons);
  write_baseline(arguments.out, past, constraints_of(past, learned.wishes, learned.first), seasons);

  if (past.rows() < learned.first.rows)
    warn(past.origin().source + " can be read only once: the baseline is a sample of " + counted(past.rows(), "row") +
         " of " + grouped(learned.first.rows));
  print(learned_text(past));
  if (!arguments.group.empty()) print(groups_text(past, arguments.group));
  if (taught) print(own_windows_text(*taught));
  if (taught && arguments.rehearsed && taught->review.windows.size() > 1)
    print(short_rehearsal_text(rehearse_table(learned.past, arguments.input, arguments.windows, {}).result));
  if (seasons) print(seasons_text(*seasons));
  print("written: " + path_in(arguments.out, std::string(baseline_file)) + ", " +
        path_in(arguments.out, std::string(constraints_file)) + "\n");
  return done;
}

}  // namespace program
