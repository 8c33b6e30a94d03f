// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// Ranks out of a sketch are wrong by an amount that nobody wrote down. What we say of it widens every interval and must
// hold for any data: it is compared with streams whose true ranks are known.
#include <leeway/interop/model_monitor_sketch.hpp>

#include <algorithm>
#include <cmath>
#include <vector>

#include <leeway/base/random.hpp>

#include "support/catch.hpp"
#include "support/small_kll.hpp"

namespace model_monitor_sketch_test {

namespace mm = leeway::model_monitor;
using sizes = std::vector<std::uint64_t>;

namespace {

sizes sizes_of(const small_kll& sketch) {
  sizes result;
  for (const auto& level : sketch.levels()) result.push_back(level.size());
  return result;
}

/// The largest difference of ranks at any number of the stream.
std::uint64_t worst_error(const small_kll& sketch, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  struct item {
    double x;
    std::uint64_t weight;
  };
  std::vector<item> items;
  for (std::size_t h = 0; h < sketch.levels().size(); ++h)
    for (double x : sketch.levels()[h]) items.push_back({x, std::uint64_t{1} << h});
  std::sort(items.begin(), items.end(), [](const item& a, const item& b) { return a.x < b.x; });
  std::int64_t worst = 0;
  std::int64_t rank = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i + 1 < values.size() && values[i + 1] <= values[i]) continue;
    while (next < items.size() && items[next].x <= values[i]) rank += static_cast<std::int64_t>(items[next++].weight);
    worst = std::max(worst, std::abs(rank - static_cast<std::int64_t>(i + 1)));
  }
  return static_cast<std::uint64_t>(worst);
}

enum class shape { random, rising, falling, zigzag, few };

double number(shape of, std::size_t i, std::size_t all, leeway::random_stream& draws) {
  const auto x = static_cast<double>(i);
  switch (of) {
    case shape::rising:
      return x;
    case shape::falling:
      return -x;
    case shape::zigzag:
      return i % 2 == 0 ? x : static_cast<double>(all) - x;
    case shape::few:
      return static_cast<double>(draws.below(5));
    default:
      return draws.normal();
  }
}

}  // namespace

// By hand: 2 (ceil(2048 x 0.64^h / 2) + 1).
TEST_CASE("model_monitor_sketch: capacities", "[interop][model_monitor]") {
  const sizes expected{2050, 1314, 842, 540, 346, 222, 144};
  for (std::size_t h = 0; h < expected.size(); ++h) CHECK(mm::capacity(2048.0, 0.64, h) == expected[h]);
  CHECK(mm::capacity(2048.0, 0.64, 51) == 4);
}

// Levels of published baselines of 23 432 and 68 385 rows, and of small tables.
TEST_CASE("model_monitor_sketch: levels of a stream", "[interop][model_monitor]") {
  const auto levels = [](std::uint64_t n) { return mm::history_of_one_stream(2048.0, 0.64, n).sizes; };
  CHECK(levels(0) == sizes{0});
  CHECK(levels(100) == sizes{100});
  CHECK(levels(2050) == sizes{2050});
  CHECK(levels(2051) == sizes{1, 1025});
  CHECK(levels(5000) == sizes{610, 2195});
  CHECK(levels(23432) == sizes{266, 1093, 2127, 1, 779});
  CHECK(levels(68385) == sizes{177, 1134, 1127, 1, 1, 1919});
  CHECK(levels(300000) == sizes{142, 1197, 1172, 1, 0, 441, 690, 0, 916});
  CHECK(levels(std::uint64_t{1} << 50).empty());
}

// Oracle: streams, number by number.
TEST_CASE("model_monitor_sketch: compactions of a stream", "[interop][model_monitor]") {
  for (const auto& [k, c] : {std::pair{2048.0, 0.64}, {30.0, 0.64}, {8.0, 1.0}, {100.0, 0.5}})
    for (std::size_t n : {1u, 37u, 400u, 7777u, 20000u}) {
      small_kll stream(k, c);
      for (std::size_t i = 0; i < n; ++i) stream.observe(static_cast<double>(i));
      const mm::level_history past = mm::history_of_one_stream(k, c, n);
      CAPTURE(k, c, n);
      CHECK(past.sizes == sizes_of(stream));
      CHECK(past.compactions == stream.compactions());
      CHECK(mm::records_of(past.sizes) == n);
      const sizes most = mm::most_compactions(k, c, past.sizes);
      for (std::size_t h = 0; h < most.size(); ++h) CHECK(most[h] >= past.compactions[h]);
    }
}

// Oracle: true ranks. The bound has to hold for each stream, and to be of the size that happens.
TEST_CASE("model_monitor_sketch: the rank error of a stream is certain", "[interop][model_monitor]") {
  for (shape of : {shape::random, shape::rising, shape::falling, shape::zigzag, shape::few})
    for (const auto& [k, n] :
         {std::pair<double, std::size_t>{2048.0, 23432}, {2048.0, 60000}, {40.0, 5000}, {8.0, 3000}}) {
      leeway::random_stream draws(7, n);
      small_kll stream(k);
      std::vector<double> values;
      for (std::size_t i = 0; i < n; ++i) values.push_back(number(of, i, n, draws));
      for (double x : values) stream.observe(x);
      const mm::rank_certainty certainty = mm::certainty_of(k, 0.64, sizes_of(stream));
      CAPTURE(static_cast<int>(of), k, n, certainty.records);
      CHECK(certainty.one_stream);
      const std::uint64_t worst = worst_error(stream, values);
      CHECK(worst <= certainty.records);
      CHECK(certainty.records <= 20 * (worst + 1));
    }
}

// About 0.15 % of 23 432 rows: (11 + 1) / 2 + ... by hand from the compactions 11, 7, 3, 2 that at most were.
TEST_CASE("model_monitor_sketch: the rank error of published baselines", "[interop][model_monitor]") {
  const auto share = [](const sizes& levels) {
    const mm::rank_certainty certainty = mm::certainty_of(2048.0, 0.64, levels);
    CHECK(certainty.one_stream);
    return static_cast<double>(certainty.records) / static_cast<double>(mm::records_of(levels));
  };
  CHECK(mm::certainty_of(2048.0, 0.64, sizes{100}).records == 0);
  CHECK(mm::certainty_of(2048.0, 0.64, sizes{1, 1025}).records == 1);
  CHECK(mm::most_compactions(2048.0, 0.64, sizes{266, 1093, 2127, 1, 779}) == sizes{11, 7, 3, 2, 0});
  CHECK(share({266, 1093, 2127, 1, 779}) <= 30.0 / 23432.0);
  CHECK(share({266, 1093, 2127, 1, 779}) > 0.0008);
  CHECK(share({177, 1134, 1127, 1, 1, 1919}) < 0.003);
}

// Oracle: true ranks of streams that were merged, where compactions of the parts may all have shifted the same way.
TEST_CASE("model_monitor_sketch: the rank error of merged parts is certain", "[interop][model_monitor]") {
  for (shape of : {shape::random, shape::rising, shape::zigzag, shape::few})
    for (std::size_t parts : {2u, 5u, 40u}) {
      leeway::random_stream draws(11, parts);
      small_kll all(60.0);
      std::vector<double> values;
      std::uint64_t compactions = 0;
      for (std::size_t part = 0; part < parts; ++part) {
        small_kll own(60.0);
        const std::size_t n = 70 + draws.below(900);
        for (std::size_t i = 0; i < n; ++i) {
          values.push_back(number(of, i, n, draws));
          own.observe(values.back());
        }
        compactions += own.compactions().front();
        all.merge(own);
      }
      compactions += all.compactions().front();
      CAPTURE(static_cast<int>(of), parts);
      const sizes levels = sizes_of(all);
      REQUIRE(mm::records_of(levels) == values.size());
      const mm::rank_certainty certainty = mm::certainty_of(60.0, 0.64, levels);
      CHECK_FALSE(certainty.one_stream);
      CHECK(mm::most_compactions(60.0, 0.64, levels).front() >= compactions);
      CHECK(worst_error(all, values) <= certainty.records);
    }
}

TEST_CASE("model_monitor_sketch: levels that nobody can count", "[interop][model_monitor]") {
  CHECK(mm::records_of(sizes{}) == 0);
  CHECK(mm::records_of(sizes{3, 2, 1}) == 3 + 4 + 4);
  sizes endless(60, 0);
  endless.back() = 1;
  CHECK(mm::records_of(endless) == 0);
  CHECK(mm::records_of(sizes{0, ~std::uint64_t{0}}) == 0);
}

}  // namespace model_monitor_sketch_test
