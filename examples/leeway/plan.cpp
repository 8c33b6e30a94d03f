// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <leeway/monitor/planner.hpp>

#include "commands.hpp"
#include "plan_words.hpp"
#include "stored.hpp"

namespace program {
namespace {

leeway::decision_policy policy_of(const plan_arguments& arguments) {
  check_arguments deciding;
  deciding.tolerance = arguments.tolerance;
  deciding.significance = arguments.significance;
  return deciding.policy();
}

std::string planned_text(const plan_arguments& arguments, leeway::planner& plans) {
  constexpr std::array<std::uint64_t, 7> sizes = {100, 300, 1'000, 3'000, 10'000, 30'000, 100'000};
  if (!arguments.move.empty()) return rows_text(plans, parse_share("--move", arguments.move), arguments.all);
  if (arguments.rows) return moves_text(plans, *arguments.rows, arguments.all);
  return sizes_text(plans, sizes, arguments.all);
}

}  // namespace

int plan(const plan_arguments& arguments) {
  if (arguments.rows && (*arguments.rows == 0 || *arguments.rows > leeway::planner::most_rows))
    throw std::invalid_argument("--rows " + std::to_string(*arguments.rows) + ": wanted 1 to 1000000000");
  if (!arguments.move.empty())
    if (const double move = parse_share("--move", arguments.move); !(move > 0.0 && move <= 1.0))
      throw std::invalid_argument("--move " + arguments.move + ": wanted a share of rows, such as 8%");
  const leeway::decision_policy policy = policy_of(arguments);
  const leeway::baseline past = load_baseline(arguments.baseline);
  leeway::planner plans(past, policy);
  if (plans.family() == 0) throw std::runtime_error(arguments.baseline + ": no column to test");
  print(plan_head(past, plans) + planned_text(arguments, plans));
  return done;
}

}  // namespace program
