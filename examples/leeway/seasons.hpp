// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_SEASONS_HPP
#define LEEWAY_PROGRAM_SEASONS_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/baseline/seasonal_baseline.hpp>
#include <leeway/window/season.hpp>

#include "arguments.hpp"
#include "judge.hpp"
#include "live_table.hpp"
#include "own_windows.hpp"
#include "row_windows.hpp"

/// Mondays against Mondays: a past for each hour of the day, day of the week or month, or for each value of a column.
namespace program {

/// What a column says in the rows of one window.
class season_value {
 public:
  /// Without a column nothing is looked at.
  explicit season_value(std::optional<std::size_t> column = std::nullopt) : column_(column) {}

  void observe(std::span<const std::string_view> cells);
  /// The one value; nothing without rows. Throws `std::invalid_argument` for a window with several.
  const std::optional<std::string>& only() const;

 private:
  std::optional<std::size_t> column_;
  std::optional<std::string> first_{};
  std::optional<std::string> other_{};
};

/// Rows of a window, with their season.
struct seasonal_table {
  live_table live;
  season_value season;

  void observe(std::span<const std::string_view> cells) {
    live.observe(cells);
    season.observe(cells);
  }
};

/// What makes seasons: "hour", "weekday", "month", or the name of a column.
class season_rule {
 public:
  /// Throws `std::invalid_argument` for a text that is neither.
  season_rule(std::string text, const std::vector<std::string>& columns);

  const std::string& text() const noexcept { return text_; }
  season_value value() const { return season_value(column_); }
  /// Throws `std::invalid_argument` for a window that lies in several.
  std::string key(const row_windows& rows, std::int64_t index, const season_value& value) const;
  /// All keys that there can be, in their order; none for a column, whose values are in that of their texts.
  std::vector<std::string> calendar() const;

 private:
  std::string text_;
  std::optional<leeway::season> time_;
  std::optional<std::size_t> column_{};
};

/// The rows of each season of a table, added up.
class season_rows {
 public:
  /// Throws `std::invalid_argument` for options that do not go together, or name a column that is not there.
  explicit season_rows(const learn_arguments& arguments);

  const season_rule& rule() const noexcept { return rule_; }
  /// A window of a season, counted against `past`. Throws `std::invalid_argument` for too many seasons.
  void add(const leeway::baseline& past, const std::string& key, const leeway::window& own);
  const std::map<std::string, leeway::window>& all() const noexcept { return rows_; }

 private:
  season_rule rule_;
  std::map<std::string, leeway::window> rows_{};
};

/// Each season with the past that is its own.
struct taught_seasons {
  leeway::seasonal_baseline past;
  std::vector<leeway::own_review> reviews;  ///< in the order of the seasons
};

/// Reads the table once more: the windows of each season, whose rows are known.
taught_seasons with_seasons(const learn_arguments& arguments, const leeway::baseline& past, const season_rows& rows);

/// How calm each season is.
std::string seasons_text(const taught_seasons& taught);

/// Of a window whose season the baseline has no rows of.
struct unknown_season : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Judges windows by the season they lie in, or all by one past. Throws `unknown_season` for a window that cannot be
/// judged; the next one can.
class season_judges {
 public:
  season_judges(judge overall, std::optional<leeway::seasonal_baseline> seasons, leeway::decision_policy policy,
                leeway::constraints wanted, bool pools_nothing);

  /// Of the table's columns. Throws `std::invalid_argument` when the seasons are those of a column that it lacks.
  void read_columns(const std::vector<std::string>& columns);
  /// For the rows of a window, counted against the overall past.
  season_value value() const { return rule_ ? rule_->value() : season_value(); }
  leeway::report operator()(const row_windows& rows, std::int64_t index, const seasonal_table& counted);
  /// Throws `std::invalid_argument` when seasons are those of a column, which counts alone do not tell.
  void expect_calendar(const row_windows& rows) const;
  /// Of counts alone.
  leeway::report operator()(const row_windows& rows, std::int64_t index, const leeway::window& counted);
  leeway::report operator()(const leeway::window& counted) { return overall_(counted); }
  /// Of all rows together.
  leeway::report operator()(const live_table& live) { return overall_(live); }

 private:
  judge& judge_of(const std::string& key);

  judge overall_;
  std::optional<leeway::seasonal_baseline> seasons_;
  std::optional<season_rule> rule_{};
  leeway::decision_policy policy_;
  leeway::constraints wanted_;
  bool pools_nothing_;
  std::map<std::string, judge> judges_{};
};

}  // namespace program

#endif
