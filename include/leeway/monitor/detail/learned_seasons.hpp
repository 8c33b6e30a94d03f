// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_DETAIL_LEARNED_SEASONS_HPP
#define LEEWAY_MONITOR_DETAIL_LEARNED_SEASONS_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <leeway/base/calendar.hpp>
#include <leeway/base/instant.hpp>
#include <leeway/base/instant_text.hpp>
#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/seasonal_baseline.hpp>
#include <leeway/monitor/own_window_collector.hpp>
#include <leeway/window/period.hpp>
#include <leeway/window/recounted.hpp>
#include <leeway/window/season.hpp>
#include <leeway/window/window.hpp>

namespace leeway::detail {

/// The season of a whole window; nothing where it lies in several.
inline std::optional<std::size_t> season_of(season by, const period& length, instant start) {
  const std::int64_t index = length.index_of(start);
  const instant last{length.end_of(index).nanoseconds - 1};
  const bool longer = last.nanoseconds - start.nanoseconds >= 32 * nanoseconds_per_day;
  if (longer || by.index_of(last) != by.index_of(start)) return std::nullopt;
  return by.index_of(start);
}

/// Windows of the baseline's own rows, named by when they begin, as a past for each season with own windows of its own.
inline seasonal_baseline taught_seasons(const baseline& past, season by, const period& length,
                                        std::span<const window> own) {
  std::vector<std::optional<window>> rows(by.size());
  std::vector<std::size_t> seasons_of;
  for (const window& one : own) {
    const std::optional<std::size_t> index = season_of(by, length, *parse_instant(one.name()));
    if (!index)
      throw_invalid_argument("row_learner: a window of " + length.text() + " lies in several seasons of " +
                             std::string(by.text()));
    seasons_of.push_back(*index);
    if (!rows[*index]) rows[*index].emplace(past, by.name(*index));
    rows[*index]->merge(one);
  }
  std::vector<season_baseline> seasons;
  for (std::size_t i = 0; i < by.size(); ++i) {
    if (!rows[i]) continue;
    own_window_collector collector(part_of(past, *rows[i]), length.text());
    for (std::size_t w = 0; w < own.size(); ++w)
      if (seasons_of[w] == i) collector.add(moved_to(collector.past(), own[w]));
    seasons.push_back({by.name(i), collector.learned()});
  }
  return seasonal_baseline(std::string(by.text()), std::move(seasons));
}

}  // namespace leeway::detail

#endif
