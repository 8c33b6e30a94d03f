// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A baseline learned from rows must be the one that is learned from the same values as columns; rows that come after
// the edges were chosen are counted over those edges.
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/calendar.hpp>
#include <leeway/base/instant_text.hpp>
#include <leeway/base/random.hpp>
#include <leeway/baseline/coarsened.hpp>
#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/own_window_collector.hpp>
#include <leeway/monitor/row_learner.hpp>
#include <leeway/monitor/row_monitor.hpp>
#include <leeway/monitor/row_plan.hpp>
#include <leeway/window/recounted.hpp>
#include <leeway/window/season.hpp>

#include "support/catch.hpp"

namespace row_learner_test {
namespace {

struct row {
  double x = 0.0;
  std::optional<float> y{};
  std::int32_t steps = 0;
  std::string_view word{};
  bool flag = false;
};

constexpr auto fields =
    leeway::row_of<row>(leeway::field("x", &row::x), leeway::field("y", &row::y), leeway::field("steps", &row::steps),
                        leeway::field("word", &row::word), leeway::field("flag", &row::flag));

std::vector<row> rows(std::size_t count) {
  constexpr std::string_view words[] = {"a", "b", "c"};
  leeway::random_stream random(1);
  std::vector<row> all;
  for (std::size_t i = 0; i < count; ++i) {
    row r;
    r.x = random.uniform() < 0.1 ? leeway::no_value : random.normal();
    if (random.uniform() < 0.7) r.y = static_cast<float>(random.normal());
    r.steps = static_cast<std::int32_t>(random.below(7)) - 3;
    if (random.uniform() < 0.9) r.word = words[random.below(3)];
    r.flag = random.uniform() < 0.5;
    all.push_back(r);
  }
  return all;
}

leeway::baseline by_column(const std::vector<row>& all) {
  std::vector<double> x;
  std::vector<float> y;
  std::vector<std::int64_t> steps;
  std::vector<std::string_view> words;
  std::vector<char> flags;
  for (const row& r : all) {
    x.push_back(r.x);
    y.push_back(r.y ? *r.y : static_cast<float>(leeway::no_value));
    steps.push_back(r.steps);
    words.push_back(r.word);
    flags.push_back(r.flag ? 1 : 0);
  }
  const std::vector<leeway::column> columns = {
      {"x", std::span<const double>(x)},
      {"y", std::span<const float>(y)},
      {"steps", std::span<const std::int64_t>(steps)},
      {"word", std::span<const std::string_view>(words)},
      {"flag", std::span<const bool>(reinterpret_cast<const bool*>(flags.data()), flags.size())}};
  return leeway::learn(columns);
}

}  // namespace

TEST_CASE("rows teach what their columns would") {
  const std::vector<row> all = rows(3000);
  leeway::row_learner learner(fields, all.size());
  for (const row& r : all) learner.observe(fields, r);
  CHECK(learner.rows() == all.size());
  CHECK(learner.learned().fingerprint() == by_column(all).fingerprint());
}

TEST_CASE("later rows are counted over the edges of the first") {
  const std::vector<row> all = rows(3000);
  leeway::row_learner learner(fields, 1000);
  for (const row& r : all) learner.observe(fields, r);
  const leeway::baseline past = learner.learned();
  const leeway::baseline first = by_column(std::vector<row>(all.begin(), all.begin() + 1000));
  const auto& x = std::get<leeway::numeric_feature>(past.features()[0]);
  const auto& x_first = std::get<leeway::numeric_feature>(first.features()[0]);
  CHECK(std::equal(x.cells().keys().begin(), x.cells().keys().end(), x_first.cells().keys().begin(),
                   x_first.cells().keys().end()));
  CHECK_FALSE(x.cells().from_ranks());
  leeway::counts wanted(x.cells().size());
  for (const row& r : all) wanted.add(x.cells().index(r.x));
  CHECK(x.counts() == wanted);
  CHECK(past.rows() == 3000);
}

// Oracle: learning the first rows in as many cells.
TEST_CASE("rows are learned in as many cells as asked for, and may be counted in fewer") {
  const std::vector<row> all = rows(3000);
  leeway::row_learner learner(fields, 1000, {.cells = leeway::equal_mass(64)});
  leeway::row_learner finer(fields, 1000, {.cells = leeway::equal_mass(256)});
  for (const row& r : all) {
    learner.observe(fields, r);
    finer.observe(fields, r);
  }
  const std::vector<row> first(all.begin(), all.begin() + 1000);
  std::vector<double> x;
  for (const row& r : first) x.push_back(r.x);
  const auto x_of = [](const leeway::baseline& past) { return std::get<leeway::numeric_feature>(past.features()[0]); };
  const leeway::numeric_feature wanted = leeway::learn(std::span<const double>(x), leeway::equal_mass(64), "x");
  CHECK(std::ranges::equal(x_of(learner.learned()).cells().keys(), wanted.cells().keys()));
  const leeway::numeric_feature coarse = x_of(coarsened(finer.learned(), leeway::equal_mass(64)));
  CHECK(coarse.cells().size() <= 64);
  CHECK_FALSE(coarse.cells().from_ranks());
  leeway::counts expected(coarse.cells().size());
  for (const row& r : all) expected.add(coarse.cells().index(r.x));
  CHECK(coarse.counts() == expected);
}

TEST_CASE("a category that comes late is known") {
  leeway::row_learner learner(fields, 10);
  for (int i = 0; i < 50; ++i) learner.observe(fields, {.word = "a"});
  for (int i = 0; i < 50; ++i) learner.observe(fields, {.word = "late"});
  const leeway::baseline past = learner.learned();
  const auto& word = std::get<leeway::category_feature>(past.features()[3]);
  CHECK(word.cells().index(std::string_view("late")) < word.cells().rest());
}

TEST_CASE("a learner that is asked early chooses from what it has") {
  leeway::row_learner learner(fields, 1000);
  CHECK(learner.learned().rows() == 0);
  const std::vector<row> all = rows(100);
  leeway::row_learner short_one(fields, 1000);
  for (const row& r : all) short_one.observe(fields, r);
  CHECK(short_one.learned().rows() == 100);
}

// Oracle: the same windows counted by hand over the baseline of the same rows, and given to a collector.
TEST_CASE("rows teach what their windows showed") {
  constexpr std::int64_t hour = leeway::nanoseconds_per_hour;
  const std::vector<row> all = rows(6000);
  const auto when = [](std::size_t i) {  // 200 rows an hour, some out of order, the first 1000 within hours 0 to 5
    return leeway::instant{static_cast<std::int64_t>(i / 200) * hour + (i % 7 == 3 ? hour : 0)};
  };
  const auto word_of = [&](std::size_t i) {
    row r = all[i];
    if (i > 4000 && i % 5 == 0) r.word = "late";
    return r;
  };
  const leeway::window_plan hourly{leeway::period::parse("1h")};
  leeway::row_learner learner(fields, 1000, {.own_windows = hourly});
  leeway::row_learner plain(fields, 1000);
  for (std::size_t i = 0; i < all.size(); ++i) {
    learner.observe(fields, word_of(i), when(i));
    plain.observe(fields, word_of(i));
  }
  const leeway::baseline past = plain.learned({.name = "t"});
  const leeway::row_plan plan(past, fields.descriptions());
  std::map<std::int64_t, leeway::window> windows;
  for (std::size_t i = 1000; i < all.size(); ++i) {
    const std::int64_t index = when(i).nanoseconds / hour;
    if (index > 5) fields.count(word_of(i), plan, windows.try_emplace(index, past).first->second);
  }
  leeway::own_window_collector collector(past, "1h");
  for (auto& [index, one] : windows) {
    one.rename(leeway::instant_text({index * hour}));
    if (index < 30) collector.add(one);  // the last row was within hour 30
  }
  CHECK(collector.size() == 24);
  CHECK(learner.learned({.name = "t"}).save() == collector.learned().save());
  CHECK(learner.learned({}, leeway::instant{20 * hour}).schedule().names.size() == 14);
  CHECK(leeway::baseline::load(learner.learned().save()).schedule().rows.size() == 24);
}

// Oracle: the same windows sorted by hand into days of the week (1970 began on a Thursday), each day a collector.
TEST_CASE("rows teach what their seasons showed") {
  constexpr std::int64_t half = 12 * leeway::nanoseconds_per_hour;
  const std::vector<row> all = rows(4000);
  const auto when = [](std::size_t i) { return leeway::instant{static_cast<std::int64_t>(i / 100) * half}; };
  const leeway::window_plan plan_of_windows{leeway::period::parse("12h")};
  leeway::row_learner learner(fields, 400, {.own_windows = plan_of_windows});
  for (std::size_t i = 0; i < all.size(); ++i) learner.observe(fields, all[i], when(i));
  const leeway::instant end{40 * half};
  const leeway::learned_by_season learned =
      learner.learned_with_seasons(leeway::season(leeway::season::kind::weekday), {.name = "t"}, end);
  CHECK(learned.past.save() == learner.learned({.name = "t"}, end).save());
  CHECK(learned.seasons.by() == "weekday");

  const leeway::row_plan plan(learned.past, fields.descriptions());
  std::vector<leeway::window> windows;
  for (std::size_t w = 4; w < 40; ++w) {
    windows.emplace_back(learned.past, leeway::instant_text(when(w * 100)));
    for (std::size_t i = w * 100; i < w * 100 + 100; ++i) fields.count(all[i], plan, windows.back());
  }
  constexpr std::string_view names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  REQUIRE(learned.seasons.seasons().size() == 7);
  for (std::size_t day = 0; day < 7; ++day) {
    std::vector<const leeway::window*> own;
    leeway::window sum(learned.past, std::string(names[day]));
    for (std::size_t w = 4; w < 40; ++w)
      if ((w / 2 + 3) % 7 == day) sum.merge(*own.emplace_back(&windows[w - 4]));
    leeway::own_window_collector collector(leeway::part_of(learned.past, sum), "12h");
    for (const leeway::window* one : own) collector.add(leeway::moved_to(collector.past(), *one));
    const leeway::season_baseline& season = learned.seasons.seasons()[day];
    CHECK(season.key == names[day]);
    CHECK(season.past.rows() == 100 * own.size());
    CHECK(season.past.schedule().names == collector.learned().schedule().names);
    CHECK(season.past.fingerprint() == collector.learned().fingerprint());
  }
}

TEST_CASE("seasons need windows of time that each lie in one of them") {
  const leeway::season hour(leeway::season::kind::hour);
  leeway::row_learner none(fields, 10);
  CHECK_THROWS_AS(none.learned_with_seasons(hour), std::invalid_argument);
  leeway::row_learner records(fields, 10, {.own_windows = leeway::window_plan{leeway::period::parse("100")}});
  CHECK_THROWS_AS(records.learned_with_seasons(hour), std::invalid_argument);
  leeway::row_learner days(fields, 10, {.own_windows = leeway::window_plan{leeway::period::parse("1d")}});
  for (int i = 0; i < 40; ++i) days.observe(fields, {}, {i * 6 * leeway::nanoseconds_per_hour});
  CHECK_THROWS_WITH(days.learned_with_seasons(hour), Catch::Contains("a window of 1d lies in several seasons of hour"));
  CHECK(days.learned_with_seasons(leeway::season(leeway::season::kind::month)).seasons.seasons().size() == 1);
  const leeway::season by_day(leeway::season::kind::weekday);
  CHECK(leeway::seasonal_baseline::load(days.learned_with_seasons(by_day).seasons.save()).seasons().size() > 1);
}

TEST_CASE("windows of records are whole, and only the latest are kept") {
  const std::vector<row> all = rows(3050);
  leeway::row_learner learner(fields, 1000, {.own_windows = leeway::window_plan{leeway::period::parse("100")}});
  leeway::row_learner few(fields, 1000, {leeway::window_plan{leeway::period::parse("100")}, 5});
  for (const row& r : all) {
    learner.observe(fields, r);
    few.observe(fields, r);
  }
  CHECK(learner.learned().schedule().rows == std::vector<std::uint64_t>(20, 100));
  CHECK(few.learned().schedule().names == std::vector<std::string>{"window 16", "window 17", "window 18", "window 19"});
}

TEST_CASE("a time that is wrong by years takes no room from others") {
  constexpr std::int64_t hour = leeway::nanoseconds_per_hour;
  leeway::row_learner learner(fields, 10, {leeway::window_plan{leeway::period::parse("1h")}, 4});
  std::int64_t at = 0;
  for (const row& r : rows(1000)) learner.observe(fields, r, {(at++ / 100 + 1) * hour});
  learner.observe(fields, {}, leeway::instant::lowest());
  learner.observe(fields, {}, leeway::instant::highest());
  CHECK(learner.learned({}, leeway::instant{20 * hour}).schedule().names.size() == 3);
  CHECK(learner.rows() == 1002);
}

TEST_CASE("own windows that make no sense are refused") {
  const leeway::period hour = leeway::period::parse("1h");
  CHECK_THROWS_AS(leeway::row_learner(fields, 10, {leeway::window_plan{hour, 0, 3}}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::row_learner(fields, 10, {leeway::window_plan{hour, -1}}), std::invalid_argument);
  CHECK_THROWS_AS(leeway::row_learner(fields, 10, {leeway::window_plan{hour}, 1}), std::invalid_argument);
}

TEST_CASE("no first rows and another binding are refused") {
  CHECK_THROWS_AS(leeway::row_learner(fields, 0), std::invalid_argument);
  constexpr auto others = leeway::row_of<row>(leeway::field("x", &row::x));
  leeway::row_learner learner(fields, 10);
  CHECK_THROWS_AS(learner.observe(others, row{}), std::invalid_argument);
}

namespace {

enum class power : bool { off, on };
struct device {
  power switched = power::off;
  std::optional<power> reported{};
};
constexpr auto device_fields =
    leeway::row_of<device>(leeway::field("switched", &device::switched), leeway::field("reported", &device::reported));

}  // namespace

// Oracle: by hand: categories by their decimal text, as those of every other enumeration.
TEST_CASE("an enumeration over bool is a category") {
  leeway::row_learner learner(device_fields, 10);
  for (int i = 0; i < 30; ++i) learner.observe(device_fields, {i % 3 == 0 ? power::on : power::off, power::on});
  const leeway::baseline learned = learner.learned();
  leeway::row_monitor monitor(learned, device_fields, {leeway::period::parse("1h")});
  monitor.at(0).observe(device_fields, {power::on, {}}, {0});
  const leeway::window seen = monitor.snapshot();
  const auto& cells = std::get<leeway::category_feature>(learned.features()[0]).cells();
  CHECK(seen.columns()[0].counts()[cells.index(std::string_view("1"))] == 1);
  CHECK(seen.columns()[1].counts().missing() == 1);
}

}  // namespace row_learner_test
