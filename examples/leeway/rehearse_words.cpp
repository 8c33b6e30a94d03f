// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "rehearse_words.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/baseline/own_limit.hpp>

#include "terminal.hpp"
#include "text.hpp"

namespace program {
namespace {

using leeway::detection;
using leeway::rehearsal_result;
using leeway::rehearsed_change;
using leeway::seen_share;
using table_row = std::vector<text_table::cell>;
using side = text_table::side;

constexpr std::size_t most_changes = 20;
constexpr std::size_t widest_rehearsed_name = 32;
/// Power of the plans: what is seen this often needs no longer windows.
constexpr double enough = 0.8;

bool seen_enough(const detection& one) { return one.seen.share() >= enough; }

std::string delay_text(const detection& one) {
  return leeway::detail::is_nan(one.delay) ? "-" : grouped(static_cast<std::uint64_t>(one.delay));
}

/// Rounded up to two digits: a plan is no more exact than that.
std::string detected_text(const detection& one) {
  if (seen_enough(one)) return {};
  if (!one.rows_needed) return "none";
  std::uint64_t unit = 1;
  while (*one.rows_needed / unit >= 100) unit *= 10;
  return grouped((*one.rows_needed + unit - 1) / unit * unit);
}

void add_detection(table_row& row, const detection& one) {
  row.push_back({share_text(one.seen.share())});
  row.push_back({between_text(one.seen.between())});
  row.push_back({delay_text(one)});
}

/// "status 61 %, wind 57 % and 4 more": the columns that alarm most while nothing was injected.
std::string most_often(const rehearsal_result& result, seen_share leeway::rehearsed_feature::*alarms) {
  constexpr std::size_t most = 3;
  std::vector<const leeway::rehearsed_feature*> order;
  for (const leeway::rehearsed_feature& one : result.features)
    if ((one.*alarms).seen > 0.0) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(),
                   [&](const auto* a, const auto* b) { return (a->*alarms).seen > (b->*alarms).seen; });
  std::string text;
  for (std::size_t i = 0; i < (std::min)(order.size(), most); ++i)
    text += (i > 0 ? ", " : "") + shortened(printable(order[i]->name), widest_rehearsed_name) + " " +
            grouped(static_cast<std::uint64_t>((order[i]->*alarms).seen));
  return order.size() > most ? text + " and " + std::to_string(order.size() - most) + " more" : text;
}

std::string head_text(const rehearsal_result& result, const leeway::baseline& past, const rehearsed_source& source) {
  std::size_t tested = 0;
  for (const leeway::any_feature& one : past.features()) tested += leeway::role_of(one) == leeway::role::feature;
  std::string text = printable(source.table) + "  " + counted(past.rows(), "row") + " in " +
                     counted(result.windows.size(), "window") + " of " + printable(source.window);
  if (source.window.find(' ') == std::string::npos)
    text += ", " + counted(result.typical_rows, "row") + " in the middle";
  text += "     " + std::to_string(tested) + " of " + counted(past.features().size(), "column") + " tested\n";
  text += "Each window against all others, as it is and with one column changed at a time.\n";
  if (source.left_out > 0)
    text += "The last " + counted(source.left_out, "row") +
            " are no whole window: only the others are compared with them.\n";
  return text + "\n";
}

/// How sharp the limits are that so many windows teach.
std::string learning_text(const rehearsal_result& result) {
  if (!result.learns)
    return std::to_string(leeway::fewest_own_windows + 1) +
           " windows are needed to learn tolerances: `learned` is the same as `flat`\n";
  const std::size_t windows = result.windows.size();
  if (windows >= 100) return {};
  return "limits learned from " + std::to_string(windows - 1) + " windows are passed by 1 of " +
         std::to_string(windows) + " calm ones, each of the " + std::to_string(result.family) +
         " questions; from 99 windows on by 1 of 100\n";
}

std::string calm_text(const rehearsal_result& result) {
  text_table table({side::left, side::right, side::right, side::right, side::left});
  table.add({{"calm windows that alarm"}, {}, {}, {"between"}, {"most often"}});
  const auto add = [&](std::string_view name, const seen_share& one, std::string often) {
    table.add({{std::string(name)},
               {grouped(static_cast<std::uint64_t>(one.seen)) + " of " + grouped(one.windows)},
               {share_text(one.share())},
               {between_text(one.between())},
               {std::move(often)}});
  };
  add("flat tolerances", result.flat_alarms, most_often(result, &leeway::rehearsed_feature::flat_alarms));
  if (result.learns)
    add("learned tolerances", result.learned_alarms, most_often(result, &leeway::rehearsed_feature::learned_alarms));
  return table.text("") + learning_text(result) + "\n";
}

std::string injections_text(const rehearsal_result& result) {
  text_table table(
      {side::left, side::right, side::right, side::right, side::right, side::right, side::right, side::right});
  table.add({{"injected"}, {"columns"}, {"flat"}, {"between"}, {"delay"}, {"learned"}, {"between"}, {"delay"}});
  for (const leeway::rehearsed_injection& one : result.injections) {
    table_row row = {{printable(one.what.text)}, {std::to_string(one.features)}};
    if (one.features > 0) {
      add_detection(row, one.flat);
      add_detection(row, one.learned);
    }
    table.add(std::move(row));
  }
  return table.text("") + "\n";
}

std::vector<const rehearsed_change*> least_seen_first(const rehearsal_result& result) {
  std::vector<const rehearsed_change*> order;
  for (const rehearsed_change& one : result.changes) order.push_back(&one);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    if (const double gap = a->learned.seen.seen - b->learned.seen.seen; std::fabs(gap) > 0.0) return gap < 0.0;
    return a->flat.seen.seen < b->flat.seen.seen;
  });
  return order;
}

std::string changes_text(const rehearsal_result& result, bool all) {
  std::vector<side> sides(11, side::right);
  sides[0] = sides[1] = side::left;
  text_table table(sides);
  table.add({{"column"},
             {"injected"},
             {"moves"},
             {"flat"},
             {"between"},
             {"delay"},
             {"rows"},
             {"learned"},
             {"between"},
             {"delay"},
             {"rows"}});
  const std::vector<const rehearsed_change*> order = least_seen_first(result);
  const std::size_t shown = all ? order.size() : (std::min)(order.size(), most_changes);
  for (std::size_t i = 0; i < shown; ++i) {
    const rehearsed_change& one = *order[i];
    table_row row = {{shortened(printable(result.features[one.feature].name), widest_rehearsed_name)},
                     {printable(result.injections[one.injection].what.text)},
                     {share_text(one.moved)}};
    add_detection(row, one.flat);
    row.push_back({detected_text(one.flat)});
    add_detection(row, one.learned);
    row.push_back({detected_text(one.learned)});
    table.add(std::move(row));
  }
  std::string text = table.text("");
  if (shown < order.size())
    text += "and " + std::to_string(order.size() - shown) + " more, seen in at least " +
            share_text(order[shown]->learned.seen.share()) + " of the windows (--all shows them)\n";
  return text;
}

/// How many changes are seen, how many would be in longer windows, and how many in none.
std::string totals_text(const rehearsal_result& result, std::string_view name, detection rehearsed_change::*kind) {
  std::size_t seen = 0;
  std::size_t later = 0;
  for (const rehearsed_change& one : result.changes) {
    if (seen_enough(one.*kind))
      ++seen;
    else
      later += (one.*kind).rows_needed ? 1U : 0U;
  }
  const std::size_t never = result.changes.size() - seen - later;
  std::string text = "With " + std::string(name) + " tolerances " + std::to_string(seen) + " of " +
                     counted(result.changes.size(), "change") + " are seen in 4 of 5 windows";
  if (later > 0) text += "; " + std::to_string(later) + " would be in windows of so many `rows`";
  if (never > 0) text += "; " + std::to_string(never) + " in none: they move no more than is tolerated";
  return text + ".\n";
}

}  // namespace

std::string rehearsal_text(const rehearsal_result& result, const leeway::baseline& past, const rehearsed_source& source,
                           bool all) {
  std::string text = head_text(result, past, source) + calm_text(result);
  if (result.changes.empty()) return text + "nothing can be injected into these columns\n";
  text += injections_text(result) + changes_text(result, all) + "\n";
  text += totals_text(result, "flat", &rehearsed_change::flat);
  if (result.learns) text += totals_text(result, "learned", &rehearsed_change::learned);
  return text + "`delay` is in windows, the first changed one included; - where a change is not seen before the end.\n";
}

std::string short_rehearsal_text(const rehearsal_result& result) {
  if (result.changes.empty()) return {};
  text_table table({side::left, side::right, side::right, side::right});
  table.add({{"one column changed on purpose"}, {"columns"}, {"flat"}, {"learned"}});
  for (const leeway::rehearsed_injection& one : result.injections)
    if (one.features > 0)
      table.add({{printable(one.what.text)},
                 {std::to_string(one.features)},
                 {share_text(one.flat.seen.share())},
                 {share_text(one.learned.seen.share())}});
  return "rehearsed: in how many of these windows a change would be seen (leeway rehearse: which columns do not show "
         "it)\n" +
         table.text();
}

}  // namespace program
