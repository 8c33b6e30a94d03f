// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_MONITOR_ROWS_WORTH_HPP
#define LEEWAY_MONITOR_ROWS_WORTH_HPP

#include <cmath>
#include <cstdint>
#include <utility>

#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/cells/concept.hpp>
#include <leeway/statistics/column_statistics.hpp>
#include <leeway/statistics/counts.hpp>
#include <leeway/statistics/resized.hpp>

namespace leeway {

/** What rows that come together are worth: so many times fewer independent ones, as the design effect says. The rows
    themselves where it is 1. O(cells); allocates. Source: Rao and Scott (1981). */
inline counts rows_worth(const counts& rows, double design_effect) {
  if (!(design_effect > 1.0)) return rows;
  const auto all = static_cast<double>(rows.present() + rows.missing());
  return resized(rows, static_cast<std::uint64_t>(std::floor(all / design_effect)));
}

/** The feature with the values that stand once and twice among the rows that count: of rows that come together, each
    value stands several times. Values without a cell of their own are taken to thin out like all others. Its counts say
    still which values there were. */
template <cells C>
feature_baseline<C> with_rarity_of_worth(const feature_baseline<C>& feature) {
  if (!(feature.design_effect() > 1.0)) return feature;
  feature_parts<C> parts = feature.parts();
  parts.rarity = detail::rarity_of(parts.cells, rows_worth(feature.counts(), feature.design_effect()));
  parts.rarity += detail::rare_share(feature.rarity(), detail::rarity_of(parts.cells, feature.counts()),
                                     1.0 / feature.design_effect());
  return feature_baseline<C>(std::move(parts));
}

/// The feature as that many independent rows would have it: what tests are bound to that are asked about such rows.
template <cells C>
feature_baseline<C> worth_of(const feature_baseline<C>& feature) {
  if (!(feature.design_effect() > 1.0)) return feature;
  feature_parts<C> parts = with_rarity_of_worth(feature).parts();
  parts.statistics = column_statistics(rows_worth(feature.counts(), feature.design_effect()));
  return feature_baseline<C>(std::move(parts));
}

}  // namespace leeway

#endif
