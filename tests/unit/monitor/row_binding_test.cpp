// SPDX-FileCopyrightText: 2026 The leeway authors
// SPDX-License-Identifier: BSL-1.0
// A row bound field by field must count exactly what its columns would count: the column path is the oracle.
#include <array>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <leeway/base/random.hpp>
#include <leeway/baseline/learn_table.hpp>
#include <leeway/monitor/row_binding.hpp>

#include "support/catch.hpp"

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

// Oracle: the same rows counted at once. The numbers of rows end before, at and behind a round of the tile.
TEST_CASE("rows whose numbers wait for their column count what they count at once") {
  const table live(2);
  const leeway::baseline past = leeway::learn(table(1).columns());
  const leeway::row_plan plan(past, fields.descriptions());
  leeway::detail::row_tile tile(plan.fields());
  for (std::size_t rows : {1U, 2U, 11U, 12U, 127U, 128U, 129U, 140U, 256U, 300U, 1000U}) {
    CAPTURE(rows);
    leeway::window at_once(plan.past());
    leeway::window by_tile(plan.past());
    for (std::size_t i = 0; i < rows; ++i) {
      fields.count(live.rows[i], plan, at_once);
      fields.place(live.rows[i], plan, by_tile, tile.next());
      tile.end_row(plan, by_tile);
    }
    tile.settle(plan, by_tile);
    for (std::size_t f = 0; f < plan.fields(); ++f) {
      const leeway::column_statistics& expected = at_once.columns()[f];
      const leeway::column_statistics& found = by_tile.columns()[f];
      CHECK(found.counts() == expected.counts());
      CHECK(found.extremes() == expected.extremes());
      CHECK(found.moments().count() == expected.moments().count());
      if (expected.moments().count() > 1)  // sums of at most 1000 values of size 1e3, in another order
        CHECK(found.moments().mean() == Approx(expected.moments().mean()).epsilon(1e-12).margin(1e-12));
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
  leeway::detail::row_tile tile(300);
  leeway::window by_tile(plan.past());
  leeway::window at_once(plan.past());
  for (int row = 0; row < 200; ++row) {
    for (std::size_t f = 0; f < 300; ++f) {
      const double x = random.below(9) == 0 ? leeway::no_value : random.normal();
      tile.next().put(f, x);
      at_once.column(f).observe(*plan.target(f).numbers, x);
    }
    tile.end_row(plan, by_tile);
  }
  tile.settle(plan, by_tile);
  for (std::size_t f = 0; f < 300; ++f) CHECK(by_tile.columns()[f].counts() == at_once.columns()[f].counts());
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
