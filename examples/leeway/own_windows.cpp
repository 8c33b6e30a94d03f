// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "own_windows.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/drift/own_dependence.hpp>
#include <leeway/monitor/own_limits.hpp>
#include <leeway/monitor/planner.hpp>
#include <leeway/monitor/words.hpp>

#include "commands.hpp"
#include "live_table.hpp"
#include "read_windows.hpp"
#include "row_windows.hpp"
#include "seasons.hpp"
#include "table_input.hpp"
#include "text.hpp"

namespace program {
namespace {

using leeway::question;
using side = text_table::side;

std::size_t alarms_of(const std::vector<bool>& alarms) {
  return static_cast<std::size_t>(std::count(alarms.begin(), alarms.end(), true));
}

/// "5 -> 61 %", or as it was.
std::string tolerance_text(const leeway::own_question_review& one) {
  const leeway::tolerance raised = leeway::raised(one.wanted, one.limit);
  const std::string flat = leeway::percent_text(one.wanted.warning);
  if (!(raised.warning > one.wanted.warning)) return flat + " %";
  return flat + " -> " + leeway::percent_text(raised.warning) + " %";
}

/// Nothing below so large a move is ever called.
constexpr double dull_from = 0.25;

std::string remark_of(const leeway::own_question_review& one) {
  if (!(one.limit.effect >= dull_from)) return {};
  return "dull: only moves beyond " + leeway::percent_text(one.limit.effect) + " % are called";
}

std::string drivers_text(const leeway::own_review& review) {
  std::vector<const leeway::own_question_review*> order;
  for (const leeway::own_question_review& one : review.questions)
    if (alarms_of(one.flat_alarms) > 0) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return alarms_of(a->flat_alarms) > alarms_of(b->flat_alarms); });
  if (order.empty()) return {};
  text_table table({side::left, side::left, side::right, side::right, side::right, side::left});
  table.add({{"column"}, {"question"}, {"flat"}, {"learned"}, {"tolerance"}, {""}});
  constexpr std::size_t most = 15;
  for (std::size_t i = 0; i < (std::min)(order.size(), most); ++i)
    table.add({{shortened(printable(order[i]->feature), 40)},
               {std::string(to_string(order[i]->question))},
               {std::to_string(alarms_of(order[i]->flat_alarms))},
               {std::to_string(alarms_of(order[i]->learned_alarms))},
               {tolerance_text(*order[i])},
               {remark_of(*order[i])}});
  std::string text = table.text();
  if (order.size() > most) text += "  and " + std::to_string(order.size() - most) + " more questions\n";
  return text;
}

std::string dependence_text(const leeway::baseline& past) {
  std::vector<std::string> dependent;
  for (const leeway::any_feature& feature : past.features()) {
    if (leeway::role_of(feature) != leeway::role::feature) continue;
    const leeway::design_effect found =
        leeway::own_dependence(std::visit([](const auto& one) { return one.own(); }, feature));
    if (found.dependent())
      dependent.push_back(printable(leeway::name_of(feature)) + " (" + short_number(found.value) + ")");
  }
  return dependent.empty()
             ? std::string()
             : "rows hang together or follow a season; windows vary so many times more than independent rows: " +
                   list_of(dependent) + "\n";
}

/// How many rows a window needs to show a small move of a distribution.
std::string rows_needed_text(const leeway::baseline& past) {
  constexpr double move = 0.05;
  leeway::planner planner(past);
  std::vector<std::uint64_t> needed;
  std::size_t never = 0;
  for (const leeway::any_feature& feature : past.features()) {
    if (leeway::role_of(feature) != leeway::role::feature) continue;
    const std::optional<std::uint64_t> rows =
        planner.rows_for(leeway::name_of(feature), question::distribution, move, leeway::plan_level::real);
    if (rows)
      needed.push_back(*rows);
    else
      ++never;
  }
  const std::string wanted = "to show that a move of " + leeway::percent_text(move) + " % is real, ";
  if (needed.empty()) return wanted + "the baseline is too small, whatever the window\n";
  std::sort(needed.begin(), needed.end());
  return wanted + "a window needs " + counted(needed[needed.size() / 2], "row") + " (" + grouped(needed.front()) +
         " to " + grouped(needed.back()) + ")" +
         (never > 0 ? "; for " + counted(never, "column") + " the baseline is too small" : std::string()) + "\n";
}

}  // namespace

taught_baseline with_own_windows(const learn_arguments& arguments, const leeway::baseline& past, season_rows* seasons) {
  table_input input(arguments.input);
  row_windows rows(arguments.windows, parse_rows(arguments.input.rows), input.names());
  const missing_texts missing(split_all(arguments.input.missing));
  leeway::own_window_collector collector(past, rows.length().text());
  std::uint64_t left_out = 0;
  read_windows(
      input, rows,
      [&](std::int64_t) {
        return seasonal_table{live_table(past, input.names(), missing, {}),
                              seasons != nullptr ? seasons->rule().value() : season_value()};
      },
      [&](std::int64_t index, const seasonal_table& one) {
        leeway::window own = one.live.window();
        if (seasons != nullptr) seasons->add(past, seasons->rule().key(rows, index, one.season), own);
        const window_place place = rows.describe(index, own.rows());
        own.rename(place.start.empty() ? place.name : place.start);
        if (place.complete)
          collector.add(own);
        else
          left_out += own.rows();
      });
  warn_of(rows.lost());
  if (left_out > 0) warn(counted(left_out, "row") + " at the end make no whole window");
  return {collector.learned(), collector.review()};
}

std::string own_windows_text(const taught_baseline& taught) {
  const leeway::own_review& review = taught.review;
  const leeway::own_schedule& schedule = taught.past.schedule();
  const std::size_t windows = review.windows.size();
  if (windows == 0) return "own windows: fewer than two, and one has nothing to be compared with\n";
  std::string text = "own windows: " + std::to_string(windows) + " of " + schedule.period + ", " +
                     schedule.names.front() + " to " + schedule.names.back() + "\n";
  text += "  " + std::to_string(review.flat_alarms()) + " would show a warning or drift with flat tolerances, " +
          std::to_string(review.learned_alarms()) + " with what the others teach\n";
  if (windows < leeway::fewest_own_windows)
    text += "  too few to say what is rare among them (" + std::to_string(leeway::fewest_own_windows) +
            " are needed): tolerances stay as they are\n";
  return text + drivers_text(review) + dependence_text(taught.past) + rows_needed_text(taught.past);
}

}  // namespace program
