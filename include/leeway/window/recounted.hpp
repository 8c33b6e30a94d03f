// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_WINDOW_RECOUNTED_HPP
#define LEEWAY_WINDOW_RECOUNTED_HPP

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/window/window.hpp>

namespace leeway {
namespace detail {

/// The feature with other counts over its cells, which are then no longer chosen by the ranks of what they count.
/// `rare`: of the values without a cell of their own, the share that belongs to these counts. `rank_error`: of these
/// counts; 0 where they were counted.
template <cells C>
feature_baseline<C> with_statistics(const feature_baseline<C>& feature, column_statistics statistics, double rare,
                                    double rank_error) {
  feature_parts<C> parts = feature.parts();
  parts.own = {};
  parts.rank_error = rank_error;
  if constexpr (std::same_as<C, numeric_cells>) parts.cells = parts.cells.as_given();
  parts.rarity = rarity_of(parts.cells, statistics.counts());
  parts.rarity += rare_share(feature.rarity(), rarity_of(parts.cells, feature.counts()), rare);
  parts.statistics = std::move(statistics);
  return feature_baseline<C>(std::move(parts));
}

/// What of the feature's rank error is in counts that are part of its own; none in others.
template <cells C>
double rank_error_left(const feature_baseline<C>& feature, const column_statistics& statistics, bool part) noexcept {
  const std::uint64_t present = statistics.counts().present();
  if (!part || !(feature.rank_error() > 0.0) || present == 0) return 0.0;
  const double records = feature.rank_error() * static_cast<double>(feature.counts().present());
  return (std::min)(1.0, records / static_cast<double>(present));
}

template <class Statistics>
baseline with_columns(const baseline& past, std::string name, std::uint64_t rows, double rare, bool kept_error,
                      Statistics&& statistics_of_column) {
  std::vector<any_feature> features;
  for (std::size_t i = 0; i < past.features().size(); ++i)
    with(past.features()[i], [&](const auto& one) {
      column_statistics statistics = statistics_of_column(i);
      const double error = rank_error_left(one, statistics, kept_error);
      features.emplace_back(with_statistics(one, std::move(statistics), rare, error));
    });
  provenance origin = past.origin();
  origin.name = std::move(name);
  return baseline(std::move(origin), rows, std::move(features));
}

inline void require_same_baseline(const baseline& past, const window& counted, std::string_view where) {
  if (counted.fingerprint() != past.fingerprint())
    throw_invalid_argument(std::string(where) + ": window \"" + std::string(counted.name()) +
                           "\" was counted against another baseline");
}

inline void require_own_rows(const baseline& past, const window& own, std::string_view where) {
  require_same_baseline(past, own, where);
  if (own.rows() > past.rows())
    throw_invalid_argument(std::string(where) + ": a window of " + std::to_string(own.rows()) +
                           " rows, the baseline has " + std::to_string(past.rows()));
}

}  // namespace detail

/** The cells of a baseline with the counts of a window: what another window is compared with when both are live.
    O(cells); allocates.
    @throws std::invalid_argument when the window was counted against another baseline */
inline baseline recounted(const baseline& past, const window& counted) {
  detail::require_same_baseline(past, counted, "recounted");
  return detail::with_columns(past, std::string(counted.name()), counted.rows(), 0.0, false,
                              [&](std::size_t i) { return counted.columns()[i]; });
}

/** As above for rows of the baseline itself, such as those of one season: of the values that the baseline holds once
    and that have no cell, as many are taken to be among these rows as their number makes likely.
    @throws std::invalid_argument when they were counted against another baseline, or are more than its rows */
inline baseline part_of(const baseline& past, const window& own) {
  detail::require_own_rows(past, own, "part_of");
  const double share = past.rows() > 0 ? static_cast<double>(own.rows()) / static_cast<double>(past.rows()) : 0.0;
  return detail::with_columns(past, std::string(own.name()), own.rows(), share, false,
                              [&](std::size_t i) { return own.columns()[i]; });
}

/** The baseline without the rows of one of its own windows, for judging that window against the others. Keeps counts
    alone: moments and extremes are empty.
    @throws std::invalid_argument when the window was counted against another baseline or has rows that it has not */
inline baseline without(const baseline& past, const window& own) {
  detail::require_own_rows(past, own, "without");
  return detail::with_columns(past, past.origin().name, past.rows() - own.rows(), 0.0, true, [&](std::size_t i) {
    const counts& whole = statistics_of(past.features()[i]).counts();
    const counts& part = own.columns()[i].counts();
    counts rest(whole.size());
    for (std::size_t cell = 0; cell <= whole.size(); ++cell) {
      const bool missing = cell == whole.size();
      const std::uint64_t all = missing ? whole.missing() : whole[cell];
      const std::uint64_t less = missing ? part.missing() : part[cell];
      if (less > all)
        detail::throw_invalid_argument("without: column \"" + std::string(name_of(past.features()[i])) +
                                       "\" has records that the baseline has not");
      rest.add(cell, all - less);
    }
    return column_statistics(std::move(rest));
  });
}

/** A window as if it had been counted against `other`, a baseline over the same cells.
    @throws std::invalid_argument when the cells differ in number */
inline window moved_to(const baseline& other, const window& counted) {
  window result(other, std::string(counted.name()));
  result.add_rows(counted.rows());
  if (result.columns().size() != counted.columns().size())
    detail::throw_invalid_argument("moved_to: " + std::to_string(counted.columns().size()) +
                                   " columns, the baseline has " + std::to_string(result.columns().size()));
  for (std::size_t i = 0; i < counted.columns().size(); ++i) {
    if (counted.columns()[i].counts().size() != result.columns()[i].counts().size())
      detail::throw_invalid_argument("moved_to: column \"" + std::string(name_of(other.features()[i])) +
                                     "\" has other cells");
    result.column(i) = counted.columns()[i];
  }
  return result;
}

}  // namespace leeway

#endif
