// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_MODEL_MONITOR_FEATURES_HPP
#define LEEWAY_INTEROP_MODEL_MONITOR_FEATURES_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/order_key.hpp>
#include <leeway/baseline/feature_baseline.hpp>
#include <leeway/baseline/rarity.hpp>
#include <leeway/baseline/role.hpp>
#include <leeway/interop/model_monitor_column.hpp>
#include <leeway/interop/model_monitor_numbers.hpp>
#include <leeway/interop/model_monitor_sketch.hpp>
#include <leeway/interop/model_monitor_statistics.hpp>
#include <leeway/statistics/column_statistics.hpp>

namespace leeway::model_monitor {
namespace detail {

/// The numbers of level 0 still stand in the order of their records: the last ones.
inline bool looks_like_time(const kll_sketch& sketch) noexcept {
  if (sketch.levels.empty() || sketch.levels.front().empty()) return false;
  order_watch watch;
  for (double x : sketch.levels.front()) watch.observe(order_key(x));
  const std::uint64_t first = order_key(sketch.levels.front().front());
  for (std::size_t level = 1; level < sketch.levels.size(); ++level)
    for (double x : sketch.levels[level])
      if (order_key(x) > first) return false;
  return watch.looks_like_time();
}

inline taken_column from_sketch(const column_summary& column, std::size_t bins) {
  const kll_sketch& sketch = *column.sketch;
  const rank_certainty certainty = certainty_of(sketch.k, sketch.c, sketch.sizes());
  std::vector<std::string> notes;
  feature_parts<numeric_cells> parts = number_parts(column, cells_of(sketch, bins));
  parts.rank_error = (std::min)(1.0, static_cast<double>(certainty.records) / static_cast<double>(column.present));
  if (certainty.records == 0)
    parts.rarity = leeway::detail::rarity_of(parts.cells, parts.statistics.counts());
  else if (!certainty.one_stream)
    notes.push_back("its sketch was put together from parts: the rank error allows for that");
  if (looks_like_time(sketch)) {
    parts.role = role::time;
    parts.remark = "never goes back: looks like time";
    notes.push_back(parts.remark);
  }
  const source from = certainty.records == 0 ? source::values : source::sketch;
  return {numeric_feature(std::move(parts)), from, std::move(notes)};
}

/// Bars are counted from a sketch that the file does not have: the rank error is that of a sketch with usual parameters
/// of as many records, whether in one stream or not.
inline taken_column from_bars(const column_summary& column) {
  const kll_sketch usual;
  const level_history past = history_of_one_stream(usual.k, usual.c, column.present);
  std::uint64_t off = past.sizes.empty() ? column.present : 0;
  for (std::size_t level = 0; level < past.compactions.size(); ++level) off += past.compactions[level] << level;
  feature_parts<numeric_cells> parts = number_parts(column, cells_of(column.bars));
  parts.rank_error = (std::min)(1.0, static_cast<double>(off) / static_cast<double>(column.present));
  return {numeric_feature(std::move(parts)),
          source::histogram,
          {"no sketch in the file: what moves inside one of its " + std::to_string(column.bars.size()) +
           " bars is not seen"}};
}

inline taken_column take_numbers(const column_summary& column, std::size_t bins) {
  if (column.present == 0) return not_tested(column, "no value in the baseline");
  std::string why = "no distribution in the file";
  if (column.sketch) {
    const std::uint64_t stored = records_of(column.sketch->sizes());
    if (stored == column.present) return from_sketch(column, bins);
    why = "its sketch stands for " + records_text(stored) + ", num_present is " + std::to_string(column.present);
  }
  std::uint64_t drawn = 0;
  for (const histogram_bar& bar : column.bars) drawn += (std::min)(bar.records, most_records);
  if (!is_histogram(column.bars)) {
    if (!column.bars.empty()) why += "; its buckets do not stand side by side";
    return not_tested(column, why);
  }
  if (drawn != column.present) return not_tested(column, why + "; its buckets hold " + records_text(drawn));
  taken_column taken = from_bars(column);
  if (column.sketch) taken.notes.insert(taken.notes.begin(), why);
  return taken;
}

/// Takes out the bucket that stands for cells without a value, where there is one.
inline void drop_null_bucket(std::vector<category_total>& categories, const column_summary& column) {
  std::uint64_t all = 0;
  for (const category_total& one : categories) all += one.records;
  if (column.missing == 0 || all != column.present + column.missing) return;
  std::erase_if(categories,
                [&](const category_total& one) { return one.value == "NullValue" && one.records == column.missing; });
}

inline taken_column take_categories(const column_summary& column) {
  if (column.present == 0) return not_tested(column, "no value in the baseline");
  if (!column.categories) {
    const std::string many =
        column.distinct ? "about " + std::to_string(*column.distinct) + " values, " : std::string();
    return not_tested(column, many + "no counts of them in the file");
  }
  std::vector<category_total> categories = *column.categories;
  drop_null_bucket(categories, column);
  std::uint64_t named = 0;
  for (const category_total& one : categories) named += (std::min)(one.records, most_records);
  if (named == 0) return not_tested(column, "its buckets hold nothing");
  if (named > column.present)
    return not_tested(column,
                      "its buckets hold " + records_text(named) + ", num_present is " + std::to_string(column.present));
  std::vector<std::string> names;
  for (const category_total& one : categories) names.push_back(one.value);
  std::sort(names.begin(), names.end());
  if (const auto twice = std::adjacent_find(names.begin(), names.end()); twice != names.end())
    return not_tested(column, "two of its buckets are called \"" + *twice + "\"");

  feature_parts<category_cells> parts;
  std::vector<std::string> notes;
  parts.name = column.name;
  parts.cells = category_cells(std::move(names));
  leeway::counts counts(parts.cells.size());
  for (const category_total& one : categories) {
    counts.add(parts.cells.index(std::string_view(one.value)), one.records);
    parts.rarity.count(one.records);
  }
  counts.add(parts.cells.unseen(), column.present - named);
  counts.add(parts.cells.size(), column.missing);
  if (named < column.present)
    notes.push_back(records_text(column.present - named) + " of values without a name: new values cannot be told");
  if (column.present >= 20 && categories.size() * 10 > column.present * 9) {
    parts.role = role::identifier;
    parts.remark =
        std::to_string(categories.size()) + " values in " + records_text(column.present) + ": looks like an identifier";
    notes.push_back(parts.remark);
  }
  parts.statistics = column_statistics(std::move(counts));
  return {category_feature(std::move(parts)), source::categories, std::move(notes)};
}

}  // namespace detail

/** A feature out of a column of a `statistics.json`. What contradicts itself there is not tested, and a note says why.
    `bins`: the most cells of numbers. O(k log k), k: how much the column's sketch or histogram holds. */
[[nodiscard]] inline taken_column take_over(const column_summary& column, std::size_t bins = 1024) {
  return column.numeric ? detail::take_numbers(column, bins) : detail::take_categories(column);
}

}  // namespace leeway::model_monitor

#endif
