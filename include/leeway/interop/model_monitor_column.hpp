// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_MODEL_MONITOR_COLUMN_HPP
#define LEEWAY_INTEROP_MODEL_MONITOR_COLUMN_HPP

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/baseline/baseline.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/interop/model_monitor_numbers.hpp>
#include <leeway/interop/model_monitor_statistics.hpp>
#include <leeway/statistics/column_remainder.hpp>
#include <leeway/statistics/column_statistics.hpp>
#include <leeway/statistics/detail/power_sums.hpp>

namespace leeway::model_monitor {

/// What a column of a baseline was made from.
enum class source : std::uint8_t {
  nothing,    ///< there is no distribution in the file; the column is not tested
  values,     ///< all its numbers: the sketch of a small table holds them
  sketch,     ///< its sketch: ranks are known up to a rank error
  histogram,  ///< ten bars, of the files that have no sketch
  categories  ///< values and how often they were there
};

constexpr std::string_view to_string(source from) noexcept {
  constexpr std::string_view names[] = {"nothing", "values", "sketch", "histogram", "categories"};
  return names[static_cast<std::uint8_t>(from)];
}

/// A column, and what there is to say of how it was taken over.
struct taken_column {
  any_feature feature;
  source from = source::nothing;
  std::vector<std::string> notes{};
};

namespace detail {

inline bool has_number(double x) noexcept { return leeway::detail::is_finite(x); }

/// Mean, deviation and extremes as the file has them; the third and fourth moment are not known.
inline column_statistics with_moments(const leeway::counts& counts, const column_summary& column) {
  const bool moments = has_number(column.mean) && has_number(column.deviation) && column.present > 0;
  const bool extremes = has_number(column.smallest) && has_number(column.largest) && column.present > 0 &&
                        order_key(column.smallest) <= order_key(column.largest);
  column_remainder known;
  if (moments) {
    leeway::detail::power_sums about_mean;
    about_mean.finite = column.present;
    about_mean.pivot = column.mean;
    about_mean.second = column.deviation * column.deviation * static_cast<double>(column.present);
    known.moments.merge(about_mean);
  }
  if (extremes) {
    known.extremes.observe(order_key(column.smallest));
    known.extremes.observe(order_key(column.largest));
  }
  column_statistics statistics(counts);
  statistics.set_remainder(known);
  return statistics;
}

inline std::string records_text(std::uint64_t records) {
  return std::to_string(records) + (records == 1 ? " record" : " records");
}

inline feature_parts<numeric_cells> number_parts(const column_summary& column, counted_cells counted) {
  feature_parts<numeric_cells> parts;
  parts.name = column.name;
  counted.counts.add(counted.cells.size(), column.missing);
  parts.statistics = with_moments(counted.counts, column);
  parts.cells = std::move(counted.cells);
  return parts;
}

/// All records in one cell: what is there and what is missing is known, and no more.
inline taken_column not_tested(const column_summary& column, std::string why) {
  if (!column.numeric) {
    feature_parts<category_cells> parts;
    parts.name = column.name;
    parts.role = role::identifier;
    parts.remark = why;
    leeway::counts counts(parts.cells.size());
    counts.add(parts.cells.unseen(), column.present);
    counts.add(parts.cells.size(), column.missing);
    parts.statistics = column_statistics(std::move(counts));
    return {category_feature(std::move(parts)), source::nothing, {std::move(why)}};
  }
  counted_cells all;
  all.counts.add(0, column.present);
  feature_parts<numeric_cells> parts = number_parts(column, std::move(all));
  parts.role = role::identifier;
  parts.remark = why;
  return {numeric_feature(std::move(parts)), source::nothing, {std::move(why)}};
}

}  // namespace detail
}  // namespace leeway::model_monitor

#endif
