// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Files of several years and of people who edited them: what is there is read, and what makes no sense is named with
// its place.
#include <leeway/interop/model_monitor_statistics.hpp>

#include <cmath>
#include <string>

#include <leeway/interop/json_error.hpp>
#include <leeway/interop/json_text.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"

namespace model_monitor_statistics_test {

namespace mm = leeway::model_monitor;

namespace {

mm::table_summary read(const std::string& text) {
  const nlohmann::ordered_json document = leeway::parse_json(text, "statistics.json");
  return mm::read_statistics(leeway::json_place(document, "statistics.json"));
}

std::string error_of(const std::string& text) {
  try {
    read(text);
  } catch (const leeway::json_error& error) {
    return error.what();
  }
  return "no error";
}

/// A file with one column of these statistics.
std::string with(const std::string& statistics) {
  return R"({"features": [{"name": "t", "inferred_type": "Fractional", )" + statistics + "}]}";
}
std::string with_kll(const std::string& kll) {
  return with(R"("numerical_statistics": {"common": {"num_present": 3}, "distribution": {"kll": )" + kll + "}}");
}

}  // namespace

TEST_CASE("model_monitor_statistics: a column of numbers, newer generation", "[interop][model_monitor]") {
  const mm::table_summary table = read(R"({"version": 0.0, "dataset": {"item_count": 5}, "features": [{
      "name": "t", "inferred_type": "Fractional", "numerical_statistics": {
        "common": {"num_present": 3, "num_missing": 2}, "mean": 2.0, "sum": 6.0, "std_dev": 0.816496580927726,
        "min": 1.0, "max": 3.0, "approximate_num_distinct_values": 3, "completeness": 0.6,
        "distribution": {"kll": {
          "buckets": [{"lower_bound": 1.0, "upper_bound": 2.0, "count": 1.0},
                      {"lower_bound": 2.0, "upper_bound": 3.0, "count": 2.0}],
          "sketch": {"parameters": {"c": 0.5, "k": 100.0}, "data": [[1.0, 3.0, 2.0], []]}}}}}]})");
  REQUIRE(table.columns.size() == 1);
  CHECK(table.rows == std::uint64_t{5});
  const mm::column_summary& t = table.columns.front();
  CHECK(t.name == "t");
  CHECK(t.type == leeway::inferred_type::fractional);
  CHECK(t.numeric);
  CHECK(t.present == 3);
  CHECK(t.missing == 2);
  CHECK(exact::same(t.mean, 2.0));
  CHECK(exact::same(t.deviation, 0.816496580927726));
  CHECK(exact::same(t.smallest, 1.0));
  CHECK(exact::same(t.largest, 3.0));
  CHECK(t.distinct == std::uint64_t{3});
  REQUIRE(t.sketch.has_value());
  CHECK(exact::same(t.sketch->k, 100.0));
  CHECK(exact::same(t.sketch->c, 0.5));
  CHECK(t.sketch->levels == std::vector<std::vector<double>>{{1.0, 3.0, 2.0}, {}});
  REQUIRE(t.bars.size() == 2);
  CHECK(t.bars[1].records == 2);
}

TEST_CASE("model_monitor_statistics: words, older generation, unknown keys", "[interop][model_monitor]") {
  const mm::table_summary table = read(R"({"version": "0", "features": [
    {"name": "lamp", "inferred_type": "String", "mood": 3, "string_statistics": {
      "common": {"num_present": 7, "num_missing": 0}, "distinct_count": 2.0,
      "distribution": {"categorical": {"buckets": [{"value": "on", "count": 4}, {"value": "", "count": 3}]}}}},
    {"name": "id", "inferred_type": "String", "string_statistics": {
      "common": {"num_present": 7}, "distinct_count": 7.0}},
    {"name": "none", "inferred_type": "Unknown"}]})");
  CHECK_FALSE(table.rows.has_value());
  REQUIRE(table.columns.size() == 3);
  REQUIRE(table.columns[0].categories.has_value());
  CHECK(table.columns[0].categories->at(1).value.empty());
  CHECK(table.columns[0].categories->at(1).records == 3);
  CHECK_FALSE(table.columns[1].categories.has_value());
  CHECK(table.columns[1].distinct == std::uint64_t{7});
  CHECK(table.columns[2].present == 0);
  CHECK_FALSE(table.columns[2].numeric);
}

TEST_CASE("model_monitor_statistics: NaN is no value", "[interop][model_monitor]") {
  const mm::table_summary table = read(with(
      R"("numerical_statistics": {"common": {"num_present": 3}, "mean": "NaN", "std_dev": "NaN",
         "min": "-Infinity", "max": null, "approximate_num_distinct_values": "NaN"})"));
  CHECK(std::isnan(table.columns[0].mean));
  CHECK(std::isnan(table.columns[0].deviation));
  CHECK(exact::same(table.columns[0].smallest, -exact::infinity));
  CHECK(std::isnan(table.columns[0].largest));
  CHECK_FALSE(table.columns[0].distinct.has_value());
  CHECK_FALSE(table.columns[0].sketch.has_value());
}

TEST_CASE("model_monitor_statistics: errors name the place", "[interop][model_monitor]") {
  const std::string t = "statistics.json: column \"t\": numerical_statistics: ";
  const std::string kll = t + "distribution: kll: ";
  CHECK(error_of("{}") == "statistics.json: no \"features\"");
  CHECK(error_of(R"({"features": [{}]})") == "statistics.json: features[0]: no \"name\"");
  CHECK(error_of(R"({"features": [{"name": "a", "inferred_type": "Integral", "completeness": 1.0}]})") ==
        "statistics.json: column \"a\": neither numerical_statistics nor string_statistics");
  CHECK(error_of(R"({"features": [{"name": "a"}, {"name": "a"}]})") ==
        "statistics.json: features[1]: a second feature is called \"a\"");
  CHECK(error_of(R"({"dataset": {"item_count": -1}, "features": []})") ==
        "statistics.json: dataset: item_count: -1 where a number of records, from 0 to 2^52 is wanted");
  CHECK(error_of(with(R"("numerical_statistics": {})")) == t + "no \"common\"");
  CHECK(error_of(with(R"("numerical_statistics": {"common": {"num_present": 2.5}})")) ==
        t + "common: num_present: 2.5 where a whole number of records is wanted");
  CHECK(error_of(with(R"("numerical_statistics": {"common": {"num_present": "3"}})")) ==
        t + "common: num_present: \"3\" where a number of records, from 0 to 2^52 is wanted");
  CHECK(error_of(with(R"("numerical_statistics": {"common": {"num_present": 3}, "mean": "two"})")) ==
        t + "mean: \"two\" where a number is wanted");
  const std::string three = R"("numerical_statistics": {"common": {"num_present": 3}, )";
  CHECK(error_of(with(three + R"("std_dev": -1})")) == t + "std_dev: -1 where a number not below 0 is wanted");
  CHECK(error_of(with(three + R"("min": 2, "max": 1})")) == t + "min: 2 where a number not above max is wanted");
  CHECK(error_of(R"({"features": []})") == "statistics.json: features: no feature: there is nothing to take over");
  CHECK(error_of(with_kll(R"({"sketch": {"data": [[1.0], [2.0, "NaN"]]}})")) ==
        kll + "sketch: data[1][1]: \"NaN\" where a number is wanted");
  CHECK(error_of(with_kll(R"({"sketch": {"data": 3}})")) == kll + "sketch: data: 3 where a list is wanted");
  CHECK(error_of(with_kll(R"({"sketch": {}})")) == kll + "sketch: no \"data\"");
  CHECK(error_of(with_kll(R"({"sketch": {"parameters": {"k": 0}, "data": []}})"))
            .find(kll + "sketch: parameters: k: 0") == 0);
  CHECK(error_of(with_kll(R"({"buckets": [{"lower_bound": 1, "upper_bound": 2}]})")) ==
        kll + "buckets[0]: no \"count\"");
  CHECK(error_of(with(
            R"("string_statistics": {"common": {"num_present": 3}, "distribution":
            {"categorical": {"buckets": [{"count": 3}]}}})")) ==
        "statistics.json: column \"t\": string_statistics: distribution: categorical: buckets[0]: no \"value\"");
  CHECK(error_of(R"({"features": [{"name": "a", "inferred_type": "Number"}]})")
            .find("column \"a\": inferred_type: \"Number\"") != std::string::npos);
  std::string levels = "[1]";
  for (int i = 0; i < 60; ++i) levels += ", []";
  CHECK(error_of(with_kll(R"({"sketch": {"data": [)" + levels + "]}}")).find("at most 52 levels") != std::string::npos);
}

}  // namespace model_monitor_statistics_test
