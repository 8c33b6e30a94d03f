// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include <leeway/base/order_key.hpp>
#include <leeway/decision/correction.hpp>
#include <leeway/monitor/equivalence.hpp>
#include <leeway/monitor/rows_question.hpp>
#include <leeway/monitor/unreadable.hpp>
#include <leeway/monitor/words.hpp>

#include "arguments.hpp"
#include "beside.hpp"
#include "test_names.hpp"
#include "text.hpp"

namespace program {
namespace {

using leeway::feature_report;
using leeway::finding;
using leeway::verdict;
using side = text_table::side;

constexpr std::size_t most_stable = 20;
constexpr std::size_t widest_name = 40;
constexpr std::size_t widest_move = 60;

bool judged(const feature_report& feature) { return feature.tested() && !feature.findings.empty(); }

double effect_of(const feature_report& feature) {
  const double effect = told_finding(feature).effect;
  return leeway::detail::is_nan(effect) ? -1.0 : std::fabs(effect);
}

std::vector<const feature_report*> worst_first(const leeway::report& report) {
  std::vector<const feature_report*> order;
  for (const feature_report& feature : report.features)
    if (judged(feature)) order.push_back(&feature);
  std::stable_sort(order.begin(), order.end(), [](const feature_report* a, const feature_report* b) {
    return a->verdict != b->verdict ? a->verdict > b->verdict : effect_of(*a) > effect_of(*b);
  });
  return order;
}

/// Ten blocks: how many rows fall now where a tenth of the baseline fell; the middle one is as many as before.
std::string blocks(const std::vector<leeway::decile>& deciles) {
  constexpr std::array<std::string_view, 8> heights = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string text;
  for (const leeway::decile& one : deciles) {
    const double ratio = one.baseline_share > 0.0 ? one.window_share / one.baseline_share : 2.0;
    text += heights[static_cast<std::size_t>((std::min)(7.0, std::round(4.0 * ratio)))];
  }
  return text;
}

/// Why a question could not be answered.
std::string blind_text(const finding& found) {
  if (leeway::detail::is_nan(found.smallest_effect)) return "nothing to compare";
  const std::string asked =
      found.question == leeway::question::distribution ? "" : std::string(to_string(found.question)) + ": ";
  return asked + "only a move of " + share_text(found.smallest_effect) + " would be seen";
}

std::string statistic_of(const feature_report& feature, std::string_view test) {
  for (const leeway::shown_test& shown : feature.tests)
    if (shown.result.test == test) return short_number(shown.result.statistic);
  return {};
}

std::vector<text_table::cell> heading(const view& how) {
  std::vector<text_table::cell> row = {{"column"}, {"verdict"}, {"moved"}, {"between"}, {"what moved"}, {"deciles"}};
  for (const std::string_view test : how.shown) row.push_back({std::string(heading_of(test))});
  if (how.beside) std::ranges::copy(beside_heading(), std::back_inserter(row));
  return row;
}

std::vector<text_table::cell> row_of(const feature_report& feature, const view& how) {
  const finding& decisive = told_finding(feature);
  std::vector<text_table::cell> row = {
      {shortened(printable(feature.name), widest_name)},
      {std::string(verdict_word(feature.verdict)), verdict_style(feature.verdict, how)},
      {share_text(std::fabs(decisive.effect))},
      {between_text(decisive.effect_interval)},
      {what_moved(feature)},
      {blocks(feature.deciles)}};
  for (const std::string_view test : how.shown) row.push_back({statistic_of(feature, test)});
  if (how.beside) std::ranges::copy(beside_cells(feature, *how.beside), std::back_inserter(row));
  return row;
}

std::string table_of(const std::vector<const feature_report*>& order, const view& how) {
  std::vector<side> sides = {side::left, side::left, side::right, side::right, side::left, side::left};
  sides.resize(sides.size() + how.shown.size(), side::right);
  if (how.beside) sides.insert(sides.end(), {side::right, side::right, side::left});
  text_table table(sides);
  table.add(heading(how));
  std::size_t stable = 0;
  double largest_left_out = 0.0;
  for (const feature_report* feature : order) {
    stable += feature->verdict == verdict::stable ? 1 : 0;
    if (how.all || stable <= most_stable)
      table.add(row_of(*feature, how));
    else
      largest_left_out = (std::max)(largest_left_out, effect_of(*feature));
  }
  std::string text = table.text();
  if (!how.all && stable > most_stable)
    text += "  and " + std::to_string(stable - most_stable) + " more stable columns, moved by at most " +
            share_text(largest_left_out) + " (--all shows them)\n";
  return text;
}

std::string head_text(const leeway::report& report, const std::vector<const feature_report*>& order, const view& how) {
  std::array<std::size_t, 4> verdicts{};
  for (const feature_report* feature : order) ++verdicts[static_cast<std::size_t>(feature->verdict)];
  std::string text = printable(report.window_name) + "  " + counted(report.window_rows, "row") + "     against  " +
                     printable(report.baseline_name) + ", " + counted(report.baseline_rows, "row") + "     " +
                     std::to_string(order.size()) + " of " + counted(report.features.size(), "column") + " tested\n";
  std::string_view between;
  for (const verdict v : {verdict::drift, verdict::warning, verdict::too_few, verdict::stable}) {
    const std::size_t columns = verdicts[static_cast<std::size_t>(v)];
    if (columns == 0 && v == verdict::too_few) continue;
    const std::string_view style = columns > 0 ? verdict_style(v, how) : std::string_view();
    text += std::string(between) + std::string(style) + std::to_string(columns) + " " +
            std::string(v == verdict::drift ? "drift" : verdict_word(v)) + (style.empty() ? "" : "\033[0m");
    between = "   ";
  }
  const std::string power = power_text(smallest_moves(report));
  return text + (power.empty() ? "" : "     " + power) + "\n";
}

std::string not_tested(const leeway::report& report) {
  std::vector<std::string> items;
  for (const feature_report& feature : report.features)
    if (!feature.tested())
      items.push_back(shortened(printable(feature.name), widest_name) +
                      (feature.remark.empty() ? "" : " (" + printable(feature.remark) + ")"));
  return items.empty() ? std::string() : listed("  not tested: ", items);
}

/// Columns that no question saw going: their values are no numbers any more.
std::string unreadable_columns(const leeway::report& report, const view& how) {
  std::string text;
  for (const feature_report& feature : report.features) {
    if (!judged(feature)) continue;
    const leeway::unreadable_values found = leeway::unreadable(feature);
    if (found.verdict < verdict::warning) continue;
    const std::string_view style = verdict_style(found.verdict, how);
    text += "  " + std::string(style) + shortened(printable(feature.name), widest_name) + " " +
            leeway::unreadable_text(found) + " (" + grouped(feature.window.invalid) + ")" +
            (style.empty() ? "" : "\033[0m") + ", which no question asks about\n";
  }
  return text;
}

std::string columns_text(std::string_view heading, const std::vector<std::string>& names) {
  std::vector<std::string> items;
  for (const std::string& name : names) items.push_back(printable(name));
  return items.empty() ? std::string() : listed(heading, items, ", ");
}

std::string violations_text(const leeway::report& report, const view& how) {
  constexpr std::size_t most = 10;
  std::string text;
  std::size_t violations = 0;
  for (const leeway::violation& one : report.violations) {
    if (one.check == "baseline_drift_check") continue;
    if (++violations <= most || how.all)
      text += "    " + printable(one.feature) + "  " + printable(one.check) + ": " + printable(one.description) + "\n";
  }
  if (violations == 0) return {};
  if (violations > most && !how.all)
    text += "    and " + std::to_string(violations - most) + " more (--all shows them)\n";
  return "  " + counted(violations, "constraint") + " not kept:\n" + text;
}

/// "1 of 100", "3 %".
std::string rate_text(double significance) {
  const double reports = 1.0 / significance;
  const bool whole = std::fabs(reports - std::round(reports)) < 1e-9 * reports && reports < 1e15;
  return whole ? "1 of " + grouped(static_cast<std::uint64_t>(std::llround(reports)))
               : short_number(100.0 * significance) + " % of";
}

}  // namespace

const leeway::feature_report* worst_column(const leeway::report& report) {
  const std::vector<const feature_report*> order = worst_first(report);
  return order.empty() ? nullptr : order.front();
}

const finding& told_finding(const feature_report& feature) {
  const finding* worst = feature.decisive();
  const finding& decisive = worst != nullptr ? *worst : feature.findings.front();
  if (decisive.question != leeway::question::spike) return decisive;
  for (const finding& other : feature.findings)
    if (other.question == leeway::question::distribution && other.verdict == decisive.verdict) return other;
  return decisive;
}

std::string what_moved(const feature_report& feature) {
  if (!feature.in_window) return "not in the window";
  const finding& decisive = told_finding(feature);
  if (feature.verdict == verdict::too_few) return blind_text(decisive);
  if (feature.verdict == verdict::stable) {
    const leeway::unreadable_values beside = leeway::unreadable(feature);
    if (beside.verdict >= verdict::warning) return leeway::unreadable_text(beside);
    return decisive.notes.empty() ? std::string() : decisive.notes.front();
  }
  const std::string_view asked = decisive.question == leeway::question::spike ? "spike: " : "";
  std::string text = std::string(asked) + shortened(printable(decisive.what), widest_move);
  for (const finding& other : feature.findings) {
    const bool rows_alone = other.question == leeway::question::missing || other.question == leeway::question::unseen;
    if (&other != &decisive && rows_alone && other.verdict >= verdict::warning) text += ", " + printable(other.what);
  }
  return text;
}

leeway::interval smallest_moves(const leeway::report& report) {
  leeway::interval moves;
  for (const feature_report& feature : report.features)
    for (const finding& found : feature.findings) {
      const double move = found.smallest_effect;
      if (found.question != leeway::question::distribution || leeway::detail::is_nan(move)) continue;
      const bool first = leeway::detail::is_nan(moves.lower);
      moves = {first ? move : (std::min)(moves.lower, move), first ? move : (std::max)(moves.upper, move)};
    }
  return moves;
}

std::string power_text(leeway::interval moves) {
  if (leeway::detail::is_nan(moves.upper)) return {};
  const std::string low = share_text(moves.lower);
  const std::string high = share_text(moves.upper);
  const std::string shown =
      low == high ? "a move of " + low : "moves of " + low.substr(0, low.size() - 2) + " to " + high;
  return shown + " would have been seen (4 in 5)";
}

std::string guarantee_text(double significance, leeway::correction correction, std::string_view judged) {
  const std::string many = rate_text(significance) + " such " + std::string(judged);
  const std::string wrong =
      "Where a column changed by less than its tolerance, each question is wrong with probability at most 5 %.\n";
  if (correction == leeway::correction::holm || correction == leeway::correction::bonferroni)
    return "Calm data would show a warning or drift in at most " + many + ".\n" + wrong;
  const bool if_independent = correction == leeway::correction::benjamini_hochberg;
  return "On average at most " + rate_text(significance) + " warnings and drifts of such " + std::string(judged) +
         " are false alarms" + (if_independent ? ", if the columns are independent.\n" : ".\n") + wrong;
}

namespace {

/// Which columns may have moved by that share or more: none is more than that nothing alarmed.
std::string certainty_text(const leeway::report& report, double share) {
  std::vector<std::string> open;
  for (const leeway::possible_move& one : leeway::not_certainly_below(report, share)) {
    const bool known = !leeway::detail::is_nan(one.at_most);
    open.push_back(printable(one.feature) + " " + std::string(to_string(one.question)) +
                   (known ? " (at most " + leeway::percent_text(one.at_most) + " %)" : ""));
  }
  std::vector<std::string> silent;
  for (const feature_report& one : report.features)
    if (one.findings.empty()) silent.push_back(printable(one.name));
  const std::string below = "certainly below " + leeway::percent_text(share) + " % (95 %)";
  const std::string text = open.empty() ? "every question is " + below : "not " + below + ": " + list_of(open);
  return text + (silent.empty() ? "" : "; nothing was asked of " + list_of(silent)) + "\n";
}

}  // namespace

std::string report_text(const leeway::report& report, const view& how) {
  const std::vector<const feature_report*> order = worst_first(report);
  std::string text = head_text(report, order, how);
  if (report.no_rows)
    text += "  " + std::string(verdict_style(verdict::drift, how)) + leeway::rows_text(report) +
            (how.colours ? "\033[0m" : "") + "\n";
  text += unreadable_columns(report, how);
  if (!order.empty()) text += table_of(order, how);
  if (how.beside) text += beside_text(report, *how.beside);
  text += not_tested(report);
  text += columns_text("  not in the window: ", report.missing_columns);
  text += columns_text("  not in the baseline: ", report.extra_columns);
  text += violations_text(report, how);
  if (how.certainly_below) text += certainty_text(report, *how.certainly_below);
  return text + guarantee_text(report.significance, report.correction, "reports");
}

}  // namespace program
