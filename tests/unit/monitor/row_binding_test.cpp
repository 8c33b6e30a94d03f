// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A row bound field by field must count exactly what its columns would count: the column path is the oracle.
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn.hpp>
#include <leeway/baseline/learn_table.hpp>
#include <leeway/cells/equal_mass.hpp>
#include <leeway/monitor/detail/pane_set.hpp>
#include <leeway/monitor/row_binding.hpp>

#include "support/catch.hpp"

namespace row_binding_test {
namespace {

enum class tier : std::uint8_t { none, silver, gold };

struct request {
  float bid = 0.0F;
  double rate = 0.0;
  std::int32_t age = 0;
  std::optional<float> income{};
  std::uint16_t country = 0;
  std::string_view device{};
  char language[4] = {};
  tier level = tier::none;
  const double* score = nullptr;
  bool paid = false;
  std::array<double, 2> place{};
};

constexpr auto fields = leeway::row_of<request>(
    leeway::field("bid", &request::bid), leeway::field("rate", &request::rate), leeway::field("age", &request::age),
    leeway::field("income", &request::income), leeway::field("country", &request::country, leeway::categorical),
    leeway::field("device", &request::device), leeway::field("language", &request::language),
    leeway::field("level", &request::level), leeway::field("score", &request::score),
    leeway::field("paid", &request::paid), leeway::field("distance", [](const request& r) noexcept {
      return r.place[0] * r.place[0] + r.place[1] * r.place[1];
    }));

/// The same rows as columns.
struct table {
  std::vector<double> bid, rate, income, score, distance;
  std::vector<std::int64_t> age;
  std::vector<std::string> country, level, language;
  std::vector<std::string_view> device, country_texts, level_texts, language_texts;
  std::vector<char> paid_bytes;
  std::vector<request> rows;
  std::vector<double> scores;

  explicit table(std::uint64_t seed) : scores(1000) {
    leeway::random_stream random(seed);
    constexpr std::string_view devices[] = {"phone", "desk", "tv"};
    constexpr std::string_view languages[] = {"en", "de", "pt-B"};
    for (int i = 0; i < 1000; ++i) {
      request r;
      r.bid = static_cast<float>(random.normal());
      r.rate = random.uniform() < 0.1 ? leeway::no_value : random.uniform();
      r.age = static_cast<std::int32_t>(random.below(80)) - 5;
      if (random.uniform() < 0.7) r.income = static_cast<float>(random.below(1000));
      r.country = static_cast<std::uint16_t>(random.below(6));
      if (random.uniform() < 0.9) r.device = devices[random.below(3)];
      const std::string_view spoken = languages[random.below(3)];
      for (std::size_t k = 0; k < spoken.size(); ++k) r.language[k] = spoken[k];
      r.level = static_cast<tier>(random.below(3));
      scores[static_cast<std::size_t>(i)] = random.normal();
      if (random.uniform() < 0.5) r.score = &scores[static_cast<std::size_t>(i)];
      r.paid = random.uniform() < 0.4;
      r.place = {random.normal(), random.normal()};
      rows.push_back(r);
      bid.push_back(static_cast<double>(r.bid));
      rate.push_back(r.rate);
      age.push_back(r.age);
      income.push_back(r.income ? static_cast<double>(*r.income) : leeway::no_value);
      country.push_back(std::to_string(r.country));
      device.push_back(r.device);
      language.emplace_back(spoken);
      level.push_back(std::to_string(static_cast<int>(r.level)));
      score.push_back(r.score != nullptr ? *r.score : leeway::no_value);
      paid_bytes.push_back(r.paid ? 1 : 0);
      distance.push_back(r.place[0] * r.place[0] + r.place[1] * r.place[1]);
    }
    for (const std::string& one : country) country_texts.emplace_back(one);
    for (const std::string& one : level) level_texts.emplace_back(one);
    for (const std::string& one : language) language_texts.emplace_back(one);
  }

  std::vector<leeway::column> columns() const {
    static_assert(sizeof(bool) == sizeof(char));
    const auto* paid = reinterpret_cast<const bool*>(paid_bytes.data());
    return {{"bid", std::span<const double>(bid)},
            {"rate", std::span<const double>(rate)},
            {"age", std::span<const std::int64_t>(age)},
            {"income", std::span<const double>(income)},
            {"country", std::span<const std::string_view>(country_texts)},
            {"device", std::span<const std::string_view>(device)},
            {"language", std::span<const std::string_view>(language_texts)},
            {"level", std::span<const std::string_view>(level_texts)},
            {"score", std::span<const double>(score)},
            {"paid", std::span<const bool>(paid, paid_bytes.size())},
            {"distance", std::span<const double>(distance)}};
  }
};

}  // namespace

TEST_CASE("rows count what their columns count") {
  const table learned(1);
  const table live(2);
  const leeway::baseline past = leeway::learn(learned.columns());
  const leeway::row_plan plan(past, fields.descriptions());
  leeway::window by_row(plan.past());
  for (const request& r : live.rows) fields.count(r, plan, by_row);

  leeway::window by_column(plan.past());
  const std::vector<leeway::column> columns = live.columns();
  for (std::size_t i = 0; i < columns.size(); ++i)
    std::visit(
        [&](const auto& feature, const auto& values) {
          for (std::size_t row = 0; row < live.rows.size(); ++row) {
            if constexpr (std::is_same_v<std::decay_t<decltype(values)>, std::span<const double>>) {
              if (fields.descriptions()[i].type.what == leeway::field_type::kind::float32) {
                if constexpr (requires { by_column.column(i).observe(feature.cells(), 1.0F); })
                  by_column.column(i).observe(feature.cells(), static_cast<float>(values[row]));
                continue;
              }
            }
            if constexpr (requires { by_column.column(i).observe(feature.cells(), values[row]); })
              by_column.column(i).observe(feature.cells(), values[row]);
          }
        },
        plan.past().features()[i], columns[i].values);

  CHECK(by_row.rows() == 1000);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    CAPTURE(columns[i].name);
    CHECK(by_row.columns()[i].counts() == by_column.columns()[i].counts());
    CHECK(by_row.columns()[i].counts().present() + by_row.columns()[i].counts().missing() == 1000);
  }
  CHECK(by_row.columns()[3].counts().missing() > 0);
  CHECK(by_row.columns()[5].counts().missing() > 0);
}

namespace {

std::vector<leeway::detail::instruction_set> forms() {
  using leeway::detail::instruction_set;
  std::vector<instruction_set> all{instruction_set::one_lane, instruction_set::plain};
  for (instruction_set one : {instruction_set::sse4, instruction_set::avx2, instruction_set::avx512})
    if (one <= leeway::detail::best_instruction_set()) all.push_back(one);
  return all;
}

/// How many columns of the two are not the same: counts, extremes and infinite values to the last bit.
std::size_t different_columns(const leeway::window& found, const leeway::window& expected) {
  std::size_t different = 0;
  for (std::size_t f = 0; f < expected.columns().size(); ++f) {
    const leeway::column_statistics& a = found.columns()[f];
    const leeway::column_statistics& b = expected.columns()[f];
    const bool same = a.counts() == b.counts() && a.extremes() == b.extremes() && a.infinite() == b.infinite() &&
                      a.moments().count() == b.moments().count();
    different += same ? 0U : 1U;
  }
  return different;
}

}  // namespace

// Oracle: the same rows counted at once. The numbers of rows end before, at and behind a round of the tile.
TEST_CASE("rows whose numbers wait for their column count what they count at once") {
  const table live(2);
  const leeway::baseline past = leeway::learn(table(1).columns());
  const leeway::row_plan plan(past, fields.descriptions());
  for (leeway::detail::instruction_set form : forms()) {
    leeway::detail::row_tile tile(plan, form);
    for (std::size_t rows : {1U, 2U, 11U, 12U, 130U, 255U, 256U, 257U, 280U, 512U, 600U, 1000U}) {
      CAPTURE(rows);
      leeway::window at_once(plan.past());
      leeway::window by_tile(plan.past());
      for (std::size_t i = 0; i < rows; ++i) {
        fields.count(live.rows[i], plan, at_once);
        fields.place(live.rows[i], plan, by_tile, tile.next());
        tile.end_row(by_tile);
      }
      tile.settle(by_tile);
      CHECK(different_columns(by_tile, at_once) == 0);
      for (std::size_t f = 0; f < plan.fields(); ++f) {
        const leeway::moments expected = at_once.columns()[f].moments();
        if (expected.count() > 1)  // sums of at most 1000 values of size 1e3, in another order
          CHECK(by_tile.columns()[f].moments().mean() == Approx(expected.mean()).epsilon(1e-12).margin(1e-12));
      }
    }
  }
}

namespace {

struct pair_of_numbers {
  double wide;
  float narrow;
};

constexpr auto two = leeway::row_of<pair_of_numbers>(leeway::field("wide", &pair_of_numbers::wide),
                                                     leeway::field("narrow", &pair_of_numbers::narrow));

template <class Real>
leeway::numeric_feature normals(std::string name, std::size_t cells) {
  leeway::random_stream random(4);
  std::vector<Real> learned(20'000);
  for (Real& x : learned) x = static_cast<Real>(random.normal());
  return leeway::learn(std::span<const Real>(learned), leeway::equal_mass(cells), std::move(name));
}

}  // namespace

// Oracle: the same rows counted at once. So many rows that the counters of few cells are emptied on the way, and among
// them missing, infinite and huge numbers, whose fourth powers no double holds.
TEST_CASE("a tile counts rows without end and numbers without limit") {
  for (std::size_t cells : {20U, 32U, 60U, 500U}) {
    const leeway::baseline past({}, 20'000, {normals<double>("wide", cells), normals<float>("narrow", cells)});
    const leeway::row_plan plan(past, two.descriptions());
    for (leeway::detail::instruction_set form : forms()) {
      leeway::random_stream random(5);
      leeway::detail::row_tile tile(plan, form);
      leeway::window by_tile(plan.past());
      leeway::window at_once(plan.past());
      for (int i = 0; i < 70'000; ++i) {
        pair_of_numbers row{random.normal(), static_cast<float>(random.normal())};
        if (i > 1'000 && random.below(50) == 0) {
          constexpr double others[] = {leeway::no_value, HUGE_VAL, -HUGE_VAL, 1e200, -1e300, -0.0};
          row.wide = others[random.below(6)];
          row.narrow = static_cast<float>(others[random.below(3)]);
        }
        two.count(row, plan, at_once);
        two.place(row, plan, by_tile, tile.next());
        tile.end_row(by_tile);
      }
      tile.settle(by_tile);
      CAPTURE(cells, static_cast<int>(form));
      CHECK(different_columns(by_tile, at_once) == 0);
      const leeway::moments sums = by_tile.columns()[1].moments();
      CHECK(sums.mean() == Approx(at_once.columns()[1].moments().mean()).margin(1e-12));
      CHECK(sums.variance() == Approx(at_once.columns()[1].moments().variance()).epsilon(1e-12));
    }
  }
}

// A row may have more fields than a round has rows.
TEST_CASE("a tile of three hundred columns counts each of them") {
  leeway::random_stream random(3);
  std::vector<std::string> names;
  std::vector<leeway::any_feature> features;
  std::vector<double> learned(500);
  for (int f = 0; f < 300; ++f) {
    names.push_back("f" + std::to_string(f));
    for (double& x : learned) x = random.normal();
    features.emplace_back(leeway::learn(std::span<const double>(learned), leeway::equal_mass(10), names.back()));
  }
  const leeway::baseline past({}, 500, std::move(features));
  std::vector<leeway::field_description> described;
  for (const std::string& name : names) described.push_back({name, {}});
  const leeway::row_plan plan(past, described);
  leeway::detail::row_tile tile(plan);
  leeway::window by_tile(plan.past());
  leeway::window at_once(plan.past());
  for (int row = 0; row < 400; ++row) {
    for (std::size_t f = 0; f < 300; ++f) {
      const double x = random.below(9) == 0 ? leeway::no_value : random.normal();
      tile.next().put(plan.target(f).slot, x);
      at_once.column(f).observe(*plan.target(f).numbers, x);
    }
    tile.end_row(by_tile);
  }
  tile.settle(by_tile);
  CHECK(different_columns(by_tile, at_once) == 0);
}

// Oracle: the same rows counted at once. More windows take turns than there are tiles.
TEST_CASE("rows of several windows in turns are counted each in its own") {
  const leeway::baseline past({}, 20'000, {normals<double>("wide", 20), normals<float>("narrow", 500)});
  const leeway::row_plan plan(past, two.descriptions());
  leeway::detail::window_pool pool(plan.past(), 2);
  leeway::detail::pane_set set(plan, leeway::period::parse("1h"), pool);
  std::vector<leeway::window> at_once(3, leeway::window(plan.past()));
  leeway::random_stream random(6);
  constexpr std::int64_t hour = leeway::nanoseconds_per_hour;
  for (int i = 0; i < 2'000; ++i) {
    const pair_of_numbers row{random.normal(), static_cast<float>(random.normal())};
    const std::size_t which = i < 500 ? 0 : i < 1'000 ? random.below(2) : random.below(3);
    set.count(two, row, leeway::instant{static_cast<std::int64_t>(which) * hour});
    two.count(row, plan, at_once[which]);
  }
  set.settle();
  REQUIRE(set.panes() == 3);
  for (std::size_t pane = 0; pane < 3; ++pane) {
    const leeway::window& expected = at_once[static_cast<std::size_t>(set.index(pane) - set.index(0))];
    CHECK(set.counted(pane).rows() == expected.rows());
    CHECK(different_columns(set.counted(pane), expected) == 0);
  }
}

TEST_CASE("two fields of one name are refused") {
  CHECK_THROWS_AS(leeway::row_of<request>(leeway::field("bid", &request::bid), leeway::field("bid", &request::rate)),
                  std::invalid_argument);
}

TEST_CASE("bindings that differ in a name, a type or a kind have different signatures") {
  const auto one = leeway::row_of<request>(leeway::field("a", &request::age));
  CHECK(one.signature() == leeway::row_of<request>(leeway::field("a", &request::age)).signature());
  CHECK(one.signature() != leeway::row_of<request>(leeway::field("b", &request::age)).signature());
  CHECK(one.signature() != leeway::row_of<request>(leeway::field("a", &request::rate)).signature());
  CHECK(one.signature() != leeway::row_of<request>(leeway::field("a", &request::age, leeway::categorical)).signature());
}

}  // namespace row_binding_test
