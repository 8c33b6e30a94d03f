// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "plan_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <leeway/monitor/words.hpp>

#include "terminal.hpp"
#include "text.hpp"

namespace program {
namespace {

using leeway::plan_level;
using leeway::planned_feature;
using side = text_table::side;

constexpr std::size_t widest_planned_name = 40;
constexpr std::array<plan_level, 3> levels = {plan_level::real, plan_level::warning, plan_level::drift};

/// The questions that are shown, in the order of the columns.
std::vector<planned_feature> shown(leeway::planner& plans, std::uint64_t rows, bool all) {
  std::vector<planned_feature> planned = plans.with_rows(rows);
  if (!all)
    std::erase_if(planned, [](const auto& one) { return one.planned.question != leeway::question::distribution; });
  return planned;
}

std::string move_text(double move) { return move < 1.0 ? share_text(move) : std::string("none"); }

std::string name_of(const planned_feature& one) { return shortened(printable(one.feature), widest_planned_name); }

/// "5, 10 %".
std::string tolerance_text(const leeway::tolerance& wanted) {
  return leeway::percent_text(wanted.warning) + ", " + leeway::percent_text(wanted.drift) + " %";
}

/// The middle one of all moves, and the largest with its column.
std::array<std::string, 2> middle_and_worst(std::vector<planned_feature> planned, plan_level level, bool all) {
  if (planned.empty()) return {};
  std::stable_sort(planned.begin(), planned.end(),
                   [&](const auto& a, const auto& b) { return a.planned.move(level) < b.planned.move(level); });
  const planned_feature& worst = planned.back();
  const std::string asked = all ? " " + std::string(to_string(worst.planned.question)) : std::string();
  return {move_text(planned[planned.size() / 2].planned.move(level)),
          move_text(worst.planned.move(level)) + " (" + name_of(worst) + asked + ")"};
}

}  // namespace

std::string plan_head(const leeway::baseline& past, const leeway::planner& plans) {
  std::size_t tested = 0;
  for (const leeway::any_feature& feature : past.features())
    tested += role_of(feature) == leeway::role::feature ? 1U : 0U;
  return "baseline " + printable(past.origin().name) + ": " + counted(past.rows(), "row") + ", " +
         counted(tested, "column") + " to test, " + counted(plans.family(), "question") + " a report\n";
}

std::string sizes_text(leeway::planner& plans, std::span<const std::uint64_t> sizes, bool all) {
  text_table table({side::right, side::right, side::left, side::right, side::left});
  table.add({{"rows"}, {"warning"}, {"worst"}, {"drift"}, {"worst"}});
  for (const std::uint64_t rows : sizes) {
    const std::vector<planned_feature> planned = shown(plans, rows, all);
    const auto [warning, worst_warning] = middle_and_worst(planned, plan_level::warning, all);
    const auto [drift, worst_drift] = middle_and_worst(planned, plan_level::drift, all);
    table.add({{grouped(rows)}, {warning}, {worst_warning}, {drift}, {worst_drift}});
  }
  return "The smallest move that 4 of 5 windows show, as a share of rows: for the column in the middle, and for the "
         "worst\n" +
         table.text();
}

std::string moves_text(leeway::planner& plans, std::uint64_t rows, bool all) {
  std::vector<side> sides = {side::left, side::left, side::right, side::right, side::right, side::right};
  text_table table(sides);
  table.add({{"column"}, {all ? "question" : ""}, {"tolerance"}, {"real"}, {"warning"}, {"drift"}});
  for (const planned_feature& one : shown(plans, rows, all)) {
    std::vector<text_table::cell> row = {{name_of(one)},
                                         {all ? std::string(to_string(one.planned.question)) : ""},
                                         {tolerance_text(one.planned.tolerance)}};
    for (const plan_level level : levels) row.push_back({move_text(one.planned.move(level))});
    table.add(row);
  }
  return "The smallest move that 4 of 5 windows of " + counted(rows, "row") + " show to be real, a warning, drift\n" +
         table.text();
}

std::string rows_text(leeway::planner& plans, double move, bool all) {
  text_table table({side::left, side::left, side::right, side::right, side::right});
  table.add({{"column"}, {all ? "question" : ""}, {"real"}, {"warning"}, {"drift"}});
  for (const planned_feature& one : shown(plans, 1, all)) {
    std::vector<text_table::cell> row = {{name_of(one)}, {all ? std::string(to_string(one.planned.question)) : ""}};
    for (const plan_level level : levels) {
      const std::optional<std::uint64_t> rows = plans.rows_for(one.feature, one.planned.question, move, level);
      row.push_back({rows ? grouped(*rows) : std::string("never")});
    }
    table.add(row);
  }
  return "Rows of a window that shows a move of " + share_text(move) +
         " in 4 of 5 cases: as real, as a warning, as drift\n" + table.text();
}

}  // namespace program
