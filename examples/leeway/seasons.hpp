// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_PROGRAM_SEASONS_HPP
#define LEEWAY_PROGRAM_SEASONS_HPP

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <leeway/baseline/seasonal_baseline.hpp>
#include <leeway/window/season.hpp>

#include "arguments.hpp"
#include "judge.hpp"
#include "own_windows.hpp"
#include "row_windows.hpp"

/// Mondays against Mondays: a past for each hour of the day, day of the week or month.
namespace program {

/// "hour", "weekday", "month". Throws `std::invalid_argument` for another text.
leeway::season parse_season(const std::string& text);

/// The season in which a window lies. Throws `std::invalid_argument` for one that lies in several.
std::string season_of(const leeway::season& season, const row_windows& rows, std::int64_t index);

/// Each season with the past that is its own.
struct taught_seasons {
  leeway::seasonal_baseline past;
  std::vector<leeway::own_review> reviews;  ///< in the order of the seasons
};

/// Reads the table twice more: rows of each season, then its windows.
taught_seasons with_seasons(const learn_arguments& arguments, const leeway::baseline& past);

/// How calm each season is.
std::string seasons_text(const taught_seasons& taught);

/// Judges windows by the season they lie in, or all by one past.
class season_judges {
 public:
  season_judges(judge overall, std::optional<leeway::seasonal_baseline> seasons, leeway::decision_policy policy,
                leeway::constraints wanted, bool pools_nothing);

  bool by_season() const noexcept { return seasons_.has_value(); }
  /// What a window is counted against. Throws `std::runtime_error` for a season that the baseline never saw.
  const leeway::baseline& past_of(const row_windows& rows, std::int64_t index, const leeway::baseline& overall) const;
  leeway::report operator()(const row_windows& rows, std::int64_t index, const live_table& live);
  /// Of counts against the overall past.
  leeway::report operator()(const row_windows& rows, std::int64_t index, const leeway::window& counted);
  leeway::report operator()(const leeway::window& counted) { return overall_(counted); }
  /// Of all rows together.
  leeway::report operator()(const live_table& live) { return overall_(live); }

 private:
  judge& judge_of(const std::string& key);
  std::string key_of(const row_windows& rows, std::int64_t index) const;

  judge overall_;
  std::optional<leeway::seasonal_baseline> seasons_;
  leeway::decision_policy policy_;
  leeway::constraints wanted_;
  bool pools_nothing_;
  std::map<std::string, judge> judges_{};
};

}  // namespace program

#endif
