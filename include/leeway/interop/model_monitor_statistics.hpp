// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
#ifndef LEEWAY_INTEROP_MODEL_MONITOR_STATISTICS_HPP
#define LEEWAY_INTEROP_MODEL_MONITOR_STATISTICS_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/interval.hpp>
#include <leeway/base/order_key.hpp>
#include <leeway/constraints/inferred_type.hpp>
#include <leeway/interop/json_place.hpp>
#include <leeway/interop/model_monitor_numbers.hpp>
#include <leeway/interop/model_monitor_sketch.hpp>
#include <leeway/statistics/counts.hpp>

namespace leeway::model_monitor {

struct category_total {
  std::string value{};
  std::uint64_t records = 0;
};

/// One column of a `statistics.json`. What is absent or "NaN" has no value.
struct column_summary {
  std::string name{};
  leeway::inferred_type type = inferred_type::unknown;
  std::uint64_t present = 0;
  std::uint64_t missing = 0;
  bool numeric = false;
  double mean = no_value;
  double deviation = no_value;  ///< standard deviation, divisor n
  double smallest = no_value;
  double largest = no_value;
  std::optional<std::uint64_t> distinct{};  ///< an estimate: off by some 5 %
  std::optional<kll_sketch> sketch{};
  std::vector<histogram_bar> bars{};
  std::optional<std::vector<category_total>> categories{};
};

/// A `statistics.json`, of either generation, as plain data.
struct table_summary {
  std::optional<std::uint64_t> rows{};
  std::vector<column_summary> columns{};
};

namespace detail {

/// A number of records: whole, however it is written.
inline std::uint64_t read_records(const json_place& place) {
  const double records = place.value().is_number() ? place.number() : -1.0;
  if (!(records >= 0.0 && records <= static_cast<double>(most_records)))
    place.unwanted("a number of records, from 0 to 2^52");
  const auto whole = static_cast<std::uint64_t>(records);
  if (static_cast<double>(whole) < records) place.unwanted("a whole number of records");
  return whole;
}

inline bool is_no_number(const json_place& place) { return place.value() == "NaN"; }

/// No value where the key is absent or says "NaN".
inline double read_number(const json_place& parent, std::string_view key) {
  const std::optional<json_place> place = parent.find(key);
  return !place || is_no_number(*place) ? no_value : place->number();
}

inline std::optional<std::uint64_t> read_distinct(const json_place& parent, std::string_view key) {
  const std::optional<json_place> place = parent.find(key);
  if (!place || is_no_number(*place)) return std::nullopt;
  return read_records(*place);
}

inline double read_parameter(const json_place& parent, std::string_view key, double most, double otherwise) {
  const std::optional<json_place> place = parent.find(key);
  if (!place) return otherwise;
  const double x = place->number();
  if (!(x > 0.0 && x <= most)) place->unwanted("a number above 0 that is not above " + std::to_string(most));
  return x;
}

inline kll_sketch read_sketch(const json_place& place) {
  kll_sketch sketch;
  if (const auto parameters = place.find("parameters")) {
    sketch.k = read_parameter(*parameters, "k", 1048576.0, sketch.k);
    sketch.c = read_parameter(*parameters, "c", 1.0, sketch.c);
  }
  const json_place data = place.at("data");
  for (const json_place& level : data.items()) {
    std::vector<double>& numbers = sketch.levels.emplace_back();
    if (sketch.levels.size() > most_levels) data.unwanted("at most 52 levels");
    for (const json_place& one : level.items()) numbers.push_back(one.number());
  }
  return sketch;
}

inline std::vector<histogram_bar> read_bars(const json_place& place) {
  std::vector<histogram_bar> bars;
  for (const json_place& bar : place.items())
    bars.push_back({read_number(bar, "lower_bound"), read_number(bar, "upper_bound"), read_records(bar.at("count"))});
  return bars;
}

inline void read_common(const json_place& place, column_summary& column) {
  const json_place common = place.at("common");
  column.present = read_records(common.at("num_present"));
  if (const auto missing = common.find("num_missing")) column.missing = read_records(*missing);
}

inline void read_numbers(const json_place& place, column_summary& column) {
  column.numeric = true;
  read_common(place, column);
  column.mean = read_number(place, "mean");
  column.deviation = read_number(place, "std_dev");
  if (!leeway::detail::is_nan(column.deviation) && column.deviation < 0.0)
    place.at("std_dev").unwanted("a number not below 0");
  column.smallest = read_number(place, "min");
  column.largest = read_number(place, "max");
  const bool known = !leeway::detail::is_nan(column.smallest) && !leeway::detail::is_nan(column.largest);
  if (known && column.present > 0 &&
      column.smallest > column.largest)  // of no value at all they are the wrong way round
    place.at("min").unwanted("a number not above max");
  column.distinct = read_distinct(place, "approximate_num_distinct_values");
  const auto distribution = place.find("distribution");
  const auto kll = distribution ? distribution->find("kll") : std::nullopt;
  if (!kll) return;
  if (const auto sketch = kll->find("sketch")) column.sketch = read_sketch(*sketch);
  if (const auto bars = kll->find("buckets")) column.bars = read_bars(*bars);
}

inline void read_words(const json_place& place, column_summary& column) {
  read_common(place, column);
  column.distinct = read_distinct(place, "distinct_count");
  const auto distribution = place.find("distribution");
  const auto categorical = distribution ? distribution->find("categorical") : std::nullopt;
  const auto buckets = categorical ? categorical->find("buckets") : std::nullopt;
  if (!buckets) return;
  column.categories.emplace();
  for (const json_place& bucket : buckets->items())
    column.categories->push_back({bucket.at("value").text(), read_records(bucket.at("count"))});
}

inline column_summary read_column(const json_place& place, const std::string& name) {
  column_summary column;
  column.name = name;
  if (const auto type = place.find("inferred_type")) {
    const std::optional<inferred_type> known = parse_inferred_type(type->text());
    if (!known) type->unwanted("Integral, Fractional, Boolean, String or Unknown");
    column.type = *known;
  }
  if (const auto numbers = place.find("numerical_statistics"))
    read_numbers(*numbers, column);
  else if (const auto words = place.find("string_statistics"))
    read_words(*words, column);
  else if (column.type != inferred_type::unknown)
    place.fail("neither numerical_statistics nor string_statistics");
  return column;
}

}  // namespace detail

/** Reads a `statistics.json`. Unknown keys are passed over.
    @throws json_error naming file, column, key and value of what makes no sense */
[[nodiscard]] inline table_summary read_statistics(const json_place& document) {
  table_summary table;
  if (const auto dataset = document.find("dataset"))
    if (const auto rows = dataset->find("item_count")) table.rows = detail::read_records(*rows);
  const json_place features = document.at("features");
  if (features.items().empty()) features.fail("no feature: there is nothing to take over");
  for (const json_place& place : features.items()) {
    const std::string name = place.at("name").text();
    for (const column_summary& other : table.columns)
      if (other.name == name) place.fail("a second feature is called \"" + name + "\"");
    table.columns.push_back(detail::read_column(place.called(document.where() + ": column \"" + name + "\""), name));
  }
  return table;
}

}  // namespace leeway::model_monitor

#endif
