// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A feature that was taken over wrongly would judge live rows wrongly without anybody seeing it: its counts are
// compared with the data that made the file, and what contradicts itself must not be tested.
#include <leeway/interop/model_monitor_features.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn.hpp>

#include "support/catch.hpp"
#include "support/exact.hpp"
#include "support/small_kll.hpp"

namespace model_monitor_features_test {

namespace mm = leeway::model_monitor;

namespace {

mm::column_summary numbers(std::uint64_t present, std::vector<std::vector<double>> levels, double k = 2048.0) {
  mm::column_summary column;
  column.name = "t";
  column.numeric = true;
  column.present = present;
  column.sketch.emplace();
  column.sketch->k = k;
  column.sketch->levels = std::move(levels);
  return column;
}

mm::column_summary words(std::uint64_t present, std::uint64_t missing, std::vector<mm::category_total> categories) {
  mm::column_summary column;
  column.name = "lamp";
  column.present = present;
  column.missing = missing;
  column.categories = std::move(categories);
  return column;
}

const leeway::numeric_feature& numeric(const mm::taken_column& taken) {
  return std::get<leeway::numeric_feature>(taken.feature);
}
const leeway::category_feature& categorical(const mm::taken_column& taken) {
  return std::get<leeway::category_feature>(taken.feature);
}

std::string why_not(const mm::column_summary& column) {
  const mm::taken_column taken = mm::take_over(column);
  CHECK(taken.from == mm::source::nothing);
  CHECK(leeway::role_of(taken.feature) != leeway::role::feature);
  CHECK(leeway::statistics_of(taken.feature).counts().present() == column.present);
  return std::string(leeway::remark_of(taken.feature));
}

}  // namespace

// Oracle: the data. At every end of a cell the cumulated count is that of the data up to the rank error.
TEST_CASE("model_monitor_features: counts from a sketch are right up to the rank error", "[interop][model_monitor]") {
  for (std::size_t n : {2500u, 23432u, 40000u})
    for (int steps : {0, 3, 40}) {
      leeway::random_stream draws(5, n);
      std::vector<double> values;
      small_kll stream;
      for (std::size_t i = 0; i < n; ++i) {
        const double x = draws.normal();
        values.push_back(steps == 0 ? x : std::round(x * steps));
        stream.observe(values.back());
      }
      const mm::taken_column taken = mm::take_over(numbers(n, stream.levels()));
      CHECK(taken.from == mm::source::sketch);
      CHECK(taken.notes.empty());
      const leeway::numeric_feature& feature = numeric(taken);
      CAPTURE(n, steps, feature.rank_error(), feature.cells().size());
      CHECK(feature.rank_error() > 0.0);
      CHECK(feature.rank_error() < 0.003);
      CHECK(feature.counts().present() == n);
      std::uint64_t cumulated = 0;
      double worst = 0.0;
      for (std::size_t cell = 0; cell + 1 < feature.cells().size(); ++cell) {
        cumulated += feature.counts()[cell];
        const std::uint64_t end = feature.cells().keys()[cell];
        const auto truth =
            std::count_if(values.begin(), values.end(), [&](double x) { return leeway::order_key(x) <= end; });
        const double off = std::fabs(static_cast<double>(cumulated) - static_cast<double>(truth));
        worst = std::fmax(worst, off / static_cast<double>(n));
      }
      CHECK(worst <= feature.rank_error() * (1.0 + 1e-12));
      CHECK(feature.rarity() == leeway::rarity{});
    }
}

// Oracle: the feature that is learned from the same rows, down to its fingerprint.
TEST_CASE("model_monitor_features: a small table is taken over exactly", "[interop][model_monitor]") {
  leeway::random_stream draws(6);
  const std::vector<double> values = exact::normals(draws, 500);
  const mm::taken_column taken = mm::take_over(numbers(500, {values}));
  const leeway::numeric_feature learned = leeway::learn(std::span<const double>(values));
  CHECK(taken.from == mm::source::values);
  CHECK(exact::same(numeric(taken).rank_error(), 0.0));
  CHECK(numeric(taken).fingerprint() == learned.fingerprint());
  CHECK(numeric(taken).rarity() == learned.rarity());
}

TEST_CASE("model_monitor_features: missing values count, parts are told, time is not tested",
          "[interop][model_monitor]") {
  mm::column_summary column = numbers(4, {{}, {1.0, 2.0}});
  column.missing = 3;
  const mm::taken_column parts = mm::take_over(column);
  CHECK(numeric(parts).counts().missing() == 3);
  REQUIRE(parts.notes.size() == 1);
  CHECK(parts.notes[0] == "its sketch was put together from parts: the rank error allows for that");
  small_kll stream;
  for (int i = 0; i < 5000; ++i) stream.observe(i);
  const mm::taken_column time = mm::take_over(numbers(5000, stream.levels()));
  CHECK(leeway::role_of(time.feature) == leeway::role::time);
  CHECK(time.notes == std::vector<std::string>{"never goes back: looks like time"});
}

TEST_CASE("model_monitor_features: numbers that cannot be taken over", "[interop][model_monitor]") {
  mm::column_summary column = numbers(0, {});
  CHECK(why_not(column) == "no value in the baseline");
  column = numbers(4, {{1.0, 2.0, 3.0}});
  CHECK(why_not(column) == "its sketch stands for 3 records, num_present is 4");
  column.sketch.reset();
  CHECK(why_not(column) == "no distribution in the file");
  column.bars = {{0.0, 1.0, 2}, {1.5, 2.0, 2}};
  CHECK(why_not(column) == "no distribution in the file; its buckets do not stand side by side");
  column.bars = {{0.0, 1.0, 2}, {1.0, 2.0, 1}};
  CHECK(why_not(column) == "no distribution in the file; its buckets hold 3 records");
}

// By hand: 4 records in one stream of usual parameters were never compacted; 5000 were once, so one record may be off.
TEST_CASE("model_monitor_features: a histogram where there is no sketch", "[interop][model_monitor]") {
  mm::column_summary column = numbers(4, {{1.0, 2.0, 3.0}});
  column.bars = {{0.0, 1.0, 3}, {1.0, 2.0, 1}};
  const mm::taken_column taken = mm::take_over(column);
  CHECK(taken.from == mm::source::histogram);
  REQUIRE(taken.notes.size() == 2);
  CHECK(taken.notes[0] == "its sketch stands for 3 records, num_present is 4");
  CHECK(taken.notes[1] == "no sketch in the file: what moves inside one of its 2 bars is not seen");
  CHECK(exact::same(numeric(taken).rank_error(), 0.0));
  CHECK(numeric(taken).counts()[1] == 3);
  column.sketch.reset();
  column.present = 5000;
  column.bars = {{0.0, 1.0, 4000}, {1.0, 2.0, 1000}};
  const leeway::numeric_feature larger = numeric(mm::take_over(column));
  CHECK(larger.rank_error() >= 1.0 / 5000.0);
  CHECK(larger.rank_error() < 0.002);
}

TEST_CASE("model_monitor_features: categories with their counts", "[interop][model_monitor]") {
  const mm::taken_column taken = mm::take_over(words(30, 4, {{"on", 19}, {"off", 9}, {"dim", 1}, {"", 1}}));
  CHECK(taken.from == mm::source::categories);
  CHECK(taken.notes.empty());
  const leeway::category_feature& lamp = categorical(taken);
  const std::vector<std::string> names(lamp.cells().names().begin(), lamp.cells().names().end());
  CHECK(names == std::vector<std::string>{"", "dim", "off", "on"});
  CHECK(std::vector<std::uint64_t>(lamp.counts().cells().begin(), lamp.counts().cells().end()) ==
        std::vector<std::uint64_t>{1, 1, 9, 19, 0, 0});
  CHECK(lamp.counts().missing() == 4);
  CHECK(lamp.rarity().seen_once == 2);
}

// Cells without a value are counted under a name of their own in some files.
TEST_CASE("model_monitor_features: a bucket of nulls is no category", "[interop][model_monitor]") {
  const mm::taken_column taken = mm::take_over(words(30, 4, {{"on", 30}, {"NullValue", 4}}));
  CHECK(categorical(taken).cells().names().size() == 1);
  CHECK(categorical(taken).counts().missing() == 4);
  // Here all records are named without it, so it is one of the values.
  CHECK(categorical(mm::take_over(words(34, 4, {{"on", 30}, {"NullValue", 4}}))).cells().names().size() == 2);
}

TEST_CASE("model_monitor_features: records without a name are one cell", "[interop][model_monitor]") {
  const mm::taken_column taken = mm::take_over(words(30, 0, {{"on", 27}}));
  CHECK(taken.notes == std::vector<std::string>{"3 records of values without a name: new values cannot be told"});
  CHECK(categorical(taken).counts()[categorical(taken).cells().unseen()] == 3);
}

TEST_CASE("model_monitor_features: categories that cannot be taken over", "[interop][model_monitor]") {
  mm::column_summary column = words(30, 0, {{"on", 31}});
  CHECK(why_not(column) == "its buckets hold 31 records, num_present is 30");
  column.categories = {{"on", 3}, {"on", 4}};
  CHECK(why_not(column) == "two of its buckets are called \"on\"");
  column.categories.reset();
  CHECK(why_not(column) == "no counts of them in the file");
  column.distinct = 2477;
  CHECK(why_not(column) == "about 2477 values, no counts of them in the file");
  column.present = 0;
  CHECK(why_not(column) == "no value in the baseline");
  std::vector<mm::category_total> many;
  for (int i = 0; i < 40; ++i) many.push_back({"id" + std::to_string(i), 1});
  const mm::taken_column identifier = mm::take_over(words(40, 0, many));
  CHECK(leeway::role_of(identifier.feature) == leeway::role::identifier);
  CHECK(identifier.notes == std::vector<std::string>{"40 values in 40 records: looks like an identifier"});
}

}  // namespace model_monitor_features_test
