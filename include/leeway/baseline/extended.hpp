// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_BASELINE_EXTENDED_HPP
#define LEEWAY_BASELINE_EXTENDED_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/throw.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/cells/category_cells.hpp>
#include <leeway/statistics/column_statistics.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway {

struct category_count {
  std::string name{};
  std::uint64_t records = 0;
};

/// A feature and what a window counted of it, over the same cells.
struct extended_feature {
  category_feature baseline;
  column_statistics window;
};

namespace detail {

/// The categories of both sides, each with a cell.
inline category_cells joined_cells(const category_feature& learned, std::span<const category_count> unseen) {
  const category_cells& cells = learned.cells();
  if (cells.known_categories() > cells.names().size())
    throw_invalid_argument("extended: feature \"" + std::string(learned.name()) + "\" has " +
                           std::to_string(cells.known_categories()) + " categories, and only " +
                           std::to_string(cells.names().size()) + " of them have a cell of their own");
  std::vector<std::string> names(cells.names().begin(), cells.names().end());
  for (const category_count& one : unseen) names.push_back(one.name);
  return category_cells(std::move(names));
}

/// The same records over cells that have all the names of `from`.
inline counts carried_over(const counts& row, const category_cells& from, const category_cells& to) {
  counts result(to.size());
  for (std::size_t cell = 0; cell < from.names().size(); ++cell)
    result.add(to.index(std::string_view(from.names()[cell])), row[cell]);
  result.add(to.unseen(), row[from.unseen()]);
  result.add(to.size(), row.missing());
  return result;
}

}  // namespace detail

/** The feature with a cell for each category that only the window has: no record of the baseline, and those of the
   window taken out of `unseen()`. Tests that pool nothing then see every category of either side, as other tools do;
   for comparison with them, since a category that is known to be new is an alarm by construction.

    `window`: over the cells of `learned`. `unseen`: what its unseen records were, as far as that is known.
   O(categories).
    @throws std::invalid_argument when a name stands twice or is in the baseline, when `unseen` has more records than
   the window, and when the baseline has categories without a cell of their own: their names are not known */
inline extended_feature extended(const category_feature& learned, const column_statistics& window,
                                 std::span<const category_count> unseen) {
  const category_cells& known = learned.cells();
  if (window.counts().size() != known.size())
    detail::throw_invalid_argument("extended: a window of " + std::to_string(window.counts().size()) + " cells, \"" +
                                   std::string(learned.name()) + "\" has " + std::to_string(known.size()));
  category_cells cells = detail::joined_cells(learned, unseen);
  counts live = detail::carried_over(window.counts(), known, cells);
  for (const category_count& one : unseen) {
    if (one.records > live[cells.unseen()])
      detail::throw_invalid_argument("extended: " + std::to_string(one.records) + " records of \"" + one.name +
                                     "\", of which only " + std::to_string(live[cells.unseen()]) + " can be unseen");
    live.add(cells.index(std::string_view(one.name)), one.records);
    live.add(cells.unseen(), std::uint64_t{0} - one.records);
  }
  feature_parts<category_cells> parts = learned.parts();
  parts.statistics = column_statistics(detail::carried_over(learned.counts(), known, cells));
  parts.cells = std::move(cells);
  return {category_feature(std::move(parts)), column_statistics(std::move(live))};
}

}  // namespace leeway

#endif
