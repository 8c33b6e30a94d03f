// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#include "seasons.hpp"

#include <algorithm>
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

/// More seasons than days in a year are no seasons.
constexpr std::size_t most_seasons = 366;

/// "17h", or which value of which column.
std::string season_text(const leeway::seasonal_baseline& seasons, const std::string& key) {
  if (leeway::season::parse(seasons.by())) return key;
  return printable(std::string(seasons.by())) + " \"" + printable(key) + "\"";
}

/// The windows of a table, each with its season, counted against `past`.
template <class Use>
void for_each_window(const learn_arguments& arguments, const season_rule& season, const leeway::baseline& past,
                     Use&& use) {
  table_input input(arguments.input);
  row_windows rows(arguments.windows, parse_rows(arguments.input.rows), input.names());
  const missing_texts missing(split_all(arguments.input.missing));
  read_windows(
      input, rows,
      [&](std::int64_t) {
        return seasonal_table{live_table(past, input.names(), missing, {}), season.value()};
      },
      [&](std::int64_t index, const seasonal_table& one) {
        leeway::window own = one.live.window();
        own.rename(rows.describe(index, own.rows()).start);
        use(season.key(rows, index, one.season), own);
      });
}

}  // namespace

void season_value::observe(std::span<const std::string_view> cells) {
  if (!column_ || other_) return;
  const std::string_view cell = *column_ < cells.size() ? cells[*column_] : std::string_view();
  if (!first_)
    first_ = std::string(cell);
  else if (*first_ != cell)
    other_ = std::string(cell);
}

const std::optional<std::string>& season_value::only() const {
  if (other_)
    throw std::invalid_argument("a window has rows of several seasons, \"" + printable(*first_) + "\" and \"" +
                                printable(*other_) + "\"; choose a shorter --window");
  return first_;
}

season_rule::season_rule(std::string text, const std::vector<std::string>& columns)
    : text_(std::move(text)), time_(leeway::season::parse(text_)) {
  if (time_) return;
  const auto found = std::find(columns.begin(), columns.end(), text_);
  if (found == columns.end())
    throw std::invalid_argument("--season " + text_ + ": wanted hour, weekday, month, or a column; there are " +
                                list_of(columns));
  column_ = static_cast<std::size_t>(found - columns.begin());
}

std::string season_rule::key(const row_windows& rows, std::int64_t index, const season_value& value) const {
  if (column_) return value.only().value_or("");
  if (rows.length().counts_records())
    throw std::invalid_argument("season " + text_ + ": wanted windows of time, not of rows");
  const leeway::instant first = rows.length().start_of(index);
  const leeway::instant last{rows.length().end_of(index).nanoseconds - 1};
  const std::size_t key = time_->index_of(first);
  const bool longer = last.nanoseconds - first.nanoseconds >= 32 * leeway::nanoseconds_per_day;
  if (longer || time_->index_of(last) != key)
    throw std::invalid_argument("season " + text_ + ": a window of " + rows.length().text() +
                                " lies in several; choose a shorter --window");
  return time_->name(key);
}

std::vector<std::string> season_rule::calendar() const {
  std::vector<std::string> keys;
  for (std::size_t i = 0; time_ && i < time_->size(); ++i) keys.push_back(time_->name(i));
  return keys;
}

season_rows::season_rows(const learn_arguments& arguments) : rule_(arguments.season, arguments.input.columns) {
  if (!rule_.calendar().empty() && arguments.windows.time.empty())
    throw std::invalid_argument("--season " + arguments.season + ": wanted --time and --window too");
}

void season_rows::add(const leeway::baseline& past, const std::string& key, const leeway::window& own) {
  rows_.try_emplace(key, past, key).first->second.merge(own);
  if (rows_.size() > most_seasons)
    throw std::invalid_argument("--season " + rule_.text() + ": more than " + std::to_string(most_seasons) + " values");
}

taught_seasons with_seasons(const learn_arguments& arguments, const leeway::baseline& past, const season_rows& rows) {
  const season_rule& season = rows.rule();
  std::map<std::string, leeway::own_window_collector> collectors;
  for (const auto& [key, own] : rows.all())
    collectors.try_emplace(key, leeway::part_of(past, own), arguments.windows.window);
  for_each_window(arguments, season, past, [&](const std::string& key, const leeway::window& own) {
    leeway::own_window_collector& collector = collectors.at(key);
    collector.add(leeway::moved_to(collector.past(), own));
  });
  std::vector<std::string> order = season.calendar();
  if (order.empty())
    for (const auto& [key, collector] : collectors) order.push_back(key);
  std::vector<leeway::season_baseline> seasons;
  std::vector<leeway::own_review> reviews;
  for (const std::string& key : order)
    if (const auto found = collectors.find(key); found != collectors.end()) {
      seasons.push_back({key, found->second.learned()});
      reviews.push_back(found->second.review());
    }
  return {leeway::seasonal_baseline(season.text(), std::move(seasons)), std::move(reviews)};
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

void season_judges::read_columns(const std::vector<std::string>& columns) {
  if (seasons_) rule_.emplace(std::string(seasons_->by()), columns);
}

void season_judges::expect_calendar(const row_windows& rows) const {
  if (seasons_ && !rows.length().counts_records() && !leeway::season::parse(seasons_->by()))
    throw std::invalid_argument("the seasons of this baseline are the values of column \"" +
                                printable(std::string(seasons_->by())) + "\": only check of a table knows them");
}

leeway::report season_judges::operator()(const row_windows& rows, std::int64_t index, const seasonal_table& counted) {
  if (!rule_ || (rows.length().counts_records() && !rule_->calendar().empty())) return overall_(counted.live);
  if (counted.live.window().rows() == 0) return overall_(counted.live);  // of which season, nobody can say
  const std::string key = rule_->key(rows, index, counted.season);
  judge& one = judge_of(key);
  return one(counted.live.moved_to(*seasons_->find(key)));
}

leeway::report season_judges::operator()(const row_windows& rows, std::int64_t index, const leeway::window& counted) {
  if (!seasons_ || rows.length().counts_records()) return overall_(counted);
  const season_rule rule(std::string(seasons_->by()), {});
  const std::string key = rule.key(rows, index, season_value());
  judge& one = judge_of(key);
  return one(leeway::moved_to(*seasons_->find(key), counted));
}

judge& season_judges::judge_of(const std::string& key) {
  const leeway::baseline* past = seasons_->find(key);
  if (past == nullptr)
    throw unknown_season("the baseline has no rows of " + season_text(*seasons_, key) + " to compare with");
  auto found = judges_.find(key);
  if (found == judges_.end()) found = judges_.emplace(key, judge(*past, policy_, wanted_, pools_nothing_)).first;
  return found->second;
}

}  // namespace program
