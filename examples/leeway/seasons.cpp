// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "seasons.hpp"

#include <stdexcept>
#include <utility>

#include <leeway/base/instant.hpp>
#include <leeway/window/recounted.hpp>

#include "commands.hpp"
#include "live_table.hpp"
#include "read_windows.hpp"
#include "table_input.hpp"
#include "text.hpp"

namespace program {
namespace {

/// The windows of a table, each with its season, counted against `past`.
template <class Use>
void for_each_window(const learn_arguments& arguments, const leeway::season& season, const leeway::baseline& past,
                     Use&& use) {
  table_input input(arguments.input);
  row_windows rows(arguments.windows, parse_rows(arguments.input.rows), input.names());
  if (rows.length().counts_records())
    throw std::invalid_argument("--season " + std::string(season.text()) + ": wanted windows of time, not of rows");
  const missing_texts missing(split_all(arguments.input.missing));
  read_windows(
      input, rows, [&](std::int64_t) { return live_table(past, input.names(), missing, {}); },
      [&](std::int64_t index, const live_table& one) {
        leeway::window own = one.window();
        own.rename(rows.describe(index, own.rows()).start);
        use(season_of(season, rows, index), own);
      });
}

/// In the order of the calendar.
template <class Content, class Use>
void in_order(const leeway::season& season, std::map<std::string, Content>& all, Use&& use) {
  for (std::size_t i = 0; i < season.size(); ++i)
    if (const auto found = all.find(season.name(i)); found != all.end()) use(found->first, found->second);
}

}  // namespace

leeway::season parse_season(const std::string& text) {
  const std::optional<leeway::season> season = leeway::season::parse(text);
  if (!season) throw std::invalid_argument("--season " + text + ": wanted hour, weekday or month");
  return *season;
}

std::string season_of(const leeway::season& season, const row_windows& rows, std::int64_t index) {
  const leeway::instant first = rows.length().start_of(index);
  const leeway::instant last{rows.length().end_of(index).nanoseconds - 1};
  const std::size_t key = season.index_of(first);
  const bool longer = last.nanoseconds - first.nanoseconds >= 32 * leeway::nanoseconds_per_day;
  if (longer || season.index_of(last) != key)
    throw std::invalid_argument("season " + std::string(season.text()) + ": a window of " + rows.length().text() +
                                " lies in several; choose a shorter --window");
  return season.name(key);
}

taught_seasons with_seasons(const learn_arguments& arguments, const leeway::baseline& past) {
  const leeway::season season = parse_season(arguments.season);
  if (arguments.windows.time.empty())
    throw std::invalid_argument("--season " + arguments.season + ": wanted --time and --window too");
  std::map<std::string, leeway::window> rows;
  for_each_window(arguments, season, past, [&](const std::string& key, const leeway::window& own) {
    rows.try_emplace(key, past, key).first->second.merge(own);
  });
  std::map<std::string, leeway::own_window_collector> collectors;
  for (const auto& [key, own] : rows) collectors.try_emplace(key, leeway::part_of(past, own), arguments.windows.window);
  for_each_window(arguments, season, past, [&](const std::string& key, const leeway::window& own) {
    leeway::own_window_collector& collector = collectors.at(key);
    collector.add(leeway::moved_to(collector.past(), own));
  });
  std::vector<leeway::season_baseline> seasons;
  std::vector<leeway::own_review> reviews;
  in_order(season, collectors, [&](const std::string& key, const leeway::own_window_collector& collector) {
    seasons.push_back({key, collector.learned()});
    reviews.push_back(collector.review());
  });
  return {leeway::seasonal_baseline(std::string(season.text()), std::move(seasons)), std::move(reviews)};
}

std::string seasons_text(const taught_seasons& taught) {
  std::size_t windows = 0;
  std::size_t flat = 0;
  std::size_t learned = 0;
  std::vector<std::string> too_few;
  for (std::size_t i = 0; i < taught.reviews.size(); ++i) {
    const leeway::own_review& one = taught.reviews[i];
    windows += one.windows.size();
    flat += one.flat_alarms();
    learned += one.learned_alarms();
    if (one.windows.size() < leeway::fewest_own_windows) too_few.push_back(taught.past.seasons()[i].key);
  }
  std::string text = "seasons: " + counted(taught.reviews.size(), std::string(taught.past.by())) + ", " +
                     counted(windows, "window") + ", each against its own season; " + std::to_string(flat) +
                     " would show a warning or drift with flat tolerances, " + std::to_string(learned) +
                     " with what the others teach\n";
  if (!too_few.empty())
    text += "  fewer than " + std::to_string(leeway::fewest_own_windows) +
            " windows, so tolerances stay as they are: " + list_of(too_few) + "\n";
  return text;
}

season_judges::season_judges(judge overall, std::optional<leeway::seasonal_baseline> seasons,
                             leeway::decision_policy policy, leeway::constraints wanted, bool pools_nothing)
    : overall_(std::move(overall)),
      seasons_(std::move(seasons)),
      policy_(std::move(policy)),
      wanted_(std::move(wanted)),
      pools_nothing_(pools_nothing) {}

std::string season_judges::key_of(const row_windows& rows, std::int64_t index) const {
  return season_of(parse_season(std::string(seasons_->by())), rows, index);
}

const leeway::baseline& season_judges::past_of(const row_windows& rows, std::int64_t index,
                                               const leeway::baseline& overall) const {
  if (!seasons_ || rows.length().counts_records()) return overall;
  const std::string key = key_of(rows, index);
  const leeway::baseline* past = seasons_->find(key);
  if (past == nullptr) throw std::runtime_error("the baseline has no rows of " + key + " to compare with");
  return *past;
}

leeway::report season_judges::operator()(const row_windows& rows, std::int64_t index, const live_table& live) {
  if (!seasons_ || rows.length().counts_records()) return overall_(live);
  return judge_of(key_of(rows, index))(live);
}

leeway::report season_judges::operator()(const row_windows& rows, std::int64_t index, const leeway::window& counted) {
  if (!seasons_ || rows.length().counts_records()) return overall_(counted);
  const std::string key = key_of(rows, index);
  judge& one = judge_of(key);
  return one(leeway::moved_to(*seasons_->find(key), counted));
}

judge& season_judges::judge_of(const std::string& key) {
  const leeway::baseline* past = seasons_->find(key);
  if (past == nullptr) throw std::runtime_error("the baseline has no rows of " + key + " to compare with");
  auto found = judges_.find(key);
  if (found == judges_.end()) found = judges_.emplace(key, judge(*past, policy_, wanted_, pools_nothing_)).first;
  return found->second;
}

}  // namespace program
